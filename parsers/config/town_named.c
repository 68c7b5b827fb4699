/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing what was typed with names word by word, folded as names of commands
 * are.
 */
#include "parsers/config/town_named.h"

#include <string.h>

#include "parsers/command.h"

/* What may stand before a name, folded. */
static const char *const fillers[] = {"an",  "ans", "das", "dem", "den", "der",
                                      "die", "the", "to",  "zu",  "zum", "zur"};

/* What many names hold, folded: by these alone none is meant. */
static const char *const common[] = {
    "abteilung",   "amt",    "and", "department", "dezernat",
    "fachbereich", "for",    "fur", "of",         "office",
    "sachgebiet",  "stelle", "und", "von"};

/* Shorter beginnings say too little. */
enum { PREFIX_CHARACTERS = 3 };

static bool
is_in(const char *word, const char *const *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i], word) == 0)
      return true;
  return false;
}

static bool
is_filler(const char *word)
{
  return is_in(word, fillers, G_N_ELEMENTS(fillers));
}

static bool
is_common(const char *word)
{
  return is_in(word, common, G_N_ELEMENTS(common));
}

/* The words of a name (char *), folded, owned. */
static GPtrArray *
words_of(const char *name)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  const char *begin = NULL;
  for (const char *p = name;; p = g_utf8_next_char(p)) {
    bool is_letter = *p != '\0' && g_unichar_isalnum(g_utf8_get_char(p));
    if (is_letter && begin == NULL)
      begin = p;
    if (!is_letter && begin != NULL) {
      g_autofree char *word = g_strndup(begin, (size_t)(p - begin));
      g_ptr_array_add(words, command_fold(word));
      begin = NULL;
    }
    if (*p == '\0')
      return words;
  }
}

static bool
is_called(const char *folded, const char *name)
{
  g_autofree char *other = command_fold(name);
  return *folded != '\0' && strcmp(folded, other) == 0;
}

/* How a typed word is compared with one of a name. */
typedef bool (*WordTest)(const char *typed, const char *word);

static bool
is_word(const char *typed, const char *word)
{
  return strcmp(typed, word) == 0;
}

static bool
is_beginning(const char *typed, const char *word)
{
  return g_utf8_strlen(typed, -1) >= PREFIX_CHARACTERS &&
         g_str_has_prefix(word, typed);
}

static bool
is_among(const char *typed, const GPtrArray *words, WordTest test)
{
  for (guint i = 0; i < words->len; i++)
    if (test(typed, words->pdata[i]))
      return true;
  return false;
}

/* Is each of the typed words one of the department's? */
static bool
has_all(const Department *department, const GPtrArray *typed, WordTest test)
{
  g_autoptr(GPtrArray) words = words_of(department->name);
  g_ptr_array_add(words, command_fold(department->id));
  bool tells = false;
  for (guint i = 0; i < typed->len; i++) {
    if (!is_among(typed->pdata[i], words, test))
      return false;
    tells = tells || !is_common(typed->pdata[i]);
  }
  return tells;
}

static GPtrArray *
find_by_words(const Town *town, const GPtrArray *typed, WordTest test)
{
  GPtrArray *found = g_ptr_array_new();
  for (guint i = 0; i < town->departments->len; i++)
    if (has_all(town->departments->pdata[i], typed, test))
      g_ptr_array_add(found, town->departments->pdata[i]);
  return found;
}

GPtrArray *
town_departments_named(const Town *town, const char *typed)
{
  g_autoptr(GPtrArray) words = words_of(typed);
  while (words->len > 0 && is_filler(words->pdata[0]))
    g_ptr_array_remove_index(words, 0);
  g_autoptr(GString) wanted = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++)
    g_string_append(wanted, words->pdata[i]);
  for (guint i = 0; i < town->departments->len; i++) {
    Department *department = town->departments->pdata[i];
    if (is_called(wanted->str, department->id) ||
        is_called(wanted->str, department->name)) {
      GPtrArray *one = g_ptr_array_new();
      g_ptr_array_add(one, department);
      return one;
    }
  }
  g_autoptr(GPtrArray) found = find_by_words(town, words, is_word);
  return found->len > 0 ? g_steal_pointer(&found)
                        : find_by_words(town, words, is_beginning);
}
