/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates and numbers for people, by table.
 */
#include "templates/format.h"

/* 2026-05-28T06:14:00Z, a Thursday: 08:14 in Berlin. */
#define MAY_28_MS INT64_C(1779948840000)

typedef struct DateCase {
  int64_t ms;
  const char *zone, *language;
  FormatDate style;
  const char *expected;
} DateCase;

static const DateCase dates[] = {
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_LONG, "Donnerstag, 28. Mai"},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_LONG_YEAR,
     "Donnerstag, 28. Mai 2026"},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_DAY, "28. Mai"},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_SHORT, "28.5."},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_WEEKDAY, "Do 28.05."},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_NUMERIC, "28.05.2026"},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_TIME,
     "28.05.2026, 08:14 Uhr"},
    {MAY_28_MS, "Europe/Berlin", "de", FORMAT_DATE_CLOCK, "08:14 Uhr"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_LONG, "Thursday, 28 May"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_LONG_YEAR,
     "Thursday, 28 May 2026"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_DAY, "28 May"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_SHORT, "28 May"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_WEEKDAY, "Thu 28 May"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_NUMERIC, "28 May 2026"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_TIME, "28 May 2026, 08:14"},
    {MAY_28_MS, "Europe/Berlin", "en", FORMAT_DATE_CLOCK, "08:14"},
    /* Varieties and languages without a row. */
    {MAY_28_MS, "Europe/Berlin", "de-simple", FORMAT_DATE_DAY, "28. Mai"},
    {MAY_28_MS, "Europe/Berlin", "tr", FORMAT_DATE_DAY, "28 May"},
    {MAY_28_MS, "Europe/Berlin", "den", FORMAT_DATE_DAY, "28 May"},
    /* The zone decides the day, winter time the hour. */
    {INT64_C(1798756200000), "UTC", "de", FORMAT_DATE_TIME,
     "31.12.2026, 22:30 Uhr"},
    {INT64_C(1798759800000), "Europe/Berlin", "de", FORMAT_DATE_TIME,
     "01.01.2027, 00:30 Uhr"},
    {INT64_C(1772319600000), "Europe/Berlin", "de", FORMAT_DATE_LONG,
     "Sonntag, 1. März"},
    {-1, "UTC", "de", FORMAT_DATE_TIME, "31.12.1969, 23:59 Uhr"},
    {INT64_MAX, "UTC", "de", FORMAT_DATE_TIME, ""},
};

static void
test_format_dates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(dates[i].zone);
    g_autofree char *text =
        format_date(dates[i].ms, zone, dates[i].language, dates[i].style);
    g_assert_cmpstr(text, ==, dates[i].expected);
  }
}

static void
test_format_day(void)
{
  static const struct {
    int64_t ms;
    const char *zone, *expected;
  } rows[] = {
      {MAY_28_MS, "Europe/Berlin", "2026-05-28"},
      {INT64_C(1798756200000), "Europe/Berlin", "2026-12-31"},
      {INT64_C(1798759800000), "Europe/Berlin", "2027-01-01"},
      {INT64_C(1798759800000), "UTC", "2026-12-31"},
      {INT64_MAX, "UTC", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(rows[i].zone);
    g_autofree char *day = format_day(rows[i].ms, zone);
    g_assert_cmpstr(day, ==, rows[i].expected);
  }
}

typedef struct NumberCase {
  int64_t number;
  const char *language, *expected;
} NumberCase;

static const NumberCase numbers[] = {
    {0, "de", "0"},
    {417, "de", "417"},
    {2026, "de", "2026"},
    {12345, "de", "12.345"},
    {12345, "en", "12,345"},
    {-1234567, "de", "-1.234.567"},
    {INT64_MIN, "en", "-9,223,372,036,854,775,808"},
};

static void
test_format_numbers(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autofree char *text =
        format_number(numbers[i].number, numbers[i].language);
    g_assert_cmpstr(text, ==, numbers[i].expected);
  }
}

static void
test_format_decimals(void)
{
  g_autofree char *de = format_decimal(4.25, 1, "de");
  g_autofree char *en = format_decimal(4.26, 1, "en");
  g_autofree char *whole = format_decimal(4.6, 0, "de");
  g_assert_cmpstr(de, ==, "4,2");
  g_assert_cmpstr(en, ==, "4.3");
  g_assert_cmpstr(whole, ==, "5");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/format/date/by-language-and-style", test_format_dates);
  g_test_add_func("/format/day/is-the-zones", test_format_day);
  g_test_add_func("/format/number/groups-thousands", test_format_numbers);
  g_test_add_func("/format/decimal/uses-the-languages-mark",
                  test_format_decimals);
  return g_test_run();
}
