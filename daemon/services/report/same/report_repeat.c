/* SPDX-License-Identifier: Apache-2.0
 *
 * Which tickets of the same person a new letter may be about.
 */
#include "daemon/services/report/same/report_repeat.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/sms/sms_which.h"
#include "parsers/danger/danger.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"
#include "queue/question.h"

enum { TICKETS_LOOKED_AT = 20 };

/* Is it the kind of message that may be a repeat?  A danger never waits behind
 * an old matter, and for others nobody repeats anything. */
static bool
may_repeat(const ReportRepeat *repeat)
{
  const Incoming *incoming = repeat->incoming;
  return incoming->danger == NULL && !incoming->item->adopted &&
         report_matter_is_own(repeat->matter) &&
         report_request_text(incoming) == NULL &&
         !report_words_are_foreign(incoming) && !incoming->belonging.linked;
}

/* Whoever may be somebody else opens nothing again. */
static bool
may_reopen(const Incoming *incoming)
{
  return incoming->mail == NULL || incoming_is_authenticated(incoming);
}

static bool
is_candidate(const ReportRepeat *repeat, const Ticket *ticket)
{
  bool ended = ticket->state == TICKET_STATE_SOLVED ||
               ticket->state == TICKET_STATE_NO_ACTION;
  return strcmp(ticket->service, "report") == 0 &&
         (!ended || may_reopen(repeat->incoming)) &&
         report_is_alike(repeat->said, ticket);
}

/* Those it may be about (Ticket *), newest first; NULL with an error. */
static GPtrArray *
find_candidates(Desk *desk, const ReportRepeat *repeat, GError **error)
{
  const Contact *contact = repeat->matter->contact;
  g_autoptr(GPtrArray) tickets = ticket_unclosed_of(
      desk->queue, contact->id.text, TICKETS_LOOKED_AT, error);
  if (tickets == NULL)
    return NULL;
  for (guint i = tickets->len; i > 0; i--)
    if (!is_candidate(repeat, tickets->pdata[i - 1]))
      g_ptr_array_remove_index(tickets, i - 1);
  return g_steal_pointer(&tickets);
}

/* He was asked about this message, and said that it is something new. */
static bool
was_asked(Desk *desk, const Incoming *incoming, bool *out_was, GError **error)
{
  Question *found = NULL;
  if (!question_of_message(desk->queue, incoming->item->id.text, &found, error))
    return false;
  g_autoptr(Question) question = found;
  *out_was = question != NULL;
  return true;
}

/* out_handled->held   he was asked */
static bool
ask_which(Desk *desk, const ReportRepeat *repeat, const GPtrArray *tickets,
          Handled *out_handled, GError **error)
{
  const Incoming *incoming = repeat->incoming;
  const Contact *contact = repeat->matter->contact;
  SmsWhich which = {.contact = contact, .tickets = tickets};
  if (incoming->mail != NULL || incoming->answers_paused ||
      danger_may_match(desk->config->town->danger, incoming->sms->text))
    return true;
  if (!sms_which_ask(desk, incoming, &which, error))
    return false;
  *out_handled = (Handled){.kind = "asked",
                           .person_id = contact->person_id,
                           .contact_id = contact->id,
                           .held = which.asked};
  return true;
}

/* Of several the newest, but not the one about a danger: that one is no matter
 * to be patient about. */
static Ticket *
likeliest(const GPtrArray *tickets)
{
  for (guint i = 0; i < tickets->len; i++) {
    Ticket *ticket = tickets->pdata[i];
    if (ticket->danger == NULL)
      return ticket;
  }
  return tickets->pdata[0];
}

bool
report_repeat_take(Desk *desk, const ReportRepeat *repeat, Handled *out_handled,
                   bool *out_taken, GError **error)
{
  bool asked = false;
  *out_taken = false;
  if (!may_repeat(repeat))
    return true;
  if (!was_asked(desk, repeat->incoming, &asked, error) || asked)
    return asked;
  g_autoptr(GPtrArray) tickets = find_candidates(desk, repeat, error);
  if (tickets == NULL || tickets->len == 0)
    return tickets != NULL;
  *out_taken = true;
  if (tickets->len > 1 && !ask_which(desk, repeat, tickets, out_handled, error))
    return false;
  if (tickets->len > 1 && out_handled->held)
    return true;
  Incoming about = *repeat->incoming;
  about.belonging = (Belonging){
      .kind = BELONGING_CITIZEN, .ticket = likeliest(tickets), .again = true};
  return incoming_note(desk, &about, "told-again",
                       about.belonging.ticket->text_number, error) &&
         report_handle_citizen(desk, &about, out_handled, error);
}
