/* SPDX-License-Identifier: Apache-2.0
 *
 * Ids: form, order, and the time within.
 */
#include <string.h>

#include "queue/id.h"
#include "queue/secret.h"

static void
test_id_new_sorts_by_time(void)
{
  static const int64_t times_ms[] = {0,
                                     1,
                                     7,
                                     8,
                                     255,
                                     256,
                                     1795282181000,
                                     1795282181001,
                                     (INT64_C(1) << 48) - 1};
  char last[ID_LENGTH + 1] = "";
  for (size_t i = 0; i < G_N_ELEMENTS(times_ms); i++) {
    Id id = id_new(times_ms[i]);
    g_assert_true(id_is_valid(id.text));
    g_assert_cmpint(id_time_ms(id.text), ==, times_ms[i]);
    g_assert_cmpint(strcmp(last, id.text), <, 0);
    memcpy(last, id.text, sizeof last);
  }
}

static void
test_id_new_differs_within_a_millisecond(void)
{
  Id one = id_new(1795282181000), other = id_new(1795282181000);
  g_assert_cmpstr(one.text, !=, other.text);
  g_assert_cmpint(strncmp(one.text, other.text, 9), ==, 0);
}

static void
test_id_is_valid_refuses_other_forms(void)
{
  static const struct {
    const char *text;
    bool valid;
  } rows[] = {
      {"0123456789abcdef", true},
      {"vvvvvvvvvvvvvvvv", true},
      {"", false},
      {"0123456789abcde", false},
      {"0123456789abcdef0", false},
      {"0123456789ABCDEF", false},
      {"0123456789abcdew", false},
      {"0123456789abcd-f", false},
      {"0123456789abcd\xc3\xa4", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(id_is_valid(rows[i].text), ==, rows[i].valid);
  }
}

static void
test_id_after_rises(void)
{
  static const int64_t times_ms[] = {1000, 1000, 1000, 999, 500, 1001, 1001};
  Id last = {.text = ""};
  for (size_t i = 0; i < G_N_ELEMENTS(times_ms); i++) {
    Id id = id_after(&last, times_ms[i]);
    g_assert_true(id_is_valid(id.text));
    g_assert_cmpstr(id.text, >, last.text);
    last = id;
  }
  Id carry = {.text = "0123456789abcdvv"};
  Id next = id_after(&carry, 0);
  g_assert_cmpstr(next.text, ==, "0123456789abce00");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  g_test_add_func("/queue/id/sorts-by-time", test_id_new_sorts_by_time);
  g_test_add_func("/queue/id/differs-within-a-millisecond",
                  test_id_new_differs_within_a_millisecond);
  g_test_add_func("/queue/id/after-rises", test_id_after_rises);
  g_test_add_func("/queue/id/other-forms-are-refused",
                  test_id_is_valid_refuses_other_forms);
  return g_test_run();
}
