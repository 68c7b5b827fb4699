/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates, days of the week and times of a day.
 */
#include "parsers/config/oncall_time.h"

#include <glib.h>
#include <string.h>

enum {
  WEEK_DAYS = 7,
  HOUR_MIN = 60,
  DAY_MIN = 24 * HOUR_MIN,
  EPOCH_JULIAN = 719163, /* GDate's number of 1970-01-01 */
};

/* Days by the beginning of their German and English names. */
static const struct {
  const char *begins;
  int day;
} day_names[] = {
    {"mo", 0}, {"di", 1}, {"tu", 1}, {"mi", 2}, {"we", 2}, {"do", 3},
    {"th", 3}, {"fr", 4}, {"sa", 5}, {"so", 6}, {"su", 6},
};

static void
skip(const char **at)
{
  while (**at == ' ' || **at == '\t')
    ++*at;
}

/* At most `most` digits; -1: none. */
static int
read_number(const char **at, int most)
{
  int value = 0, count = 0;
  for (; count < most && g_ascii_isdigit(**at); count++, ++*at)
    value = value * 10 + (**at - '0');
  return count == 0 ? -1 : value;
}

/* "Fr", "Fr.", "Freitag"; -1: none of them. */
static int
read_weekday(const char **at)
{
  size_t length = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(day_names); i++)
    if (g_ascii_strncasecmp(*at, day_names[i].begins, 2) == 0) {
      while (g_ascii_isalpha((*at)[length]))
        length++;
      *at += length + ((*at)[length] == '.' ? 1 : 0);
      return day_names[i].day;
    }
  return -1;
}

/* "-" or an en dash, as word processors make it. */
static bool
take_dash(const char **at)
{
  static const char *const dashes[] = {"-", "\u2013", "bis ", "to "};
  skip(at);
  for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++)
    if (g_str_has_prefix(*at, dashes[i])) {
      *at += strlen(dashes[i]);
      skip(at);
      return true;
    }
  return false;
}

/* "Mo-Fr"; "Sa-Mo" goes over the weekend. */
static bool
read_week(const char **at, unsigned *out_week)
{
  int first = read_weekday(at), last = first;
  if (first < 0)
    return false;
  if (take_dash(at))
    last = read_weekday(at);
  if (last < 0)
    return false;
  *out_week = 0;
  for (int day = first;; day = (day + 1) % WEEK_DAYS) {
    *out_week |= 1u << day;
    if (day == last)
      return true;
  }
}

/* False: there is no such day. */
static bool
to_days(int year, int month, int of_month, int64_t *out_day)
{
  if (month < 1 || month > 12 || of_month < 1 || of_month > 31 || year < 1970 ||
      !g_date_valid_dmy((GDateDay)of_month, (GDateMonth)month, (GDateYear)year))
    return false;
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)of_month, (GDateMonth)month, (GDateYear)year);
  *out_day = (int64_t)g_date_get_julian(&date) - EPOCH_JULIAN;
  return true;
}

/* "2026-12-24", "24.12.2026", "24.12.26" */
static bool
read_date(const char **at, int64_t *out_day)
{
  const char *p = *at;
  int first = read_number(&p, 4), second, third;
  char mark = *p;
  if (first < 0 || (mark != '-' && mark != '.'))
    return false;
  p++;
  second = read_number(&p, 2);
  if (second < 0 || *p++ != mark)
    return false;
  third = read_number(&p, 4);
  bool ok = mark == '-'
                ? to_days(first, second, third, out_day)
                : to_days(third + (third >= 0 && third < 100 ? 2000 : 0),
                          second, first, out_day);
  if (ok)
    *at = p;
  return ok;
}

/* "16:00", "7:00:00", "16.00 Uhr" */
static bool
read_time(const char **at, int *out_min)
{
  const char *p = *at;
  int hour = read_number(&p, 2), min = -1;
  if (hour >= 0 && (*p == ':' || *p == '.')) {
    p++;
    min = read_number(&p, 2);
  }
  if (min < 0 || min >= HOUR_MIN || hour * HOUR_MIN + min > DAY_MIN)
    return false;
  if (g_str_has_prefix(p, ":00"))
    p += 3; /* seconds, which spreadsheets add */
  skip(&p);
  if (g_str_has_prefix(p, "Uhr"))
    p += 3;
  *out_min = hour * HOUR_MIN + min;
  *at = p;
  return true;
}

bool
oncall_time_read(const char *text, OncallTime *out)
{
  const char *at = text;
  OncallTime time = {0};
  skip(&at);
  time.has_day = read_date(&at, &time.day);
  if (!time.has_day && g_ascii_isalpha(*at) && !read_week(&at, &time.week))
    return false;
  if (time.has_day && *at == 'T')
    at++;
  if (*at == ',')
    at++;
  skip(&at);
  time.has_time = read_time(&at, &time.min);
  skip(&at);
  if (*at != '\0' || !(time.has_time || time.has_day))
    return false;
  *out = time;
  return true;
}
