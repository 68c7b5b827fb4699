/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions from their lines.
 */
#include "tests/support/survey_spec.h"

#include <string.h>

static const struct {
  const char *name;
  SurveyType type;
} kinds[] = {
    {"one", SURVEY_SELECT_ONE},  {"several", SURVEY_SELECT_MULTIPLE},
    {"integer", SURVEY_INTEGER}, {"decimal", SURVEY_DECIMAL},
    {"range", SURVEY_RANGE},     {"stars", SURVEY_RANGE},
    {"text", SURVEY_TEXT},       {"date", SURVEY_DATE},
};

static SurveyType
type_of(const char *kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, kind) == 0)
      return kinds[i].type;
  g_error("no kind of question: %s", kind);
}

static void
add_choices(Questionnaire *questionnaire, SurveyQuestion *question,
            const char *labels, const char *language)
{
  g_auto(GStrv) each = g_strsplit(labels, "|", -1);
  SurveyList *list = questionnaire_add_list(questionnaire, question->name);
  for (guint i = 0; each[i] != NULL; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i + 1);
    SurveyChoice *choice = survey_list_add(list, name);
    g_hash_table_insert(choice->labels, g_strdup(language), g_strdup(each[i]));
  }
  question->list = list;
}

static void
set_range(SurveyQuestion *question, const char *bounds)
{
  g_auto(GStrv) each = g_strsplit(bounds, " ", -1);
  g_assert_cmpuint(g_strv_length(each), ==, 3);
  question->start = g_ascii_strtod(each[0], NULL);
  question->end = g_ascii_strtod(each[1], NULL);
  question->step = g_ascii_strtod(each[2], NULL);
}

SurveyQuestion *
survey_spec_add(Questionnaire *questionnaire, const char *spec,
                const char *language)
{
  g_auto(GStrv) halves = g_strsplit(spec, ":", 2);
  SurveyType type = type_of(halves[0]);
  g_autofree char *name =
      g_strdup_printf("q%u", questionnaire->questions->len + 1);
  SurveyQuestion *question =
      questionnaire_add_question(questionnaire, type, name);
  question->is_stars = strcmp(halves[0], "stars") == 0;
  if (type == SURVEY_SELECT_ONE || type == SURVEY_SELECT_MULTIPLE)
    add_choices(questionnaire, question, halves[1], language);
  else if (type == SURVEY_RANGE)
    set_range(question, question->is_stars ? "1 5 1" : halves[1]);
  else
    g_hash_table_insert(question->labels, g_strdup(language),
                        g_strdup(halves[1]));
  return question;
}

char *
survey_spec_read(const char *spec, const char *language, const char *text)
{
  g_autoptr(Questionnaire) questionnaire = questionnaire_new();
  g_ptr_array_add(questionnaire->languages, g_strdup(language));
  const SurveyQuestion *question =
      survey_spec_add(questionnaire, spec, language);
  const AnswerContext context = {.questionnaire = questionnaire,
                                 .language = language,
                                 .today = "2026-05-21"};
  g_autofree char *value = NULL;
  AnswerKind kind = survey_answer_read(&context, question, text, &value);
  g_assert_true((kind == ANSWER_VALUE) == (value != NULL));
  return g_strjoin(" ", answer_kind_to_string(kind), value, NULL);
}

void
survey_spec_check(const char *spec, const char *language,
                  const SurveySpecRow *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_autofree char *read = survey_spec_read(spec, language, rows[i].text);
    if (g_strcmp0(read, rows[i].expected) != 0)
      g_test_fail_printf("%s: \"%s\" is %s, not %s", spec, rows[i].text, read,
                         rows[i].expected);
  }
}
