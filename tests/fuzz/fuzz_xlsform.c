/* SPDX-License-Identifier: Apache-2.0
 *
 * Questionnaires: the input as a workbook, as a sheet in a whole one, as CSV
 * and as YAML.  What is read is written, read and written alike.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/survey/xlsform/xlsform.h"
#include "tests/support/fuzz.h"
#include "tests/support/make_workbook.h"

static void
check_form(const Questionnaire *form)
{
  g_assert(form->questions->len > 0);
  g_assert(form->questions->len <= SURVEY_QUESTIONS_MAX);
  for (guint i = 0; i < form->lists->len; i++) {
    const SurveyList *list = form->lists->pdata[i];
    g_assert(list->choices->len <= SURVEY_CHOICES_MAX);
  }
}

static void
check_round_trip(const Questionnaire *form)
{
  g_autofree char *written = xlsform_write(form);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(written, strlen(written));
  g_autoptr(Questionnaire) again = xlsform_read(bytes, "a.csv", problems);
  g_assert(again != NULL);
  g_autofree char *twice = xlsform_write(again);
  g_assert_cmpstr(written, ==, twice);
}

static void
check_file(GBytes *bytes, const char *file)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Questionnaire) form = xlsform_read(bytes, file, problems);
  g_assert((form == NULL) == (problems_count(problems) > 0));
  if (form == NULL)
    return;
  check_form(form);
  check_round_trip(form);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
  g_autofree char *text = g_strndup((const char *)data, size);
  const WorkbookPart sheet = {SHEET, text};
  g_autoptr(GBytes) workbook = make_workbook(&sheet, 1, NULL);
  check_file(bytes, "a.xlsx");
  check_file(workbook, "a.xlsx");
  check_file(bytes, "a.csv");
  check_file(bytes, "a.yaml");
  return 0;
}
