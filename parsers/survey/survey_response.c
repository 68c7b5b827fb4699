/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers by the place of their question.
 */
#include "parsers/survey/survey_response.h"

#include <string.h>

#include "parsers/name_table.h"
#include "parsers/survey/expression.h"

typedef struct Answer {
  AnswerState state;
  char *value; /* NULL: none */
} Answer;

struct SurveyResponse {
  const Questionnaire *questionnaire;
  Answer *answers;
};

static const char *const state_names[] = {
    [ANSWER_STATE_OPEN] = "open",
    [ANSWER_STATE_GIVEN] = "given",
    [ANSWER_STATE_PASSED] = "passed",
    [ANSWER_STATE_LEFT] = "left",
};

const char *
answer_state_to_string(AnswerState state)
{
  return state_names[state];
}

bool
answer_state_from_string(const char *text, AnswerState *out)
{
  int found = name_table_find(state_names, G_N_ELEMENTS(state_names), text);
  if (found >= 0)
    *out = (AnswerState)found;
  return found >= 0;
}

SurveyResponse *
survey_response_new(const Questionnaire *questionnaire)
{
  SurveyResponse *response = g_new(SurveyResponse, 1);
  response->questionnaire = questionnaire;
  response->answers = g_new0(Answer, questionnaire->questions->len);
  return response;
}

void
survey_response_free(SurveyResponse *response)
{
  if (response == NULL)
    return;
  for (guint i = 0; i < response->questionnaire->questions->len; i++)
    g_free(response->answers[i].value);
  g_free(response->answers);
  g_free(response);
}

const Questionnaire *
survey_response_questionnaire(const SurveyResponse *response)
{
  return response->questionnaire;
}

bool
survey_response_set(SurveyResponse *response, guint place, AnswerState state,
                    const char *value)
{
  g_assert(place < response->questionnaire->questions->len);
  g_assert((state == ANSWER_STATE_GIVEN) == (value != NULL));
  Answer *answer = &response->answers[place];
  if (answer->state == state && g_strcmp0(answer->value, value) == 0)
    return false;
  answer->state = state;
  g_free(answer->value);
  answer->value = g_strdup(value);
  return true;
}

AnswerState
survey_response_state(const SurveyResponse *response, guint place)
{
  return response->answers[place].state;
}

const char *
survey_response_value(const SurveyResponse *response, guint place)
{
  return response->answers[place].value;
}

/* --- what concerns him ---------------------------------------------------- */

/* Which questions concern him, found out up to one of them; conditions ask only
 * for questions before. */
typedef struct Asking {
  const SurveyResponse *response;
  const bool *relevant;
  guint known;
} Asking;

static const SurveyQuestion *
question_at(const SurveyResponse *response, guint place)
{
  return response->questionnaire->questions->pdata[place];
}

static const char *
answer_of(const char *name, void *data)
{
  const Asking *asking = data;
  for (guint i = 0; i < asking->known; i++)
    if (strcmp(question_at(asking->response, i)->name, name) == 0)
      return asking->relevant[i] ? asking->response->answers[i].value : NULL;
  return NULL;
}

static bool
holds(const Expression *condition, Asking *asking)
{
  return condition == NULL ||
         expression_is_true(condition, answer_of, asking, NULL);
}

static bool
concerns(const SurveyQuestion *question, Asking *asking)
{
  const GPtrArray *groups = asking->response->questionnaire->groups;
  for (int at = question->group; at >= 0;) {
    const SurveyGroup *group = groups->pdata[at];
    if (!holds(group->relevant, asking))
      return false;
    at = group->parent;
  }
  return holds(question->relevant, asking);
}

bool *
survey_response_relevance(const SurveyResponse *response)
{
  guint count = response->questionnaire->questions->len;
  bool *relevant = g_new0(bool, count);
  Asking asking = {response, relevant, 0};
  for (; asking.known < count; asking.known++)
    relevant[asking.known] =
        concerns(question_at(response, asking.known), &asking);
  return relevant;
}

bool
survey_response_allows(const SurveyResponse *response, guint place,
                       const char *value)
{
  const Expression *constraint = question_at(response, place)->constraint;
  if (constraint == NULL)
    return true;
  g_autofree bool *relevant = survey_response_relevance(response);
  Asking asking = {response, relevant, response->questionnaire->questions->len};
  return expression_is_true(constraint, answer_of, &asking, value);
}

int
survey_response_next(const SurveyResponse *response, int after)
{
  g_autofree bool *relevant = survey_response_relevance(response);
  int count = (int)response->questionnaire->questions->len;
  for (int i = 0; i < count; i++) {
    int place = (after + 1 + i) % count;
    if (relevant[place] &&
        response->answers[place].state == ANSWER_STATE_OPEN &&
        question_at(response, (guint)place)->type != SURVEY_NOTE)
      return place;
  }
  return -1;
}

bool
survey_response_is_complete(const SurveyResponse *response)
{
  return survey_response_next(response, -1) < 0;
}

/* --- numbers -------------------------------------------------------------- */

static bool
is_numbered(const Questionnaire *questionnaire, guint place)
{
  const SurveyQuestion *question = questionnaire->questions->pdata[place];
  return question->type != SURVEY_NOTE;
}

unsigned
survey_number(const Questionnaire *questionnaire, guint place)
{
  unsigned number = 0;
  if (!is_numbered(questionnaire, place))
    return 0;
  for (guint i = 0; i <= place; i++)
    number += is_numbered(questionnaire, i);
  return number;
}

int
survey_place(const Questionnaire *questionnaire, unsigned number)
{
  unsigned seen = 0;
  for (guint i = 0; i < questionnaire->questions->len; i++) {
    seen += is_numbered(questionnaire, i);
    if (seen == number && number > 0)
      return (int)i;
  }
  return -1;
}

unsigned
survey_number_last(const Questionnaire *questionnaire)
{
  unsigned count = 0;
  for (guint i = 0; i < questionnaire->questions->len; i++)
    count += is_numbered(questionnaire, i);
  return count;
}
