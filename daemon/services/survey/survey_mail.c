/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers by mail: the whole form goes out, and whatever stands in a reply to
 * it is taken; a receipt says what was understood and what is open.
 */
#include <string.h>

#include "daemon/services/survey/survey_access.h"
#include "daemon/services/survey/survey_letter.h"
#include "daemon/services/survey/survey_private.h"
#include "daemon/services/survey/survey_visit.h"
#include "daemon/survey_serial.h"
#include "parsers/message.h"
#include "parsers/survey/mail_form.h"
#include "parsers/survey/survey_dialogue.h"
#include "queue/question.h"
#include "templates/format.h"

/* A mail and what was read in it. */
typedef struct Turn {
  SurveyVisit visit;
  const char *const *ways;
  GPtrArray *said;     /* MailAnswer *: by lines of his own */
  GPtrArray *quoted;   /* the same with all that he quotes: his marks */
  AnswerKind *unclear; /* by place; ANSWER_VALUE: nothing was amiss */
  TokenRef token;      /* of what we send him */
} Turn;

static void
turn_clear(Turn *turn)
{
  survey_visit_clear(&turn->visit);
  g_clear_pointer(&turn->said, g_ptr_array_unref);
  g_clear_pointer(&turn->quoted, g_ptr_array_unref);
  g_clear_pointer(&turn->unclear, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Turn, turn_clear)

/* --- what we say ---------------------------------------------------------- */

/* Is it the contact's?  A sender alone is easily forged; who sends back the
 * token that went to him reads his mails. */
static bool
is_proved(const SurveyVisit *visit)
{
  return incoming_is_authenticated(visit->incoming) ||
         survey_serial_is_to(&visit->incoming->belonging.token,
                             visit->survey->id, visit->contact->id.text);
}

static bool
send(Turn *turn, const char *text, json_t *data, GError **error)
{
  SurveyVisit *visit = &turn->visit;
  const Incoming *incoming = visit->incoming;
  json_auto_t *owned = data;
  const char *why;
  const DeskReceiver receiver = {.channel = "mail",
                                 .address = visit->contact->address,
                                 .is_authenticated = is_proved(visit)};
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer(visit->desk, &receiver, &why, error))
    return false;
  if (why == NULL && !service_answers(visit->desk, "survey", receiver.address))
    why = "service-state";
  if (why != NULL)
    return incoming_note(visit->desk, incoming, "no-answer", why, error);
  survey_visit_describe(visit, owned);
  DeskLetter letter = incoming_letter(visit->desk, incoming, text, owned);
  g_autofree char *dedupe =
      g_strconcat("survey|", incoming->item->id.text, NULL);
  letter.dedupe = dedupe;
  letter.language = survey_visit_language(visit);
  letter.owner_id = visit->contact->person_id.text;
  letter.token = &turn->token;
  return desk_send_mail(visit->desk, &letter, NULL, error);
}

static bool
send_form(Turn *turn, GError **error)
{
  const SurveyVisit *visit = &turn->visit;
  SurveyLetter form = {.desk = visit->desk,
                       .form = visit->form,
                       .language = survey_visit_language(visit),
                       .ways = turn->ways};
  g_autofree char *address =
      desk_reply_address(visit->incoming->mailbox, &turn->token);
  json_t *data = survey_letter_data(&form);
  json_t *poll = survey_letter_poll(&form, address);
  if (poll != NULL)
    json_object_set_new(data, "poll", poll);
  return send(turn, "survey-form", data, error);
}

static json_t *
line_of(const Turn *turn, guint place)
{
  const SurveyVisit *visit = &turn->visit;
  const char *language = survey_visit_language(visit);
  const SurveyQuestion *question = visit->form->questions->pdata[place];
  g_autofree char *said = survey_letter_answer(
      visit->form, question, survey_response_value(visit->answers, place),
      language);
  return json_pack("{s:i, s:s, s:s*}", "question_number",
                   (int)survey_number(visit->form, place), "question_words",
                   survey_text(visit->form, question->labels, language),
                   "answer_words", said);
}

static void
put_said(json_t *data, const char *key, json_t *rows)
{
  if (json_array_size(rows) > 0)
    json_object_set_new(data, key, json_pack("{s:O}", "said", rows));
  json_decref(rows);
}

/* Every question that concerns him, sorted by what became of it. */
static json_t *
receipt_of(const Turn *turn)
{
  const SurveyVisit *visit = &turn->visit;
  g_autofree bool *relevant = survey_response_relevance(visit->answers);
  json_t *taken = json_array(), *open = json_array(), *unclear = json_array();
  for (guint i = 0; i < visit->form->questions->len; i++) {
    if (!relevant[i] || survey_number(visit->form, i) == 0)
      continue;
    if (turn->unclear[i] != ANSWER_VALUE)
      json_array_append_new(unclear, line_of(turn, i));
    else if (survey_response_state(visit->answers, i) == ANSWER_STATE_GIVEN)
      json_array_append_new(taken, line_of(turn, i));
    else if (survey_response_state(visit->answers, i) == ANSWER_STATE_OPEN)
      json_array_append_new(open, line_of(turn, i));
  }
  bool complete = json_array_size(open) == 0 && json_array_size(unclear) == 0;
  json_t *data = json_pack("{s:b}", "survey_complete", complete);
  put_said(data, "survey_taken", taken);
  put_said(data, "survey_unclear", unclear);
  put_said(data, "survey_open", open);
  return data;
}

/* --- what he said --------------------------------------------------------- */

static const MailAnswer *
answer_to(const GPtrArray *answers, unsigned number)
{
  for (guint i = 0; i < answers->len; i++) {
    const MailAnswer *answer = answers->pdata[i];
    if (answer->number == number)
      return answer;
  }
  return NULL;
}

/* Take one answer; what is amiss with it is kept for the receipt. */
static void
take_answer(Turn *turn, const MailAnswer *answer)
{
  SurveyVisit *visit = &turn->visit;
  guint place = (guint)survey_place(visit->form, answer->number);
  AnswerKind kind =
      survey_dialogue_take(visit->answers, place, answer->kind, answer->value);
  bool passed =
      kind == ANSWER_SKIPPED &&
      survey_response_state(visit->answers, place) == ANSWER_STATE_PASSED;
  turn->unclear[place] = passed ? ANSWER_VALUE : kind;
}

/* His own lines count before what stands in the quoted form. */
static void
take_answers(Turn *turn)
{
  for (guint i = 0; i < turn->quoted->len; i++) {
    const MailAnswer *answer = turn->quoted->pdata[i];
    if (answer_to(turn->said, answer->number) == NULL)
      take_answer(turn, answer);
  }
  for (guint i = 0; i < turn->said->len; i++)
    take_answer(turn, turn->said->pdata[i]);
}

static void
read_answers(Turn *turn)
{
  const SurveyVisit *visit = &turn->visit;
  const Message *mail = visit->incoming->mail;
  g_autofree char *today = format_day(visit->desk->now_ms, visit->desk->zone);
  AnswerContext context = {.questionnaire = visit->form,
                           .language = survey_visit_language(visit),
                           .today = today};
  turn->said = mail_form_read(&context, turn->ways,
                              mail->text == NULL ? "" : mail->text);
  turn->quoted = mail_form_read(&context, turn->ways,
                                mail->full_text == NULL ? "" : mail->full_text);
}

static bool
hear(Turn *turn, GError **error)
{
  SurveyVisit *visit = &turn->visit;
  if (!survey_visit_join(visit, error))
    return false;
  take_answers(turn);
  return survey_visit_save(visit, error) &&
         send(turn, "survey-receipt", receipt_of(turn), error);
}

/* Did it come to our border while answers were taken?  Of an anonymous survey
 * that is closed nobody can go on. */
static bool
came_in_time(const SurveyVisit *visit)
{
  const Survey *survey = visit->survey;
  int64_t received_ms = visit->incoming->item->received_at_ms;
  const char *closes = visit->form->closes;
  if (survey->state == SURVEY_STATE_OPEN)
    return closes == NULL ||
           received_ms < format_minute_ms(closes, visit->desk->zone);
  return survey->state == SURVEY_STATE_CLOSED && !visit->form->anonymous &&
         received_ms < survey->closed_at_ms;
}

static bool
talk(Turn *turn, GError **error)
{
  if (!came_in_time(&turn->visit))
    return send(turn, "survey-closed", json_object(), error);
  bool may;
  if (!survey_access_allows(&turn->visit, &may, error))
    return false;
  if (!may)
    return send(turn, "survey-closed", survey_access_refusal(), error);
  g_auto(GStrv) ways =
      survey_letter_ways(turn->visit.desk, turn->visit.form,
                         survey_visit_language(&turn->visit), error);
  if (ways == NULL)
    return false;
  turn->ways = (const char *const *)ways;
  turn->unclear = g_new0(AnswerKind, turn->visit.form->questions->len);
  read_answers(turn);
  return turn->said->len + turn->quoted->len > 0 && is_proved(&turn->visit)
             ? hear(turn, error)
             : send_form(turn, error);
}

bool
survey_handle_mail(Desk *desk, const Incoming *incoming, Handled *out_handled,
                   GError **error)
{
  g_auto(Turn) turn = {0};
  if (!survey_visit_begin(&turn.visit, desk, incoming, error))
    return false;
  *out_handled = survey_visit_handled(&turn.visit);
  desk_token_of_serial(
      desk, TOKEN_ROLE_SURVEY,
      survey_serial(turn.visit.survey->id, turn.visit.contact->id.text),
      &turn.token);
  return talk(&turn, error);
}
