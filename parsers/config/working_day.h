/* SPDX-License-Identifier: Apache-2.0
 *
 * Working days of an administration: Monday to Friday without the public
 * holidays of its Land.  Holidays of single municipalities (Mariä Himmelfahrt
 * in parts of Bavaria, Fronleichnam in parts of Saxony and Thuringia) count as
 * working days: a mail on a holiday waits, a mail that never comes is missed.
 */
#ifndef BOTE_PARSERS_CONFIG_WORKING_DAY_H
#define BOTE_PARSERS_CONFIG_WORKING_DAY_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A day of the Gregorian calendar. */
typedef struct CalendarDay {
  int year, month, day; /* month and day from 1 */
} CalendarDay;

/* Is it a public holiday in the whole Land?
 *
 * ags   Amtlicher Gemeindeschlüssel, whose first two digits are the Land;
 *       NULL or another Land: the holidays of all of Germany
 */
bool working_day_is_holiday(const char *ags, CalendarDay day);

/* Is the local day a working day? */
bool working_day_is(const char *ags, GDateTime *local);

/* "07:30": minutes since midnight, from 05:00 to 11:59, so that the list is a
 * list of the morning and no change of the clocks meets it; "none": -1.  False:
 * it is neither. */
bool working_day_parse_morning(const char *text, int *out_minutes);
/* For SchemaKey.check: NULL when it can be read, else what it must be. */
const char *working_day_check_morning(const char *text);

/* A time of day on working days. */
typedef struct WorkingMorning {
  const char *ags;
  GTimeZone *zone;
  int minutes; /* since midnight, as the clocks show it */
} WorkingMorning;

/* The first one after `after_ms`, epoch milliseconds. */
int64_t working_day_next_ms(const WorkingMorning *morning, int64_t after_ms);

#endif
