/* SPDX-License-Identifier: Apache-2.0
 *
 * The days an administration works, counted; and the next working morning.
 */
#include "parsers/config/working_day.h"

#include <string.h>

#include "parsers/config/closing.h"

enum { HOUR_MIN = 60, EARLIEST_HOUR = 5, LATEST_HOUR = 12 };
/* Longer than any office is closed; a table that closes it for ever must not
 * hold us for ever. */
enum { DAYS_AHEAD_MAX = 60 };

bool
working_day_is_off(const WorkingCalendar *calendar, GDateTime *local)
{
  CalendarDay day;
  g_date_time_get_ymd(local, &day.year, &day.month, &day.day);
  if (holiday_is_public(calendar->ags, day))
    return true;
  for (guint i = 0; calendar->local != NULL && i < calendar->local->len; i++)
    if (holiday_is_local(calendar->local->pdata[i], day))
      return true;
  return calendar->closed != NULL && closing_covers(calendar->closed, day);
}

bool
working_day_is(const WorkingCalendar *calendar, GDateTime *local)
{
  return g_date_time_get_day_of_week(local) < G_DATE_SATURDAY &&
         !working_day_is_off(calendar, local);
}

/* The nearest working day in a direction, 1 or -1, which is not today. */
static GDateTime *
next_day(const WorkingCalendar *calendar, GDateTime *day, int direction)
{
  GDateTime *next = g_date_time_add_days(day, direction);
  for (int i = 1; i < DAYS_AHEAD_MAX && !working_day_is(calendar, next); i++) {
    GDateTime *later = g_date_time_add_days(next, direction);
    g_date_time_unref(next);
    next = later;
  }
  return next;
}

GDateTime *
working_day_add(const WorkingCalendar *calendar, GDateTime *local, int days)
{
  GDateTime *day = g_date_time_ref(local);
  for (int i = 0; i < ABS(days); i++) {
    GDateTime *next = next_day(calendar, day, days < 0 ? -1 : 1);
    g_date_time_unref(day);
    day = next;
  }
  return day;
}

static int
julian_of(GDateTime *local)
{
  GDate date;
  int year, month, day;
  g_date_time_get_ymd(local, &year, &month, &day);
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return (int)g_date_get_julian(&date);
}

int
working_day_count(const WorkingCalendar *calendar, GDateTime *from,
                  GDateTime *until)
{
  int count = 0, days = julian_of(until) - julian_of(from);
  for (int i = 1; i <= days; i++) {
    g_autoptr(GDateTime) day = g_date_time_add_days(from, i);
    count += working_day_is(calendar, day) ? 1 : 0;
  }
  return count;
}

bool
working_day_parse_morning(const char *text, int *out_minutes)
{
  if (strcmp(text, "none") == 0) {
    *out_minutes = -1;
    return true;
  }
  if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789:") != 5 ||
      strchr(text + 3, ':') != NULL || text[1] == ':' || text[0] == ':')
    return false;
  int hour = (text[0] - '0') * 10 + text[1] - '0';
  int minute = (text[3] - '0') * 10 + text[4] - '0';
  if (hour < EARLIEST_HOUR || hour >= LATEST_HOUR || minute >= HOUR_MIN)
    return false;
  *out_minutes = hour * HOUR_MIN + minute;
  return true;
}

const char *
working_day_check_morning(const char *text)
{
  int minutes;
  return working_day_parse_morning(text, &minutes)
             ? NULL
             : "a time from \"05:00\" to \"11:59\" in quotation marks, or none";
}

int64_t
working_day_next_ms(const WorkingMorning *morning, int64_t after_ms)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(after_ms / 1000);
  g_autoptr(GDateTime) today = g_date_time_to_timezone(utc, morning->zone);
  /* Noon of the day: to add days to it never falls into a change of clocks. */
  g_autoptr(GDateTime) noon = g_date_time_new(
      morning->zone, g_date_time_get_year(today), g_date_time_get_month(today),
      g_date_time_get_day_of_month(today), 12, 0, 0);
  int64_t at_ms = 0;
  for (int i = 0; i <= DAYS_AHEAD_MAX && at_ms <= after_ms; i++) {
    g_autoptr(GDateTime) day = g_date_time_add_days(noon, i);
    if (!working_day_is(&morning->calendar, day) && i < DAYS_AHEAD_MAX)
      continue;
    g_autoptr(GDateTime) at = g_date_time_new(
        morning->zone, g_date_time_get_year(day), g_date_time_get_month(day),
        g_date_time_get_day_of_month(day), morning->minutes / HOUR_MIN,
        morning->minutes % HOUR_MIN, 0);
    at_ms = g_date_time_to_unix(at) * 1000;
  }
  return at_ms;
}
