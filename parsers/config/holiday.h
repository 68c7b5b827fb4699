/* SPDX-License-Identifier: Apache-2.0
 *
 * Public holidays of the sixteen Länder, computed for any year, movable ones by
 * Easter; and those that only some municipalities keep, by name.
 */
#ifndef BOTE_PARSERS_CONFIG_HOLIDAY_H
#define BOTE_PARSERS_CONFIG_HOLIDAY_H

#include <stdbool.h>

/* A day of the Gregorian calendar. */
typedef struct CalendarDay {
  int year, month, day; /* month and day from 1 */
} CalendarDay;

/* Is it a public holiday in the whole Land?
 *
 * ags   Amtlicher Gemeindeschlüssel, whose first two digits are the Land;
 *       NULL or another Land: the holidays of all of Germany
 */
bool holiday_is_public(const char *ags, CalendarDay day);

/* Is it the holiday of this name ("mariae-himmelfahrt"), which not a whole Land
 * keeps?  An unknown name is on no day. */
bool holiday_is_local(const char *name, CalendarDay day);
/* For SchemaKey.check: NULL when there is one of this name, else what there is.
 */
const char *holiday_check_local(const char *name);

#endif
