/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz oncall.csv, and who is asked by it on any day.  Seeds:
 * tests/fuzz/seeds/oncall.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/config/oncall.h"
#include "parsers/sms/e164.h"
#include "tests/support/fuzz.h"

/* 10 a.m. of 21 May 2026 on the wall, and a fortnight. */
#define NOW_MIN INT64_C(29655960)
#define SPAN_MIN (14 * (int64_t)ONCALL_DAY_MIN)

static void
check_shift(const OncallRoster *roster, const OncallShift *shift)
{
  g_assert(shift->line > 1);
  g_assert(shift->length_min > 0);
  g_assert(shift->days != 0 || shift->from_min != 0 || shift->length_min > 0);
  g_assert(shift->days < 1 << 7);
  g_assert(e164_check_destination(shift->number, NULL) != E164_REFUSAL_SYNTAX);
  g_assert(oncall_roster_number(roster, shift->number) != NULL);
  g_assert(shift->mail == NULL ||
           oncall_roster_mail(roster, shift->mail) != NULL);
  g_assert(shift->name == NULL || g_utf8_validate(shift->name, -1, NULL));
}

static void
check_order(const OncallRoster *roster, int64_t wall_min)
{
  g_autoptr(GPtrArray) order = oncall_roster_order(roster, wall_min);
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
  g_assert(order->len <= roster->shifts->len);
  for (guint i = 0; i < order->len; i++) {
    const OncallShift *shift = order->pdata[i];
    g_assert(g_hash_table_add(numbers, shift->number)); /* each once */
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(OncallRoster) roster =
      oncall_roster_new(bytes, ONCALL_FILE, problems);
  int64_t gap[2] = {0, 0};

  g_assert(roster->shifts->len <= ONCALL_SHIFTS_MAX);
  for (guint i = 0; i < roster->shifts->len && i < 50; i++)
    check_shift(roster, roster->shifts->pdata[i]);
  for (int hour = 0; hour < 24; hour += 7)
    check_order(roster, NOW_MIN + hour * 60);
  if (!oncall_roster_is_full(roster, NOW_MIN, NOW_MIN + SPAN_MIN, gap))
    g_assert(gap[0] >= NOW_MIN && gap[0] < gap[1] &&
             gap[1] <= NOW_MIN + SPAN_MIN);
  return 0;
}
