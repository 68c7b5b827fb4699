/* SPDX-License-Identifier: Apache-2.0
 *
 * Working days: counted over weekends, holidays and closing days; the morning
 * over changes of the clocks.
 */
#include "parsers/config/working_day.h"

#include <string.h>

#include "parsers/config/closing.h"

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
  WorkingMorning morning = {{"13999001", NULL, NULL}, zone, 7 * 60 + 30};
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

/* Munich in 2026, with a bridge day and the end of the year. */
static void
test_working_day_counted(void)
{
  static const struct {
    const char *from;
    int days;
    const char *to;
  } rows[] = {
      /* Christmas Eve to New Year's Eve: closed; 1 January; 6 January. */
      {"2026-12-23T09:00:00+01", 1, "2027-01-04T09:00:00+01"},
      {"2026-12-23T09:00:00+01", 2, "2027-01-05T09:00:00+01"},
      {"2026-12-23T09:00:00+01", 3, "2027-01-07T09:00:00+01"},
      {"2027-01-07T09:00:00+01", -3, "2026-12-23T09:00:00+01"},
      /* Corpus Christi, and the bridge day behind it. */
      {"2026-06-03T09:00:00+02", 1, "2026-06-08T09:00:00+02"},
      {"2026-06-08T09:00:00+02", -1, "2026-06-03T09:00:00+02"},
      /* The bridge day is of 2026 alone. */
      {"2027-05-26T09:00:00+02", 1, "2027-05-28T09:00:00+02"},
      /* Mariä Himmelfahrt 2028 is a Tuesday. */
      {"2028-08-14T09:00:00+02", 1, "2028-08-16T09:00:00+02"},
      {"2026-06-06T09:00:00+02", 0, "2026-06-06T09:00:00+02"},
  };
  ClosedDays yearly = {.since = (char *)"12-24", .until = (char *)"12-31"};
  ClosedDays bridge = {.since = (char *)"2026-06-05"};
  g_autoptr(GPtrArray) closed = g_ptr_array_new();
  g_autoptr(GPtrArray) local = g_ptr_array_new();
  g_ptr_array_add(closed, &yearly);
  g_ptr_array_add(closed, &bridge);
  g_ptr_array_add(local, (gpointer) "mariae-himmelfahrt");
  WorkingCalendar calendar = {"09162000", local, closed};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
    g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(rows[i].from, NULL);
    g_autoptr(GDateTime) from = g_date_time_to_timezone(utc, zone);
    g_autoptr(GDateTime) to = g_date_time_new_from_iso8601(rows[i].to, NULL);
    g_autoptr(GDateTime) day = working_day_add(&calendar, from, rows[i].days);
    g_assert_cmpint(g_date_time_to_unix(day), ==, g_date_time_to_unix(to));
    g_assert_cmpint(working_day_count(&calendar, from, day), ==,
                    MAX(rows[i].days, 0));
  }
}

/* A table that closes the town for ever is a mistake, and no trap. */
static void
test_working_day_always_closed(void)
{
  ClosedDays always = {.since = (char *)"01-01", .until = (char *)"12-31"};
  g_autoptr(GPtrArray) closed = g_ptr_array_new();
  g_ptr_array_add(closed, &always);
  WorkingCalendar calendar = {"09162000", NULL, closed};
  g_autoptr(GDateTime) from = g_date_time_new_utc(2026, 5, 21, 9, 0, 0);
  g_autoptr(GDateTime) day = working_day_add(&calendar, from, 3);
  g_assert_cmpint(g_date_time_compare(day, from), >, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/working-day/next", test_working_day_next);
  g_test_add_func("/config/working-day/counted", test_working_day_counted);
  g_test_add_func("/config/working-day/always-closed",
                  test_working_day_always_closed);
  g_test_add_func("/config/working-day/times", test_working_day_times);
  return g_test_run();
}
