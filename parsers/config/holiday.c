/* SPDX-License-Identifier: Apache-2.0
 *
 * Holidays that a law names, by Land, and those of single municipalities.
 */
#include "parsers/config/holiday.h"

#include <glib.h>
#include <string.h>

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

/* Days after Easter Sunday. */
static int
days_after_easter(CalendarDay day)
{
  int easter =
      (int)days_of((CalendarDay){day.year, 3, 1}) + easter_of(day.year) - 1;
  return (int)days_of(day) - easter;
}

bool
holiday_is_public(const char *ags, CalendarDay day)
{
  int land = land_of(ags);
  for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
    if (fixed[i].month == day.month && fixed[i].day == day.day)
      return fixed[i].lands == LAND_ALL || (fixed[i].lands & land) != 0;
  int since = days_after_easter(day);
  for (size_t i = 0; i < G_N_ELEMENTS(movable); i++)
    if (movable[i].days == since)
      return movable[i].lands == LAND_ALL || (movable[i].lands & land) != 0;
  return (land & LAND_SN) != 0 && is_repentance_day(day);
}

/* Holidays that not a whole Land keeps; `days` after Easter where there is no
 * month. */
static const struct {
  const char *name;
  int month, day, days;
} local[] = {
    {"augsburger-friedensfest", 8, 8, 0},
    {"mariae-himmelfahrt", 8, 15, 0}, /* where Bavaria is mostly Catholic */
    {"fronleichnam", 0, 0, 60},       /* in parts of Saxony and Thuringia */
    {"rosenmontag", 0, 0, -48},       /* no holiday, but nobody is there */
};

const char *
holiday_check_local(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(local); i++)
    if (strcmp(local[i].name, name) == 0)
      return NULL;
  return "augsburger-friedensfest, mariae-himmelfahrt, fronleichnam or "
         "rosenmontag (other days: 'closed')";
}

bool
holiday_is_local(const char *name, CalendarDay day)
{
  for (size_t i = 0; i < G_N_ELEMENTS(local); i++)
    if (strcmp(local[i].name, name) == 0)
      return local[i].month != 0
                 ? local[i].month == day.month && local[i].day == day.day
                 : days_after_easter(day) == local[i].days;
  return false;
}
