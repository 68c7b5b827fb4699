/* SPDX-License-Identifier: Apache-2.0
 *
 * What a bounce says, read from its raw lines and by nothing of ours, so that
 * it can be held against what we understood.
 */
#ifndef BOTE_TESTS_SUPPORT_DSN_LINES_H
#define BOTE_TESTS_SUPPORT_DSN_LINES_H

#include <glib.h>
#include <stdbool.h>

/* A block of status lines (RFC 3464 2.3). */
typedef struct DsnBlock {
  char *final, *original; /* addresses in lower case; NULL when absent */
  char *status;           /* "5.1.1"; NULL when absent */
  char action;            /* its first letter; 0 when absent */
  char reply;             /* the class of the SMTP reply; 0 when absent */
} DsnBlock;

typedef struct DsnLines {
  GPtrArray *blocks;   /* DsnBlock * that name an address */
  GPtrArray *codes;    /* char *: RFC 3463 codes above the returned mail */
  bool has_message_id; /* below the header of the report */
} DsnLines;

/* Read the first mail of a file; free with dsn_lines_free(). */
DsnLines *dsn_lines_read(const char *bytes);
void dsn_lines_free(DsnLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DsnLines, dsn_lines_free)

#endif
