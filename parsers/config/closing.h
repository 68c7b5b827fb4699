/* SPDX-License-Identifier: Apache-2.0
 *
 * Days on which a town hall is closed by the town's own decision: bridge days,
 * the days between Christmas and New Year, a staff outing.  Rows of `closed` in
 * town.yaml, or of closed.csv.
 */
#ifndef BOTE_PARSERS_CONFIG_CLOSING_H
#define BOTE_PARSERS_CONFIG_CLOSING_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/holiday.h"
#include "parsers/config/problems.h"

#define CLOSED_FILE "closed.csv"

typedef struct ClosedDays {
  char *since;  /* "2026-12-24"; "12-24": each year */
  char *until;  /* its last day, written alike; NULL: one day */
  char *reason; /* for people; or NULL */
} ClosedDays;

/* For SchemaKey.check: NULL when it is a day as above, else what it must be. */
const char *closing_check_day(const char *text);

/* What is wrong between the two days of a row, NULL when nothing is: one of a
 * year and one of each year, or an end before its begin. */
const char *closing_check(const ClosedDays *row);

/* Does any row (ClosedDays *) hold the day?  A row of each year may go over New
 * Year. */
bool closing_covers(const GPtrArray *rows, CalendarDay day);

/* The year whose days are missing: near the end of a year for which days are
 * given, while there is none for the next one; 0: nothing is missing.  The
 * holidays that the law names are never missing. */
int closing_missing_year(const GPtrArray *rows, CalendarDay today);

#endif
