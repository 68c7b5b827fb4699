/* SPDX-License-Identifier: Apache-2.0
 *
 * The dialogue with one person: what he wrote goes into his response, and one
 * SMS says what comes next.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/survey/survey_question.h"
#include "daemon/services/survey/survey_private.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/json_text.h"
#include "parsers/keyword/keyword.h"
#include "parsers/sms/sms.h"
#include "parsers/survey/survey_dialogue.h"
#include "queue/participant.h"
#include "queue/person.h"
#include "queue/question.h"
#include "queue/response.h"
#include "templates/format.h"

/* Who answers nothing for so long has put his telephone away. */
#define QUESTION_OPEN_MS (30 * INT64_C(86400000))

/* One SMS and whom it is from. */
typedef struct Turn {
  Desk *desk;
  const Incoming *incoming;
  const Questionnaire *form;
  Survey *survey;
  Contact *contact;
  Response *response;
  SurveyResponse *answers;
  SurveyDialogue dialogue;
  SurveyHeard heard;
  bool begins; /* it is his first one */
} Turn;

static void
turn_clear(Turn *turn)
{
  g_clear_pointer(&turn->survey, survey_free);
  g_clear_pointer(&turn->contact, contact_free);
  g_clear_pointer(&turn->response, response_free);
  g_clear_pointer(&turn->answers, survey_response_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Turn, turn_clear)

/* --- what we say ---------------------------------------------------------- */

static bool
reply(Turn *turn, const char *text, json_t *data, GError **error)
{
  json_object_set_new(
      data, "survey_title",
      json_string(survey_text(turn->form, turn->form->titles,
                              turn->contact->language != NULL
                                  ? turn->contact->language
                                  : turn->form->languages->pdata[0])));
  SmsReply sms = {.contact = turn->contact,
                  .text = text,
                  .data = data,
                  .service = "survey",
                  .in_any_case = true};
  return sms_reply_send(turn->desk, turn->incoming, &sms, error);
}

static char *
opening(const Turn *turn)
{
  const char *language =
      incoming_language(turn->desk, turn->incoming, turn->contact->language);
  return desk_date(turn->desk, survey_moment_ms(turn->desk, turn->form->opens),
                   language, (int)FORMAT_DATE_TIME);
}

/* Nobody can take part now: when one could, or why not. */
static bool
reply_closed(Turn *turn, GError **error)
{
  json_t *data = json_object();
  switch (turn->survey->state) {
  case SURVEY_STATE_SCHEDULED:
    json_text_put(data, "survey_opens", opening(turn));
    break;
  case SURVEY_STATE_PAUSED:
    json_object_set_new(data, "survey_rests", json_true());
    break;
  case SURVEY_STATE_DRAFT:
    break;
  default:
    json_object_set_new(data, "survey_over", json_true());
  }
  return reply(turn, "survey-closed", data, error);
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
      turn->form->questions->pdata[turn->dialogue.asked];
  const char *message = survey_text(turn->form, question->constraint_messages,
                                    turn->response->language);
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
  json_t *data = survey_question_data(
      turn->answers, (guint)turn->dialogue.asked, turn->response->language);
  put_reason(turn, data);
  if (turn->begins) {
    json_object_set_new(data, "survey_begins", json_true());
    json_object_set_new(data, "anonymous", json_boolean(turn->form->anonymous));
  }
  return reply(turn, "survey-question", data, error);
}

static bool
reply_thanks(Turn *turn, GError **error)
{
  json_t *data =
      json_pack("{s:i}", "question_count", (int)survey_number_last(turn->form));
  return reply(turn, "survey-thanks", data, error);
}

/* --- what he said --------------------------------------------------------- */

static bool
load_response(Turn *turn, GBytes *link, GError **error)
{
  Queue *queue = turn->desk->queue;
  if (!response_find(queue, turn->survey, link, &turn->response, error))
    return false;
  if (turn->response == NULL) {
    const char *language =
        incoming_language(turn->desk, turn->incoming, turn->contact->language);
    ResponseBegin begin = {link, "sms", language};
    turn->begins = true;
    turn->response = response_begin(queue, turn->survey, &begin, error);
  }
  turn->answers = survey_response_new(turn->form);
  ResponseSheet sheet = {queue, turn->survey, turn->response, turn->answers};
  return turn->response != NULL && response_load_answers(&sheet, error);
}

static void
load_dialogue(Turn *turn)
{
  const char *asked = turn->response->asked;
  turn->dialogue = (SurveyDialogue){
      .response = turn->answers,
      .asked = asked == NULL ? -1 : questionnaire_place(turn->form, asked),
      .tries = turn->response->tries};
}

/* What he wrote without the keyword by which he came; "": nothing else. */
static char *
own_words(const Turn *turn, bool *out_by_keyword)
{
  const char *topics[] = {turn->form->keyword, NULL};
  g_autoptr(Keyword) keyword =
      keyword_classify(turn->incoming->sms->text, topics);
  *out_by_keyword = keyword->kind == KEYWORD_TOPIC;
  if (*out_by_keyword)
    return g_strdup(keyword->rest == NULL ? "" : keyword->rest);
  return g_strdup(turn->incoming->sms->text);
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
  g_autofree char *today = format_day(turn->desk->now_ms, turn->desk->zone);
  AnswerContext context = {turn->form, turn->response->language, today};
  if (turn->dialogue.asked < 0)
    survey_dialogue_begin(&turn->dialogue);
  if (by_keyword && *g_strstrip(words) == '\0')
    return; /* he begins, or goes on where he was */
  if (wants_back(words))
    (void)survey_dialogue_back(&turn->dialogue); /* or the first once more */
  else
    turn->heard = survey_dialogue_hear(&context, &turn->dialogue, words);
}

static bool
save_answers(Turn *turn, const SurveyResponse *before, GError **error)
{
  ResponseSheet sheet = {turn->desk->queue, turn->survey, turn->response,
                         turn->answers};
  for (guint i = 0; i < turn->form->questions->len; i++) {
    bool same = survey_response_state(before, i) ==
                    survey_response_state(turn->answers, i) &&
                g_strcmp0(survey_response_value(before, i),
                          survey_response_value(turn->answers, i)) == 0;
    if (!same && !response_save_answer(&sheet, i, error))
      return false;
  }
  return true;
}

/* Is a question of this survey the newest that is open to him? */
static bool
is_asked_already(Turn *turn, bool *out_is, GError **error)
{
  Question *found = NULL;
  if (!question_find_open(turn->desk->queue, "sms", turn->contact->lookup,
                          &found, error))
    return false;
  g_autoptr(Question) newest = found;
  *out_is = newest != NULL && newest->kind == QUESTION_KIND_SURVEY &&
            strcmp(newest->subject, turn->survey->id) == 0;
  return true;
}

/* His next SMS is for this survey, as long as it asks; what was asked before
 * waits behind it. */
static bool
keep_asking(Turn *turn, GError **error)
{
  Queue *queue = turn->desk->queue;
  bool is_asked;
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_SURVEY, "sms", turn->contact->lookup);
  question->subject = g_strdup(turn->survey->id);
  question->expires_at_ms = turn->desk->now_ms + QUESTION_OPEN_MS;
  if (turn->dialogue.asked < 0)
    return question_end_of(queue, question, error);
  return is_asked_already(turn, &is_asked, error) &&
         (is_asked || (question_end_of(queue, question, error) &&
                       question_ask(queue, question, error)));
}

static bool
save(Turn *turn, const SurveyResponse *before, GError **error)
{
  const SurveyQuestion *asked =
      turn->dialogue.asked < 0
          ? NULL
          : turn->form->questions->pdata[turn->dialogue.asked];
  Queue *queue = turn->desk->queue;
  return save_answers(turn, before, error) &&
         response_ask(queue, turn->response, asked == NULL ? NULL : asked->name,
                      turn->dialogue.tries, error) &&
         response_set_complete(queue, turn->survey, turn->response,
                               survey_response_is_complete(turn->answers),
                               error) &&
         keep_asking(turn, error);
}

static bool
talk(Turn *turn, GError **error)
{
  Queue *queue = turn->desk->queue;
  g_autoptr(GBytes) link =
      response_link(queue, turn->survey, "contact", turn->contact->id.text);
  if (!participant_join(queue, turn->survey, turn->contact->id.text, error) ||
      !load_response(turn, link, error))
    return false;
  g_autoptr(SurveyResponse) before = survey_response_new(turn->form);
  for (guint i = 0; i < turn->form->questions->len; i++)
    (void)survey_response_set(before, i,
                              survey_response_state(turn->answers, i),
                              survey_response_value(turn->answers, i));
  load_dialogue(turn);
  hear(turn);
  if (!save(turn, before, error))
    return false;
  return turn->dialogue.asked < 0 ? reply_thanks(turn, error)
                                  : reply_question(turn, error);
}

bool
survey_handle_sms(Desk *desk, const Incoming *incoming, Handled *out_handled,
                  GError **error)
{
  g_auto(Turn) turn = {.desk = desk,
                       .incoming = incoming,
                       .form = incoming->belonging.survey,
                       .heard = {SURVEY_TURN_TAKEN, -1, ANSWER_VALUE, 0}};
  g_autofree char *id = survey_id(turn.form->id, turn.form->wave);
  ContactClaim claim = {.channel = "sms", .address = incoming->sms->from};
  turn.survey = survey_ensure(desk->queue, id, error);
  turn.contact =
      turn.survey == NULL ? NULL : contact_ensure(desk->queue, &claim, error);
  if (turn.contact == NULL)
    return false;
  *out_handled = (Handled){.kind = "survey",
                           .person_id = turn.contact->person_id,
                           .contact_id = turn.contact->id};
  return turn.survey->state == SURVEY_STATE_OPEN ? talk(&turn, error)
                                                 : reply_closed(&turn, error);
}
