/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates as clerks write them, German and English, without locale: days in
 * digits are read here, terms in words by command_term.c.
 */
#include <string.h>

#include "parsers/command_term.h"
#include "parsers/command_value.h"

/* 29.2. may lie some years ahead. */
#define YEARS_AHEAD_MAX 8
/* A day without a year that is over for so long was meant to be past or is a
 * slip of the pen; one that is over for longer is next year's. */
#define PAST_DAYS 31

static void
set_slot(Term *term, TermSlot slot, int value)
{
  term->has |= TERM_HAS(slot);
  term->slot[slot] = value;
}

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
read_iso(const char *p, Term *out)
{
  int year, month, day;

  if (strspn(p, "0123456789") != 4 || !read_int(&p, &year) || *p++ != '-' ||
      !read_int(&p, &month) || *p++ != '-' || !read_int(&p, &day) || !at_end(p))
    return false;
  set_slot(out, TERM_YEAR, year);
  set_slot(out, TERM_MONTH, month);
  set_slot(out, TERM_DAY, day);
  return true;
}

/* 28.5.  28.05.26  28. 5. 2026 */
static bool
read_german(const char *p, Term *out)
{
  int year = 0;
  int month, day;

  if (!read_int(&p, &day) || *p != '.')
    return false;
  p++;
  skip_blanks(&p);
  if (!read_int(&p, &month))
    return false;
  if (*p == '.')
    p++;
  skip_blanks(&p);
  bool dated = read_int(&p, &year);
  if (!at_end(p))
    return false;
  set_slot(out, TERM_DAY, day);
  set_slot(out, TERM_MONTH, month);
  if (dated)
    set_slot(out, TERM_YEAR, year < 100 ? year + 2000 : year);
  return true;
}

/* "Freitag, den 29.5.": a weekday and words of no weight may stand before. */
static bool
read_digits(const char *text, Term *out)
{
  size_t head_size = strcspn(text, "0123456789");
  g_autofree char *head = g_strndup(text, head_size);
  Term term;

  if (!term_read(head, &term) || (term.has & ~TERM_HAS(TERM_WEEKDAY)) != 0 ||
      strchr(head, '+') != NULL)
    return false;
  if (!read_iso(text + head_size, &term) &&
      !read_german(text + head_size, &term))
    return false;
  *out = term;
  return true;
}

/* "Donnerstag, 29.5." that is a Friday: one of the two is wrong. */
static bool
weekday_fits(const Term *term, const GDate *day)
{
  unsigned both = TERM_HAS(TERM_WEEKDAY) | TERM_HAS(TERM_DAY);

  return (term->has & both) != both ||
         (int)g_date_get_weekday(day) == term->slot[TERM_WEEKDAY];
}

/* A day as understood. */
typedef struct Found {
  GDate day;    /* today or later, except where a year was written */
  GDate past;   /* the day that was perhaps meant, and is over */
  GDate likely; /* what may have been meant instead */
  bool is_past;
} Found;

/* The same day of the next month; where that has none, of the next year. */
static void
guess_month(Found *found)
{
  unsigned day = g_date_get_day(&found->past);

  found->likely = found->past;
  g_date_add_months(&found->likely, 1);
  if (g_date_get_day(&found->likely) != day)
    found->likely = found->day;
}

/* A term that has a day in each year: the next one. */
static bool
find_in_years(const Term *term, const GDate *today, bool begins, Found *out)
{
  int this_year = g_date_get_year(today);

  for (int i = 0; i < YEARS_AHEAD_MAX; i++) {
    GDate day;
    g_date_clear(&day, 1);
    if (!term_day(term, today, this_year + i, begins, &day))
      continue;
    if (g_date_compare(&day, today) >= 0) {
      out->day = day;
      return out->is_past || weekday_fits(term, &day);
    }
    out->is_past = g_date_days_between(&day, today) <= PAST_DAYS &&
                   weekday_fits(term, &day);
    out->past = day;
  }
  return false;
}

/* A year was written, or none is needed. */
static bool
find_written(const Term *term, const GDate *today, bool begins, Found *out)
{
  int this_year = g_date_get_year(today);

  if (!term_day(term, today, this_year, begins, &out->day) ||
      !weekday_fits(term, &out->day))
    return false;
  out->is_past = g_date_compare(&out->day, today) < 0;
  out->past = out->likely = out->day;
  /* In January last year's number is soon written. */
  if (out->is_past)
    g_date_set_year(&out->likely, (GDateYear)this_year);
  if (!g_date_valid(&out->likely))
    g_date_set_dmy(&out->likely, 1, G_DATE_MARCH, (GDateYear)this_year);
  if (out->is_past && g_date_compare(&out->likely, today) < 0)
    g_date_add_years(&out->likely, 1);
  return true;
}

static bool
find_day(const char *text, const GDate *today, bool begins, Found *out)
{
  Term term;

  *out = (Found){0};
  if (!read_digits(text, &term) && !term_read(text, &term))
    return false;
  if (!term_is_yearless(&term))
    return find_written(&term, today, begins, out);
  if (!find_in_years(&term, today, begins, out))
    return false;
  if (out->is_past)
    guess_month(out);
  return true;
}

static void
local_today(const CommandClock *clock, GDate *out)
{
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(clock->now_ms / 1000);
  g_autoptr(GDateTime) local =
      utc ? g_date_time_to_timezone(utc, clock->zone) : NULL;

  g_assert(local);
  g_date_clear(out, 1);
  g_date_set_dmy(out, (GDateDay)g_date_time_get_day_of_month(local),
                 (GDateMonth)g_date_time_get_month(local),
                 (GDateYear)g_date_time_get_year(local));
}

/* Local midnight of a day. */
static int64_t
day_start_ms(const GDate *day, GTimeZone *zone)
{
  g_autoptr(GDateTime) start =
      g_date_time_new(zone, g_date_get_year(day), (int)g_date_get_month(day),
                      g_date_get_day(day), 0, 0, 0);

  g_assert(start);
  return g_date_time_to_unix(start) * 1000;
}

bool
command_date_read(const char *text, const CommandClock *clock, bool begins,
                  CommandDate *out)
{
  GDate today;
  Found found;

  local_today(clock, &today);
  if (!find_day(text, &today, begins, &found))
    return false;
  *out = (CommandDate){.at_ms = day_start_ms(&found.day, clock->zone)};
  if (found.is_past) {
    out->past_ms = day_start_ms(&found.past, clock->zone);
    out->likely_ms = day_start_ms(&found.likely, clock->zone);
  }
  return true;
}

bool
command_parse_date(const char *text, int64_t now_ms, GTimeZone *zone,
                   int64_t *out_ms)
{
  const CommandClock clock = {now_ms, zone};
  CommandDate date;

  if (!command_date_read(text, &clock, false, &date))
    return false;
  *out_ms = date.at_ms;
  return true;
}
