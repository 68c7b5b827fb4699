/* SPDX-License-Identifier: Apache-2.0
 *
 * Questionnaires: what is found by name, and which words a reader gets.
 */
#include "parsers/survey/questionnaire.h"

static void
put(GHashTable *texts, const char *language, const char *text)
{
  g_hash_table_insert(texts, g_strdup(language), g_strdup(text));
}

static Questionnaire *
some_questionnaire(void)
{
  Questionnaire *some = questionnaire_new();
  g_ptr_array_add(some->languages, g_strdup("de"));
  g_ptr_array_add(some->languages, g_strdup("tr"));
  SurveyList *list = questionnaire_add_list(some, "paths");
  SurveyChoice *choice = survey_list_add(list, "gravel");
  put(choice->labels, "de", "Kies, wie bisher");
  put(choice->labels, "tr", "Çakıl");
  put(choice->shorts, "de", "Kies");
  (void)survey_list_add(list, "tar");
  SurveyQuestion *question =
      questionnaire_add_question(some, SURVEY_SELECT_ONE, "surface");
  question->list = list;
  put(question->labels, "de", "Welcher Belag?");
  return some;
}

static void
test_questionnaire_finds_by_name(void)
{
  g_autoptr(Questionnaire) some = some_questionnaire();
  const SurveyQuestion *question = questionnaire_question(some, "surface");
  g_assert_nonnull(question);
  g_assert_null(questionnaire_question(some, "Surface"));
  g_assert_true(questionnaire_list(some, "paths") == question->list);
  g_assert_null(questionnaire_list(some, "ways"));
  g_assert_cmpstr(survey_list_choice(question->list, "tar")->name, ==, "tar");
  g_assert_null(survey_list_choice(question->list, "1"));
}

/* Words of the reader's language come before short ones of another. */
static void
test_questionnaire_chooses_words(void)
{
  g_autoptr(Questionnaire) some = some_questionnaire();
  const SurveyQuestion *question = questionnaire_question(some, "surface");
  const SurveyChoice *gravel = survey_list_choice(question->list, "gravel");
  const SurveyChoice *tar = survey_list_choice(question->list, "tar");
  static const struct {
    const char *language, *shown, *sms;
  } rows[] = {
      {"de", "Kies, wie bisher", "Kies"},
      {"de-simple", "Kies, wie bisher", "Kies"},
      {"tr", "Çakıl", "Çakıl"},
      {"uk", "Kies, wie bisher", "Kies"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpstr(survey_choice_label(some, gravel, rows[i].language), ==,
                    rows[i].shown);
    g_assert_cmpstr(survey_choice_short(some, gravel, rows[i].language), ==,
                    rows[i].sms);
  }
  g_assert_cmpstr(survey_choice_label(some, tar, "de"), ==, "tar");
  g_assert_cmpstr(survey_question_short(some, question, "tr"), ==,
                  "Welcher Belag?");
  g_assert_null(survey_text(some, question->hints, "de"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/questionnaire/finds", test_questionnaire_finds_by_name);
  g_test_add_func("/questionnaire/words", test_questionnaire_chooses_words);
  return g_test_run();
}
