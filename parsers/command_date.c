/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates as clerks write them, German and English, without locale.
 */
#include <string.h>

#include "parsers/command.h"

#define YEAR_MIN 2000
#define YEAR_MAX 2199
#define DAYS_AHEAD_MAX 3660

/* A calendar day; year 0: not written. */
typedef struct Day {
  int year, month, day;
} Day;

/* By the first letters of the folded name; index + 1 is the month. */
static const char *const months[][2] = {
    {"jan", "jan"}, {"feb", "feb"}, {"mar", "mrz"}, {"apr", "apr"},
    {"mai", "may"}, {"jun", "jun"}, {"jul", "jul"}, {"aug", "aug"},
    {"sep", "sep"}, {"okt", "oct"}, {"nov", "nov"}, {"dez", "dec"},
};

/* GLib's numbering, Monday is 1. */
static const struct {
  const char *name;
  int weekday;
} weekdays[] = {
    {"montag", 1},  {"dienstag", 2}, {"mittwoch", 3},  {"donnerstag", 4},
    {"freitag", 5}, {"samstag", 6},  {"sonnabend", 6}, {"sonntag", 7},
    {"monday", 1},  {"tuesday", 2},  {"wednesday", 3}, {"thursday", 4},
    {"friday", 5},  {"saturday", 6}, {"sunday", 7},
};

static const struct {
  const char *name;
  int days;
} relative[] = {
    {"heute", 0},    {"today", 0},      {"morgen", 1},
    {"tomorrow", 1}, {"übermorgen", 2},
};

/* At most four digits; false when there is none. */
static bool
read_int(const char **p, int *out)
{
  size_t digits = strspn(*p, "0123456789");

  if (digits == 0 || digits > 4)
    return false;
  *out = (int)g_ascii_strtoll(*p, NULL, 10);
  *p += digits;
  return true;
}

static void
skip_blanks(const char **p)
{
  while (**p == ' ' || **p == '\t')
    (*p)++;
}

static bool
at_end(const char *p)
{
  return p[strspn(p, " .!,")] == '\0';
}

/* 2026-05-28 */
static bool
read_iso(const char *p, Day *out)
{
  return strspn(p, "0123456789") == 4 && read_int(&p, &out->year) &&
         *p++ == '-' && read_int(&p, &out->month) && *p++ == '-' &&
         read_int(&p, &out->day) && at_end(p);
}

/* A month as number or word. */
static bool
read_month(const char **p, int *out)
{
  size_t letters = strcspn(*p, " .\t0123456789");
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;

  if (read_int(p, out))
    return true;
  word = g_strndup(*p, letters);
  folded = command_fold(word);
  for (size_t i = 0; i < G_N_ELEMENTS(months) && letters >= 3; i++) {
    if (g_str_has_prefix(folded, months[i][0]) ||
        g_str_has_prefix(folded, months[i][1])) {
      *out = (int)i + 1;
      *p += letters;
      return true;
    }
  }
  return false;
}

/* 28.5.  28.05.26  28. Mai 2026  28 May */
static bool
read_german(const char *p, Day *out)
{
  if (!read_int(&p, &out->day) || out->day > 31)
    return false;
  if (*p != '.' && *p != ' ')
    return false;
  p++;
  skip_blanks(&p);
  if (!read_month(&p, &out->month))
    return false;
  if (*p == '.')
    p++;
  skip_blanks(&p);
  if (read_int(&p, &out->year) && out->year < 100)
    out->year += 2000;
  return at_end(p);
}

/* Local midnight of a day, checked; NULL for the 31st of June. */
static GDateTime *
day_start(const Day *day, GTimeZone *zone)
{
  if (day->year < YEAR_MIN || day->year > YEAR_MAX || day->month < 1 ||
      day->month > 12 || day->day < 1 ||
      !g_date_valid_dmy((GDateDay)day->day, (GDateMonth)day->month,
                        (GDateYear)day->year))
    return NULL;
  return g_date_time_new(zone, day->year, day->month, day->day, 0, 0, 0);
}

/* A written day; without a year the next such day from today on. */
static GDateTime *
resolve_day(Day day, GDateTime *today, GTimeZone *zone)
{
  g_autoptr(GDateTime) found = NULL;

  if (day.year != 0)
    return day_start(&day, zone);
  day.year = g_date_time_get_year(today);
  /* 29.2. may lie some years ahead. */
  for (int i = 0; i < 8; i++, day.year++) {
    g_clear_pointer(&found, g_date_time_unref);
    found = day_start(&day, zone);
    if (found && g_date_time_compare(found, today) >= 0)
      return g_steal_pointer(&found);
  }
  return NULL;
}

/* "+5t", "+5 Tage", "+2w": days unless it says weeks. */
static GDateTime *
read_offset(const char *p, GDateTime *today)
{
  int count = 0;
  g_autofree char *unit = NULL;

  if (*p++ != '+')
    return NULL;
  skip_blanks(&p);
  if (!read_int(&p, &count))
    return NULL;
  unit = command_fold(p);
  if (*unit == 'w')
    count *= 7;
  else if (*unit && *unit != 't' && *unit != 'd')
    return NULL;
  return count <= DAYS_AHEAD_MAX ? g_date_time_add_days(today, count) : NULL;
}

static bool
is_word(const char *folded, const char *word)
{
  g_autofree char *other = command_fold(word);

  return strcmp(folded, other) == 0;
}

/* heute, morgen, Freitag; a weekday is the next one, never today. */
static GDateTime *
read_word(const char *p, GDateTime *today)
{
  g_autofree char *folded = command_fold(p);
  int weekday = g_date_time_get_day_of_week(today);

  for (size_t i = 0; i < G_N_ELEMENTS(relative); i++) {
    if (is_word(folded, relative[i].name))
      return g_date_time_add_days(today, relative[i].days);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(weekdays); i++) {
    if (is_word(folded, weekdays[i].name))
      return g_date_time_add_days(today,
                                  (weekdays[i].weekday - weekday + 6) % 7 + 1);
  }
  return NULL;
}

static GDateTime *
local_midnight(int64_t now_ms, GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, zone) : NULL;

  g_assert(local);
  return g_date_time_new(zone, g_date_time_get_year(local),
                         g_date_time_get_month(local),
                         g_date_time_get_day_of_month(local), 0, 0, 0);
}

bool
command_parse_date(const char *text, int64_t now_ms, GTimeZone *zone,
                   int64_t *out_ms)
{
  g_autoptr(GDateTime) today = local_midnight(now_ms, zone);
  g_autoptr(GDateTime) found = NULL;
  Day day = {0};

  skip_blanks(&text);
  if (read_iso(text, &day)) {
    found = day_start(&day, zone);
  } else {
    day = (Day){0};
    if (read_german(text, &day))
      found = resolve_day(day, today, zone);
  }
  if (!found)
    found = read_offset(text, today);
  if (!found)
    found = read_word(text, today);
  if (!found)
    return false;
  *out_ms = g_date_time_to_unix(found) * 1000;
  return true;
}
