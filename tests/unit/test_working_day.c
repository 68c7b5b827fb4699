/* SPDX-License-Identifier: Apache-2.0
 *
 * Working days: weekends, holidays by Land, and the morning over changes of the
 * clocks.
 */
#include "parsers/config/working_day.h"

#include <string.h>

/* Holidays as the Länder announce them. */
static void
test_working_day_holidays(void)
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
    g_assert_cmpint(working_day_is_holiday(rows[i].ags, rows[i].day), ==,
                    rows[i].is);
  }
}

static void
test_working_day_next(void)
{
  /* Local times of Berlin; the second is the morning after the first. */
  static const struct {
    const char *after, *next;
  } rows[] = {
      {"2026-05-21T10:00:00+02", "2026-05-22T07:30:00+02"},
      {"2026-05-21T07:29:59+02", "2026-05-21T07:30:00+02"},
      {"2026-05-21T07:30:00+02", "2026-05-22T07:30:00+02"},
      /* Friday before Whitsun: Monday is a holiday. */
      {"2026-05-22T07:30:00+02", "2026-05-26T07:30:00+02"},
      {"2026-05-29T12:00:00+02", "2026-06-01T07:30:00+02"},
      /* Maundy Thursday to the Tuesday after Easter. */
      {"2026-04-02T08:00:00+02", "2026-04-07T07:30:00+02"},
      /* The clocks go forward on 29 March, and back on 25 October. */
      {"2026-03-27T08:00:00+01", "2026-03-30T07:30:00+02"},
      {"2026-10-23T08:00:00+02", "2026-10-26T07:30:00+01"},
      {"2026-10-25T02:30:00+01", "2026-10-26T07:30:00+01"},
      /* Christmas Eve and New Year's Eve are working days. */
      {"2026-12-24T07:30:00+01", "2026-12-28T07:30:00+01"},
      {"2026-12-31T07:30:00+01", "2027-01-04T07:30:00+01"},
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  g_assert_nonnull(zone);
  WorkingMorning morning = {"13999001", zone, 7 * 60 + 30};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(GDateTime) after =
        g_date_time_new_from_iso8601(rows[i].after, NULL);
    g_autoptr(GDateTime) next =
        g_date_time_new_from_iso8601(rows[i].next, NULL);
    g_assert_cmpint(
        working_day_next_ms(&morning, g_date_time_to_unix(after) * 1000), ==,
        g_date_time_to_unix(next) * 1000);
  }
}

static void
test_working_day_times(void)
{
  static const struct {
    const char *text;
    bool fine;
    int minutes;
  } rows[] = {
      {"07:30", true, 450}, {"05:00", true, 300}, {"11:59", true, 719},
      {"none", true, -1},   {"04:59", false, 0},  {"12:00", false, 0},
      {"7:30", false, 0},   {"07:60", false, 0},  {"07:3", false, 0},
      {"", false, 0},       {"07:30 ", false, 0}, {"0:730", false, 0},
      {"07:3:", false, 0},  {"None", false, 0},   {"-7:30", false, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int minutes = 0;
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(working_day_parse_morning(rows[i].text, &minutes), ==,
                    rows[i].fine);
    g_assert_cmpint(minutes, ==, rows[i].minutes);
    g_assert_cmpint(working_day_check_morning(rows[i].text) == NULL, ==,
                    rows[i].fine);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/working-day/holidays", test_working_day_holidays);
  g_test_add_func("/config/working-day/next", test_working_day_next);
  g_test_add_func("/config/working-day/times", test_working_day_times);
  return g_test_run();
}
