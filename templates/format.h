/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates and numbers as people of a language write them, by table: the process
 * keeps its "C" locale, because setlocale() would change the parsers, too.
 * Languages without a row fall back to the one they belong to ("de-simple" to
 * "de"), then to English.
 */
#ifndef BOTE_TEMPLATES_FORMAT_H
#define BOTE_TEMPLATES_FORMAT_H

#include <glib.h>
#include <stdint.h>

typedef enum FormatDate {
  FORMAT_DATE_LONG,      /* Mittwoch, 28. Mai   Wednesday, 28 May */
  FORMAT_DATE_LONG_YEAR, /* Mittwoch, 28. Mai 2026 */
  FORMAT_DATE_DAY,       /* 28. Mai             28 May */
  FORMAT_DATE_SHORT,     /* 28.5.               28 May */
  FORMAT_DATE_WEEKDAY,   /* Mi 28.05.           Wed 28 May */
  FORMAT_DATE_NUMERIC,   /* 21.05.2026          21 May 2026 */
  FORMAT_DATE_TIME,      /* 21.05.2026, 08:14 Uhr   21 May 2026, 08:14 */
  FORMAT_DATE_CLOCK,     /* 08:14 Uhr           08:14 */
} FormatDate;

/* Write a point in time.
 *
 * ms        epoch milliseconds; the years 1 to 9999, else "" is returned.
 * zone      the town's time zone.
 * language  BCP 47, lower case.
 * Returns a new string, g_free().
 */
char *format_date(int64_t ms, GTimeZone *zone, const char *language,
                  FormatDate style);

/* The day in a zone as machines write it, "2026-05-21" (ISO 8601); years and
 * ownership as above. */
char *format_day(int64_t ms, GTimeZone *zone);
/* The same to the minute, "2026-05-21 08:14". */
char *format_minute(int64_t ms, GTimeZone *zone);
/* And back: the time of such a minute, which the caller has checked. */
int64_t format_minute_ms(const char *minute, GTimeZone *zone);

/* A whole number with marks between thousands: 12.345 or 12,345; four digits
 * stay together ("2026").  New string, g_free(). */
char *format_number(int64_t number, const char *language);

/* A fraction with the language's mark, rounded to `decimals` (0 to 9): 4,2 or
 * 4.2.  New string, g_free(). */
char *format_decimal(double number, unsigned decimals, const char *language);

#endif
