/* SPDX-License-Identifier: Apache-2.0
 *
 * Which step of an escalation is due.
 */
#include "daemon/services/report/deadline/report_ladder.h"

static void
test_ladder_steps(void)
{
  static const struct {
    const char *deputy;
    bool head;
    int deputy_days, head_days;
    ReportStep done;
    int days;
    ReportStep next;
  } rows[] = {
      {"gruen", true, 2, 5, REPORT_STEP_NONE, 0, REPORT_STEP_NONE},
      {"gruen", true, 2, 5, REPORT_STEP_NONE, 1, REPORT_STEP_NONE},
      {"gruen", true, 2, 5, REPORT_STEP_NONE, 2, REPORT_STEP_DEPUTY},
      {"gruen", true, 2, 5, REPORT_STEP_DEPUTY, 2, REPORT_STEP_NONE},
      {"gruen", true, 2, 5, REPORT_STEP_DEPUTY, 5, REPORT_STEP_HEAD},
      {"gruen", true, 2, 5, REPORT_STEP_HEAD, 50, REPORT_STEP_NONE},
      /* After a long outage: still one after the other. */
      {"gruen", true, 2, 5, REPORT_STEP_NONE, 50, REPORT_STEP_DEPUTY},
      {NULL, true, 2, 5, REPORT_STEP_NONE, 4, REPORT_STEP_NONE},
      {NULL, true, 2, 5, REPORT_STEP_NONE, 5, REPORT_STEP_HEAD},
      {"gruen", false, 2, 5, REPORT_STEP_DEPUTY, 50, REPORT_STEP_NONE},
      /* Who names nobody gets nothing; who names a head has the default. */
      {"gruen", false, 0, 5, REPORT_STEP_NONE, 50, REPORT_STEP_NONE},
      {"gruen", true, 0, 5, REPORT_STEP_NONE, 2, REPORT_STEP_DEPUTY},
      {NULL, false, 2, 5, REPORT_STEP_NONE, 50, REPORT_STEP_NONE},
  };
  g_autoptr(GPtrArray) one = g_ptr_array_new(), none = g_ptr_array_new();
  g_ptr_array_add(one, (gpointer) "leitung@example.org");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    Department department = {.deputy = (char *)rows[i].deputy,
                             .escalation = {rows[i].head ? one : none,
                                            rows[i].deputy_days,
                                            rows[i].head_days}};
    g_test_message("row %zu", i);
    g_assert_cmpint(report_ladder_next(&department, rows[i].done, rows[i].days),
                    ==, rows[i].next);
    g_assert_true(rows[i].next <= report_ladder_top(&department));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/services/report/ladder/steps", test_ladder_steps);
  return g_test_run();
}
