/* SPDX-License-Identifier: Apache-2.0
 *
 * Records of JSON for people: lists as aligned tables, single records as pairs,
 * with headings in the person's language and times of the town.  What strangers
 * wrote cannot move the cursor: control characters are shown as "·".
 */
#ifndef BOTE_DAEMON_ADMIN_CLI_TABLE_H
#define BOTE_DAEMON_ADMIN_CLI_TABLE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Print rows under headings.
 *
 * rows      array of objects
 * columns   members to show, ended by NULL; headings from the table of labels
 * zone      for members that end in _at_ms
 */
void cli_print_table(const json_t *rows, const char *const *columns,
                     GTimeZone *zone);

/* Print one record: a line a member, arrays of records as tables, longer texts
 * and other objects below. */
void cli_print_record(const json_t *record, GTimeZone *zone);

/* What a stranger wrote, without what moves the cursor; line breaks become
 * blanks unless `lines`.  Owned by the caller. */
char *cli_harmless(const char *text, bool lines);

/* A time in the town's zone, "2026-05-21 08:14"; owned by the caller. */
char *cli_time(int64_t ms, GTimeZone *zone);

#endif
