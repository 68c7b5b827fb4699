/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS that need no ticket: STOP, START, HELP, STATUS.  A number can be forged,
 * so STATUS tells state and dates only.
 */
#include "daemon/services/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report_state.h"
#include "parsers/keyword.h"
#include "parsers/sms.h"
#include "queue/person.h"
#include "templates/format.h"

/* A text and its variables, which answer() steals. */
typedef struct Answer {
  const char *text;
  json_t *data;
  bool in_any_case; /* however often this number was answered lately */
} Answer;

static bool
answer(Desk *desk, const Incoming *incoming, const Contact *contact,
       const Answer *what, GError **error)
{
  json_auto_t *owned = what->data;
  const char *text = what->text;
  DeskReceiver receiver = {"sms", contact->address, true};
  const char *why;
  if (incoming_may_be_answered(incoming, &why) && !what->in_any_case &&
      !desk_may_answer(desk, &receiver, &why, error))
    return false;
  if (why == NULL && !report_answers(desk, contact->address))
    why = "service-state";
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  g_autofree char *dedupe =
      g_strconcat(text, "|", incoming->item->id.text, NULL);
  DeskSms sms = {
      .text = text,
      .language = contact->language != NULL
                      ? contact->language
                      : desk->config->town->languages->pdata[0],
      .data = owned,
      .channel = incoming->item->source,
      .to = contact->address,
      .owner_id = contact->person_id.text,
      .inbox_id = incoming->item->id.text,
      .dedupe = dedupe,
      .held = incoming->answers_paused,
  };
  return desk_send_sms(desk, &sms, NULL, error);
}

/* What STOP or START is about: digits of a ticket, a word, "" for everything.
 * Owned by the caller. */
static char *
topic_of(const Keyword *keyword)
{
  Number number;
  char digits[NUMBER_TEXT_SIZE] = "";
  if (keyword->argument == NULL)
    return g_strdup("");
  if (number_parse(keyword->argument, &number) && !number.is_short)
    number_format_digits(&number, digits);
  return g_strdup(digits[0] != '\0' ? digits : keyword->argument);
}

/* How many opt-outs of this number there are, of everything and of a topic. */
static bool
count_stops(Desk *desk, const Contact *contact, const char *topic,
            int64_t *out_count, GError **error)
{
  return store_get_int64(desk->queue->store, out_count, error,
                         "SELECT count(*) FROM opt_out WHERE channel = 'sms'"
                         " AND lookup = $1 AND topic IN ('', $2)",
                         "bt", contact->lookup, topic);
}

static json_t *
topic_data(const Keyword *keyword)
{
  return keyword->argument == NULL
             ? json_object()
             : json_pack("{s:s}", "topic", keyword->argument);
}

static bool
stop(Desk *desk, const Incoming *incoming, const Contact *contact,
     const Keyword *keyword, GError **error)
{
  g_autofree char *topic = topic_of(keyword);
  int64_t before;
  if (!count_stops(desk, contact, topic, &before, error) ||
      !contact_opt_out(desk->queue, "sms", contact->lookup, topic, error))
    return false;
  if (before > 0)
    return incoming_note(desk, incoming, "no-answer", "stopped-before", error);
  /* Its one confirmation, however much was said before. */
  return answer(desk, incoming, contact,
                &(Answer){"stop-confirmed", topic_data(keyword), true}, error);
}

/* The member of "state" a text looks for. */
static const char *const state_members[] = {
    [TICKET_STATE_NEW] = "new",
    [TICKET_STATE_OPEN] = "open",
    [TICKET_STATE_WAITING] = "waiting",
    [TICKET_STATE_SOLVED] = "solved",
    [TICKET_STATE_CLOSED] = "closed",
    [TICKET_STATE_NO_ACTION] = "no_action",
    [TICKET_STATE_DUPLICATE] = "duplicate",
};

static json_t *
status_data(const Desk *desk, const Ticket *ticket, const char *language)
{
  g_autofree char *changed = desk_date(desk, ticket->changed_at_ms, language,
                                       (int)FORMAT_DATE_NUMERIC);
  json_t *data =
      json_pack("{s:s, s:s, s:{s:b}}", "number", ticket->text_number, "changed",
                changed, "state", state_members[ticket->state], 1);
  if (report_is_awaited(desk, ticket)) {
    g_autofree char *due =
        desk_date(desk, ticket->due_at_ms, language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "due_short", json_string(due));
  }
  return data;
}

static bool
status(Desk *desk, const Incoming *incoming, const Contact *contact,
       const Keyword *keyword, GError **error)
{
  Number number;
  g_autoptr(Ticket) ticket = NULL;
  if (keyword->argument != NULL && number_parse(keyword->argument, &number)) {
    GError *failure = NULL;
    ticket = ticket_load_number(desk->queue, &number, &failure);
    if (failure != NULL &&
        !g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING)) {
      g_propagate_error(error, failure);
      return false;
    }
    g_clear_error(&failure);
  }
  if (ticket == NULL)
    return answer(desk, incoming, contact,
                  &(Answer){"status-unknown", json_object(), false}, error);
  const char *language = contact->language != NULL
                             ? contact->language
                             : desk->config->town->languages->pdata[0];
  return answer(desk, incoming, contact,
                &(Answer){"status", status_data(desk, ticket, language), false},
                error);
}

/* Who never stopped anything says hello: he gets the help. */
static bool
start(Desk *desk, const Incoming *incoming, const Contact *contact,
      const Keyword *keyword, GError **error)
{
  g_autofree char *topic = topic_of(keyword);
  int64_t before, after;
  if (!count_stops(desk, contact, topic, &before, error) ||
      !contact_opt_in(desk->queue, "sms", contact->lookup, topic, error) ||
      !count_stops(desk, contact, topic, &after, error))
    return false;
  if (before == 0)
    return answer(desk, incoming, contact,
                  &(Answer){"help", json_object(), false}, error);
  json_t *data = topic_data(keyword);
  json_object_set_new(data, "stopped", json_boolean(after > 0));
  return answer(desk, incoming, contact,
                &(Answer){"start-confirmed", data, false}, error);
}

/* Nothing was written and nothing came along: a pocket, or a telephone that
 * showed a picture but sent none.  Such a text gets the help, for there is
 * nothing that a ticket could be about. */
static bool
is_empty(const Incoming *incoming)
{
  const SmsIn *sms = incoming->sms;
  const char *at = sms->text;
  while (*at != '\0' && (g_unichar_isspace(g_utf8_get_char(at)) ||
                         g_unichar_iszerowidth(g_utf8_get_char(at))))
    at = g_utf8_next_char(at);
  return *at == '\0' && sms->media->len == 0 && incoming->attachments->len == 0;
}

bool
report_handle_keyword(Desk *desk, const Incoming *incoming,
                      Handled *out_handled, bool *out_done, GError **error)
{
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  *out_done = keyword->kind == KEYWORD_STOP || keyword->kind == KEYWORD_START ||
              keyword->kind == KEYWORD_HELP ||
              keyword->kind == KEYWORD_STATUS || is_empty(incoming);
  if (!*out_done)
    return true;
  ContactClaim claim = {.channel = "sms", .address = incoming->sms->from};
  g_autoptr(Contact) contact = contact_ensure(desk->queue, &claim, error);
  if (contact == NULL)
    return false;
  *out_handled = (Handled){.kind = is_empty(incoming)
                                       ? "empty"
                                       : keyword_kind_to_string(keyword->kind),
                           .person_id = contact->person_id,
                           .contact_id = contact->id};
  if (keyword->kind == KEYWORD_STOP)
    return stop(desk, incoming, contact, keyword, error);
  if (keyword->kind == KEYWORD_START)
    return start(desk, incoming, contact, keyword, error);
  if (keyword->kind != KEYWORD_STATUS)
    return answer(desk, incoming, contact,
                  &(Answer){"help", json_object(), false}, error);
  return status(desk, incoming, contact, keyword, error);
}
