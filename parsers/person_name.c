/* SPDX-License-Identifier: Apache-2.0
 *
 * "Kaya, Ayşe" is Ayşe Kaya.
 */
#include "parsers/person_name.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

enum { FAMILY_WORDS_MAX = 3 }; /* "von der Heide" */

/* Outlook writes 'Ayşe Kaya' in marks of its own within the quotes. */
static char *
without_marks(const char *name)
{
  g_autofree char *bare = g_strstrip(g_strdup(name));
  size_t size = strlen(bare);
  bool marked =
      size > 2 && strchr("'\"", bare[0]) != NULL && bare[0] == bare[size - 1];
  return marked ? g_strstrip(g_strndup(bare + 1, size - 2))
                : g_steal_pointer(&bare);
}

/* The office or firm behind the name: "(Amt 61)". */
static void
cut_office(char *name)
{
  char *open = strstr(name, " (");
  if (open != NULL && g_str_has_suffix(name, ")"))
    *open = '\0';
  g_strchomp(name);
}

static unsigned
count_words(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  return g_strv_length(words);
}

/* "Family, Given" has one comma and no numbers; a firm and its place have more
 * words than a family. */
static char *
turned_round(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, ",", -1);
  if (g_strv_length(parts) != 2 || strpbrk(name, "0123456789|/&") != NULL)
    return g_strdup(name);
  g_strstrip(parts[0]);
  g_strstrip(parts[1]);
  if (*parts[0] == '\0' || *parts[1] == '\0' ||
      count_words(parts[0]) > FAMILY_WORDS_MAX)
    return g_strdup(name);
  return g_strconcat(parts[1], " ", parts[0], NULL);
}

char *
person_name_to_greet(const char *display_name)
{
  if (display_name == NULL)
    return NULL;
  g_autofree char *name = without_marks(display_name);
  cut_office(name);
  if (*name == '\0' || strchr(name, '@') != NULL)
    return NULL;
  return turned_round(name);
}
