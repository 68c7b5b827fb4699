/* SPDX-License-Identifier: Apache-2.0
 *
 * Notes of absence, in summer and over the night in which the clock changes:
 * the first line is the subject.  Seeds: tests/fixtures/machine.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/machine/absence.h"
#include "tests/support/fuzz.h"

#define DAY_MS INT64_C(86400000)

static void
check(const char *subject, const char *text, int64_t at_ms, GTimeZone *zone)
{
  Absence absence = absence_read(subject, text, at_ms, zone);

  if (absence.kind != ABSENCE_UNTIL) {
    g_assert(absence.back_at_ms == 0);
    return;
  }
  g_assert(absence.back_at_ms > at_ms);
  g_assert(absence.back_at_ms <= at_ms + (ABSENCE_DAYS_MAX + 1) * DAY_MS);
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(absence.back_at_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
  g_assert(g_date_time_get_hour(local) == 0 &&
           g_date_time_get_minute(local) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const int64_t times_ms[] = {
      INT64_C(1779351240000), /* 21 May 2026 */
      INT64_C(1792886400000), /* 25 October 2026, 00:00 UTC */
      INT64_C(1798757999000), /* the last second of 2026 in Berlin */
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  g_autofree char *subject = g_strndup(text, strcspn(text, "\n"));

  for (size_t i = 0; zone != NULL && i < G_N_ELEMENTS(times_ms); i++)
    check(subject, text, times_ms[i], zone);
  (void)absence_read(NULL, NULL, times_ms[0], zone); /* says nothing */
  return 0;
}
