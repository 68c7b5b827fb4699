/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding and cutting into tokens.
 */
#include "parsers/survey/answer_text.h"

#include <string.h>

/* Marks that change how a character looks, not what it says. */
static bool
is_invisible(gunichar c)
{
  return g_unichar_ismark(c) || g_unichar_iszerowidth(c) || c == 0x0640 ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || (c >= 0x1f3fb && c <= 0x1f3ff);
}

/* Characters that are written as another one here. */
static const struct {
  gunichar from, to;
} replaced_table[] = {
    {0x00b9, '^'}, /* superscripts: "m²" is no 2 */
    {0x00b2, '^'},    {0x00b3, '^'},     {0x0131, 'i'}, /* Turkish, undotted */
    {0x066a, '%'},    {0x066b, ','}, /* Arabic decimal mark */
    {0x060c, ','},    {0x061b, ';'},     {0x061f, '?'},
    {0x2212, '-'},    {0x00d7, 'x'},     /* times */
    {0x2605, 0x2b50}, {0x1f31f, 0x2b50}, /* stars */
    {'\r', '\n'},     {0x2028, '\n'},    {0x2029, '\n'},
};

static gunichar
replaced(gunichar c)
{
  for (size_t i = 0; i < G_N_ELEMENTS(replaced_table); i++)
    if (replaced_table[i].from == c)
      return replaced_table[i].to;
  if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION)
    return '-';
  if (g_unichar_isdigit(c))
    return (gunichar)('0' + g_unichar_digit_value(c));
  return c;
}

/* What stands in words, and is no sign of its own. */
static bool
is_quote(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);
  return c == '"' || c == '`' || c == 0xb4 ||
         type == G_UNICODE_INITIAL_PUNCTUATION ||
         type == G_UNICODE_FINAL_PUNCTUATION || c == 0x201e || c == 0x201a;
}

static bool
is_apostrophe(gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc;
}

static void
fold_append(GString *out, gunichar c)
{
  if (is_apostrophe(c) || is_invisible(c))
    return;
  c = replaced(c);
  if (is_quote(c))
    c = ' ';
  g_string_append_unichar(out, c);
}

static char *
fold_characters(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    fold_append(out, g_utf8_get_char(p));
  return g_string_free(out, FALSE);
}

/* "ae" is how "ä" is written without it; "neue", "Bauer" and "Frage" have none.
 */
static char *
fold_umlauts(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  char before = ' ';
  for (const char *p = text; *p != '\0'; before = *p++) {
    bool pair = p > text && *p == 'e' && strchr("aou", before) != NULL;
    char older = out->len > 1 ? out->str[out->len - 2] : ' ';
    if (!pair || (before == 'u' && strchr("aeq", older) != NULL))
      g_string_append_c(out, *p);
  }
  return g_string_free(out, FALSE);
}

static char *
fold(const char *text)
{
  /* Superscripts first: the compatible form of "²" is a 2. */
  g_autofree char *plain = fold_characters(text);
  g_autofree char *compatible = g_utf8_normalize(plain, -1, G_NORMALIZE_NFKC);
  g_autofree char *small = g_utf8_casefold(compatible, -1);
  g_autofree char *apart = g_utf8_normalize(small, -1, G_NORMALIZE_NFKD);
  g_autofree char *bare = fold_characters(apart);
  return fold_umlauts(bare);
}

static void
token_clear(void *token)
{
  g_free(((AnswerToken *)token)->text);
}

static AnswerTokenKind
kind_of(gunichar c)
{
  if (c < 0x80 && g_ascii_isdigit((char)c))
    return TOKEN_NUMBER;
  return g_unichar_isalpha(c) ? TOKEN_WORD : TOKEN_SIGN;
}

/* The end of the token that begins here. */
static const char *
token_end(const char *at, AnswerTokenKind kind)
{
  const char *end = g_utf8_next_char(at);
  while (kind != TOKEN_SIGN && *end != '\0' &&
         kind_of(g_utf8_get_char(end)) == kind)
    end = g_utf8_next_char(end);
  return end;
}

enum { NUMBER_DIGITS_MAX = 15 }; /* a double has them all */

static void
token_judge(AnswerToken *token)
{
  token->value = -1;
  if (token->kind == TOKEN_NUMBER)
    token->value = strlen(token->text) > NUMBER_DIGITS_MAX
                       ? G_MAXINT64
                       : g_ascii_strtoll(token->text, NULL, 10);
  else
    token->roles = answer_word_roles(token->text, &token->value);
}

GArray *
answer_tokens(const char *text)
{
  GArray *tokens = g_array_new(FALSE, TRUE, sizeof(AnswerToken));
  g_array_set_clear_func(tokens, token_clear);
  g_autofree char *folded = fold(text);
  bool glued = false;
  for (const char *p = folded; *p != '\0' && tokens->len < ANSWER_TOKENS_MAX;) {
    gunichar c = g_utf8_get_char(p);
    if (c != '\n' && (g_unichar_isspace(c) || g_unichar_iscntrl(c))) {
      glued = false;
      p = g_utf8_next_char(p);
      continue;
    }
    AnswerToken token = {.kind = kind_of(c), .glued = glued};
    const char *end = token_end(p, token.kind);
    token.text = g_strndup(p, (gsize)(end - p));
    token_judge(&token);
    g_array_append_val(tokens, token);
    glued = c != '\n';
    p = end;
  }
  return tokens;
}

char *
answer_tokens_join(const GArray *tokens, guint from, guint to)
{
  GString *out = g_string_new(NULL);
  for (guint i = from; i < to; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if (token->kind == TOKEN_SIGN)
      continue;
    if (out->len > 0)
      g_string_append_c(out, ' ');
    g_string_append(out, token->text);
  }
  return g_string_free(out, FALSE);
}

bool
answer_is_sign(const AnswerToken *token, const char *signs)
{
  return token->kind == TOKEN_SIGN && strstr(signs, token->text) != NULL;
}

unsigned
answer_roles(const GArray *tokens)
{
  unsigned roles = 0;
  for (guint i = 0; i < tokens->len; i++)
    roles |= answer_token(tokens, i)->roles;
  return roles;
}
