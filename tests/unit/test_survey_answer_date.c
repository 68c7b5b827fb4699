/* SPDX-License-Identifier: Apache-2.0
 *
 * Days as people text them.
 */
#include "tests/support/survey_spec.h"

static void
test_answer_dates(void)
{
  static const SurveySpecRow rows[] = {
      {"3.5.2025", "value 2025-05-03"},
      {"03.05.25", "value 2025-05-03"},
      {"3.5.", "value 2026-05-03"},
      {"3.5", "value 2026-05-03"},
      {"31.12.", "value 2025-12-31"},
      {"2025-05-03", "value 2025-05-03"},
      {"3. Mai", "value 2026-05-03"},
      {"3. Mai 1958", "value 1958-05-03"},
      {"3.5.58", "value 1958-05-03"},
      {"am 3. Mai", "value 2026-05-03"},
      {"gestern", "value 2026-05-20"},
      {"heute", "value 2026-05-21"},
      {"morgen", "value 2026-05-22"},
      {"Sonntag, 3.5.", "value 2026-05-03"},
      {"٣.٥.٢٠٢٥", "value 2025-05-03"},
      {"Montag, 3.5.", "doubtful"},
      {"31.2.", "outside"},
      {"31.2.2025", "outside"},
      {"3.13.2025", "outside"},
      {"Freitag", "doubtful"},
      {"Mai", "doubtful"},
      {"2025", "doubtful"},
      {"3.5. oder 4.5.", "doubtful"},
      {"5/6", "doubtful"},
      {"3-5", "doubtful"},
      {"vor 3 Tagen", "doubtful"},
      {"jeden 3. Mai", "doubtful"},
      {"3.5.2025 10:30", "doubtful"},
      {"bald", "none"},
      {"weiter", "skipped"},
  };
  SURVEY_SPEC_CHECK("date:Wann?", "de", rows);
  static const SurveySpecRow english[] = {
      {"May 3rd", "value 2026-05-03"},
      {"3rd of May 2025", "value 2025-05-03"},
      {"May 3, 2025", "value 2025-05-03"},
      {"5/6", "doubtful"},
      {"5/6/2025", "doubtful"},
      {"5/16/2025", "value 2025-05-16"},
      {"16/5/2025", "value 2025-05-16"},
      {"yesterday", "value 2026-05-20"},
  };
  SURVEY_SPEC_CHECK("date:When?", "en", english);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/answer/dates", test_answer_dates);
  return g_test_run();
}
