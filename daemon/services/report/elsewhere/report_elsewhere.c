/* SPDX-License-Identifier: Apache-2.0
 *
 * One answer, and a question that nobody has to answer.
 */
#include "daemon/services/report/elsewhere/report_elsewhere.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/report_private.h"
#include "daemon/services/report/report_state.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/config/town_elsewhere.h"
#include "parsers/keyword/keyword_here.h"
#include "parsers/message.h"
#include "parsers/person_name.h"
#include "queue/person.h"
#include "queue/question.h"

#define DAY_MS INT64_C(86400000)
#define ANSWER_HERE "here"

/* --- telling -------------------------------------------------------------- */

static json_t *
text_data(const TownElsewhere *elsewhere)
{
  return json_pack("{s:{s:s, s:s*}}", "elsewhere", "authority", elsewhere->name,
                   "reach", elsewhere->contact);
}

static bool
tell_by_sms(Desk *desk, ReportElsewhere *one, const TownElsewhere *elsewhere,
            GError **error)
{
  SmsReply reply = {.contact = one->matter->contact,
                    .text = "elsewhere",
                    .data = text_data(elsewhere),
                    .service = "report"};
  if (!sms_reply_send(desk, one->incoming, &reply, error))
    return false;
  one->taken = reply.sent;
  return true;
}

static bool
tell_by_mail(Desk *desk, ReportElsewhere *one, const TownElsewhere *elsewhere,
             GError **error)
{
  const char *why;
  const Incoming *incoming = one->incoming;
  const Contact *contact = one->matter->contact;
  DeskReceiver receiver = {.channel = "mail",
                           .address = contact->address,
                           .is_authenticated =
                               incoming_is_authenticated(incoming)};
  if (!incoming_may_be_answered(incoming, &why) ||
      !service_answers(desk, "report", contact->address))
    return true;
  if (!desk_may_answer(desk, &receiver, &why, error))
    return false;
  if (why != NULL)
    return true;
  json_auto_t *data = text_data(elsewhere);
  g_autofree char *name = person_name_to_greet(contact->name);
  g_autofree char *dedupe =
      g_strconcat("elsewhere|", incoming->item->id.text, NULL);
  if (name != NULL)
    json_object_set_new(data, "name", json_string(name));
  DeskLetter letter = incoming_letter(desk, incoming, "elsewhere", data);
  letter.language = one->matter->language;
  letter.owner_id = contact->person_id.text;
  letter.dedupe = dedupe;
  one->taken = true;
  return desk_send_mail(desk, &letter, NULL, error);
}

/* What becomes of the message. */
static Handled
handled_as(const Contact *contact, const char *kind)
{
  return (Handled){
      .kind = kind, .person_id = contact->person_id, .contact_id = contact->id};
}

static bool
hold(Desk *desk, ReportElsewhere *one, GError **error)
{
  const Contact *contact = one->matter->contact;
  const char *inbox_id = one->incoming->item->id.text;
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_ELSEWHERE, contact->channel, contact->lookup);
  question->subject = g_strdup(inbox_id);
  question->expires_at_ms = desk->now_ms + REPORT_ELSEWHERE_DAYS * DAY_MS;
  one->handled = handled_as(contact, "elsewhere");
  one->handled.held = true;
  return question_ask(desk->queue, question, error) &&
         question_keep_message(desk->queue, question, inbox_id, error) &&
         report_count(desk, "elsewhere", error);
}

/* --- deciding ------------------------------------------------------------- */

/* Danger is everybody's; and what somebody wrote down, passed on or sent long
 * ago a person reads. */
static bool
may_be_elsewhere(const ReportElsewhere *one)
{
  const Incoming *incoming = one->incoming;
  return incoming->danger == NULL && !incoming->may_be_danger &&
         !incoming->answers_paused && !incoming->item->adopted &&
         !incoming->belonging.linked && report_matter_is_own(one->matter) &&
         one->matter->earlier == NULL;
}

/* It was told before, and this is what came of it.
 *
 * out_was   false: it was not */
static bool
resume(Desk *desk, ReportElsewhere *one, bool *out_was, GError **error)
{
  Question *found = NULL;
  if (!question_of_message(desk->queue, one->incoming->item->id.text, &found,
                           error))
    return false;
  g_autoptr(Question) question = found;
  *out_was = question != NULL && question->kind == QUESTION_KIND_ELSEWHERE;
  one->taken = *out_was && g_strcmp0(question->answer, ANSWER_HERE) != 0;
  one->handled = handled_as(one->matter->contact, "elsewhere");
  return true;
}

static bool
find(const Desk *desk, const ReportElsewhere *one, TownElsewhere *out)
{
  const ReportMatter *matter = one->matter;
  g_autoptr(GPtrArray) places = report_matter_places(one->incoming, matter);
  g_autofree char *words = g_strconcat(matter->topic, "\n", matter->text, NULL);
  return town_elsewhere(desk->config->town, one->category, words, places, out);
}

static bool
tell(Desk *desk, ReportElsewhere *one, const TownElsewhere *elsewhere,
     GError **error)
{
  bool told = one->incoming->mail == NULL
                  ? tell_by_sms(desk, one, elsewhere, error)
                  : tell_by_mail(desk, one, elsewhere, error);
  return told && (!one->taken || hold(desk, one, error));
}

bool
report_elsewhere_take(Desk *desk, ReportElsewhere *one, GError **error)
{
  bool was;
  TownElsewhere elsewhere;
  one->taken = false;
  if (!may_be_elsewhere(one))
    return true;
  if (!resume(desk, one, &was, error))
    return false;
  if (was || !find(desk, one, &elsewhere))
    return true;
  if (!incoming_note(desk, one->incoming, "elsewhere", elsewhere.name, error))
    return false;
  if (!elsewhere.ticket)
    return tell(desk, one, &elsewhere, error);
  one->matter->elsewhere = text_data(&elsewhere);
  return true;
}

bool
report_elsewhere_hear(Desk *desk, const Incoming *incoming,
                      Handled *out_handled, bool *out_done, GError **error)
{
  Contact *found = NULL;
  const Message *mail = incoming->mail;
  *out_done = false;
  if (mail == NULL || mail->from == NULL || incoming->danger != NULL)
    return true;
  if (!contact_find(desk->queue, "mail", mail->from->address, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  g_autofree char *words = report_words(desk, incoming);
  if (contact == NULL || !keyword_says_here(words))
    return true;
  g_autoptr(Question) like =
      question_new(QUESTION_KIND_ELSEWHERE, "mail", contact->lookup);
  g_autoptr(GPtrArray) open = question_open_of(desk->queue, like, error);
  if (open == NULL || open->len == 0)
    return open != NULL;
  *out_done = true;
  *out_handled = handled_as(contact, "answer");
  return question_answer(desk->queue, open->pdata[0], ANSWER_HERE, error);
}
