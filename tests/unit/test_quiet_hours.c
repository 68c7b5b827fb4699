/* SPDX-License-Identifier: Apache-2.0
 *
 * Quiet hours by the clock on the wall, also where it jumps.
 */
#include "parsers/config/quiet_hours.h"

#define NIGHT "21:00-08:00"

static GTimeZone *
berlin(void)
{
  GTimeZone *zone = g_time_zone_new_identifier("Europe/Berlin");
  g_assert_nonnull(zone);
  return zone;
}

static int64_t
ms_of(const char *iso)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, utc);
  g_assert_nonnull(time);
  return g_date_time_to_unix(time) * 1000;
}

/* Times in UTC; `until` NULL: not quiet. */
static const struct {
  const char *hours, *now, *until;
} ends[] = {
    /* Summer: UTC+2. */
    {NIGHT, "2026-05-21T18:59:59Z", NULL},
    {NIGHT, "2026-05-21T19:00:00Z", "2026-05-22T06:00:00Z"},
    {NIGHT, "2026-05-21T22:30:00Z", "2026-05-22T06:00:00Z"},
    {NIGHT, "2026-05-22T05:59:59Z", "2026-05-22T06:00:00Z"},
    {NIGHT, "2026-05-22T06:00:00Z", NULL},
    /* Winter: UTC+1; over the end of a year. */
    {NIGHT, "2026-12-31T20:00:00Z", "2027-01-01T07:00:00Z"},
    /* 28 to 29 March: the night has ten hours. */
    {NIGHT, "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z"},
    {NIGHT, "2026-03-29T01:00:00Z", "2026-03-29T06:00:00Z"},
    /* 24 to 25 October: it has twelve. */
    {NIGHT, "2026-10-24T19:00:00Z", "2026-10-25T07:00:00Z"},
    {NIGHT, "2026-10-25T06:59:00Z", "2026-10-25T07:00:00Z"},
    {NIGHT, "2026-10-25T07:00:00Z", NULL},
    /* Half past two does not exist on 29 March: three is the next there is.  On
     * 25 October it is twice; the later one is meant. */
    {"21:00-02:30", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z"},
    {"21:00-02:30", "2026-10-25T00:10:00Z", "2026-10-25T01:30:00Z"},
    {"21:00-02:30", "2026-10-25T00:40:00Z", NULL},
    {"13:00-15:00", "2026-05-21T11:00:00Z", "2026-05-21T13:00:00Z"},
    {"13:00-15:00", "2026-05-21T10:59:00Z", NULL},
    {"none", "2026-05-21T00:00:00Z", NULL},
    {"08:00-08:00", "2026-05-21T06:00:00Z", NULL},
};

static void
test_end(void)
{
  g_autoptr(GTimeZone) zone = berlin();
  for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
    QuietHours hours;
    int64_t now_ms = ms_of(ends[i].now);
    int64_t want_ms = ends[i].until == NULL ? now_ms : ms_of(ends[i].until);
    g_test_message("%s at %s", ends[i].hours, ends[i].now);
    g_assert_true(quiet_hours_parse(ends[i].hours, &hours));
    g_assert_cmpint(quiet_hours_end_ms(&hours, zone, now_ms), ==, want_ms);
  }
}

/* A whole year in steps: what is put off goes later, and not for ever. */
static void
test_end_is_later_and_quiet_no_more(void)
{
  static const char *const all[] = {NIGHT, "21:00-02:30", "00:00-03:00",
                                    "02:00-03:00", "02:15-02:45"};
  g_autoptr(GTimeZone) zone = berlin();
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    QuietHours hours;
    int64_t now_ms = ms_of("2026-01-01T00:00:00Z");
    g_assert_true(quiet_hours_parse(all[i], &hours));
    for (int step = 0; step < 365 * 48; step++, now_ms += 30 * 60000) {
      int64_t end_ms = quiet_hours_end_ms(&hours, zone, now_ms);
      if (end_ms == now_ms)
        continue;
      g_assert_cmpint(end_ms, >, now_ms);
      g_assert_cmpint(end_ms - now_ms, <=, INT64_C(12) * 3600000);
      g_assert_cmpint(quiet_hours_end_ms(&hours, zone, end_ms), ==, end_ms);
    }
  }
}

static void
test_words(void)
{
  static const char *const bad[] = {
      "",           "21-8",        "21:00",        "24:00-08:00", "21:60-08:00",
      "21:00-8:00", "21:00–08:00", "21:00-08:00 ", "None"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_nonnull(quiet_hours_check(bad[i]));
  g_assert_null(quiet_hours_check("none"));
  g_assert_null(quiet_hours_check("00:00-23:59"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/quiet-hours/end", test_end);
  g_test_add_func("/config/quiet-hours/end-is-later-and-quiet-no-more",
                  test_end_is_later_and_quiet_no_more);
  g_test_add_func("/config/quiet-hours/words", test_words);
  return g_test_run();
}
