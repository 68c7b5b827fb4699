/* SPDX-License-Identifier: Apache-2.0
 *
 * A stretch of a text as a set sees it: its words with their places, and
 * which patterns' terms each of them fills.  What that means is for
 * phrase_search.c.
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_READ_H
#define BOTE_PARSERS_PHRASES_PHRASE_READ_H

#include "parsers/phrases/phrase_private.h"

/* Terms of one pattern that a word fills. */
typedef struct PhraseEvent {
  unsigned position; /* of the word */
  unsigned pattern;
  uint8_t terms;
} PhraseEvent;

typedef struct PhraseReader {
  const PhraseSet *set;
  GArray *events;  /* PhraseEvent, by position */
  GArray *starts;  /* size_t by position: where the word begins in `folded` */
  GString *folded; /* words, a blank behind each */
  uint8_t *terms;  /* by pattern, of the word that is read */
  GArray *touched; /* unsigned: patterns whose `terms` are not 0 */
  bool known;      /* the word that is read is one of the set's */
} PhraseReader;

/* A reader that has read nothing yet, phrase_reader_free(); the set is
 * borrowed for as long as it lives. */
PhraseReader *phrase_reader_new(const PhraseSet *set);
void phrase_reader_free(PhraseReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PhraseReader, phrase_reader_free)

/* Read the next stretch in place of the last one, to the end of a sentence if
 * there is one.  Returns where it ends; the text's end is the last one's. */
const char *phrase_reader_read(PhraseReader *reader, const char *text);

#endif
