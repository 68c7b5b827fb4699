/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows that we ship and a town's own laid over them: danger.yaml,
 * letters.yaml.  What a row holds is its schema's.
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_ROWS_H
#define BOTE_PARSERS_PHRASES_PHRASE_ROWS_H

#include <glib.h>

#include "parsers/config/schema.h"

typedef struct PhraseRowType {
  const Schema *schema; /* of a row, whose first member is its id, a char * */
  const char *shipped;  /* name of the resource, a list */
  /* Take from the shipped row what the town's of the same id leaves out; NULL:
   * it replaces the whole row. */
  void (*inherit)(void *row, const void *shipped);
  /* Complete a row and add what is wrong with it as a whole; NULL: nothing. */
  void (*check)(void *row, const YamlNode *node, Problems *problems);
} PhraseRowType;

/* The shipped rows, after them the town's; one with the id of a shipped row
 * takes its place.
 *
 * town      a list; NULL: there are none.
 * problems  gets what is wrong in the town's rows, all of it.
 * Returns the rows, never NULL; phrase_rows_free() with the same type. */
GPtrArray *phrase_rows_read(const PhraseRowType *type, const YamlNode *town,
                            Problems *problems);
void phrase_rows_free(const PhraseRowType *type, GPtrArray *rows);

/* The row of an id, borrowed; NULL: there is none. */
const void *phrase_rows_find(const GPtrArray *rows, const char *id);

/* Of names by language the one in `language` (BCP 47), else in its main
 * language, else in German, else `id`.  Borrowed. */
const char *phrase_row_name(GHashTable *names, const char *id,
                            const char *language);

#endif
