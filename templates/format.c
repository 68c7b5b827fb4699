/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of languages, and patterns in which one letter stands for a piece
 * of a date.  Adding a language is adding a row.
 */
#include "templates/format.h"

#include <stdbool.h>
#include <string.h>

/* Patterns: W weekday, w its short form; d day, D with two digits; M month's
 * name, m its number, N with two digits; Y year; T hours and minutes.  Any
 * other character stands for itself; text between '' is literal. */
typedef struct FormatLanguage {
  const char *language;
  const char *weekdays[7]; /* Monday first, ISO 8601 */
  const char *short_weekdays[7];
  const char *months[12];
  const char *patterns[FORMAT_DATE_CLOCK + 1];
  const char *thousands, *decimal;
} FormatLanguage;

static const FormatLanguage languages[] = {
    {.language = "de",
     .weekdays = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag",
                  "Samstag", "Sonntag"},
     .short_weekdays = {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"},
     .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
                "August", "September", "Oktober", "November", "Dezember"},
     .patterns = {[FORMAT_DATE_LONG] = "W, d. M",
                  [FORMAT_DATE_LONG_YEAR] = "W, d. M Y",
                  [FORMAT_DATE_DAY] = "d. M",
                  [FORMAT_DATE_SHORT] = "d.m.",
                  [FORMAT_DATE_WEEKDAY] = "w D.N.",
                  [FORMAT_DATE_NUMERIC] = "D.N.Y",
                  [FORMAT_DATE_TIME] = "D.N.Y, T 'Uhr'",
                  [FORMAT_DATE_CLOCK] = "T 'Uhr'"},
     .thousands = ".",
     .decimal = ","},
    {.language = "en",
     .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                  "Saturday", "Sunday"},
     .short_weekdays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
     .months = {"January", "February", "March", "April", "May", "June", "July",
                "August", "September", "October", "November", "December"},
     /* Day before month, month as a word: 4/5 would be read both ways. */
     .patterns = {[FORMAT_DATE_LONG] = "W, d M",
                  [FORMAT_DATE_LONG_YEAR] = "W, d M Y",
                  [FORMAT_DATE_DAY] = "d M",
                  [FORMAT_DATE_SHORT] = "d M",
                  [FORMAT_DATE_WEEKDAY] = "w d M",
                  [FORMAT_DATE_NUMERIC] = "d M Y",
                  [FORMAT_DATE_TIME] = "d M Y, T",
                  [FORMAT_DATE_CLOCK] = "T"},
     .thousands = ",",
     .decimal = "."},
};

static const FormatLanguage *
find_language(const char *language)
{
  size_t len = strcspn(language, "-");
  for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strlen(languages[i].language) == len &&
        strncmp(languages[i].language, language, len) == 0)
      return &languages[i];
  return find_language("en");
}

/* One or two digits; `padded`: always two. */
static void
append_small(GString *out, int number, bool padded)
{
  if (padded || number > 9)
    g_string_append_c(out, (char)('0' + number / 10));
  g_string_append_c(out, (char)('0' + number % 10));
}

static void
append_piece(GString *out, char piece, const FormatLanguage *row,
             GDateTime *date)
{
  switch (piece) {
  case 'W':
    g_string_append(out, row->weekdays[g_date_time_get_day_of_week(date) - 1]);
    return;
  case 'w':
    g_string_append(out,
                    row->short_weekdays[g_date_time_get_day_of_week(date) - 1]);
    return;
  case 'M':
    g_string_append(out, row->months[g_date_time_get_month(date) - 1]);
    return;
  case 'd':
  case 'D':
    append_small(out, g_date_time_get_day_of_month(date), piece == 'D');
    return;
  case 'm':
  case 'N':
    append_small(out, g_date_time_get_month(date), piece == 'N');
    return;
  case 'Y':
    g_string_append_printf(out, "%d", g_date_time_get_year(date));
    return;
  case 'T':
    append_small(out, g_date_time_get_hour(date), true);
    g_string_append_c(out, ':');
    append_small(out, g_date_time_get_minute(date), true);
    return;
  default: /* punctuation stands for itself */
    g_string_append_c(out, piece);
    return;
  }
}

/* NULL beyond the years 1 to 9999. */
static GDateTime *
local_time(int64_t ms, GTimeZone *zone)
{
  /* Before 1970 the second must be rounded down, too. */
  int64_t seconds = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
  return utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
}

char *
format_day(int64_t ms, GTimeZone *zone)
{
  g_autoptr(GDateTime) date = local_time(ms, zone);
  return date == NULL ? g_strdup("") : g_date_time_format(date, "%Y-%m-%d");
}

char *
format_minute(int64_t ms, GTimeZone *zone)
{
  g_autoptr(GDateTime) date = local_time(ms, zone);
  return date == NULL ? g_strdup("")
                      : g_date_time_format(date, "%Y-%m-%d %H:%M");
}

int64_t
format_minute_ms(const char *minute, GTimeZone *zone)
{
  g_autofree char *iso = g_strdup_printf("%.10sT%s:00", minute, minute + 11);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, zone);
  g_assert(time != NULL);
  return g_date_time_to_unix(time) * 1000;
}

char *
format_date(int64_t ms, GTimeZone *zone, const char *language, FormatDate style)
{
  const FormatLanguage *row = find_language(language);
  g_autoptr(GDateTime) date = local_time(ms, zone);
  if (date == NULL)
    return g_strdup("");
  GString *out = g_string_new(NULL);
  bool literal = false;
  for (const char *p = row->patterns[style]; *p != '\0'; p++) {
    if (*p == '\'')
      literal = !literal;
    else if (literal)
      g_string_append_c(out, *p);
    else
      append_piece(out, *p, row, date);
  }
  return g_string_free(out, FALSE);
}

char *
format_number(int64_t number, const char *language)
{
  const FormatLanguage *row = find_language(language);
  g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
  bool negative = *digits == '-';
  size_t len = strlen(digits) - negative;
  GString *out = g_string_new(negative ? "-" : "");
  for (size_t i = 0; i < len; i++) {
    if (i > 0 && len > 4 && (len - i) % 3 == 0)
      g_string_append(out, row->thousands);
    g_string_append_c(out, digits[i + negative]);
  }
  return g_string_free(out, FALSE);
}

char *
format_decimal(double number, unsigned decimals, const char *language)
{
  const FormatLanguage *row = find_language(language);
  char format[] = "%.0f";
  g_assert(decimals <= 9);
  format[2] = (char)('0' + decimals);
  /* The largest double has 309 digits before the point. */
  char buffer[340];
  g_ascii_formatd(buffer, sizeof buffer, format, number);
  g_auto(GStrv) parts = g_strsplit(buffer, ".", 2);
  return g_strjoinv(row->decimal, parts);
}
