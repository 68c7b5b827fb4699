/* SPDX-License-Identifier: Apache-2.0
 *
 * Working days of an administration: Monday to Friday without the public
 * holidays of its Land, those of its municipality and the days on which the
 * town itself is closed.  Everything that counts days counts these.
 */
#ifndef BOTE_PARSERS_CONFIG_WORKING_DAY_H
#define BOTE_PARSERS_CONFIG_WORKING_DAY_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Which days do not count besides weekends; all borrowed. */
typedef struct WorkingCalendar {
  const char *ags;        /* as in holiday.h */
  const GPtrArray *local; /* char *: holidays by name (holiday.h); NULL: none */
  const GPtrArray *closed; /* ClosedDays * (closing.h); NULL: none */
} WorkingCalendar;

/* Is it a holiday, or a day on which the town is closed? */
bool working_day_is_off(const WorkingCalendar *calendar, GDateTime *local);

/* Is the local day a working day? */
bool working_day_is(const WorkingCalendar *calendar, GDateTime *local);

/* The same time of day so many working days later, or earlier where `days` is
 * negative; 0: as it is.  Owned. */
GDateTime *working_day_add(const WorkingCalendar *calendar, GDateTime *local,
                           int days);

/* How many working days there are after the day of `from` up to the day of
 * `until`, which counts; 0 where that is not later. */
int working_day_count(const WorkingCalendar *calendar, GDateTime *from,
                      GDateTime *until);

/* "07:30": minutes since midnight, from 05:00 to 11:59, so that the list is a
 * list of the morning and no change of the clocks meets it; "none": -1.  False:
 * it is neither. */
bool working_day_parse_morning(const char *text, int *out_minutes);
/* For SchemaKey.check: NULL when it can be read, else what it must be. */
const char *working_day_check_morning(const char *text);

/* A time of day on working days. */
typedef struct WorkingMorning {
  WorkingCalendar calendar;
  GTimeZone *zone;
  int minutes; /* since midnight, as the clocks show it */
} WorkingMorning;

/* The first one after `after_ms`, epoch milliseconds. */
int64_t working_day_next_ms(const WorkingMorning *morning, int64_t after_ms);

#endif
