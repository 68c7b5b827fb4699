/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of patterns (phrase_pattern.h) looked for in a text all at once.  What a
 * row means, and which of several that are found counts, is for those who ask:
 * the dangers (parsers/danger/), the kinds of letters (parsers/letter/).
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASES_H
#define BOTE_PARSERS_PHRASES_PHRASES_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"

/* A row that is in force. */
typedef struct PhraseRow {
  const char *id;          /* a group's name */
  bool group;              /* words that patterns name as @id, found never */
  const GPtrArray *words;  /* char *: patterns; NULL: none */
  const GPtrArray *ignore; /* char *: words in a row that do not count for this
                              row; those of a group do for none; NULL: none */
} PhraseRow;

typedef struct PhraseSet PhraseSet;

/* Compile rows.
 *
 * rows      read during the call; their strings stay the caller's, and stay,
 *           until the set is freed.
 * place     where a group that is not there becomes a problem; its pattern's
 *           term then matches nothing.
 * Returns the set, owned by the caller, never NULL. */
PhraseSet *phrase_set_new(const PhraseRow *rows, unsigned count,
                          FilePosition place, Problems *problems);

/* The same, but words are found with one slip of the finger in them, too
 * (phrase_spelling.h), unless they are words of the rows themselves: "reicht"
 * is "riecht" unless a group knows it. */
PhraseSet *phrase_set_new_forgiving(const PhraseRow *rows, unsigned count,
                                    FilePosition place, Problems *problems);
void phrase_set_free(PhraseSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PhraseSet, phrase_set_free)

/* How many patterns there are; their numbers begin at 0. */
unsigned phrase_set_patterns(const PhraseSet *set);

/* A pattern that stands in the text. */
typedef struct PhraseHit {
  unsigned row;      /* its place among the rows */
  unsigned pattern;  /* its number */
  const char *text;  /* the pattern as the row has it; borrowed from there */
  const void *where; /* for phrase_hit_words() */
} PhraseHit;

/* Who is told of hits, in the text's order. */
typedef struct PhraseVisitor {
  /* Is this one of interest?  Asked often, so that what is known already costs
   * little. */
  bool (*wants)(void *data, unsigned row, unsigned pattern);
  /* False: enough. */
  bool (*found)(void *data, const PhraseHit *hit);
  void *data;
} PhraseVisitor;

/* Look for all patterns.
 *
 * text  valid UTF-8 of any size; time grows with its length alone. */
void phrase_set_search(const PhraseSet *set, const char *text,
                       const PhraseVisitor *visitor);

/* The words that filled the pattern, folded, "gas … riecht"; while `found` is
 * told of the hit.  Owned by the caller. */
char *phrase_hit_words(const PhraseHit *hit);

#endif
