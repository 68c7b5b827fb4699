/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing and finding the text form of tokens.  One scanner reads them
 * everywhere: it skips what mail programs and people insert and stops where
 * the token is complete.
 */
#include "parsers/token.h"

#include <string.h>

#include <glib.h>

#define MAC_CHARS 16
#define VERSION_LETTERS "abcdefghijkmnpqrstuvwyz"

static const char roles[] = "cdmbusarwgf";
static const char base32[] = "abcdefghijkmnpqrstuvwxyz23456789";

G_STATIC_ASSERT(sizeof base32 == 33);
G_STATIC_ASSERT(sizeof VERSION_LETTERS == TOKEN_KEY_VERSION_MAX + 1);

static void
append_mac(GString *out, const uint8_t mac[static TOKEN_MAC_BYTES])
{
  uint64_t bits = 0;
  unsigned count = 0;

  for (size_t i = 0; i < TOKEN_MAC_BYTES; i++) {
    bits = (bits << 8) | mac[i];
    for (count += 8; count >= 5; count -= 5)
      g_string_append_c(out, base32[(bits >> (count - 5)) & 31]);
  }
}

static void
append_head(GString *out, const TokenRef *token)
{
  g_assert(token->role && strchr(roles, token->role));
  g_assert(token->record[0] &&
           strspn(token->record, "0123456789") == strlen(token->record));
  g_assert(token->assignment <= TOKEN_ASSIGNMENT_MAX);
  g_assert(token->key_version >= 1 &&
           token->key_version <= TOKEN_KEY_VERSION_MAX);
  g_string_append_printf(out, "%c%s", token->role, token->record);
  if (token->assignment > 0)
    g_string_append_printf(out, "x%u", token->assignment);
  g_string_append_c(out, VERSION_LETTERS[token->key_version - 1]);
}

char *
token_format(const TokenRef *token)
{
  GString *out = g_string_new(NULL);

  append_head(out, token);
  g_string_append_c(out, '.');
  append_mac(out, token->mac);
  return g_string_free(out, FALSE);
}

char *
token_format_grouped(const TokenRef *token)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  GString *out = g_string_new(NULL);

  append_head(plain, token);
  append_mac(plain, token->mac);
  for (gsize i = 0; i < plain->len; i++) {
    if (i > 0 && i % 4 == 0)
      g_string_append_c(out, ' ');
    g_string_append_c(out, plain->str[i]);
  }
  return g_string_free(out, FALSE);
}

/* The next character that counts, lower case, or 0 at the end of the line;
 * `*p` is moved behind it.  Blanks, dots and dashes do not count. */
static char
next_char(const char **p)
{
  while (**p == ' ' || **p == '\t' || **p == '.' || **p == '-' ||
         g_str_has_prefix(*p, "\u00a0"))
    *p += **p == '\xc2' ? 2 : 1;
  if (**p == '\0')
    return 0;
  return g_ascii_tolower(*(*p)++);
}

static char
peek_char(const char *p)
{
  return next_char(&p);
}

/* Digits as people copy them: l is 1, o is 0. */
static bool
next_digit(const char **p, char *out)
{
  char c = peek_char(*p);

  if (c == 'l')
    c = '1';
  if (c == 'o')
    c = '0';
  if (!g_ascii_isdigit(c))
    return false;
  (void)next_char(p); /* already looked at */
  *out = c;
  return true;
}

static bool
read_record(const char **p, TokenRef *out)
{
  size_t count = 0;

  while (count < TOKEN_RECORD_DIGITS_MAX && next_digit(p, &out->record[count]))
    count++;
  out->record[count] = '\0';
  return count > 0;
}

static bool
read_assignment(const char **p, TokenRef *out)
{
  char digit = 0;

  out->assignment = 0;
  if (peek_char(*p) != 'x')
    return true;
  (void)next_char(p); /* the x */
  while (next_digit(p, &digit)) {
    out->assignment = out->assignment * 10 + (unsigned)(digit - '0');
    if (out->assignment > TOKEN_ASSIGNMENT_MAX)
      return false;
  }
  return out->assignment > 0;
}

static bool
read_version(const char **p, TokenRef *out)
{
  char c = next_char(p);
  const char *letter = c ? strchr(VERSION_LETTERS, c) : NULL;

  if (!letter)
    return false;
  out->key_version = (unsigned)(letter - VERSION_LETTERS) + 1;
  return true;
}

static bool
read_mac(const char **p, TokenRef *out)
{
  uint64_t bits = 0;
  unsigned count = 0;
  size_t byte = 0;

  for (size_t i = 0; i < MAC_CHARS; i++) {
    char c = next_char(p);
    const char *value = NULL;
    if (c == 'l' || c == '1')
      c = 'i';
    value = c ? strchr(base32, c) : NULL;
    if (!value)
      return false;
    bits = (bits << 5) | (uint64_t)(value - base32);
    count += 5;
    if (count >= 8) {
      count -= 8;
      out->mac[byte++] = (uint8_t)(bits >> count);
    }
  }
  return true;
}

/* Read a token at `p`; its end, or NULL when none stands there. */
static const char *
scan(const char *p, TokenRef *out)
{
  TokenRef token = {0};

  token.role = next_char(&p);
  if (!token.role || !strchr(roles, token.role))
    return NULL;
  if (!read_record(&p, &token) || !read_assignment(&p, &token) ||
      !read_version(&p, &token) || !read_mac(&p, &token))
    return NULL;
  *out = token;
  return p;
}

bool
token_parse(const char *text, TokenRef *out)
{
  TokenRef token;
  const char *end = scan(text, &token);

  if (!end || peek_char(end) != 0)
    return false;
  *out = token;
  return true;
}

char *
token_to_plus_address(const TokenRef *token, const char *mailbox)
{
  g_autofree char *text = token_format(token);
  const char *at = strrchr(mailbox, '@');

  g_assert(at);
  return g_strdup_printf("%.*s+%s%s", (int)(at - mailbox), mailbox, text, at);
}

bool
token_find_in_address(const char *address, const char *alias_domain,
                      TokenRef *out)
{
  const char *at = strrchr(address, '@');
  g_autofree char *local_part = NULL;
  const char *plus = NULL;

  if (!at)
    return false;
  local_part = g_strndup(address, (size_t)(at - address));
  plus = strchr(local_part, '+');
  if (plus && token_parse(plus + 1, out))
    return true;
  return alias_domain && g_ascii_strcasecmp(at + 1, alias_domain) == 0 &&
         token_parse(local_part, out);
}

char *
token_to_message_id(const TokenRef *token, const char *unique, const char *host)
{
  g_autofree char *text = token_format(token);

  return g_strdup_printf("%s.%s@%s", text, unique, host);
}

bool
token_find_in_message_id(const char *message_id, const char *host,
                         TokenRef *out)
{
  TokenRef token;
  const char *at = strrchr(message_id, '@');
  g_autofree char *domain = NULL;
  const char *end = NULL;

  if (!at)
    return false;
  domain = g_strdup(at + 1);
  g_strdelimit(domain, ">", '\0');
  if (g_ascii_strcasecmp(domain, host) != 0)
    return false;
  end = scan(message_id + (*message_id == '<'), &token);
  if (!end || *end != '.')
    return false;
  *out = token;
  return true;
}

/* The words that announce a token in a text, lower case; their end, by which
 * they are looked for, is rarer than their beginnings. */
#define LABEL_END "code"
static const char *const labels[] = {
    "vorgangs" LABEL_END,
    "vorgangs-" LABEL_END,
    "reference " LABEL_END,
    "referenz" LABEL_END,
};

/* Where the label begins that ends with the LABEL_END at `end`, not in front of
 * `text`; NULL when none does. */
static const char *
label_begin(const char *text, const char *end)
{
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    size_t length = strlen(labels[i]), stem = length - strlen(LABEL_END);
    if ((size_t)(end - text) >= stem &&
        g_ascii_strncasecmp(end - stem, labels[i], length) == 0)
      return end - stem;
  }
  return NULL;
}

/* The next label from `text` on, and where it ends; NULL when there is none. */
static const char *
next_label(const char *text, const char **out_end)
{
  for (const char *p = text; (p = strpbrk(p, "cC")) != NULL; p++) {
    const char *label = (p[1] | 0x20) == 'o' ? label_begin(text, p) : NULL;
    *out_end = p + strlen(LABEL_END);
    if (label)
      return label;
  }
  return NULL;
}

/* What stands behind a label's colon. */
static const char *
skip_colon(const char *p)
{
  /* Mail programs mark bold text with asterisks in the text part. */
  while (*p == ' ' || *p == '\t' || *p == ':' || *p == '*' || *p == '=')
    p++;
  return g_str_has_prefix(p, "\u00a0") ? p + 2 : p;
}

bool
token_find_next_in_text(const char **text, TokenRef *out)
{
  for (const char *p = *text; next_label(p, &p);) {
    const char *end = scan(skip_colon(p), out);
    if (end != NULL) {
      *text = end;
      return true;
    }
  }
  return false;
}

bool
token_find_in_text(const char *text, TokenRef *out)
{
  return token_find_next_in_text(&text, out);
}

char *
token_erase_from_text(const char *text)
{
  g_autoptr(GString) out = g_string_sized_new(strlen(text));
  const char *kept = text; /* not yet copied */
  const char *label = NULL, *p = text;

  while ((label = next_label(p, &p)) != NULL) {
    TokenRef token;
    const char *end = scan(skip_colon(p), &token);
    if (!end)
      continue;
    g_string_append_len(out, kept, label - kept);
    /* The mark of bold text before it goes, too. */
    while (out->len > 0 && out->str[out->len - 1] == '*')
      g_string_truncate(out, out->len - 1);
    kept = p = end + strspn(end, " \t*");
  }
  g_string_append(out, kept);
  return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}
