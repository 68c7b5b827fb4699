/* SPDX-License-Identifier: Apache-2.0
 *
 * Days as people write them into notes of absence, in the middle of a
 * sentence.  (Dates that stand alone behind a command: command_date.c.)
 */
#include "parsers/machine/absence_private.h"

#include <string.h>

enum {
  PAST_DAYS = 60, /* "3. Mai" in June is past, in November it is next year's */
  YEAR_MAX = 2199,
};

/* Folded beginnings; index / 2 + 1 is the month. */
static const char *const months[] = {
    "jan", "jän", "feb", "feb", "mär", "mar", "apr", "apr",
    "mai", "may", "jun", "jun", "jul", "jul", "aug", "aug",
    "sep", "sep", "okt", "oct", "nov", "nov", "dez", "dec",
};

/* The rest of a month's name, so that "marktplatz" is none. */
static const char *const month_ends[] = {
    "",     "uar",   "uary",   "ner",    "ruar", "ruary", "z",      "s",
    "il",   "ch",    "i",      "e",      "y",    "ust",   "tember", "t",
    "ober", "ember", "zember", "cember", "ni",   "li",
};

static const char *const weekdays[][4] = {
    {"montag", "monday", "mo", "mon"},
    {"dienstag", "tuesday", "di", "tue"},
    {"mittwoch", "wednesday", "mi", "wed"},
    {"donnerstag", "thursday", "do", "thu"},
    {"freitag", "friday", "fr", "fri"},
    {"samstag", "saturday", "sa", "sat"},
    {"sonntag", "sunday", "so", "sun"},
};

static int
number_of(const AbsenceToken *token, int digits_max)
{
  return token->kind == ABSENCE_TOKEN_NUMBER && token->digits <= digits_max
             ? token->value
             : -1;
}

static int
month_of(const AbsenceToken *token)
{
  if (token->kind != ABSENCE_TOKEN_WORD)
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS(months); i++) {
    if (!g_str_has_prefix(token->text, months[i]))
      continue;
    for (size_t e = 0; e < G_N_ELEMENTS(month_ends); e++)
      if (strcmp(token->text + strlen(months[i]), month_ends[e]) == 0)
        return (int)i / 2 + 1;
  }
  return 0;
}

/* GLib's numbering, Monday is 1; short names only with a dot or before a date:
 * "so", "do" and "mi" are words. */
static int
weekday_of(const AbsenceToken *token, bool whole)
{
  for (size_t i = 0; i < G_N_ELEMENTS(weekdays); i++)
    for (size_t n = 0; n < (whole ? 2U : 4U); n++)
      if (absence_is_word(token, weekdays[i][n]))
        return (int)i + 1;
  return absence_is_word(token, "sonnabend") ? 6 : 0;
}

bool
absence_is_weekday(const AbsenceToken *token)
{
  return weekday_of(token, false) != 0;
}

/* A day without a year is the next one, unless it is just past. */
static bool
set_date(AbsenceDay *out, int day, int month, int year, const GDate *today)
{
  bool given = year > 0;
  int chosen = !given       ? g_date_get_year(today)
               : year < 100 ? year + 2000
                            : year;
  if (chosen < 2000 || chosen > YEAR_MAX || month < 1 || month > 12 ||
      day < 1 || day > 31)
    return false;
  for (int i = 0; i < 2; i++) {
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
                          (GDateYear)(chosen + i)))
      return false;
    g_date_set_dmy(&out->date, (GDateDay)day, (GDateMonth)month,
                   (GDateYear)(chosen + i));
    if (given || g_date_days_between(&out->date, today) <= PAST_DAYS)
      break;
  }
  out->span = ABSENCE_SPAN_DAY;
  return true;
}

/* A year behind a date: four digits, or two where `two` says so. */
static int
year_at(const GArray *tokens, guint at, bool two, guint *io_taken)
{
  const AbsenceToken *token = absence_token(tokens, at);
  bool is_year = token->kind == ABSENCE_TOKEN_NUMBER &&
                 (token->digits == 4 || (two && token->digits == 2)) &&
                 !absence_is_word(absence_token(tokens, at + 1), "uhr");
  if (!is_year)
    return 0;
  *io_taken = *io_taken + 1;
  return token->value;
}

/* 12.6.  12.06.26  12.06.2026  12/06/2026  12/6, not 8.12 Uhr */
static guint
read_numeric(const GArray *tokens, guint at, const GDate *today,
             AbsenceDay *out)
{
  const AbsenceToken *mark = absence_token(tokens, at + 1);
  int day = number_of(absence_token(tokens, at), 2);
  int month = number_of(absence_token(tokens, at + 2), 2);
  bool slash = absence_is_mark(mark, '/');
  guint taken = 3;
  if (day < 0 || month < 0 || (!slash && !absence_is_mark(mark, '.')))
    return 0;
  const AbsenceToken *next = absence_token(tokens, at + 3);
  if (absence_is_word(next, "uhr") || absence_is_word(next, "pm") ||
      absence_is_word(next, "am"))
    return 0;
  int year = 0;
  if (absence_is_mark(next, mark->text[0])) {
    guint with_mark = 4;
    year = year_at(tokens, at + 4, true, &with_mark);
    taken = !slash || year != 0 ? with_mark : taken;
  }
  if (slash && month > 12) { /* how Americans write it */
    int swap = day;
    day = month;
    month = swap;
  }
  return set_date(out, day, month, year, today) ? taken : 0;
}

/* 2026-06-12 */
static guint
read_iso(const GArray *tokens, guint at, const GDate *today, AbsenceDay *out)
{
  const AbsenceToken *first = absence_token(tokens, at);
  int month = number_of(absence_token(tokens, at + 2), 2);
  int day = number_of(absence_token(tokens, at + 4), 2);
  bool is_iso = first->kind == ABSENCE_TOKEN_NUMBER && first->digits == 4 &&
                absence_is_mark(absence_token(tokens, at + 1), '-') &&
                month > 0 &&
                absence_is_mark(absence_token(tokens, at + 3), '-') && day > 0;
  return is_iso && set_date(out, day, month, first->value, today) ? 5 : 0;
}

static bool
is_ordinal(const AbsenceToken *token)
{
  return absence_is_word(token, "st") || absence_is_word(token, "nd") ||
         absence_is_word(token, "rd") || absence_is_word(token, "th");
}

/* 12. Juni 2026  12 June  12th of June, 2026 */
static guint
read_day_month(const GArray *tokens, guint at, const GDate *today,
               AbsenceDay *out)
{
  int day = number_of(absence_token(tokens, at), 2);
  guint taken = 1;
  if (day < 0)
    return 0;
  const AbsenceToken *next = absence_token(tokens, at + 1);
  taken += absence_is_mark(next, '.') || is_ordinal(next) ? 1 : 0;
  taken += absence_is_word(absence_token(tokens, at + taken), "of") ? 1 : 0;
  int month = month_of(absence_token(tokens, at + taken));
  if (month == 0)
    return 0;
  taken++;
  guint skipped = taken;
  const AbsenceToken *mark = absence_token(tokens, at + taken);
  skipped += absence_is_mark(mark, '.') || absence_is_mark(mark, ',') ? 1 : 0;
  int year = year_at(tokens, at + skipped, false, &skipped);
  return set_date(out, day, month, year, today) ? year ? skipped : taken : 0;
}

/* The second day of "June 1-14" and "from June 1st to 14th"; 0: none. */
static guint
read_second_day(const GArray *tokens, guint at, int *out_day)
{
  static const char *const words[] = {"to", "through", "until", "till"};
  const AbsenceToken *dash = absence_token(tokens, at);
  bool joins = absence_is_mark(dash, '-');
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    joins = joins || absence_is_word(dash, words[i]);
  const AbsenceToken *next = absence_token(tokens, at + 2);
  int day = number_of(absence_token(tokens, at + 1), 2);
  if (!joins || day < 1 || absence_is_mark(next, '/') ||
      absence_is_mark(next, ':') || absence_is_word(next, "uhr") ||
      month_of(next) != 0)
    return 0;
  *out_day = day;
  return is_ordinal(next) ? 3 : 2;
}

/* June 12  June 12th, 2026  June 1-14 */
static guint
read_month_day(const GArray *tokens, guint at, const GDate *today,
               AbsenceDay *out)
{
  int month = month_of(absence_token(tokens, at));
  guint taken =
      1 + (absence_is_mark(absence_token(tokens, at + 1), '.') ? 1 : 0);
  int day = number_of(absence_token(tokens, at + taken), 2);
  if (month == 0 || day < 1 ||
      absence_is_mark(absence_token(tokens, at + taken + 1), ':'))
    return 0;
  taken += is_ordinal(absence_token(tokens, at + taken + 1)) ? 2 : 1;
  guint second = read_second_day(tokens, at + taken, &day);
  out->ends_range = second > 0;
  taken += second;
  guint skipped =
      taken + (absence_is_mark(absence_token(tokens, at + taken), ',') ? 1 : 0);
  int year = year_at(tokens, at + skipped, false, &skipped);
  return set_date(out, day, month, year, today) ? year ? skipped : taken : 0;
}

/* "Ende Juni", "end of June 2026" */
static guint
read_month_end(const GArray *tokens, guint at, const GDate *today,
               AbsenceDay *out)
{
  const AbsenceToken *first = absence_token(tokens, at);
  if (!absence_is_word(first, "ende") && !absence_is_word(first, "end"))
    return 0;
  guint taken = 1;
  for (guint i = 0; i < 2; i++) {
    const AbsenceToken *filler = absence_token(tokens, at + taken);
    taken += absence_is_word(filler, "of") || absence_is_word(filler, "des") ||
                     absence_is_word(filler, "the") ||
                     absence_is_word(filler, "monats")
                 ? 1
                 : 0;
  }
  int month = month_of(absence_token(tokens, at + taken));
  if (month == 0)
    return 0;
  taken++;
  int year = year_at(tokens, at + taken, false, &taken);
  int last = g_date_get_days_in_month((GDateMonth)month, 2027);
  if (!set_date(out, last, month, year, today))
    return 0;
  out->span = ABSENCE_SPAN_END;
  return taken;
}

/* Words that name a day from today on. */
static const struct {
  const char *first, *second; /* second NULL: one word */
  int days;                   /* WEEK: weeks to the Monday */
  AbsenceSpan span;
} relative[] = {
    {"heute", NULL, 0, ABSENCE_SPAN_DAY},
    {"today", NULL, 0, ABSENCE_SPAN_DAY},
    {"morgen", NULL, 1, ABSENCE_SPAN_DAY},
    {"tomorrow", NULL, 1, ABSENCE_SPAN_DAY},
    {"übermorgen", NULL, 2, ABSENCE_SPAN_DAY},
    {"diese", "woche", 0, ABSENCE_SPAN_WEEK},
    {"dieser", "woche", 0, ABSENCE_SPAN_WEEK},
    {"this", "week", 0, ABSENCE_SPAN_WEEK},
    {"nächste", "woche", 1, ABSENCE_SPAN_WEEK},
    {"nächster", "woche", 1, ABSENCE_SPAN_WEEK},
    {"kommende", "woche", 1, ABSENCE_SPAN_WEEK},
    {"kommender", "woche", 1, ABSENCE_SPAN_WEEK},
    {"next", "week", 1, ABSENCE_SPAN_WEEK},
};

static guint
read_relative(const GArray *tokens, guint at, const GDate *today,
              AbsenceDay *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(relative); i++) {
    if (!absence_is_word(absence_token(tokens, at), relative[i].first) ||
        (relative[i].second != NULL &&
         !absence_is_word(absence_token(tokens, at + 1), relative[i].second)))
      continue;
    bool week = relative[i].span == ABSENCE_SPAN_WEEK;
    int weekday = (int)g_date_get_weekday(today);
    int days = week ? relative[i].days * 7 - (weekday - 1) : relative[i].days;
    out->date = *today;
    if (days >= 0)
      g_date_add_days(&out->date, (guint)days);
    else
      g_date_subtract_days(&out->date, (guint)-days);
    out->span = relative[i].span;
    return relative[i].second == NULL ? 1 : 2;
  }
  return 0;
}

/* A weekday or a month alone: the next one. */
static guint
read_name(const GArray *tokens, guint at, const GDate *today, AbsenceDay *out)
{
  const AbsenceToken *token = absence_token(tokens, at);
  int weekday = weekday_of(token, true), month = month_of(token);
  if (weekday != 0) {
    int ahead = (weekday - (int)g_date_get_weekday(today) + 6) % 7 + 1;
    out->date = *today;
    g_date_add_days(&out->date, (guint)ahead);
    out->span = ABSENCE_SPAN_DAY;
    return 1;
  }
  if (month == 0)
    return 0;
  guint taken = 1;
  int year = year_at(tokens, at + 1, false, &taken);
  if (!set_date(out, 1, month, year, today))
    return 0;
  out->span = ABSENCE_SPAN_MONTH;
  return taken;
}

guint
absence_read_day(const GArray *tokens, guint at, const GDate *today, bool bare,
                 AbsenceDay *out)
{
  typedef guint (*Reader)(const GArray *, guint, const GDate *, AbsenceDay *);
  static const Reader readers[] = {read_iso, read_numeric, read_day_month,
                                   read_month_day, read_month_end};
  static const Reader bare_readers[] = {read_relative, read_name};
  guint named = 0; /* "Freitag, den 12. Juni": the weekday says nothing new */
  if (weekday_of(absence_token(tokens, at), false) != 0) {
    named = 1;
    for (int i = 0; i < 3; i++) {
      const AbsenceToken *filler = absence_token(tokens, at + named);
      named += absence_is_mark(filler, ',') || absence_is_mark(filler, '.') ||
                       absence_is_word(filler, "den") ||
                       absence_is_word(filler, "dem") ||
                       absence_is_word(filler, "the")
                   ? 1
                   : 0;
    }
  }
  *out = (AbsenceDay){0};
  for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
    guint taken = readers[i](tokens, at + named, today, out);
    if (taken > 0)
      return named + taken;
  }
  for (size_t i = 0; bare && i < G_N_ELEMENTS(bare_readers); i++) {
    guint taken = bare_readers[i](tokens, at, today, out);
    if (taken > 0)
      return taken;
  }
  return 0;
}
