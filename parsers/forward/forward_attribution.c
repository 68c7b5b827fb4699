/* SPDX-License-Identifier: Apache-2.0
 *
 * Names by the way they are written: capitals, in front of an address.
 */
#include "parsers/forward/forward_attribution.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/fold.h"

enum { FORWARD_SENTENCE_MAX = 600 };

/* Capitalised, or part of a name though small; no name themselves. */
static const char *const particles[] = {"von", "van", "de",  "der", "den",
                                        "zu",  "da",  "di",  "el",  "al",
                                        "bin", "te",  "ter", "dos", "zum"};
static const char *const strangers[] = {"uhr",  "am",   "pm",  "a.m.",
                                        "p.m.", "utc",  "h",   "cest",
                                        "cet",  "mesz", "mez", "gmt"};

static bool
is_among(const char *const *words, size_t count, const char *word)
{
  g_autofree char *folded = fold_case(word, strlen(word));
  g_strdelimit(folded, ",", ' ');
  g_strchomp(folded);
  for (size_t i = 0; i < count; i++)
    if (strcmp(words[i], folded) == 0)
      return true;
  return false;
}

/* Can a word be part of a name? */
static bool
is_name(const char *word)
{
  gunichar first = g_utf8_get_char(word);
  if (first == '"' || first == '\'')
    first = g_utf8_get_char(g_utf8_next_char(word));
  if (strpbrk(word, "0123456789:<>@") != NULL ||
      is_among(strangers, G_N_ELEMENTS(strangers), word))
    return false;
  return g_unichar_isupper(first) ||
         is_among(particles, G_N_ELEMENTS(particles), word);
}

/* The words of a name at the end of [begin, end). */
static char *
name_before(const char *begin, const char *end)
{
  g_autofree char *text = g_strndup(begin, (gsize)(end - begin));
  g_strchomp(text);
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words), first = count;
  /* A comma ends what stands in front, unless it is "Muster, Erika". */
  while (first > 0 && *words[first - 1] != '\0' && is_name(words[first - 1]))
    first--;
  while (first < count &&
         is_among(particles, G_N_ELEMENTS(particles), words[first]))
    first++;
  return g_strjoinv(" ", words + first);
}

static char *
writer_at(const char *line, const char *at)
{
  const char *begin = at, *end = at + 1;
  while (begin > line && strchr(" <[(\"',;:", begin[-1]) == NULL)
    begin--;
  while (*end != '\0' && strchr(" >])\"',;:<", *end) == NULL)
    end++;
  const char *name_end = begin;
  while (name_end > line && strchr(" <[(", name_end[-1]) != NULL)
    name_end--;
  g_autofree char *name = name_before(line, name_end);
  return g_strdup_printf("%s <%.*s>", name, (int)(end - begin), begin);
}

char *
forward_attribution_writer(const char *line)
{
  g_autofree char *text = g_strchomp(g_strdup(line));
  size_t size = strlen(text);
  const char *at = strchr(text, '@');
  if (at == NULL || size == 0 || size > FORWARD_SENTENCE_MAX ||
      text[size - 1] != ':')
    return NULL;
  return writer_at(text, at);
}

char *
forward_attribution_in_mark(const char *line, size_t size)
{
  static const char *const ways[] = {"message from ", "nachricht von ",
                                     "message de ", "messaggio da ",
                                     "bericht van "};
  g_autofree char *text = g_strndup(line, size);
  g_autofree char *folded = fold_case(text, strlen(text));
  const char *at = strchr(text, '@');
  for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
    const char *found = strstr(folded, ways[i]);
    if (found == NULL || at == NULL || strlen(folded) != strlen(text))
      continue;
    const char *begin = text + (found - folded) + strlen(ways[i]);
    return at < begin ? NULL : writer_at(begin, at);
  }
  return NULL;
}
