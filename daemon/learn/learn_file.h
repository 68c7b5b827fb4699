/* SPDX-License-Identifier: Apache-2.0
 *
 * Decided texts in a file of JSON Lines, {"text": …, "category": …}, for
 * training and for measuring; perhaps with "contact", any name of who wrote it,
 * and with "latitude" and "longitude" of what it is about.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_FILE_H
#define BOTE_DAEMON_LEARN_LEARN_FILE_H

#include "parsers/config/town.h"
#include "parsers/learn/learn_train.h"
#include "parsers/place/place.h"

/* A line of the file. */
typedef struct LearnLine {
  unsigned number; /* from 1 on */
  char *text;
  char *category; /* id; NULL: it has none */
  char *contact;  /* NULL: it has none */
  Place point;    /* of "latitude" and "longitude": has_point and these alone */
} LearnLine;

typedef struct LearnLines {
  GPtrArray *rows;    /* LearnLine *: those with a text */
  unsigned no_json;   /* lines that are no object */
  unsigned no_text;   /* without a text, or with an empty one */
  unsigned first_bad; /* number of the first of both; 0: there is none */
} LearnLines;

/* Read all lines of a file, or of standard input for "-".
 * NULL with a GFileError. */
LearnLines *learn_lines_read(const char *path, GError **error);
void learn_lines_free(LearnLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnLines, learn_lines_free)

/* Make what can be trained from of the lines whose category the town has.
 *
 * key          for the features
 * out_unknown  category -> number of lines (GUINT_TO_POINTER) of those that it
 *              has not; the caller's
 * Returns LearnText *, the caller's. */
GPtrArray *learn_lines_texts(const LearnLines *lines, const Town *town,
                             const LearnKey *key, GHashTable **out_unknown);

#endif
