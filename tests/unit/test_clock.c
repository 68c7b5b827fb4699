/* SPDX-License-Identifier: Apache-2.0
 *
 * System time, and time ruled by a file.
 */
#include <time.h>

#include "daemon/clock.h"
#include "tests/support/scratch.h"

static const int64_t noon_ms = INT64_C(1795262400000);

static void
test_clock_system_tells_the_time(void)
{
  g_autoptr(Clock) clock = clock_new_system();
  int64_t now_ms = clock_now_ms(clock), real_ms = (int64_t)time(NULL) * 1000;
  g_assert_cmpint(ABS(now_ms - real_ms), <, 5000);
  g_assert_cmpint(clock_wait_ms(clock, now_ms - 1), ==, 0);
  g_assert_cmpint(clock_wait_ms(clock, INT64_MAX), ==, CLOCK_LOOK_MS);
  int wait_ms = clock_wait_ms(clock, clock_now_ms(clock) + 5000);
  g_assert_cmpint(wait_ms, <=, 5000);
  g_assert_cmpint(wait_ms, >, 1000);
}

static void
test_clock_file_stands_and_is_set(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "clock");
  g_autoptr(GError) error = NULL;
  g_assert_true(clock_file_write(path, noon_ms, 0, &error));
  g_autoptr(Clock) clock = clock_new_file(path, &error);
  g_assert_no_error(error);
  g_assert_cmpint(clock_now_ms(clock), ==, noon_ms);
  g_assert_cmpint(clock_wait_ms(clock, noon_ms), ==, 0);
  g_assert_cmpint(clock_wait_ms(clock, noon_ms + 1), ==, CLOCK_LOOK_FILE_MS);
  g_assert_true(clock_file_write(path, noon_ms + 86400000, 0, &error));
  g_assert_cmpint(clock_now_ms(clock), ==, noon_ms + 86400000);
}

static void
test_clock_file_runs_faster(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "clock");
  /* The rule began when the machine did, at a rate of 10. */
  g_autofree char *text =
      g_strdup_printf("%" G_GINT64_FORMAT " 10 0\n", noon_ms);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autoptr(Clock) clock = clock_new_file(path, NULL);
  int64_t before_ms = clock_monotonic_ms();
  int64_t now_ms = clock_now_ms(clock);
  int64_t after_ms = clock_monotonic_ms();
  g_assert_cmpint(now_ms, >=, noon_ms + 10 * before_ms);
  g_assert_cmpint(now_ms, <=, noon_ms + 10 * after_ms);
  int wait_ms = clock_wait_ms(clock, clock_now_ms(clock) + 4000);
  g_assert_cmpint(wait_ms, <=, 400);
}

static void
test_clock_file_refuses_other_forms(void)
{
  static const char *const rows[] = {
      "",        "1\n",           "1 2\n",    "1 2 3",     "1 2 3 4\n",
      "a 1 2\n", "1 1000001 2\n", "-1 1 2\n", "1 nan 2\n", "1e30 1 1\n",
  };
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "clock");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_assert_true(g_file_set_contents(path, rows[i], -1, NULL));
    g_autoptr(GError) error = NULL;
    g_assert_null(clock_new_file(path, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  }
}

static void
test_clock_open_refuses_a_file_on_a_real_machine(void)
{
  g_autoptr(GError) error = NULL;
  g_unsetenv("BOTE_CLOCK");
  g_assert_null(clock_open("/nonexistent", false, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_PERM);
  g_clear_error(&error);
  g_assert_null(clock_open("/nonexistent", true, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error(&error);
  g_autoptr(Clock) clock = clock_open(NULL, false, &error);
  g_assert_no_error(error);
  g_assert_nonnull(clock);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/clock/system", test_clock_system_tells_the_time);
  g_test_add_func("/daemon/clock/file-stands-and-is-set",
                  test_clock_file_stands_and_is_set);
  g_test_add_func("/daemon/clock/file-runs-faster",
                  test_clock_file_runs_faster);
  g_test_add_func("/daemon/clock/other-forms-are-refused",
                  test_clock_file_refuses_other_forms);
  g_test_add_func("/daemon/clock/real-machine-refuses-a-file",
                  test_clock_open_refuses_a_file_on_a_real_machine);
  return g_test_run();
}
