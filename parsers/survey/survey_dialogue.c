/* SPDX-License-Identifier: Apache-2.0
 *
 * The turns.
 */
#include "parsers/survey/survey_dialogue.h"

#include <string.h>

void
survey_dialogue_begin(SurveyDialogue *dialogue)
{
  dialogue->asked = survey_response_next(dialogue->response, -1);
  dialogue->tries = 0;
}

static void
go_on(SurveyDialogue *dialogue)
{
  dialogue->asked = survey_response_next(dialogue->response, dialogue->asked);
  dialogue->tries = 0;
}

AnswerKind
survey_dialogue_take(SurveyResponse *response, guint place, AnswerKind kind,
                     const char *value)
{
  const Questionnaire *form = survey_response_questionnaire(response);
  const SurveyQuestion *question = form->questions->pdata[place];
  if (kind == ANSWER_VALUE && !survey_response_allows(response, place, value))
    return ANSWER_OUTSIDE;
  if (kind == ANSWER_VALUE)
    (void)survey_response_set(response, place, ANSWER_STATE_GIVEN, value);
  if (kind == ANSWER_SKIPPED && !question->required)
    (void)survey_response_set(response, place, ANSWER_STATE_PASSED, NULL);
  return kind;
}

static AnswerKind
take_answer(const AnswerContext *context, SurveyResponse *response, guint place,
            const char *text)
{
  const SurveyQuestion *question =
      context->questionnaire->questions->pdata[place];
  g_autofree char *value = NULL;
  AnswerKind kind = survey_answer_read(context, question, text, &value);
  return survey_dialogue_take(response, place, kind, value);
}

static bool
is_taken(const AnswerContext *context, guint place, AnswerKind kind)
{
  const SurveyQuestion *question =
      context->questionnaire->questions->pdata[place];
  return kind == ANSWER_VALUE ||
         (kind == ANSWER_SKIPPED && !question->required);
}

/* What he said twice stands, as far as it was understood. */
static void
leave(SurveyResponse *response, guint place, AnswerKind kind)
{
  AnswerState state =
      kind == ANSWER_SKIPPED ? ANSWER_STATE_PASSED : ANSWER_STATE_LEFT;
  (void)survey_response_set(response, place, state, NULL);
}

static SurveyHeard
hear_one(const AnswerContext *context, SurveyDialogue *dialogue,
         const char *text)
{
  guint place = (guint)dialogue->asked;
  AnswerKind kind = take_answer(context, dialogue->response, place, text);
  if (is_taken(context, place, kind)) {
    go_on(dialogue);
    return (SurveyHeard){SURVEY_TURN_TAKEN, -1, kind, 1};
  }
  SurveyHeard heard = {SURVEY_TURN_AGAIN, dialogue->asked, kind, 0};
  if (++dialogue->tries < SURVEY_TRIES)
    return heard;
  leave(dialogue->response, place, kind);
  heard.turn = SURVEY_TURN_LEFT;
  go_on(dialogue);
  return heard;
}

/* Those that can be named (SurveyQuestion *): by number from 1, NULL for what
 * does not concern him. */
static GPtrArray *
questions_to_name(const SurveyResponse *response)
{
  const Questionnaire *questionnaire = survey_response_questionnaire(response);
  g_autofree bool *relevant = survey_response_relevance(response);
  GPtrArray *named = g_ptr_array_new();
  for (guint i = 0; i < questionnaire->questions->len; i++) {
    SurveyQuestion *question = questionnaire->questions->pdata[i];
    if (question->type != SURVEY_NOTE)
      g_ptr_array_add(named, relevant[i] ? question : NULL);
  }
  return named;
}

/* Is the question that was asked still open, and does it still concern him? */
static bool
is_waiting(const SurveyDialogue *dialogue)
{
  if (dialogue->asked < 0)
    return false;
  g_autofree bool *relevant = survey_response_relevance(dialogue->response);
  return relevant[dialogue->asked] &&
         survey_response_state(dialogue->response, (guint)dialogue->asked) ==
             ANSWER_STATE_OPEN;
}

/* Does he say something else to the same question, too? */
static bool
is_contradicted(const GPtrArray *parts, guint index)
{
  const AddressedAnswer *part = parts->pdata[index];
  for (guint i = 0; i < parts->len; i++) {
    const AddressedAnswer *other = parts->pdata[i];
    if (other->number == part->number && strcmp(other->text, part->text) != 0)
      return true;
  }
  return false;
}

static void
hear_part(const AnswerContext *context, SurveyResponse *response,
          const GPtrArray *parts, guint index, SurveyHeard *heard)
{
  const AddressedAnswer *part = parts->pdata[index];
  int place = survey_place(context->questionnaire, part->number);
  AnswerKind kind =
      is_contradicted(parts, index)
          ? ANSWER_DOUBTFUL
          : take_answer(context, response, (guint)place, part->text);
  if (is_taken(context, (guint)place, kind))
    heard->taken++;
  else if (heard->about < 0)
    *heard = (SurveyHeard){SURVEY_TURN_AGAIN, place, kind, heard->taken};
}

/* The first that was not understood is asked again, unless it concerns him no
 * more by what he says besides; what was understood is kept. */
static SurveyHeard
hear_several(const AnswerContext *context, SurveyDialogue *dialogue,
             const GPtrArray *parts)
{
  SurveyHeard heard = {SURVEY_TURN_TAKEN, -1, ANSWER_VALUE, 0};
  for (guint i = 0; i < parts->len; i++)
    hear_part(context, dialogue->response, parts, i, &heard);
  g_autofree bool *relevant = survey_response_relevance(dialogue->response);
  if (heard.about >= 0 && !relevant[heard.about])
    heard = (SurveyHeard){SURVEY_TURN_TAKEN, -1, ANSWER_VALUE, heard.taken};
  if (heard.about >= 0) {
    dialogue->asked = heard.about;
    dialogue->tries = 1;
  } else if (!is_waiting(dialogue)) {
    go_on(dialogue);
  }
  return heard;
}

SurveyHeard
survey_dialogue_hear(const AnswerContext *context, SurveyDialogue *dialogue,
                     const char *text)
{
  const GPtrArray *questions = context->questionnaire->questions;
  const SurveyQuestion *asked =
      dialogue->asked < 0 ? NULL : questions->pdata[dialogue->asked];
  g_autoptr(GPtrArray) named = questions_to_name(dialogue->response);
  g_autoptr(GPtrArray) parts = survey_answers_cut(named, asked, text);
  if (parts != NULL)
    return hear_several(context, dialogue, parts);
  if (dialogue->asked < 0)
    return (SurveyHeard){SURVEY_TURN_NOTHING, -1, ANSWER_NONE, 0};
  return hear_one(context, dialogue, text);
}

bool
survey_dialogue_back(SurveyDialogue *dialogue)
{
  const SurveyResponse *response = dialogue->response;
  const Questionnaire *questionnaire = survey_response_questionnaire(response);
  g_autofree bool *relevant = survey_response_relevance(response);
  int from = dialogue->asked < 0 ? (int)questionnaire->questions->len
                                 : dialogue->asked;
  for (int place = from - 1; place >= 0; place--)
    if (relevant[place] &&
        survey_response_state(response, (guint)place) != ANSWER_STATE_OPEN) {
      dialogue->asked = place;
      dialogue->tries = 0;
      return true;
    }
  return false;
}
