/* SPDX-License-Identifier: Apache-2.0
 *
 * The dialogue with one person: what he wrote goes into his response, and one
 * SMS says what comes next.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/survey/survey_access.h"
#include "daemon/services/survey/survey_question.h"
#include "daemon/services/survey/survey_private.h"
#include "daemon/services/survey/survey_visit.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/keyword/keyword.h"
#include "parsers/sms/sms.h"
#include "parsers/survey/survey_dialogue.h"
#include "queue/question.h"
#include "templates/format.h"

/* Who answers nothing for so long has put his telephone away. */
#define QUESTION_OPEN_MS (30 * INT64_C(86400000))

/* One SMS and what it does. */
typedef struct Turn {
  SurveyVisit visit;
  SurveyDialogue dialogue;
  SurveyHeard heard;
} Turn;

static void
turn_clear(Turn *turn)
{
  survey_visit_clear(&turn->visit);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Turn, turn_clear)

/* --- what we say ---------------------------------------------------------- */

static bool
reply(Turn *turn, const char *text, json_t *data, GError **error)
{
  SurveyVisit *visit = &turn->visit;
  survey_visit_describe(visit, data);
  SmsReply sms = {.contact = visit->contact,
                  .text = text,
                  .data = data,
                  .service = "survey",
                  .in_any_case = true};
  return sms_reply_send(visit->desk, visit->incoming, &sms, error);
}

/* Why a question comes once more. */
static void
put_reason(const Turn *turn, json_t *data)
{
  const SurveyHeard *heard = &turn->heard;
  if (heard->turn == SURVEY_TURN_LEFT) {
    json_object_set_new(data, "survey_left", json_true());
    return;
  }
  if (heard->turn != SURVEY_TURN_AGAIN)
    return;
  const SurveyQuestion *question =
      turn->visit.form->questions->pdata[turn->dialogue.asked];
  const char *message =
      survey_text(turn->visit.form, question->constraint_messages,
                  turn->visit.response->language);
  if (heard->kind == ANSWER_SKIPPED)
    json_object_set_new(data, "must_answer", json_true());
  else if (heard->kind == ANSWER_OUTSIDE && message != NULL)
    json_object_set_new(data, "why_not", json_string(message));
  else
    json_object_set_new(data, "misread", json_true());
}

static bool
reply_question(Turn *turn, GError **error)
{
  json_t *data =
      survey_question_data(turn->visit.answers, (guint)turn->dialogue.asked,
                           turn->visit.response->language);
  put_reason(turn, data);
  if (turn->visit.begins) {
    json_object_set_new(data, "survey_begins", json_true());
    json_object_set_new(data, "anonymous",
                        json_boolean(turn->visit.form->anonymous));
  }
  return reply(turn, "survey-question", data, error);
}

static bool
reply_thanks(Turn *turn, GError **error)
{
  json_t *data = json_pack("{s:i}", "question_count",
                           (int)survey_number_last(turn->visit.form));
  return reply(turn, "survey-thanks", data, error);
}

/* --- what he said --------------------------------------------------------- */

static void
load_dialogue(Turn *turn)
{
  const char *asked = turn->visit.response->asked;
  turn->dialogue = (SurveyDialogue){
      .response = turn->visit.answers,
      .asked =
          asked == NULL ? -1 : questionnaire_place(turn->visit.form, asked),
      .tries = turn->visit.response->tries};
}

/* What he wrote without the keyword by which he came; "": nothing else. */
static char *
own_words(const Turn *turn, bool *out_by_keyword)
{
  const char *topics[] = {turn->visit.form->keyword, NULL};
  g_autoptr(Keyword) keyword =
      keyword_classify(turn->visit.incoming->sms->text, topics);
  *out_by_keyword = keyword->kind == KEYWORD_TOPIC;
  if (*out_by_keyword)
    return g_strdup(keyword->rest == NULL ? "" : keyword->rest);
  return g_strdup(turn->visit.incoming->sms->text);
}

static bool
wants_back(const char *words)
{
  g_autoptr(Keyword) keyword = keyword_classify(words, NULL);
  return keyword->kind == KEYWORD_UNDO;
}

static void
hear(Turn *turn)
{
  bool by_keyword;
  g_autofree char *words = own_words(turn, &by_keyword);
  g_autofree char *today =
      format_day(turn->visit.desk->now_ms, turn->visit.desk->zone);
  AnswerContext context = {.questionnaire = turn->visit.form,
                           .language = turn->visit.response->language,
                           .today = today};
  if (turn->dialogue.asked < 0)
    survey_dialogue_begin(&turn->dialogue);
  if (by_keyword && *g_strstrip(words) == '\0')
    return; /* he begins, or goes on where he was */
  if (wants_back(words))
    (void)survey_dialogue_back(&turn->dialogue); /* or the first once more */
  else
    turn->heard = survey_dialogue_hear(&context, &turn->dialogue, words);
}

/* Is a question of this survey the newest that is open to him? */
static bool
is_asked_already(Turn *turn, bool *out_is, GError **error)
{
  Question *found = NULL;
  if (!question_find_open(turn->visit.desk->queue, "sms",
                          turn->visit.contact->lookup, &found, error))
    return false;
  g_autoptr(Question) newest = found;
  *out_is = newest != NULL && newest->kind == QUESTION_KIND_SURVEY &&
            strcmp(newest->subject, turn->visit.survey->id) == 0;
  return true;
}

/* His next SMS is for this survey, as long as it asks; what was asked before
 * waits behind it. */
static bool
keep_asking(Turn *turn, GError **error)
{
  Queue *queue = turn->visit.desk->queue;
  bool is_asked;
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_SURVEY, "sms", turn->visit.contact->lookup);
  question->subject = g_strdup(turn->visit.survey->id);
  question->expires_at_ms = turn->visit.desk->now_ms + QUESTION_OPEN_MS;
  if (turn->dialogue.asked < 0)
    return question_end_of(queue, question, error);
  return is_asked_already(turn, &is_asked, error) &&
         (is_asked || (question_end_of(queue, question, error) &&
                       question_ask(queue, question, error)));
}

static bool
save(Turn *turn, GError **error)
{
  SurveyVisit *visit = &turn->visit;
  const SurveyQuestion *asked =
      turn->dialogue.asked < 0
          ? NULL
          : visit->form->questions->pdata[turn->dialogue.asked];
  return survey_visit_save(visit, error) &&
         response_ask(visit->desk->queue, visit->response,
                      asked == NULL ? NULL : asked->name, turn->dialogue.tries,
                      error) &&
         keep_asking(turn, error);
}

static bool
talk(Turn *turn, GError **error)
{
  if (!survey_visit_join(&turn->visit, error))
    return false;
  load_dialogue(turn);
  hear(turn);
  if (!save(turn, error))
    return false;
  return turn->dialogue.asked < 0 ? reply_thanks(turn, error)
                                  : reply_question(turn, error);
}

bool
survey_handle_sms(Desk *desk, const Incoming *incoming, Handled *out_handled,
                  GError **error)
{
  g_auto(Turn) turn = {.heard = {SURVEY_TURN_TAKEN, -1, ANSWER_VALUE, 0}};
  if (!survey_visit_begin(&turn.visit, desk, incoming, error))
    return false;
  *out_handled = survey_visit_handled(&turn.visit);
  if (turn.visit.survey->state != SURVEY_STATE_OPEN)
    return reply(&turn, "survey-closed", json_object(), error);
  bool may;
  if (!survey_access_allows(&turn.visit, &may, error))
    return false;
  return may ? talk(&turn, error)
             : reply(&turn, "survey-closed", survey_access_refusal(), error);
}
