/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen writes about a ticket of his.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/citizen/report_citizen_wish.h"
#include "daemon/services/report/citizen/report_follow.h"
#include "daemon/services/report/citizen/report_rating.h"
#include "daemon/services/report/danger/report_danger.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/external/report_external.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/intake/report_ask.h"
#include "daemon/services/report/intake/report_place.h"
#include "daemon/services/report/letter/report_letter.h"
#include "daemon/services/report/same/report_same.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/wish/wish.h"
#include "queue/agenda.h"
#include "queue/person.h"

static bool
add_citizen_event(Desk *desk, const Incoming *incoming, const char *what,
                  const char *words, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  TicketEvent event = {
      .at_ms = desk->now_ms,
      .what = what,
      .actor = "citizen",
      .note = words,
      .inbox_id = incoming->item->id.text,
  };
  return ticket_add_event(desk->queue, ticket, &event, error);
}

static bool
leave_topic(Desk *desk, const Ticket *ticket, GError **error)
{
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  return contact != NULL &&
         contact_opt_out(desk->queue, contact->channel, contact->lookup,
                         ticket->digits, error);
}

/* What a citizen wrote.  His own ticket may be the same as another, which his
 * words are about then. */
typedef struct Reply {
  Ticket *own, *about;
  const char *words;
  bool reopened;
  int64_t repeats;  /* how often he told it once more; 0: this tells more */
  bool unnamed;     /* he wants not to be named, and says so here */
  bool abuse;       /* he may insult or threaten */
  const char *also; /* other tickets he wrote to by the same mail; or NULL */
  bool which;       /* it asks for something, and he is asked for which */
} Reply;

/* The desk reads what insults or threatens, and whoever it is aimed at does
 * not; that he wrote, and what follows from it, the department is told.  The
 * desk comes first: where it stands in for the department, it has the words. */
static bool
hand_over(Desk *desk, const Ticket *ticket, const Reply *reply,
          ReportHandover handover, GError **error)
{
  if (!reply->abuse)
    return report_hand_over(desk, ticket, &handover, error);
  handover.abuse = true;
  if (!report_hand_over(desk, ticket, &handover, error))
    return false;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  handover.abuse = false;
  handover.withheld = true;
  handover.words = "";
  handover.attachments = none;
  return strcmp(report_department(desk, ticket)->id,
                desk->config->town->desk) == 0 ||
         report_hand_over(desk, ticket, &handover, error);
}

/* Tell the department, and the citizen that his words arrived.  That somebody
 * else wrote stands with the ticket; his words stand with his own. */
static bool
pass_on(Desk *desk, const Incoming *incoming, const Reply *reply,
        GError **error)
{
  const Ticket *ticket = reply->own;
  bool joined = reply->about != ticket;
  ReportHandover handover = {
      .text = "ticket-addition",
      .teller = joined ? ticket : NULL,
      .inbox_id = incoming->item->id.text,
      .words = reply->words,
      .received_at_ms = incoming->item->received_at_ms,
      .reopened = reply->reopened,
      .repeats = reply->repeats,
      .attachments = incoming->attachments,
      .owner_id = ticket->person_id.text,
  };
  if (!hand_over(desk, reply->about, reply, handover, error) ||
      (joined && !reply->reopened &&
       !report_same_note(desk, incoming, reply->about, "supporter-wrote",
                         error)))
    return false;
  ReportNews news = {
      .text = reply->repeats > 0 ? "repeat-confirmed" : "addition-confirmed",
      .data = json_pack("{s:b, s:s*, s:b}", "unnamed", (int)reply->unnamed,
                        "also", reply->also, "which", (int)reply->which),
      .dedupe_daily = reply->also == NULL};
  return report_answer_citizen(desk, incoming, ticket, &news, error);
}

static bool
reopen(Desk *desk, const Incoming *incoming, Reply *reply, GError **error)
{
  reply->reopened = true;
  if (reply->about != reply->own &&
      !report_same_note(desk, incoming, reply->about, "objected", error))
    return false;
  return add_citizen_event(desk, incoming, "objected", reply->words, error) &&
         report_count(desk, "reopened", error) &&
         report_deadline_reopen(desk, reply->about, error) &&
         agenda_cancel(desk->queue, "report-close", reply->about->id.text,
                       error) &&
         pass_on(desk, incoming, reply, error);
}

/* He told it before: it lies with the older one, which is looked at first. */
static bool
repeat(Desk *desk, const Incoming *incoming, Reply *reply, GError **error)
{
  const TicketEvent repeated = {.what = "repeated"};
  return add_citizen_event(desk, incoming, repeated.what, reply->words,
                           error) &&
         report_count(desk, "repeated", error) &&
         ticket_count_events(desk->queue, reply->own, &repeated,
                             &reply->repeats, error) &&
         pass_on(desk, incoming, reply, error);
}

/* One who is content does not speak for the others. */
static bool
confirm_end(Desk *desk, const Incoming *incoming, const Reply *reply,
            GError **error)
{
  return add_citizen_event(desk, incoming, "confirmed", reply->words, error) &&
         (reply->about != reply->own ||
          ticket_set_state(desk->queue, reply->own, TICKET_STATE_CLOSED,
                           error)) &&
         report_rating_ask(desk, incoming, reply->own, error);
}

/* Where it is, as we asked; of a danger, besides. */
static bool
take_place(Desk *desk, const Incoming *incoming, const Reply *reply,
           bool *out_taken, GError **error)
{
  const ReportPlaceAnswer answer = {reply->own, reply->words, reply->abuse};
  return report_place_take(desk, incoming, &answer, out_taken, error);
}

/* asked   the ticket has not been anywhere yet */
static bool
tell_danger(Desk *desk, const Incoming *incoming, const Reply *reply,
            bool asked, GError **error)
{
  bool placed;
  ReportAskAnswer answer = {reply->own, reply->words, false};
  return (!asked || report_ask_complete(desk, incoming, &answer, error)) &&
         take_place(desk, incoming, reply, &placed, error) &&
         report_danger_follow(desk, incoming, reply->words, error);
}

/* What he wrote goes to the department as it is. */
static bool
file_words(Desk *desk, const Incoming *incoming, const Reply *reply,
           GError **error)
{
  return add_citizen_event(desk, incoming, "citizen-wrote", reply->words,
                           error) &&
         pass_on(desk, incoming, reply, error);
}

static bool
tell_more(Desk *desk, const Incoming *incoming, const Reply *reply,
          GError **error)
{
  return report_deadline_resume(desk, reply->own, error) &&
         file_words(desk, incoming, reply, error);
}

static bool
rate(Desk *desk, const Incoming *incoming, const Reply *reply, GError **error)
{
  bool done;
  g_autofree char *first = report_telling_line(incoming, reply->words);
  return report_rating_take(desk, incoming, first, &done, error) &&
         (done || tell_more(desk, incoming, reply, error));
}

static bool
fulfil(Desk *desk, const Incoming *incoming, Reply *reply, CitizenWish wish,
       GError **error)
{
  switch (wish) {
  case CITIZEN_WISH_LEAVE:
    return leave_topic(desk, reply->own, error) &&
           add_citizen_event(desk, incoming, "opted-out", NULL, error);
  case CITIZEN_WISH_CLOSE:
    return confirm_end(desk, incoming, reply, error);
  case CITIZEN_WISH_REOPEN:
    return reopen(desk, incoming, reply, error);
  case CITIZEN_WISH_AGAIN:
    return repeat(desk, incoming, reply, error);
  case CITIZEN_WISH_RATE:
    return rate(desk, incoming, reply, error);
  case CITIZEN_WISH_AGREE:
    return report_external_grant(desk, incoming, error) &&
           tell_more(desk, incoming, reply, error);
  case CITIZEN_WISH_FOLLOW: /* a matter of its own, the caller's */
  case CITIZEN_WISH_TELL:
    break;
  }
  return tell_more(desk, incoming, reply, error);
}

/* Besides the answer; his report may have been joined by it. */
static bool
file_more(Desk *desk, const Incoming *incoming, Reply *reply, GError **error)
{
  Ticket *found = NULL;
  if (!report_find_original(desk, reply->own, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  reply->about = original == NULL ? reply->own : original;
  return file_words(desk, incoming, reply, error);
}

static bool
carry_out(Desk *desk, const Incoming *incoming, Reply *reply,
          Handled *out_handled, GError **error)
{
  bool asked;
  if (!report_ask_is_open(desk, reply->own, &asked, error))
    return false;
  if (incoming->danger != NULL)
    return tell_danger(desk, incoming, reply, asked, error);
  ReportTwinAnswer same = {0};
  if (!asked && !report_twin_answer(desk, incoming, reply->words, &same, error))
    return false;
  if (same.taken)
    return !same.has_more || file_more(desk, incoming, reply, error);
  CitizenWish wish =
      report_citizen_wish(desk, incoming, reply->about, reply->words);
  if (asked && wish != CITIZEN_WISH_LEAVE)
    return report_ask_complete(
        desk, incoming,
        &(ReportAskAnswer){reply->own, reply->words, reply->abuse}, error);
  if (reply->which)
    return file_words(desk, incoming, reply, error);
  bool placed = false;
  if (!report_wish_is_order(wish) &&
      !take_place(desk, incoming, reply, &placed, error))
    return false;
  if (placed)
    return true;
  return wish == CITIZEN_WISH_FOLLOW
             ? report_follow(desk, incoming, out_handled, error)
             : fulfil(desk, incoming, reply, wish, error);
}

/* A token that went to his address alone, or the proof of its domain: he is
 * behind it, also where somebody else had told of him. */
static bool
verify_writer(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  bool proved = mail != NULL && mail->auth != AUTH_VERDICT_FAIL &&
                (incoming->belonging.token.role == TOKEN_ROLE_CITIZEN ||
                 incoming_is_authenticated(incoming));
  return !proved ||
         contact_verify(desk->queue,
                        incoming->belonging.ticket->contact_id.text, error);
}

/* What is the same for all tickets that one mail was written to. */
typedef struct Shared {
  const Incoming *incoming; /* as it belongs to the first */
  const char *words;
  bool abuse, which;
} Shared;

/* Does it ask for something of one of several tickets?  A danger is told. */
static bool
must_say_which(const Desk *desk, const Incoming *incoming, const char *words)
{
  guint count = incoming_other_count(incoming);
  if (count == 0 || incoming->danger != NULL)
    return false;
  bool orders = report_wish_is_order(
      report_citizen_wish(desk, incoming, incoming->belonging.ticket, words));
  for (guint i = 0; i < count && !orders; i++) {
    const Incoming copy = incoming_to_other(incoming, i);
    orders = report_wish_is_order(
        report_citizen_wish(desk, &copy, copy.belonging.ticket, words));
  }
  return orders;
}

static bool
handle_for_ticket(Desk *desk, const Incoming *incoming, const Shared *shared,
                  Handled *out_handled, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Message *mail = incoming->mail;
  bool is_first = incoming == shared->incoming;
  if (mail != NULL && mail->message_id != NULL &&
      !ticket_set_thread(desk->queue, ticket, mail->message_id, error))
    return false;
  Ticket *found = NULL;
  if (!report_find_original(desk, ticket, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  g_autofree char *also = incoming_other_numbers(shared->incoming, ticket);
  Reply reply = {
      .own = ticket,
      .about = original == NULL ? ticket : original,
      .words = shared->words,
      .unnamed = wish_to_be_unnamed(desk->config->town->wishes, shared->words),
      .abuse = shared->abuse,
      .also = also,
      .which = shared->which};
  if ((reply.unnamed &&
       !report_anonymous_remember(desk, incoming, ticket, error)) ||
      (is_first && !report_store_attachments(desk, incoming, ticket, error)))
    return false;
  /* Whoever is on call hears of a danger once. */
  return !is_first && incoming->danger != NULL
             ? file_words(desk, incoming, &reply, error)
             : carry_out(desk, incoming, &reply, out_handled, error);
}

/* Thanks to several are noted with each of them. */
static bool
note_with_others(Desk *desk, const Incoming *incoming, const char *what,
                 GError **error)
{
  g_autofree char *words = report_words(desk, incoming);
  for (guint i = 0; i < incoming_other_count(incoming); i++) {
    const Incoming copy = incoming_to_other(incoming, i);
    if (!add_citizen_event(desk, &copy, what, words, error))
      return false;
  }
  return true;
}

bool
report_handle_citizen(Desk *desk, const Incoming *incoming,
                      Handled *out_handled, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  ReportLetterReply letter;
  if (!verify_writer(desk, incoming, error) ||
      !report_letter_take_reply(desk, incoming, out_handled, &letter, error))
    return false;
  if (letter == REPORT_LETTER_TAKEN) /* a matter of its own, or thanks */
    return strcmp(out_handled->ticket_id.text, ticket->id.text) != 0 ||
           note_with_others(desk, incoming, out_handled->kind, error);
  g_autofree char *words = report_words(desk, incoming);
  *out_handled = (Handled){.kind = "addition",
                           .person_id = ticket->person_id,
                           .contact_id = ticket->contact_id,
                           .ticket_id = ticket->id};
  const Shared shared = {.incoming = incoming,
                         .words = words,
                         .abuse = letter == REPORT_LETTER_ABUSES,
                         .which = must_say_which(desk, incoming, words)};
  if (!handle_for_ticket(desk, incoming, &shared, out_handled, error))
    return false;
  for (guint i = 0; i < incoming_other_count(incoming); i++) {
    const Incoming copy = incoming_to_other(incoming, i);
    Handled ignored = *out_handled; /* the row names one ticket */
    if (!handle_for_ticket(desk, &copy, &shared, &ignored, error))
      return false;
  }
  return true;
}
