/* SPDX-License-Identifier: Apache-2.0
 *
 * Participation codes in any text, and the shares of a population.  Seeds: the
 * rows of tests/unit/test_participation_code.c and test_survey_weights.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/survey/participation_code.h"
#include "parsers/survey/survey_weights.h"
#include "tests/support/fuzz.h"
#include "tests/support/park_survey.h"

/* What is found is a code, stands in the text, and reads again. */
static void
check_code(const char *text)
{
  ParticipationCode code, again;
  size_t begin = 0, size = 0;
  ParticipationCodeFound found =
      participation_code_find(text, &code, &begin, &size);
  if (found == PARTICIPATION_CODE_NONE)
    return;
  g_assert(size > 0 && begin + size <= strlen(text));
  if (found == PARTICIPATION_CODE_WRONG)
    return;
  g_autofree char *where = g_strndup(text + begin, size);
  g_autofree char *shown = participation_code_to_string(&code);
  g_assert(participation_code_read(where, &again));
  g_assert_cmpstr(again.text, ==, code.text);
  g_assert(participation_code_read(shown, &again));
  g_assert_cmpstr(again.text, ==, code.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup((const char *)data, size);
  g_autofree char *text = g_utf8_make_valid(bytes, -1);
  g_autoptr(GBytes) csv = g_bytes_new_static(data, size);
  g_autoptr(Questionnaire) survey = park_survey();
  g_autoptr(GError) error = NULL;
  g_autoptr(SurveyWeights) weights = survey_weights_read(survey, csv, &error);
  g_assert((weights == NULL) == (error != NULL));
  check_code(text);
  return 0;
}
