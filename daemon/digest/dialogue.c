/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps in their order, and what all of them do at the end.
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/sms/sms.h"
#include "parsers/survey/questionnaire.h"
#include "queue/agenda.h"
#include "queue/person.h"

enum {
  REPEATS_MAX = 3,       /* the same words are answered so often within … */
  REPEAT_BYTES_MIN = 12, /* shorter ones may be answers */
  REPEAT_SPAN_MS = 86400000,
};

bool
talk_answer(Talk *talk, const char *text, json_t *data, GError **error)
{
  SmsReply reply = {.contact = talk->contact, .text = text, .data = data};
  return sms_reply_send(talk->desk, talk->incoming, &reply, error);
}

bool
talk_hold(Talk *talk, const Question *question, GError **error)
{
  talk->kind = "asked";
  return question_keep_message(talk->desk->queue, question,
                               talk->incoming->item->id.text, error) &&
         incoming_note(talk->desk, talk->incoming, "asked", question->id.text,
                       error);
}

static bool
talk_belong(Talk *talk, TalkTurn *out_turn, GError **error)
{
  *out_turn = TALK_TURN_NEXT;
  return belong_sms(talk->desk, talk->incoming->sms, &talk->incoming->belonging,
                    error);
}

/* STOP family, keywords, open questions, what it belongs to; the services come
 * after.  Danger stands before all of them: it waits for nobody's answer, and
 * only what it belongs to is of interest. */
static const struct {
  bool (*take)(Talk *talk, TalkTurn *out_turn, GError **error);
  bool in_danger;
} steps[] = {
    {talk_resume, true},         {talk_stop, false},      {talk_survey, false},
    {talk_keyword, false},       {talk_code, false},      {talk_empty, false},
    {talk_open_question, false}, {talk_soft_stop, false}, {talk_belong, true},
    {talk_choice_alone, false},  {talk_which, false},
};

static bool
finish(Talk *talk, TalkTurn turn, GError **error)
{
  InboxOutcome outcome = {.state = turn == TALK_TURN_HELD ? INBOX_STATE_HOLD
                                                          : INBOX_STATE_DONE,
                          .kind = talk->kind,
                          .person_id = talk->contact->person_id.text,
                          .contact_id = talk->contact->id.text,
                          .content_hash = talk->hash};
  return inbox_finish(talk->desk->queue, talk->incoming->item, &outcome, error);
}

static bool
take_steps(Talk *talk, bool *out_taken, GError **error)
{
  TalkTurn turn = TALK_TURN_NEXT;
  for (size_t i = 0; i < G_N_ELEMENTS(steps) && turn == TALK_TURN_NEXT; i++)
    if ((talk->incoming->danger == NULL || steps[i].in_danger) &&
        !steps[i].take(talk, &turn, error))
      return false;
  *out_taken = turn == TALK_TURN_DONE || turn == TALK_TURN_HELD;
  return !*out_taken || finish(talk, turn, error);
}

/* Whoever says the same sentence all day is a machine, or gets no wiser by our
 * answer: his words are kept and read, without one.  Words we asked for may be
 * said as often as we ask. */
static bool
notice_repeats(Talk *talk, GError **error)
{
  int64_t count = 0;
  if (talk->incoming->danger != NULL ||
      talk->keyword->kind != KEYWORD_CONTENT ||
      strlen(talk->incoming->sms->text) < REPEAT_BYTES_MIN)
    return true;
  if (!store_get_int64(talk->desk->queue->store, &count, error,
                       "SELECT count(*) FROM inbox WHERE content_hash = $1"
                       " AND content_hash IS NOT NULL AND imported_at_ms > $2"
                       " AND id <> $3",
                       "bit", talk->hash, talk->desk->now_ms - REPEAT_SPAN_MS,
                       talk->incoming->item->id.text))
    return false;
  if (count >= REPEATS_MAX)
    talk->incoming->quiet = "says-the-same";
  return true;
}

/* "STOP" and "1" tell no language: he is answered in that of his ticket. */
static bool
recall_language(Talk *talk, GError **error)
{
  Contact *contact = talk->contact;
  if (contact->language != NULL ||
      incoming_sms_language(talk->desk, talk->incoming) != NULL)
    return true;
  g_autoptr(GPtrArray) tickets =
      ticket_unclosed_of(talk->desk->queue, contact->id.text, 1, error);
  if (tickets != NULL && tickets->len > 0) {
    const Ticket *newest = tickets->pdata[0];
    contact->language = g_strdup(newest->language);
  }
  return tickets != NULL;
}

static bool
prepare(Talk *talk, GError **error)
{
  ContactClaim claim = {.channel = "sms", .address = talk->incoming->sms->from};
  talk->contact = contact_ensure(talk->desk->queue, &claim, error);
  return talk->contact != NULL && recall_language(talk, error) &&
         question_find_open(talk->desk->queue, "sms", talk->contact->lookup,
                            &talk->question, error) &&
         notice_repeats(talk, error);
}

/* Whoever of the town's own people answers what a service asked him says no
 * word to us, and is heard in every state of it. */
static bool
is_claimed(Desk *desk, Incoming *incoming, bool *out_is, GError **error)
{
  *out_is = false;
  for (const Service *const *s = service_registry; *s != NULL && !*out_is; s++)
    if ((*s)->claims != NULL && !(*s)->claims(desk, incoming, out_is, error))
      return false;
  return true;
}

/* The keywords of the town's surveys are known, too. */
static Keyword *
classify(const Desk *desk, const char *text)
{
  const GPtrArray *surveys = desk->config->town->surveys;
  g_autofree const char **topics = g_new0(const char *, surveys->len + 1);
  size_t count = 0;
  for (guint i = 0; i < surveys->len; i++) {
    const Questionnaire *form = surveys->pdata[i];
    if (form->keyword != NULL)
      topics[count++] = form->keyword;
  }
  return keyword_classify(text, topics);
}

static bool
converse(Desk *desk, Incoming *incoming, GBytes *hash, bool *out_taken,
         GError **error)
{
  Talk talk = {.desk = desk,
               .incoming = incoming,
               .hash = hash,
               .keyword = classify(desk, incoming->sms->text)};
  *out_taken = false;
  /* STOPP counts even while every service is at rest, and a danger does;
   * nothing else. */
  bool works = service_somebody_works(desk) || incoming->danger != NULL ||
               talk.keyword->kind == KEYWORD_STOP;
  TalkTurn turn;
  bool ok = works ? prepare(&talk, error) && take_steps(&talk, out_taken, error)
                  : talk_belong(&talk, &turn, error);
  contact_free(talk.contact);
  keyword_free(talk.keyword);
  question_free(talk.question);
  return ok;
}

bool
dialogue_take(Desk *desk, Incoming *incoming, GBytes *hash, bool *out_taken,
              GError **error)
{
  bool claimed;
  *out_taken = false;
  return is_claimed(desk, incoming, &claimed, error) &&
         (claimed || converse(desk, incoming, hash, out_taken, error));
}

bool
dialogue_timer(Desk *desk, const AgendaItem *item, GError **error)
{
  g_autoptr(Question) question =
      question_load(desk->queue, item->subject, error);
  return question != NULL && (question->state != QUESTION_STATE_OPEN ||
                              question_expire(desk->queue, question, error));
}
