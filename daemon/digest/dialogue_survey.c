/* SPDX-License-Identifier: Apache-2.0
 *
 * What belongs to a survey: its keyword, and whatever comes while a question of
 * one is the newest that is open.  What was asked before waits.
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "parsers/sms/sms.h"
#include "parsers/survey/survey_answer.h"
#include "parsers/survey/survey_response.h"
#include "queue/participant.h"
#include "queue/person.h"

/* NULL: the town has it no more. */
static const Questionnaire *
find_by_id(const Talk *talk, const char *id)
{
  const GPtrArray *surveys = talk->desk->config->town->surveys;
  for (guint i = 0; i < surveys->len; i++) {
    const Questionnaire *form = surveys->pdata[i];
    g_autofree char *own = survey_id(form->id, form->wave);
    if (strcmp(own, id) == 0)
      return form;
  }
  return NULL;
}

/* May it answer a question of a survey?  HELP, STATUS and the like are said to
 * us at any time. */
static bool
may_answer(const Keyword *keyword)
{
  switch (keyword->kind) {
  case KEYWORD_CONTENT:
  case KEYWORD_YES:
  case KEYWORD_NO:
  case KEYWORD_OK:
  case KEYWORD_CHOICE:
  case KEYWORD_UNDO:
    return true;
  default:
    return false;
  }
}

/* "2b", "1: gravel": does it name questions of this one? */
static bool
names_questions(const Questionnaire *form, const char *text)
{
  g_autoptr(GPtrArray) questions = g_ptr_array_new();
  for (guint i = 0; i < form->questions->len; i++)
    if (survey_number(form, i) > 0)
      g_ptr_array_add(questions, form->questions->pdata[i]);
  g_autoptr(GPtrArray) parts = survey_answers_cut(questions, NULL, text);
  return parts != NULL;
}

static bool
takes_part(Talk *talk, const Questionnaire *form, bool *out_does,
           GError **error)
{
  g_autofree char *id = survey_id(form->id, form->wave);
  Survey *found = NULL;
  Participant participant = {0};
  if (!survey_find(talk->desk->queue, id, &found, error))
    return false;
  g_autoptr(Survey) survey = found;
  bool is_open = survey != NULL && survey->state == SURVEY_STATE_OPEN;
  if (is_open && !participant_find(talk->desk->queue, survey,
                                   talk->contact->id.text, &participant, error))
    return false;
  *out_does = is_open && participant.id.text[0] != '\0' &&
              participant.state == PARTICIPANT_STATE_TAKING_PART;
  return true;
}

/* A survey in which he takes part and whose questions he names, though none of
 * them waits: he corrects himself. */
static bool
find_corrected(Talk *talk, const Questionnaire **out, GError **error)
{
  const GPtrArray *surveys = talk->desk->config->town->surveys;
  for (guint i = 0; i < surveys->len && *out == NULL; i++) {
    bool does = false;
    if (names_questions(surveys->pdata[i], talk->incoming->sms->text) &&
        !takes_part(talk, surveys->pdata[i], &does, error))
      return false;
    if (does)
      *out = surveys->pdata[i];
  }
  return true;
}

/* The survey that an SMS is for; *out NULL: none. */
static bool
find_survey(Talk *talk, const Questionnaire **out, GError **error)
{
  const Question *question = talk->question;
  *out = NULL;
  if (talk->keyword->kind == KEYWORD_TOPIC)
    return belong_survey_of_keyword(talk->desk, talk->keyword->argument, out,
                                    error);
  if (!may_answer(talk->keyword))
    return true;
  if (question != NULL && question->kind == QUESTION_KIND_SURVEY)
    *out = find_by_id(talk, question->subject);
  return *out != NULL || question != NULL ||
         talk->keyword->kind != KEYWORD_CONTENT ||
         find_corrected(talk, out, error);
}

bool
talk_survey(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const Questionnaire *form;
  *out_turn = TALK_TURN_NEXT;
  if (!find_survey(talk, &form, error))
    return false;
  if (form == NULL)
    return true;
  talk->incoming->belonging =
      (Belonging){.kind = BELONGING_SURVEY, .survey = form};
  *out_turn = TALK_TURN_SERVICE;
  return true;
}
