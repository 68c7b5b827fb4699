/* SPDX-License-Identifier: Apache-2.0
 *
 * Days and hours are read as in the roster of those on call.
 */
#include "parsers/config/working_hours.h"

#include <string.h>

#include "parsers/config/oncall_time.h"

enum { LOOK_AHEAD_DAYS = 60 }; /* the longest closing of a town */

typedef struct Hours {
  unsigned week;           /* bit 0 is Monday */
  int from_min, until_min; /* of the day */
} Hours;

/* "Mo-Do 07:00-15:00": the last hyphen parts beginning and end. */
static bool
read_line(const char *line, Hours *out)
{
  const char *dash = strrchr(line, '-');
  if (dash == NULL)
    return false;
  g_autofree char *begin = g_strndup(line, (gsize)(dash - line));
  OncallTime from, until;
  if (!oncall_time_read(begin, &from) || from.week == 0 || !from.has_time ||
      !oncall_time_read(dash + 1, &until) || until.week != 0 || until.has_day)
    return false;
  *out = (Hours){from.week, from.min, until.min};
  return from.min < until.min;
}

const char *
working_hours_check(const char *text)
{
  Hours hours;
  return read_line(text, &hours) ? NULL
                                 : "days and hours like \"Mo-Do 07:00-15:00\"";
}

/* The first minute of a day, from `minute` on, at which somebody is there; -1:
 * none. */
static int
first_minute(const GPtrArray *lines, GDateTime *day, int minute)
{
  int first = -1;
  unsigned bit = 1u << (g_date_time_get_day_of_week(day) - 1);
  for (guint i = 0; i < lines->len; i++) {
    Hours hours;
    if (!read_line(lines->pdata[i], &hours) || (hours.week & bit) == 0 ||
        hours.until_min <= minute)
      continue;
    int begin = MAX(hours.from_min, minute);
    if (first < 0 || begin < first)
      first = begin;
  }
  return first;
}

int64_t
working_hours_next_ms(const GPtrArray *lines, const WorkingCalendar *calendar,
                      GTimeZone *zone, int64_t now_ms)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, zone);
  int minute = g_date_time_get_hour(now) * 60 + g_date_time_get_minute(now);
  for (int ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    g_autoptr(GDateTime) day = g_date_time_add_days(now, ahead);
    int first = working_day_is_off(calendar, day)
                    ? -1
                    : first_minute(lines, day, ahead == 0 ? minute : 0);
    if (first < 0)
      continue;
    if (ahead == 0 && first == minute)
      return 0;
    g_autoptr(GDateTime) then = g_date_time_new(
        zone, g_date_time_get_year(day), g_date_time_get_month(day),
        g_date_time_get_day_of_month(day), first / 60, first % 60, 0);
    return g_date_time_to_unix(then) * 1000;
  }
  return INT64_MAX;
}
