/* SPDX-License-Identifier: Apache-2.0
 *
 * Days as text, compared as numbers.
 */
#include "parsers/config/closing.h"

#include <string.h>

#include "parsers/config/text_check.h"

/* From this month on the next year's days should be known. */
enum { KNOWN_FROM_MONTH = 11 };
enum { YEARLY_LENGTH = 5, LEAP_YEAR = 2024 };

static bool
is_yearly(const char *day)
{
  return strlen(day) == YEARLY_LENGTH;
}

/* 20261224, or 1224 of each year; 0: it is no day. */
static int
number_of(const char *day)
{
  int number = 0;
  for (const char *p = day; *p != '\0'; p++)
    if (*p != '-')
      number = number * 10 + g_ascii_digit_value(*p);
  return number;
}

static int
number_of_day(CalendarDay day, bool yearly)
{
  int number = day.month * 100 + day.day;
  return yearly ? number : day.year * 10000 + number;
}

const char *
closing_check_day(const char *text)
{
  g_autofree char *full = is_yearly(text)
                              ? g_strdup_printf("%d-%s", LEAP_YEAR, text)
                              : g_strdup(text);
  return text_check_date(full) == NULL
             ? NULL
             : "a day like 2026-12-24, or 12-24 for each year";
}

const char *
closing_check(const ClosedDays *row)
{
  if (row->since == NULL || row->until == NULL)
    return NULL;
  if (is_yearly(row->since) != is_yearly(row->until))
    return "'since' and 'until' must both have a year, or none of them";
  if (!is_yearly(row->since) && number_of(row->since) > number_of(row->until))
    return "'until' is before 'since'";
  return NULL;
}

static bool
covers(const ClosedDays *row, CalendarDay day)
{
  bool yearly = is_yearly(row->since);
  int number = number_of_day(day, yearly);
  int since = number_of(row->since);
  int until = row->until == NULL ? since : number_of(row->until);
  if (since <= until)
    return number >= since && number <= until;
  return number >= since || number <= until; /* over New Year */
}

bool
closing_covers(const GPtrArray *rows, CalendarDay day)
{
  for (guint i = 0; i < rows->len; i++)
    if (covers(rows->pdata[i], day))
      return true;
  return false;
}

static bool
tells_of(const ClosedDays *row, int year)
{
  const char *last = row->until == NULL ? row->since : row->until;
  return !is_yearly(row->since) && number_of(row->since) / 10000 <= year &&
         number_of(last) / 10000 >= year;
}

int
closing_missing_year(const GPtrArray *rows, CalendarDay today)
{
  bool this_year = false, next_year = false;
  for (guint i = 0; i < rows->len; i++) {
    this_year |= tells_of(rows->pdata[i], today.year);
    next_year |= tells_of(rows->pdata[i], today.year + 1);
  }
  return today.month >= KNOWN_FROM_MONTH && this_year && !next_year
             ? today.year + 1
             : 0;
}
