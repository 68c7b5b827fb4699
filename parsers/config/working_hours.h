/* SPDX-License-Identifier: Apache-2.0
 *
 * When somebody is at a department: hours by day of the week, which may be a
 * Saturday, but not on holidays and closing days.
 */
#ifndef BOTE_PARSERS_CONFIG_WORKING_HOURS_H
#define BOTE_PARSERS_CONFIG_WORKING_HOURS_H

#include "parsers/config/working_day.h"

/* For SchemaKey.check: NULL when one line can be read ("Mo-Do 07:00-15:00"),
 * else what it must be. */
const char *working_hours_check(const char *text);

/* When is somebody there?
 *
 * lines     char *, as above; several of a day count together
 * calendar  holidays and closing days: nobody is there
 * zone      of the town
 * now_ms    epoch milliseconds
 * Returns 0: now; else the next moment, epoch milliseconds; INT64_MAX: never.
 */
int64_t working_hours_next_ms(const GPtrArray *lines,
                              const WorkingCalendar *calendar, GTimeZone *zone,
                              int64_t now_ms);

#endif
