/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns into terms.
 */
#include "parsers/phrases/phrase_pattern.h"

#include <string.h>

#include "parsers/config/town_route.h"

void
phrase_term_clear(PhraseTerm *term)
{
  g_clear_pointer(&term->alternatives, g_strfreev);
}

static void
clear_term(void *term)
{
  phrase_term_clear(term);
}

/* "kk" and "zz" as German writes them. */
static bool
is_doubled(const char *at)
{
  return (at[0] == 'c' && at[1] == 'k') || (at[0] == 't' && at[1] == 'z');
}

char *
phrase_fold(const char *text)
{
  char *folded = town_fold(text), *out = folded;
  for (const char *in = folded; *in != '\0'; in++) {
    in += is_doubled(in);
    if (out == folded || *in != out[-1] || !g_ascii_isalpha(*in))
      *out++ = *in;
  }
  *out = '\0';
  return folded;
}

/* "*geruch" becomes "geruch ". */
static char *
read_words(const char *text)
{
  size_t length = strlen(text);
  bool open_start = text[0] == '*';
  bool open_end = length > 1 && text[length - 1] == '*';
  g_autofree char *words = g_strdelimit(g_strdup(text), "_", ' ');
  g_autofree char *folded = phrase_fold(words);
  return g_strconcat(open_start ? "" : " ", folded, open_end ? "" : " ", NULL);
}

static PhraseTerm
read_term(const char *text)
{
  PhraseTerm term = {.excludes = text[0] == '-'};
  term.alternatives = g_strsplit(text + (term.excludes ? 1 : 0), "|", -1);
  for (char **one = term.alternatives; *one != NULL; one++)
    if (**one != '@') {
      char *words = read_words(*one);
      g_free(*one);
      *one = words;
    }
  return term;
}

/* Without the blanks beside "|": long lines are broken there. */
static char *
close_bars(const char *text)
{
  GString *closed = g_string_new(NULL);
  for (; *text != '\0'; text++) {
    bool after_bar = closed->len > 0 && closed->str[closed->len - 1] == '|';
    bool before_bar = text[strspn(text, " ")] == '|';
    if (*text != ' ' || (!after_bar && !before_bar))
      g_string_append_c(closed, *text);
  }
  return g_string_free(closed, FALSE);
}

GArray *
phrase_pattern_read(const char *text)
{
  GArray *terms = g_array_new(FALSE, FALSE, sizeof(PhraseTerm));
  g_array_set_clear_func(terms, clear_term);
  g_autofree char *closed = close_bars(text);
  g_auto(GStrv) pieces = g_strsplit(closed, " ", -1);
  for (char **piece = pieces; *piece != NULL; piece++)
    if (**piece != '\0') {
      PhraseTerm term = read_term(*piece);
      g_array_append_val(terms, term);
    }
  return terms;
}

static bool
is_alternative(const char *bytes)
{
  if (bytes[0] == '@')
    return bytes[1] != '\0';
  bool open = bytes[0] != ' ' || bytes[strlen(bytes) - 1] != ' ';
  size_t blanks = (bytes[0] == ' ') + g_str_has_suffix(bytes, " ");
  size_t letters = strlen(bytes) - MIN(blanks, strlen(bytes));
  return letters >= (open ? (size_t)PHRASE_PIECE_MIN : 2);
}

static bool
is_term(const PhraseTerm *term)
{
  bool fine = term->alternatives[0] != NULL;
  for (char **one = term->alternatives; *one != NULL; one++)
    fine = fine && is_alternative(*one);
  return fine;
}

const char *
phrase_pattern_check(const char *text)
{
  if (strlen(text) > PHRASE_PATTERN_MAX || !g_utf8_validate(text, -1, NULL))
    return "a pattern of at most 1000 bytes";
  g_autoptr(GArray) terms = phrase_pattern_read(text);
  unsigned wanted = 0;
  if (terms->len > PHRASE_TERMS_MAX)
    return "a pattern of at most 8 terms";
  for (unsigned i = 0; i < terms->len; i++) {
    const PhraseTerm *term = &g_array_index(terms, PhraseTerm, i);
    wanted += !term->excludes;
    if (!is_term(term))
      return "words of at least two letters, three beside a '*'";
  }
  return wanted > 0 ? NULL : "a pattern with a word that must stand there";
}
