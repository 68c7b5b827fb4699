/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz answers to questions of each kind, whatever they are.
 */
#include <stdint.h>

#include "tests/support/fuzz.h"
#include "tests/support/survey_form.h"

/* A value where one is told, and of a list only its own options. */
static void
check_one(const AnswerContext *context, const SurveyQuestion *question,
          const char *text)
{
  g_autofree char *value = NULL;
  AnswerKind kind = survey_answer_read(context, question, text, &value);
  g_assert_true((kind == ANSWER_VALUE) == (value != NULL));
  if (value == NULL || question->list == NULL)
    return;
  g_auto(GStrv) names = g_strsplit(value, " ", -1);
  g_assert_true(names[0] != NULL);
  for (char **name = names; *name != NULL; name++)
    g_assert_nonnull(survey_list_choice(question->list, *name));
}

/* Parts name questions that there are. */
static void
check_cut(const GPtrArray *questions, const char *text)
{
  g_autoptr(GPtrArray) parts =
      survey_answers_cut(questions, questions->pdata[0], text);
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    const AddressedAnswer *one = parts->pdata[i];
    g_assert_cmpuint(one->number, >=, 1);
    g_assert_cmpuint(one->number, <=, questions->len);
    g_assert_true(g_utf8_validate(one->text, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *cut = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(cut, -1);
  g_autoptr(Questionnaire) park = survey_form_new();
  const AnswerContext context = {
      .questionnaire = park, .language = "de", .today = "2026-05-21"};
  for (guint i = 0; i < park->questions->len; i++)
    check_one(&context, park->questions->pdata[i], text);
  check_cut(park->questions, text);
  return 0;
}
