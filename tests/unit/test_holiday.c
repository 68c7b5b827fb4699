/* SPDX-License-Identifier: Apache-2.0
 *
 * Holidays by Land and municipality, and the days on which a town is closed.
 */
#include "parsers/config/holiday.h"

#include <string.h>

#include "parsers/config/closing.h"

/* Holidays as the Länder announce them. */
static void
test_holiday_public(void)
{
  static const struct {
    const char *ags;
    CalendarDay day;
    bool is;
  } rows[] = {
      {"13999001", {2026, 1, 1}, true},
      {"13999001", {2026, 1, 6}, false},
      {"09162000", {2026, 1, 6}, true},
      {"13999001", {2026, 3, 8}, true},
      {"02000000", {2026, 3, 8}, false},
      {"13999001", {2026, 4, 3}, true},
      {"13999001", {2026, 4, 6}, true},
      {"13999001", {2026, 5, 14}, true},
      {"13999001", {2026, 5, 25}, true},
      {"13999001", {2026, 6, 4}, false},
      {"05315000", {2026, 6, 4}, true},
      {"16051000", {2026, 9, 20}, true},
      {"13999001", {2026, 10, 31}, true},
      {"05315000", {2026, 10, 31}, false},
      {"05315000", {2026, 11, 1}, true},
      {"13999001", {2026, 11, 1}, false},
      {"14612000", {2026, 11, 18}, true},
      {"13999001", {2026, 11, 18}, false},
      {"14612000", {2027, 11, 17}, true},
      {"14612000", {2028, 11, 22}, true},
      {"13999001", {2026, 12, 24}, false},
      {"10041000", {2026, 8, 15}, true},
      {"09162000", {2026, 8, 15}, false},
      {NULL, {2026, 10, 3}, true},
      {"99999999", {2026, 1, 6}, false},
      {NULL, {2026, 6, 4}, false},
      /* Easter at its ends, and in a leap year. */
      {NULL, {2008, 3, 24}, true},
      {NULL, {2038, 4, 26}, true},
      {NULL, {2024, 4, 1}, true},
      {NULL, {2024, 5, 20}, true},
      {NULL, {2049, 4, 19}, true},
      {NULL, {2025, 4, 21}, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_assert_cmpint(holiday_is_public(rows[i].ags, rows[i].day), ==,
                    rows[i].is);
  }
}

/* Working days lost in a year: public holidays from Monday to Friday, as every
 * calendar counts them. */
static void
test_holiday_of_each_land(void)
{
  /* All holidays of 2024, weekends included, but for Easter and Whit Sunday. */
  static const struct {
    const char *ags;
    int count;
  } rows[] = {
      {"01", 10}, {"02", 10}, {"03", 10}, {"04", 10}, {"05", 11}, {"06", 10},
      {"07", 11}, {"08", 12}, {"09", 12}, {"10", 12}, {"11", 10}, {"12", 10},
      {"13", 11}, {"14", 11}, {"15", 11}, {"16", 11},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int count = 0;
    g_autoptr(GDate) day = g_date_new_dmy(1, G_DATE_JANUARY, 2024);
    for (; g_date_get_year(day) == 2024; g_date_add_days(day, 1))
      count += holiday_is_public(rows[i].ags,
                                 (CalendarDay){2024, (int)g_date_get_month(day),
                                               g_date_get_day(day)})
                   ? 1
                   : 0;
    g_test_message("Land %s", rows[i].ags);
    g_assert_cmpint(count, ==, rows[i].count);
  }
}

/* Days after Easter, of years in which each of them was in the papers. */
static void
test_holiday_movable(void)
{
  static const struct {
    int year;
    CalendarDay good_friday, ascension, whit_monday;
  } rows[] = {
      {2024, {2024, 3, 29}, {2024, 5, 9}, {2024, 5, 20}},
      {2025, {2025, 4, 18}, {2025, 5, 29}, {2025, 6, 9}},
      {2026, {2026, 4, 3}, {2026, 5, 14}, {2026, 5, 25}},
      {2027, {2027, 3, 26}, {2027, 5, 6}, {2027, 5, 17}},
      {2028, {2028, 4, 14}, {2028, 5, 25}, {2028, 6, 5}},
      {2029, {2029, 3, 30}, {2029, 5, 10}, {2029, 5, 21}},
      {2030, {2030, 4, 19}, {2030, 5, 30}, {2030, 6, 10}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%d", rows[i].year);
    g_assert_true(holiday_is_public(NULL, rows[i].good_friday));
    g_assert_true(holiday_is_public(NULL, rows[i].ascension));
    g_assert_true(holiday_is_public(NULL, rows[i].whit_monday));
  }
}

static void
test_holiday_local(void)
{
  static const struct {
    const char *name;
    CalendarDay day;
    bool is;
  } rows[] = {
      {"augsburger-friedensfest", {2026, 8, 8}, true},
      {"augsburger-friedensfest", {2026, 8, 15}, false},
      {"mariae-himmelfahrt", {2026, 8, 15}, true},
      {"fronleichnam", {2026, 6, 4}, true},
      {"fronleichnam", {2025, 6, 19}, true},
      {"fronleichnam", {2025, 6, 20}, false},
      {"rosenmontag", {2026, 2, 16}, true},
      {"rosenmontag", {2027, 2, 8}, true},
      {"rosenmontag", {2026, 2, 17}, false},
      {"himmelfahrt", {2026, 5, 14}, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_assert_cmpint(holiday_is_local(rows[i].name, rows[i].day), ==,
                    rows[i].is);
  }
  g_assert_null(holiday_check_local("rosenmontag"));
  g_assert_nonnull(holiday_check_local("himmelfahrt"));
}

static void
test_closing_day(void)
{
  static const struct {
    const char *text;
    bool fine;
  } rows[] = {
      {"2026-12-24", true},  {"12-24", true},  {"02-29", true},
      {"2026-02-29", false}, {"13-01", false}, {"24.12.", false},
      {"2026-12", false},    {"", false},      {"12-24 ", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(closing_check_day(rows[i].text) == NULL, ==, rows[i].fine);
  }
}

static void
test_closing_covers(void)
{
  static const struct {
    const char *since, *until;
    CalendarDay day;
    bool is;
  } rows[] = {
      {"2026-12-24", "2026-12-31", {2026, 12, 24}, true},
      {"2026-12-24", "2026-12-31", {2026, 12, 31}, true},
      {"2026-12-24", "2026-12-31", {2026, 12, 23}, false},
      {"2026-12-24", "2026-12-31", {2027, 12, 24}, false},
      {"2026-05-15", NULL, {2026, 5, 15}, true},
      {"2026-05-15", NULL, {2026, 5, 16}, false},
      {"2026-12-24", "2027-01-03", {2027, 1, 3}, true},
      {"12-24", "12-31", {2031, 12, 28}, true},
      {"12-24", "12-31", {2031, 12, 23}, false},
      {"12-27", "01-05", {2026, 1, 5}, true},
      {"12-27", "01-05", {2026, 12, 27}, true},
      {"12-27", "01-05", {2026, 1, 6}, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ClosedDays row = {(char *)rows[i].since, (char *)rows[i].until, NULL};
    g_autoptr(GPtrArray) closed = g_ptr_array_new();
    g_ptr_array_add(closed, &row);
    g_test_message("row %zu", i);
    g_assert_null(closing_check(&row));
    g_assert_cmpint(closing_covers(closed, rows[i].day), ==, rows[i].is);
  }
}

static void
test_closing_wrong(void)
{
  static const struct {
    const char *since, *until;
  } rows[] = {{"2026-12-24", "12-31"},
              {"12-24", "2026-12-31"},
              {"2026-12-31", "2026-12-24"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ClosedDays row = {(char *)rows[i].since, (char *)rows[i].until, NULL};
    g_assert_nonnull(closing_check(&row));
  }
}

/* A table of one year says in its November that the next one's is missing. */
static void
test_closing_missing_year(void)
{
  static const struct {
    const char *since, *until;
    CalendarDay today;
    int year;
  } rows[] = {
      {"2026-12-24", "2026-12-31", {2026, 10, 31}, 0},
      {"2026-12-24", "2026-12-31", {2026, 11, 1}, 2027},
      {"2026-12-24", "2027-01-03", {2026, 11, 1}, 0},
      {"2026-12-24", "2026-12-31", {2027, 11, 1}, 0},
      {"12-24", "12-31", {2026, 11, 1}, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ClosedDays row = {(char *)rows[i].since, (char *)rows[i].until, NULL};
    g_autoptr(GPtrArray) closed = g_ptr_array_new();
    g_ptr_array_add(closed, &row);
    g_test_message("row %zu", i);
    g_assert_cmpint(closing_missing_year(closed, rows[i].today), ==,
                    rows[i].year);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/holiday/public", test_holiday_public);
  g_test_add_func("/config/holiday/of-each-land", test_holiday_of_each_land);
  g_test_add_func("/config/holiday/movable", test_holiday_movable);
  g_test_add_func("/config/holiday/local", test_holiday_local);
  g_test_add_func("/config/closing/day", test_closing_day);
  g_test_add_func("/config/closing/covers", test_closing_covers);
  g_test_add_func("/config/closing/wrong", test_closing_wrong);
  g_test_add_func("/config/closing/missing-year", test_closing_missing_year);
  return g_test_run();
}
