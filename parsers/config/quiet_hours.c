/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading of quiet hours, and when they end.
 */
#include "parsers/config/quiet_hours.h"

#include <string.h>

enum { HOUR_MIN = 60, DAY_MIN = 24 * HOUR_MIN };

/* "08:30"; NULL when there is no such time, else what follows it. */
static const char *
read_time(const char *text, int *out_min)
{
  for (int i = 0; i < 5; i++)
    if (i == 2 ? text[i] != ':' : !g_ascii_isdigit(text[i]))
      return NULL;
  int hour = (text[0] - '0') * 10 + text[1] - '0';
  int min = (text[3] - '0') * 10 + text[4] - '0';
  *out_min = hour * HOUR_MIN + min;
  return hour < 24 && min < HOUR_MIN ? text + 5 : NULL;
}

bool
quiet_hours_parse(const char *text, QuietHours *out)
{
  QuietHours hours = {0, 0};
  if (strcmp(text, "none") != 0) {
    const char *rest = read_time(text, &hours.from_min);
    if (rest == NULL || *rest != '-')
      return false;
    rest = read_time(rest + 1, &hours.until_min);
    if (rest == NULL || *rest != '\0')
      return false;
  }
  *out = hours;
  return true;
}

const char *
quiet_hours_check(const char *text)
{
  QuietHours hours;
  return quiet_hours_parse(text, &hours)
             ? NULL
             : "hours like \"21:00-08:00\" in quotation marks, or none";
}

static bool
is_quiet(const QuietHours *hours, int min)
{
  if (hours->from_min <= hours->until_min)
    return min >= hours->from_min && min < hours->until_min;
  return min >= hours->from_min || min < hours->until_min;
}

/* The moment at which the clock shows `until`, on this day or the next: where
 * it jumps over it, GLib takes the end of the jump, and of two the later one.
 */
static int64_t
next_until_ms(const QuietHours *hours, GTimeZone *zone, GDateTime *now, int min)
{
  g_autoptr(GDateTime) day = min < hours->until_min
                                 ? g_date_time_ref(now)
                                 : g_date_time_add_days(now, 1);
  int year, month, of_month;
  g_date_time_get_ymd(day, &year, &month, &of_month);
  g_autoptr(GDateTime) until =
      g_date_time_new(zone, year, month, of_month, hours->until_min / HOUR_MIN,
                      hours->until_min % HOUR_MIN, 0);
  return g_date_time_to_unix(until) * 1000;
}

int64_t
quiet_hours_end_ms(const QuietHours *hours, GTimeZone *zone, int64_t now_ms)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, zone);
  int min = g_date_time_get_hour(now) * HOUR_MIN + g_date_time_get_minute(now);
  g_assert(min < DAY_MIN);
  if (!is_quiet(hours, min))
    return now_ms;
  return next_until_ms(hours, zone, now, min);
}
