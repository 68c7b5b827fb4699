/* SPDX-License-Identifier: Apache-2.0
 *
 * When somebody is at a department.
 */
#include <glib.h>

#include "parsers/config/working_hours.h"

#define OFFICE "Mo-Do 07:00-15:00|Fr 07:00-12:00"

typedef struct Row {
  const char *name, *lines, *now, *next; /* next "": now */
} Row;

/* 25 May 2026 is Whit Monday. */
static const Row rows[] = {
    {"/hours/open", OFFICE, "2026-05-21T10:00:00", ""},
    {"/hours/first-minute", OFFICE, "2026-05-21T07:00:00", ""},
    {"/hours/before", OFFICE, "2026-05-21T06:59:59", "2026-05-21T07:00:00"},
    {"/hours/end-is-over", OFFICE, "2026-05-21T15:00:00",
     "2026-05-22T07:00:00"},
    {"/hours/friday-noon", OFFICE, "2026-05-22T12:30:00",
     "2026-05-26T07:00:00"},
    {"/hours/holiday", OFFICE, "2026-05-25T10:00:00", "2026-05-26T07:00:00"},
    {"/hours/saturday", "Sa 09:00-12:00", "2026-05-21T10:00:00",
     "2026-05-23T09:00:00"},
    {"/hours/lunch", "Mo-Fr 08:00-12:00|Mo-Fr 14:00-16:00",
     "2026-05-21T13:00:00", "2026-05-21T14:00:00"},
    {"/hours/summer-time", "So 08:00-12:00", "2026-03-28T23:00:00",
     "2026-03-29T08:00:00"},
};

static int64_t
epoch_ms(const char *text, GTimeZone *zone)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, zone);
  return g_date_time_to_unix(time) * 1000;
}

static void
check(gconstpointer data)
{
  const Row *row = data;
  const WorkingCalendar calendar = {.ags = "13999001"};
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  g_auto(GStrv) split = g_strsplit(row->lines, "|", -1);
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  for (char **line = split; *line != NULL; line++)
    g_ptr_array_add(lines, *line);
  int64_t want = *row->next == '\0' ? 0 : epoch_ms(row->next, zone);
  g_assert_cmpint(
      working_hours_next_ms(lines, &calendar, zone, epoch_ms(row->now, zone)),
      ==, want);
}

static void
test_never(void)
{
  const WorkingCalendar calendar = {.ags = "13999001"};
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  g_assert_cmpint(working_hours_next_ms(none, &calendar, zone, 0), ==,
                  INT64_MAX);
}

static void
test_check(void)
{
  static const char *const right[] = {"Mo-Do 07:00-15:00", "Fr 7:00-12:00",
                                      "Sa-So 00:00-24:00", "Mo 8.00-9.30"};
  static const char *const wrong[] = {"",
                                      "rund um die Uhr",
                                      "Mo-Do",
                                      "07:00-15:00",
                                      "Mo-Do 15:00-07:00",
                                      "Mo-Do 07:00",
                                      "Mo 7-12",
                                      "2026-05-21 07:00-12:00"};
  for (size_t i = 0; i < G_N_ELEMENTS(right); i++)
    g_assert_null(working_hours_check(right[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_test_message("%s", wrong[i]);
    g_assert_nonnull(working_hours_check(wrong[i]));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_test_add_data_func(rows[i].name, &rows[i], check);
  g_test_add_func("/hours/never", test_never);
  g_test_add_func("/hours/check", test_check);
  return g_test_run();
}
