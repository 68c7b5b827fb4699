/* SPDX-License-Identifier: Apache-2.0
 *
 * A pattern is there when a word fills its last term while words that filled
 * the others are near.
 */
#include "parsers/phrases/phrases.h"

#include <string.h>

#include "parsers/phrases/phrase_pattern.h"
#include "parsers/phrases/phrase_private.h"
#include "parsers/phrases/phrase_read.h"

enum {
  NEAR_WORDS = 12,       /* from the first word of a pattern to its last */
  EXCLUDING_WORDS = 5,   /* from it to a word that must not stand there */
  EVENTS_MAX = 2000000,  /* looked at while looking for such words: a text made
                           of nothing but hits is told without them */
  WORDS_SHOWN_MAX = 200, /* bytes */
};

/* Everything about one stretch of the text. */
typedef struct Search {
  const PhraseSet *set;
  const PhraseVisitor *visitor;
  PhraseReader *reader;
  GHashTable *masked; /* word and row that do not count, see mask_key() */
  unsigned *last;     /* by pattern and term: 1 + position, 0: none yet */
  unsigned budget;    /* see EVENTS_MAX */
} Search;

/* --- words that do not count --------------------------------------------- */

/* The row + 1, or 0 for all of them. */
static gpointer
mask_key(unsigned position, unsigned row_number)
{
  return GSIZE_TO_POINTER((size_t)position << 16 | row_number);
}

static void
mask(Search *search, const PhraseEvent *event, unsigned terms)
{
  const PhrasePattern *pattern =
      &g_array_index(search->set->patterns, PhrasePattern, event->pattern);
  const PhraseRow *row =
      &g_array_index(search->set->rows, PhraseRow, pattern->row);
  for (unsigned i = 0; i < terms; i++)
    g_hash_table_add(
        search->masked,
        mask_key(event->position - i, row->group ? 0 : pattern->row + 1));
}

/* Terms in a row: each word moves the terms before it on by one. */
static void
find_masks(Search *search)
{
  const GArray *events = search->reader->events;
  const GArray *patterns = search->set->patterns;
  g_autofree uint8_t *so_far = g_new0(uint8_t, patterns->len + 1);
  for (unsigned i = 0; i < events->len; i++) {
    const PhraseEvent *event = &g_array_index(events, PhraseEvent, i);
    const PhrasePattern *pattern =
        &g_array_index(patterns, PhrasePattern, event->pattern);
    if (!pattern->ignores)
      continue;
    unsigned *last = &search->last[event->pattern * PHRASE_TERMS_MAX];
    unsigned before = *last == event->position ? so_far[event->pattern] : 0;
    unsigned now = (before << 1 | 1) & event->terms;
    unsigned full = (pattern->wanted + 1u) >> 1;
    so_far[event->pattern] = (uint8_t)now;
    *last = event->position + 1;
    if ((now & full) != 0)
      mask(search, event, (unsigned)__builtin_popcount(pattern->wanted));
  }
}

static bool
is_masked(const Search *search, unsigned position, unsigned row)
{
  return g_hash_table_size(search->masked) > 0 &&
         (g_hash_table_contains(search->masked, mask_key(position, 0)) ||
          g_hash_table_contains(search->masked, mask_key(position, row + 1)));
}

/* --- patterns ------------------------------------------------------------- */

/* Note where the event's terms were filled; when all are, near each other,
 * returns true with the first one's place. */
static bool
completes(Search *search, const PhraseEvent *event,
          const PhrasePattern *pattern, unsigned *out_first)
{
  unsigned *last = &search->last[event->pattern * PHRASE_TERMS_MAX];
  unsigned first = event->position + 1;
  for (unsigned i = 0; i < PHRASE_TERMS_MAX; i++) {
    if ((event->terms & pattern->wanted & 1u << i) != 0)
      last[i] = event->position + 1;
    if ((pattern->wanted & 1u << i) != 0)
      first = MIN(first, last[i]);
  }
  if (first == 0 || event->position + 1 - first > NEAR_WORDS)
    return false;
  *out_first = first - 1;
  return true;
}

static bool
excludes(const PhraseEvent *other, const PhraseEvent *event,
         const PhrasePattern *pattern)
{
  return other->pattern == event->pattern &&
         (other->terms & pattern->excluded) != 0;
}

/* Does a word stand near that must not?  `first`: the pattern's first word. */
static bool
is_excluded(Search *search, unsigned index, const PhrasePattern *pattern,
            unsigned first)
{
  const GArray *events = search->reader->events;
  const PhraseEvent *all = (const PhraseEvent *)(const void *)events->data;
  const PhraseEvent *event = &all[index];
  if (pattern->excluded == 0)
    return false;
  for (unsigned i = index + 1; i-- > 0 && search->budget > 0;) {
    if (all[i].position + EXCLUDING_WORDS < first)
      break;
    search->budget--;
    if (excludes(&all[i], event, pattern))
      return true;
  }
  for (unsigned i = index + 1; i < events->len && search->budget > 0; i++) {
    if (all[i].position > event->position + EXCLUDING_WORDS)
      break;
    search->budget--;
    if (excludes(&all[i], event, pattern))
      return true;
  }
  return false;
}

/* False: the visitor has heard enough. */
static bool
find_patterns(Search *search)
{
  const PhraseVisitor *visitor = search->visitor;
  const GArray *events = search->reader->events;
  for (unsigned i = 0; i < events->len; i++) {
    const PhraseEvent *event = &g_array_index(events, PhraseEvent, i);
    const PhrasePattern *pattern =
        &g_array_index(search->set->patterns, PhrasePattern, event->pattern);
    unsigned first;
    if (pattern->ignores ||
        !visitor->wants(visitor->data, pattern->row, event->pattern) ||
        is_masked(search, event->position, pattern->row) ||
        !completes(search, event, pattern, &first) ||
        is_excluded(search, i, pattern, first))
      continue;
    const PhraseHit hit = {pattern->row, event->pattern, pattern->text, search};
    if (!visitor->found(visitor->data, &hit))
      return false;
  }
  return true;
}

void
phrase_set_search(const PhraseSet *set, const char *text,
                  const PhraseVisitor *visitor)
{
  size_t size = set->patterns->len * (size_t)PHRASE_TERMS_MAX + 1;
  g_autoptr(PhraseReader) reader = phrase_reader_new(set);
  g_autoptr(GHashTable) masked = g_hash_table_new(NULL, NULL);
  g_autofree unsigned *last = g_new(unsigned, size);
  Search search = {.set = set,
                   .visitor = visitor,
                   .reader = reader,
                   .masked = masked,
                   .last = last,
                   .budget = EVENTS_MAX};
  bool wanted = true;
  while (*text != '\0' && wanted) {
    text = phrase_reader_read(reader, text);
    memset(last, 0, size * sizeof *last);
    g_hash_table_remove_all(masked);
    find_masks(&search);
    wanted = find_patterns(&search);
  }
}

char *
phrase_hit_words(const PhraseHit *hit)
{
  const Search *search = hit->where;
  const GArray *starts = search->reader->starts;
  const unsigned *last = &search->last[hit->pattern * PHRASE_TERMS_MAX];
  g_autoptr(GString) words = g_string_new(NULL);
  unsigned done = 0; /* 1 + position */
  for (;;) {
    unsigned next = 0;
    for (unsigned i = 0; i < PHRASE_TERMS_MAX; i++)
      if (last[i] > done && (next == 0 || last[i] < next))
        next = last[i];
    if (next == 0)
      break;
    const char *word =
        search->reader->folded->str + g_array_index(starts, size_t, next - 1);
    const char *gap = done == 0 ? "" : next == done + 1 ? " " : " … ";
    g_string_append(words, gap);
    g_string_append_len(words, word, (gssize)strcspn(word, " "));
    done = next;
  }
  if (words->len > WORDS_SHOWN_MAX)
    g_string_truncate(words, WORDS_SHOWN_MAX);
  return g_utf8_make_valid(words->str, (gssize)words->len);
}
