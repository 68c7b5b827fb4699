/* SPDX-License-Identifier: Apache-2.0
 *
 * Public holidays by Land, and the next working morning.
 */
#include "parsers/config/working_day.h"

#include <string.h>

enum { HOUR_MIN = 60, EARLIEST_HOUR = 5, LATEST_HOUR = 12 };
enum { DAYS_AHEAD_MAX = 14 }; /* more than any row of holidays */

/* The first two digits of an AGS. */
enum {
  LAND_SH = 1 << 1,
  LAND_HH = 1 << 2,
  LAND_NI = 1 << 3,
  LAND_HB = 1 << 4,
  LAND_NW = 1 << 5,
  LAND_HE = 1 << 6,
  LAND_RP = 1 << 7,
  LAND_BW = 1 << 8,
  LAND_BY = 1 << 9,
  LAND_SL = 1 << 10,
  LAND_BE = 1 << 11,
  LAND_BB = 1 << 12,
  LAND_MV = 1 << 13,
  LAND_SN = 1 << 14,
  LAND_ST = 1 << 15,
  LAND_TH = 1 << 16,
  LAND_ALL = -1,
};

/* The same day each year. */
static const struct {
  int month, day, lands;
} fixed[] = {
    {1, 1, LAND_ALL},
    {1, 6, LAND_BW | LAND_BY | LAND_ST},
    {3, 8, LAND_BE | LAND_MV},
    {5, 1, LAND_ALL},
    {8, 15, LAND_SL},
    {9, 20, LAND_TH},
    {10, 3, LAND_ALL},
    {10, 31,
     LAND_BB | LAND_HB | LAND_HH | LAND_MV | LAND_NI | LAND_SH | LAND_SN |
         LAND_ST | LAND_TH},
    {11, 1, LAND_BW | LAND_BY | LAND_NW | LAND_RP | LAND_SL},
    {12, 25, LAND_ALL},
    {12, 26, LAND_ALL},
};

/* Days after Easter Sunday. */
static const struct {
  int days, lands;
} movable[] = {
    {-2, LAND_ALL}, /* Karfreitag */
    {1, LAND_ALL},  /* Ostermontag */
    {39, LAND_ALL}, /* Christi Himmelfahrt */
    {50, LAND_ALL}, /* Pfingstmontag */
    {60, LAND_BW | LAND_BY | LAND_HE | LAND_NW | LAND_RP | LAND_SL},
};

static int
land_of(const char *ags)
{
  if (ags == NULL || !g_ascii_isdigit(ags[0]) || !g_ascii_isdigit(ags[1]))
    return 0;
  int number = g_ascii_digit_value(ags[0]) * 10 + g_ascii_digit_value(ags[1]);
  return number <= 16 ? 1 << number : 0;
}

/* Easter Sunday by Gauss, in the form of Lichtenberg (1997), which holds for
 * every year of the Gregorian calendar.  Returns the day of March. */
static int
easter_of(int year)
{
  int k = year / 100;
  int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
  int s = 2 - (3 * k + 3) / 4;
  int a = year % 19;
  int d = (19 * a + m) % 30;
  int r = (d + a / 11) / 29;
  int full_moon = 21 + d - r;
  int first_sunday = 7 - (year + year / 4 + s) % 7;
  return full_moon + 7 - (full_moon - first_sunday) % 7;
}

static GDate
date_of(CalendarDay day)
{
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)day.day, (GDateMonth)day.month,
                 (GDateYear)day.year);
  return date;
}

static guint32
days_of(CalendarDay day)
{
  GDate date = date_of(day);
  return g_date_get_julian(&date);
}

/* Buß- und Bettag, in Saxony: the Wednesday before 23 November. */
static bool
is_repentance_day(CalendarDay day)
{
  GDate date = date_of(day);
  return day.month == 11 && day.day >= 16 && day.day <= 22 &&
         g_date_get_weekday(&date) == G_DATE_WEDNESDAY;
}

bool
working_day_is_holiday(const char *ags, CalendarDay day)
{
  int land = land_of(ags);
  for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
    if (fixed[i].month == day.month && fixed[i].day == day.day)
      return fixed[i].lands == LAND_ALL || (fixed[i].lands & land) != 0;
  int easter =
      (int)days_of((CalendarDay){day.year, 3, 1}) + easter_of(day.year) - 1;
  int since = (int)days_of(day) - easter;
  for (size_t i = 0; i < G_N_ELEMENTS(movable); i++)
    if (movable[i].days == since)
      return movable[i].lands == LAND_ALL || (movable[i].lands & land) != 0;
  return (land & LAND_SN) != 0 && is_repentance_day(day);
}

bool
working_day_is(const char *ags, GDateTime *local)
{
  CalendarDay day;
  g_date_time_get_ymd(local, &day.year, &day.month, &day.day);
  return g_date_time_get_day_of_week(local) < G_DATE_SATURDAY &&
         !working_day_is_holiday(ags, day);
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
    if (!working_day_is(morning->ags, day) && i < DAYS_AHEAD_MAX)
      continue;
    g_autoptr(GDateTime) at = g_date_time_new(
        morning->zone, g_date_time_get_year(day), g_date_time_get_month(day),
        g_date_time_get_day_of_month(day), morning->minutes / HOUR_MIN,
        morning->minutes % HOUR_MIN, 0);
    at_ms = g_date_time_to_unix(at) * 1000;
  }
  return at_ms;
}
