/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts made to be slow: they are read to their end, and what they cost grows
 * as they do.  Counted is how often a pattern is looked at, not time.
 */
#include <string.h>

#include "parsers/danger/danger.h"
#include "parsers/phrases/phrases.h"

static DangerTable *
shipped_table(void)
{
  g_autoptr(Problems) problems = problems_new();
  return danger_table_new(NULL, problems);
}

static GString *
repeat(const char *piece, size_t size)
{
  GString *text = g_string_sized_new(size + strlen(piece));
  while (text->len < size)
    g_string_append(text, piece);
  return text;
}

/* What stands at the end of it is found, whatever stands before. */
static void
test_danger_hostile_end(void)
{
  static const struct {
    const char *piece;
    size_t size;
  } rows[] = {
      {"a", 25 << 20},                         /* as large as a mail may be */
      {"Lindenstrasse", 1 << 20},              /* no blank */
      {"\u0301", 1 << 20},                     /* nothing but accents */
      {". ", 1 << 20},                         /* nothing but sentences */
      {"Baum nicht ", 1 << 18},                /* halves of patterns */
      {"kein Gasgeruch ", 1 << 18},            /* what does not count */
      {"brennt die Laterne, Lampe ", 1 << 18}, /* what excludes */
  };
  g_autoptr(DangerTable) table = shipped_table();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GString *text = repeat(rows[i].piece, rows[i].size);
    g_string_append(text, ".\n\n\nSelbstmord");
    g_auto(DangerHit) hit = {0};
    g_assert_true(danger_match(table, text->str, &hit));
    g_assert_cmpstr(hit.rule->id, ==, "suicide");
    g_string_free(text, TRUE);
  }
}

static void
test_danger_hostile_empty(void)
{
  static const char *const texts[] = {"", " ", "\n\n\n", ".", "\u00ad", "*|@"};
  g_autoptr(DangerTable) table = shipped_table();
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_assert_false(danger_match(table, texts[i], NULL));
    g_assert_false(danger_may_match(table, texts[i]));
  }
}

typedef struct Count {
  unsigned asked, found;
} Count;

static bool
count_asked(void *data, unsigned row, unsigned pattern)
{
  (void)row, (void)pattern;
  ((Count *)data)->asked++;
  return true;
}

static bool
count_found(void *data, const PhraseHit *hit)
{
  (void)hit;
  ((Count *)data)->found++;
  return true;
}

static Count
search(const PhraseSet *set, const char *piece, size_t size)
{
  Count count = {0};
  const PhraseVisitor visitor = {count_asked, count_found, &count};
  GString *text = repeat(piece, size);
  phrase_set_search(set, text->str, &visitor);
  g_string_free(text, TRUE);
  return count;
}

/* Twice the text costs twice as much, not four times. */
static void
test_danger_hostile_many_hits(void)
{
  static const char *const pieces[] = {
      "feuer rauch ",       "feuer\n\n",        "feuerfeuerfeuer ",
      "rauch feuer lampe ", "haus haus feuer ",
  };
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_ptr_array_add(words, (gpointer) "*feuer*");
  g_ptr_array_add(words, (gpointer) "feuer rauch -lampe");
  g_autoptr(GPtrArray) ignore = g_ptr_array_new();
  g_ptr_array_add(ignore, (gpointer) "haus feuer");
  const PhraseRow row = {.id = "fire", .words = words, .ignore = ignore};
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(PhraseSet) set =
      phrase_set_new(&row, 1, (FilePosition){"test", 0, 0}, problems);
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    Count once = search(set, pieces[i], 1 << 16);
    Count twice = search(set, pieces[i], 1 << 17);
    g_assert_cmpuint(once.asked, >, 0);
    g_assert_cmpuint(once.asked, <=, 1 << 16);
    g_assert_cmpuint(twice.asked, <=, once.asked * 2 + 16);
    g_assert_cmpuint(twice.found, <=, once.found * 2 + 16);
  }
}

#define ADD(name, function)                                                    \
  g_test_add_func("/danger-hostile/" name, test_danger_hostile_##function)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("end", end);
  ADD("empty", empty);
  ADD("many-hits", many_hits);
  return g_test_run();
}
