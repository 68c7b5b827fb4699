/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that say that there will be no answer.
 */
#include <string.h>

#include "parsers/survey/answer_private.h"

/* As answer_tokens_join() leaves them. */
static const struct {
  AnswerSkip skip;
  const char *words;
} skip_table[] = {
    {SKIP_NEXT, "weiter"},
    {SKIP_NEXT, "uberspringen"},
    {SKIP_NEXT, "uberspringe"},
    {SKIP_NEXT, "frage uberspringen"},
    {SKIP_NEXT, "nachste"},
    {SKIP_NEXT, "nachste frage"},
    {SKIP_NEXT, "auslassen"},
    {SKIP_NEXT, "skip"},
    {SKIP_NEXT, "skip this"},
    {SKIP_NEXT, "skip it"},
    {SKIP_NEXT, "next"},
    {SKIP_NEXT, "next question"},
    {SKIP_NEXT, "pass"},
    {SKIP_NEXT, "passe"},
    {SKIP_NEXT, "atla"},
    {SKIP_NEXT, "далі"},
    {SKIP_NEXT, "пропустити"},
    {SKIP_NEXT, "التالي"},
    {SKIP_NEXT, "تخطي"},
    {SKIP_UNKNOWN, "weiss nicht"},
    {SKIP_UNKNOWN, "weiss ich nicht"},
    {SKIP_UNKNOWN, "weis nicht"},
    {SKIP_UNKNOWN, "weis ich nicht"},
    {SKIP_UNKNOWN, "weiss es nicht"},
    {SKIP_UNKNOWN, "weiss net"},
    {SKIP_UNKNOWN, "keine ahnung"},
    {SKIP_UNKNOWN, "kein plan"},
    {SKIP_UNKNOWN, "ka"},
    {SKIP_UNKNOWN, "dont know"},
    {SKIP_UNKNOWN, "do not know"},
    {SKIP_UNKNOWN, "no idea"},
    {SKIP_UNKNOWN, "not sure"},
    {SKIP_UNKNOWN, "dunno"},
    {SKIP_UNKNOWN, "idk"},
    {SKIP_UNKNOWN, "bilmiyorum"},
    {SKIP_UNKNOWN, "не знаю"},
    {SKIP_UNKNOWN, "لا اعرف"},
    {SKIP_SILENT, "keine angabe"},
    {SKIP_SILENT, "keine angaben"},
    {SKIP_SILENT, "ohne angabe"},
    {SKIP_SILENT, "keine antwort"},
    {SKIP_SILENT, "keine meinung"},
    {SKIP_SILENT, "mochte ich nicht sagen"},
    {SKIP_SILENT, "mochte ich nicht beantworten"},
    {SKIP_SILENT, "k a"},
    {SKIP_SILENT, "n a"},
    {SKIP_SILENT, "no answer"},
    {SKIP_SILENT, "no comment"},
    {SKIP_SILENT, "prefer not to say"},
    {SKIP_SILENT, "id rather not say"},
    {SKIP_SILENT, "cevap yok"},
    {SKIP_SILENT, "без відповіді"},
};

/* Dashes and nothing else. */
static bool
is_dash(const GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    if (!answer_is_sign(answer_token(tokens, i), "-/"))
      return false;
  return tokens->len > 0 && tokens->len <= 3;
}

/* Words that may stand around, a blank around each. */
static const char POLITE[] = " ich hab habe bitte danke sorry i have please ";

static bool
is_polite(const AnswerToken *token)
{
  g_autofree char *padded = g_strdup_printf(" %s ", token->text);
  return token->kind == TOKEN_SIGN || strstr(POLITE, padded) != NULL;
}

AnswerSkip
answer_skip(const GArray *tokens)
{
  if (is_dash(tokens))
    return SKIP_SILENT;
  guint from = 0, to = tokens->len;
  while (from < to && is_polite(answer_token(tokens, from)))
    from++;
  while (to > from && is_polite(answer_token(tokens, to - 1)))
    to--;
  g_autofree char *key = answer_tokens_join(tokens, from, to);
  for (size_t i = 0; i < G_N_ELEMENTS(skip_table); i++)
    if (strcmp(skip_table[i].words, key) == 0)
      return skip_table[i].skip;
  return SKIP_NOT;
}
