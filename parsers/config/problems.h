/* SPDX-License-Identifier: Apache-2.0
 *
 * A list of what is wrong with files that people write (configuration, town,
 * surveys), each with its place, so that all of it can be shown at once.
 * It is no GError: a reader of such a file goes on after each problem.
 */
#ifndef BOTE_PARSERS_CONFIG_PROBLEMS_H
#define BOTE_PARSERS_CONFIG_PROBLEMS_H

#include <glib.h>

/* Where something stands in a file.  Lines and columns count from 1, columns
 * in characters; 0 means "the file as a whole". */
typedef struct FilePosition {
  const char *file; /* as it is shown to people; borrowed */
  int line, column;
} FilePosition;

typedef struct Problem {
  char *file;
  int line, column; /* as in FilePosition */
  char *text;       /* one sentence without the place, no line break */
} Problem;

typedef struct Problems Problems;

Problems *problems_new(void);
void problems_free(Problems *problems);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Problems, problems_free)

/* Add one problem; everything is copied.  After PROBLEMS_MAX (a thousand) the
 * rest is only counted: nobody reads on, and a hostile file shall not fill the
 * memory. */
void problems_add(Problems *problems, FilePosition place, const char *format,
                  ...) G_GNUC_PRINTF(3, 4);

/* How many problems were added, kept or not. */
size_t problems_count(const Problems *problems);

/* Sort by file (in the order of their first problem), line and column;
 * problems of one place keep their order. */
void problems_sort(Problems *problems);

/* The problem number `index`, borrowed until the next change; NULL past the
 * last one that is kept. */
const Problem *problems_get(const Problems *problems, size_t index);

/* "file:line:column: text", the form that editors jump to; without line and
 * column where the place is the whole file.  Owned by the caller. */
char *problem_to_string(const Problem *problem);

/* All problems, a line each.  Owned by the caller, never NULL. */
char *problems_to_string(const Problems *problems);

#endif
