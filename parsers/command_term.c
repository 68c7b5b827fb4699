/* SPDX-License-Identifier: Apache-2.0
 *
 * Which day a term is.
 */
#include "parsers/command_term.h"

#define YEAR_MIN 2000
#define YEAR_MAX 2199
#define DAYS_AHEAD_MAX 3660

/* What a term is resolved against. */
typedef struct Now {
  const GDate *today;
  int year;
  bool begins;
} Now;

static bool
set_day(GDate *out, int year, int month, int day)
{
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 ||
      day < 1 || day > 31 ||
      !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return false;
  g_date_set_dmy(out, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return true;
}

static int
month_length(int year, int month)
{
  return g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

/* Of the days first … last of a period. */
static TermEdge
edge_of(const Term *term, const Now *now)
{
  if ((term->has & TERM_HAS(TERM_EDGE)) != 0)
    return (TermEdge)term->slot[TERM_EDGE];
  return now->begins ? TERM_EDGE_BEGIN : TERM_EDGE_END;
}

static bool
is_in_range(const GDate *day)
{
  int year = g_date_get_year(day);
  return year >= YEAR_MIN && year <= YEAR_MAX;
}

static void
monday_of(GDate *day)
{
  g_date_subtract_days(day, (guint)g_date_get_weekday(day) - 1);
}

/* Monday, Wednesday or Friday of the week that begins at `out`. */
static bool
edge_of_week(TermEdge edge, GDate *out)
{
  g_date_add_days(out, 2u * (unsigned)edge);
  return is_in_range(out);
}

static bool
edge_of_months(TermEdge edge, int year, int first, int last, GDate *out)
{
  switch (edge) {
  case TERM_EDGE_BEGIN:
    return set_day(out, year, first, 1);
  case TERM_EDGE_MIDDLE:
    /* Half a year is over with June. */
    return last - first == 11 ? set_day(out, year, 6, 30)
                              : set_day(out, year, (first + last) / 2, 15);
  case TERM_EDGE_END:
    return set_day(out, year, last, month_length(year, last));
  }
  g_assert_not_reached();
}

static bool
near_day(const Term *term, const Now *now, GDate *out)
{
  *out = *now->today;
  g_date_add_days(out, (guint)term->slot[TERM_NEAR]);
  return true;
}

/* A weekday is the next one, never today; "nächsten Freitag" as well: what was
 * understood stands in the transcript.  "Diesen Freitag" may be today. */
static bool
weekday(const Term *term, const Now *now, GDate *out)
{
  int day = term->slot[TERM_WEEKDAY];
  int today = (int)g_date_get_weekday(now->today);
  bool said = (term->has & TERM_HAS(TERM_WHICH)) != 0;
  int which = said ? term->slot[TERM_WHICH] : 1;
  int ahead = which == 0 ? (day - today + 7) % 7 : (day - today + 6) % 7 + 1;

  *out = *now->today;
  g_date_add_days(out, (guint)(ahead + (which == 2 ? 7 : 0)));
  return true;
}

/* "Freitag nächster Woche" */
static bool
weekday_of_week(const Term *term, const Now *now, GDate *out)
{
  if (term->slot[TERM_UNIT] != TERM_UNIT_WEEK)
    return false;
  *out = *now->today;
  monday_of(out);
  g_date_add_days(
      out, (guint)(7 * term->slot[TERM_WHICH] + term->slot[TERM_WEEKDAY] - 1));
  return true;
}

/* "Nächste Woche", "Ende des Monats" */
static bool
period(const Term *term, const Now *now, GDate *out)
{
  bool said = (term->has & TERM_HAS(TERM_WHICH)) != 0;
  int which = said ? term->slot[TERM_WHICH] : 0;
  TermEdge edge = edge_of(term, now);
  int year = g_date_get_year(now->today);
  int month = (int)g_date_get_month(now->today) - 1 + which;
  int quarter = (int)(g_date_get_month(now->today) - 1) / 3 + which;

  switch ((TermUnit)term->slot[TERM_UNIT]) {
  case TERM_UNIT_WEEK:
  case TERM_UNIT_CALENDAR_WEEK:
    *out = *now->today;
    monday_of(out);
    g_date_add_days(out, (guint)(7 * which));
    return edge_of_week(edge, out);
  case TERM_UNIT_MONTH:
    return edge_of_months(edge, year + month / 12, month % 12 + 1,
                          month % 12 + 1, out);
  case TERM_UNIT_QUARTER:
    return edge_of_months(edge, year + quarter / 4, quarter % 4 * 3 + 1,
                          quarter % 4 * 3 + 3, out);
  case TERM_UNIT_YEAR:
    return edge_of_months(edge, year + which, 1, 12, out);
  case TERM_UNIT_DAY:
  case TERM_UNIT_WORKDAY:
    return false;
  }
  g_assert_not_reached();
}

static void
add_workdays(GDate *day, int count)
{
  while (count > 0) {
    g_date_add_days(day, 1);
    count -= g_date_get_weekday(day) <= G_DATE_FRIDAY ? 1 : 0;
  }
}

/* "In zwei Wochen", "+5t" */
static bool
ahead(const Term *term, const Now *now, GDate *out)
{
  int count = term->slot[TERM_COUNT];

  *out = *now->today;
  if (count > DAYS_AHEAD_MAX)
    return false;
  switch ((TermUnit)term->slot[TERM_UNIT]) {
  case TERM_UNIT_DAY:
    g_date_add_days(out, (guint)count);
    break;
  case TERM_UNIT_WORKDAY:
    add_workdays(out, count);
    break;
  case TERM_UNIT_WEEK:
    g_date_add_days(out, (guint)count * 7);
    break;
  case TERM_UNIT_MONTH:
    g_date_add_months(out, (guint)count);
    break;
  case TERM_UNIT_YEAR:
    g_date_add_years(out, (guint)MIN(count, YEAR_MAX));
    break;
  case TERM_UNIT_QUARTER:
  case TERM_UNIT_CALENDAR_WEEK:
    return false;
  }
  return g_date_days_between(now->today, out) <= DAYS_AHEAD_MAX;
}

static int
year_of(const Term *term, const Now *now)
{
  return (term->has & TERM_HAS(TERM_YEAR)) != 0 ? term->slot[TERM_YEAR]
                                                : now->year;
}

/* "28. Mai 2026"; a weekday that stands beside must be right. */
static bool
day_of_month(const Term *term, const Now *now, GDate *out)
{
  return set_day(out, year_of(term, now), term->slot[TERM_MONTH],
                 term->slot[TERM_DAY]);
}

/* "Ende Juni", "Juni 2027" */
static bool
month(const Term *term, const Now *now, GDate *out)
{
  int number = term->slot[TERM_MONTH];

  return edge_of_months(edge_of(term, now), year_of(term, now), number, number,
                        out);
}

/* "Ende 2026" */
static bool
year(const Term *term, const Now *now, GDate *out)
{
  return edge_of_months(edge_of(term, now), year_of(term, now), 1, 12, out);
}

/* The week with 28 December is the last (ISO 8601). */
static int
weeks_in(int year)
{
  GDate late;

  g_date_clear(&late, 1);
  return set_day(&late, year, 12, 28)
             ? (int)g_date_get_iso8601_week_of_year(&late)
             : 0;
}

/* "KW 27", "Freitag KW 27": the week with 4 January is the first. */
static bool
calendar_week(const Term *term, const Now *now, GDate *out)
{
  int week = term->slot[TERM_WEEK];
  int of = year_of(term, now);

  if (week < 1 || week > weeks_in(of) || !set_day(out, of, 1, 4))
    return false;
  monday_of(out);
  g_date_add_days(out, (guint)(7 * (week - 1)));
  if ((term->has & TERM_HAS(TERM_WEEKDAY)) == 0)
    return edge_of_week(edge_of(term, now), out);
  g_date_add_days(out, (guint)term->slot[TERM_WEEKDAY] - 1);
  return true;
}

enum {
  WEEKDAY = TERM_HAS(TERM_WEEKDAY),
  WHICH = TERM_HAS(TERM_WHICH),
  UNIT = TERM_HAS(TERM_UNIT),
  COUNT = TERM_HAS(TERM_COUNT),
  DAY = TERM_HAS(TERM_DAY),
  MONTH = TERM_HAS(TERM_MONTH),
  YEAR = TERM_HAS(TERM_YEAR),
  WEEK = TERM_HAS(TERM_WEEK),
  EDGE = TERM_HAS(TERM_EDGE),
  NEAR = TERM_HAS(TERM_NEAR),
};

/* A row is what may be said together. */
static const struct {
  unsigned must, may;
  bool (*day)(const Term *term, const Now *now, GDate *out);
} rows[] = {
    {NEAR, 0, near_day},
    {WEEKDAY, WHICH, weekday},
    {WEEKDAY | WHICH | UNIT, 0, weekday_of_week},
    {WHICH | UNIT, EDGE, period},
    {EDGE | UNIT, 0, period},
    {COUNT | UNIT, 0, ahead},
    {DAY | MONTH, WEEKDAY | YEAR, day_of_month},
    {MONTH, EDGE | YEAR, month},
    {EDGE | YEAR, 0, year},
    {WEEK, EDGE | YEAR, calendar_week},
    {WEEK | WEEKDAY, YEAR, calendar_week},
};

bool
term_is_yearless(const Term *term)
{
  return (term->has & (MONTH | WEEK)) != 0 && (term->has & YEAR) == 0;
}

bool
term_day(const Term *term, const GDate *today, int year_without, bool begins,
         GDate *out)
{
  const Now now = {today, year_without, begins};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if ((term->has & rows[i].must) == rows[i].must &&
        (term->has & ~(rows[i].must | rows[i].may)) == 0)
      return rows[i].day(term, &now, out);
  return false;
}
