/* SPDX-License-Identifier: Apache-2.0
 *
 * A word, a number, and what follows.
 */
#include "parsers/keyword/keyword_also.h"

#include <string.h>

#include <glib.h>

/* The longer ones first. */
static const char *const words[] = {"ich auch", "wir auch", "bei mir auch",
                                    "auch",     "me too",   "also"};
/* Between the word and the number. */
static const char *const fillers[] = {"zu ",     "bei ", "nummer ",
                                      "nr. ",    "nr ",  "meldung ",
                                      "report ", "to ",  "no. "};

#define BLANKS " \t\r\n"
#define DIGITS "0123456789"

/* What follows the word; NULL: the text begins with none. */
static const char *
after_word(const char *text)
{
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    size_t length = strlen(words[i]);
    if (g_ascii_strncasecmp(text, words[i], length) == 0 &&
        text[length] != '\0' && strchr(" \t:,#" DIGITS, text[length]) != NULL)
      return text + length + strspn(text + length, " \t:,#");
  }
  return NULL;
}

static const char *
skip_fillers(const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
    size_t length = strlen(fillers[i]);
    if (g_ascii_strncasecmp(at, fillers[i], length) == 0) {
      at += length;
      i = SIZE_MAX; /* "zu Nr. 417" */
    }
  }
  return at;
}

/* The longest number that stands there; its bytes, 0: none. */
static size_t
read_number(const char *at, Number *out)
{
  size_t length = strspn(at, DIGITS "-/. ");
  while (length > 0) {
    while (length > 0 && !g_ascii_isdigit(at[length - 1]))
      length--;
    g_autofree char *candidate = g_strndup(at, length);
    if (number_parse(candidate, out) && out->letter == 0)
      return length;
    while (length > 0 && at[length - 1] != ' ')
      length--;
  }
  return 0;
}

bool
keyword_also(const char *text, Number *out, char **out_rest)
{
  Number number;
  const char *at = after_word(text + strspn(text, BLANKS));
  if (at == NULL)
    return false;
  at = skip_fillers(at);
  size_t length = read_number(at, &number);
  if (length == 0)
    return false;
  at += length;
  const char *rest = at + strspn(at, " \t.,:;!-");
  bool line_ends = *rest == '\0' || *rest == '\r' || *rest == '\n';
  if (number.is_short && !line_ends)
    return false;
  *out = number;
  *out_rest = g_strstrip(g_strdup(rest));
  return true;
}
