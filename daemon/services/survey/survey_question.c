/* SPDX-License-Identifier: Apache-2.0
 *
 * From the model to variables.
 */
#include "daemon/services/survey/survey_question.h"

#include "parsers/json_text.h"
#include "templates/format.h"

/* How an answer is written, by the type of its question. */
static const char *const ways[] = {
    [SURVEY_SELECT_ONE] = "by_digit", [SURVEY_SELECT_MULTIPLE] = "by_digits",
    [SURVEY_INTEGER] = "by_number",   [SURVEY_DECIMAL] = "by_number",
    [SURVEY_RANGE] = "by_range",      [SURVEY_TEXT] = "by_words",
    [SURVEY_DATE] = "by_day",
};

static json_t *
options_of(const Questionnaire *questionnaire, const SurveyList *list,
           const char *language)
{
  json_t *options = json_array();
  for (guint i = 0; i < list->choices->len; i++) {
    const SurveyChoice *choice = list->choices->pdata[i];
    json_array_append_new(
        options,
        json_pack("{s:i, s:s}", "digit", (int)i + 1, "label",
                  survey_choice_short(questionnaire, choice, language)));
  }
  return options;
}

/* The ends of a range, without decimals where it goes by whole steps. */
static json_t *
range_of(const SurveyQuestion *question, const char *language)
{
  json_t *range = json_object();
  bool whole = question->start == (double)(int64_t)question->start &&
               question->step == (double)(int64_t)question->step;
  unsigned decimals = whole ? 0 : 1;
  json_text_put(range, "least",
                format_decimal(question->start, decimals, language));
  json_text_put(range, "most",
                format_decimal(question->end, decimals, language));
  return range;
}

static json_t *
way_to_answer(const SurveyQuestion *question, const char *language)
{
  if (question->is_stars)
    return json_pack("{s:b}", "by_stars", 1);
  if (question->type == SURVEY_RANGE)
    return json_pack("{s:o}", ways[question->type],
                     range_of(question, language));
  return json_pack("{s:b}", ways[question->type], 1);
}

/* The notes directly before a question that concern him. */
static json_t *
notes_before(const SurveyResponse *response, guint place, const char *language)
{
  const Questionnaire *questionnaire = survey_response_questionnaire(response);
  g_autofree bool *relevant = survey_response_relevance(response);
  guint first = place;
  while (first > 0 && survey_number(questionnaire, first - 1) == 0)
    first--;
  json_t *notes = json_array();
  for (guint i = first; i < place; i++)
    if (relevant[i])
      json_array_append_new(
          notes, json_pack("{s:s}", "note_words",
                           survey_question_short(
                               questionnaire,
                               questionnaire->questions->pdata[i], language)));
  return notes;
}

json_t *
survey_question_data(const SurveyResponse *response, guint place,
                     const char *language)
{
  const Questionnaire *questionnaire = survey_response_questionnaire(response);
  const SurveyQuestion *question = questionnaire->questions->pdata[place];
  g_assert(question->type != SURVEY_NOTE);
  json_t *data = json_pack(
      "{s:i, s:i, s:s, s:s*, s:o, s:o}", "question_number",
      (int)survey_number(questionnaire, place), "question_count",
      (int)survey_number_last(questionnaire), "question_words",
      survey_question_short(questionnaire, question, language), "question_hint",
      survey_text(questionnaire, question->hints, language), "answer_as",
      way_to_answer(question, language), "survey_notes",
      notes_before(response, place, language));
  if (question->list != NULL)
    json_object_set_new(data, "options",
                        options_of(questionnaire, question->list, language));
  return data;
}
