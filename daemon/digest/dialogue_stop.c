/* SPDX-License-Identifier: Apache-2.0
 *
 * STOP, START and UNDO.  STOP ends everything that we send unasked, one topic,
 * or (by NO) one invitation; what somebody asks for later is answered still.
 */
#include "daemon/digest/dialogue_private.h"

#include "daemon/config.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/config/oncall.h"
#include "parsers/config/town.h"
#include "parsers/number.h"
#include "queue/outbox_stop.h"
#include "queue/person.h"

/* A keyword that was a mistake is taken back as long as a command of staff. */
enum {
  UNDO_MS = 30 * 60 * 1000,
  OWN_TICKETS_MAX = 100, /* nobody has more that are open */
};

/* What STOP or START is about. */
typedef struct Scope {
  char *topic;     /* digits of a ticket, a word, "" for everything */
  char *ticket_id; /* NULL: of no ticket */
  bool is_unknown; /* a number that no ticket has */
} Scope;

static void
scope_clear(Scope *scope)
{
  g_clear_pointer(&scope->topic, g_free);
  g_clear_pointer(&scope->ticket_id, g_free);
}

static bool
scope_of_number(Talk *talk, const Number *number, Scope *out, GError **error)
{
  Ticket *found = NULL;
  if (!ticket_find_number(talk->desk->queue, number, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  out->is_unknown = ticket == NULL;
  if (ticket != NULL) {
    out->topic = g_strdup(ticket->digits);
    out->ticket_id = g_strdup(ticket->id.text);
  }
  return true;
}

static bool
find_scope(Talk *talk, Scope *out, GError **error)
{
  const char *argument = talk->keyword->argument;
  Number number;
  *out = (Scope){0};
  if (argument == NULL)
    out->topic = g_strdup("");
  else if (number_parse(argument, &number) && number.letter == 0)
    return scope_of_number(talk, &number, out, error);
  else if (g_ascii_isdigit(argument[0]))
    out->is_unknown = true; /* a wrong check digit */
  else
    out->topic = g_strdup(argument);
  return true;
}

/* How many opt-outs of this number there are, of everything and of a topic. */
static bool
count_stops(Talk *talk, const char *topic, int64_t *out_count, GError **error)
{
  return store_get_int64(talk->desk->queue->store, out_count, error,
                         "SELECT count(*) FROM opt_out WHERE channel = 'sms'"
                         " AND lookup = $1 AND topic IN ('', $2)",
                         "bt", talk->contact->lookup, topic);
}

static json_t *
topic_data(const char *topic)
{
  return topic == NULL || topic[0] == '\0' ? json_object()
                                           : json_pack("{s:s}", "topic", topic);
}

/* The topic as its owner writes it: a ticket's digits are no word of his. */
static json_t *
written_data(const char *topic)
{
  Number number;
  char text[NUMBER_TEXT_SIZE];
  if (!number_parse_digits(topic, &number))
    return topic_data(topic);
  number_format(&number, text);
  return topic_data(text);
}

/* Whoever was asked whether he wants nothing more has said it now. */
static bool
settle_question(Talk *talk, const char *answer, GError **error)
{
  Question *question = talk->question;
  return question == NULL || question->kind != QUESTION_KIND_STOP ||
         question_answer(talk->desk->queue, question, answer, error);
}

/* Its one confirmation, however much was said before.  Whoever is on call is
 * alarmed all the same, and hears so. */
static bool
confirm_stop(Talk *talk, const char *topic, GError **error)
{
  json_t *data = written_data(topic);
  if (oncall_roster_number(talk->desk->config->town->oncall,
                           talk->contact->address) != NULL)
    json_object_set_new(data, "on_call", json_true());
  SmsReply reply = {.contact = talk->contact,
                    .text = "stop-confirmed",
                    .data = data,
                    .in_any_case = true};
  return sms_reply_send(talk->desk, talk->incoming, &reply, error);
}

/* What goes about a ticket to who told of the same goes under his own number.
 */
static bool
cancel_joined(Talk *talk, const Scope *scope, GError **error)
{
  Queue *queue = talk->desk->queue;
  g_autoptr(GPtrArray) own =
      ticket_unclosed_of(queue, talk->contact->id.text, OWN_TICKETS_MAX, error);
  for (guint i = 0; own != NULL && i < own->len; i++) {
    const Ticket *ticket = own->pdata[i];
    if (g_strcmp0(ticket->duplicate_of, scope->ticket_id) == 0 &&
        !outbox_cancel_unasked(queue, talk->contact->lookup, ticket->id.text,
                               error))
      return false;
  }
  return own != NULL;
}

/* No survey goes on asking. */
static bool
end_surveys(Talk *talk, GError **error)
{
  g_autoptr(Question) like =
      question_new(QUESTION_KIND_SURVEY, "sms", talk->contact->lookup);
  return question_end_of(talk->desk->queue, like, error);
}

/* What was written before, and waits, does not go. */
static bool
cancel_waiting(Talk *talk, const Scope *scope, GError **error)
{
  Queue *queue = talk->desk->queue;
  if (scope->topic[0] == '\0')
    return end_surveys(talk, error) &&
           outbox_cancel_unasked(queue, talk->contact->lookup, NULL, error);
  return scope->ticket_id == NULL ||
         (outbox_cancel_unasked(queue, talk->contact->lookup, scope->ticket_id,
                                error) &&
          cancel_joined(talk, scope, error));
}

static bool
stop_scope(Talk *talk, const Scope *scope, GError **error)
{
  Queue *queue = talk->desk->queue;
  const Contact *contact = talk->contact;
  int64_t before;
  if (!count_stops(talk, scope->topic, &before, error) ||
      !contact_opt_out(queue, "sms", contact->lookup, scope->topic, error) ||
      !cancel_waiting(talk, scope, error))
    return false;
  if (before > 0)
    return incoming_note(talk->desk, talk->incoming, "no-answer",
                         "stopped-before", error);
  return confirm_stop(talk, scope->topic, error);
}

bool
talk_stop_everything(Talk *talk, GError **error)
{
  char everything[] = "";
  return stop_scope(talk, &(Scope){.topic = everything}, error);
}

/* Did or may he get anything from us that he did not ask for? */
static bool
gets_something(Talk *talk, bool *out_does, GError **error)
{
  return store_get_bool(talk->desk->queue->store, out_does, error,
                        "SELECT (SELECT count(*) FROM outbox WHERE lookup = $1"
                        " AND priority >= $2) + (SELECT count(*) FROM ticket"
                        " WHERE contact_id = $3 AND state IN ('new', 'open',"
                        " 'waiting', 'solved'))",
                        "bit", talk->contact->lookup,
                        (int64_t)OUTBOX_PRIORITY_STATUS,
                        talk->contact->id.text);
}

bool
talk_stop(Talk *talk, TalkTurn *out_turn, GError **error)
{
  bool counts = true;
  *out_turn = TALK_TURN_NEXT;
  if (talk->keyword->kind != KEYWORD_STOP)
    return true;
  if (talk->keyword->is_weak && !gets_something(talk, &counts, error))
    return false;
  if (!counts) {
    talk->is_thing = true;
    return incoming_note(talk->desk, talk->incoming, "no-keyword",
                         "nothing-is-sent", error);
  }
  Scope scope;
  if (!find_scope(talk, &scope, error))
    return false;
  *out_turn = TALK_TURN_DONE;
  talk->kind = "stop";
  bool ok = scope.is_unknown ? talk_answer(talk, "status-unknown", NULL, error)
                             : stop_scope(talk, &scope, error) &&
                                   (scope.topic[0] != '\0' ||
                                    settle_question(talk, "yes", error));
  scope_clear(&scope);
  return ok;
}

/* Who never stopped anything says hello: he gets the help. */
static bool
start_scope(Talk *talk, const char *topic, GError **error)
{
  int64_t before, after;
  if (!count_stops(talk, topic, &before, error) ||
      !contact_opt_in(talk->desk->queue, "sms", talk->contact->lookup, topic,
                      error) ||
      !count_stops(talk, topic, &after, error))
    return false;
  if (before == 0)
    return talk_answer(talk, "help", NULL, error);
  json_t *data = topic_data(talk->keyword->argument);
  json_object_set_new(data, "stopped", json_boolean(after > 0));
  return talk_answer(talk, "start-confirmed", data, error);
}

bool
talk_start(Talk *talk, GError **error)
{
  Scope scope;
  if (!settle_question(talk, "no", error) || !find_scope(talk, &scope, error))
    return false;
  bool ok = scope.is_unknown ? talk_answer(talk, "status-unknown", NULL, error)
                             : start_scope(talk, scope.topic, error);
  scope_clear(&scope);
  return ok;
}

bool
talk_undo(Talk *talk, GError **error)
{
  g_autofree char *topic = NULL;
  if (!contact_undo_opt_out(talk->desk->queue, talk->contact,
                            talk->desk->now_ms - UNDO_MS, &topic, error))
    return false;
  return topic == NULL
             ? talk_answer(talk, "undo-nothing", NULL, error)
             : talk_answer(talk, "start-confirmed", written_data(topic), error);
}
