/* SPDX-License-Identifier: Apache-2.0
 *
 * The hours in which nobody gets an SMS he did not ask for, by the clock on the
 * town's wall.  Days differ in length when summer time begins and ends; the
 * hours are those that the clock shows.
 */
#ifndef BOTE_PARSERS_CONFIG_QUIET_HOURS_H
#define BOTE_PARSERS_CONFIG_QUIET_HOURS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Minutes after midnight; `until` is quiet no more.  Both the same: no quiet
 * hours. */
typedef struct QuietHours {
  int from_min, until_min;
} QuietHours;

/* Read "21:00-08:00", or "none".  False for anything else. */
bool quiet_hours_parse(const char *text, QuietHours *out);

/* For SchemaKey.check: NULL when it can be read, else what it must be. */
const char *quiet_hours_check(const char *text);

/* When may something unasked go?
 *
 * zone     of the town
 * now_ms   epoch milliseconds, of any time
 * Returns now_ms outside of the quiet hours, else the moment they end.
 */
int64_t quiet_hours_end_ms(const QuietHours *hours, GTimeZone *zone,
                           int64_t now_ms);

#endif
