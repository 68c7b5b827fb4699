/* SPDX-License-Identifier: Apache-2.0
 *
 * AUCH 417: one more person tells of a ticket.  He gets a ticket of his own
 * that is the same as that one, so that news, STOPP and his replies go the ways
 * that all of them go; its department has one ticket and a count.
 */
#include <string.h>

#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/intake/report_confirm.h"
#include "daemon/services/report/same/report_same.h"
#include "daemon/services/report/same/report_twin.h"
#include "daemon/services/report/status/report_status.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_also.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"

enum { SAME_MAX = 500 }; /* more would be a broadcast */

/* What he says. */
typedef struct Also {
  Number number;
  char *words; /* besides; "": nothing */
} Also;

static void
also_clear(Also *also)
{
  g_free(also->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Also, also_clear)

static bool
find_also(const Incoming *incoming, Also *out)
{
  if (!report_may_request(incoming) || report_words_are_foreign(incoming))
    return false;
  for (unsigned i = 0; i < 2; i++) {
    g_autofree char *line = report_request_line(incoming, i);
    g_autofree char *behind = NULL;
    if (line == NULL || !keyword_also(line, &out->number, &behind))
      continue;
    g_autofree char *rest = report_request_rest(incoming, i);
    g_autofree char *all = g_strjoin("\n", behind, rest, NULL);
    out->words = g_strdup(g_strstrip(all));
    return true;
  }
  return false;
}

/* A number was meant, but it is none. */
static bool
is_mistyped(const Incoming *incoming)
{
  bool mistyped = false;
  for (unsigned i = 0; i < 2 && !mistyped && report_may_request(incoming);
       i++) {
    g_autofree char *line = report_request_line(incoming, i);
    g_autofree char *rest = report_request_rest(incoming, i);
    g_autoptr(Keyword) keyword =
        keyword_classify(line == NULL ? "" : line, NULL);
    mistyped = keyword->kind == KEYWORD_ALSO && rest[0] == '\0';
  }
  return mistyped && !report_words_are_foreign(incoming);
}

static bool
is_known(const Ticket *ticket)
{
  return ticket != NULL && !report_is_secret(ticket) &&
         ticket->danger == NULL && ticket->category != NULL;
}

static bool
is_open(const Ticket *ticket)
{
  return ticket->state == TICKET_STATE_NEW ||
         ticket->state == TICKET_STATE_OPEN ||
         ticket->state == TICKET_STATE_WAITING;
}

/* The ticket of this number, or the one that it is the same as; *out NULL: none
 * that he may know of. */
static bool
find_meant(Desk *desk, const Number *number, Ticket **out, GError **error)
{
  Ticket *found = NULL, *original = NULL;
  *out = NULL;
  if (!ticket_find_number(desk->queue, number, &found, error))
    return false;
  g_autoptr(Ticket) named = found;
  if (named != NULL && !report_find_original(desk, named, &original, error))
    return false;
  g_autoptr(Ticket) meant =
      original != NULL ? original : g_steal_pointer(&named);
  if (is_known(meant))
    *out = g_steal_pointer(&meant);
  return true;
}

/* His ticket among those of one matter; *out NULL: he has none. */
static bool
find_own(Desk *desk, const Ticket *meant, const Contact *contact, Ticket **out,
         GError **error)
{
  *out = NULL;
  if (strcmp(meant->contact_id.text, contact->id.text) == 0)
    return ticket_find(desk->queue, meant->id.text, out, error);
  g_autoptr(GPtrArray) same =
      ticket_duplicates_of(desk->queue, meant, SAME_MAX, error);
  for (guint i = 0; same != NULL && i < same->len && *out == NULL; i++) {
    const Ticket *ticket = same->pdata[i];
    if (strcmp(ticket->contact_id.text, contact->id.text) == 0)
      *out = g_ptr_array_steal_index(same, i);
  }
  return same != NULL;
}

/* --- one more ------------------------------------------------------------- */

/* Who says it, of which ticket, and what is told him. */
typedef struct Standing {
  const Contact *contact;
  const Ticket *own, *meant;
  const char *words; /* that he says besides; "": none */
  const char *what;  /* a member of `supporter` */
} Standing;

static Ticket *
make_ticket(Desk *desk, const Incoming *incoming, const Standing *standing)
{
  const Ticket *meant = standing->meant;
  const Contact *contact = standing->contact;
  Ticket *ticket = ticket_new();
  ticket->service = g_strdup("report");
  ticket->category = g_strdup(meant->category);
  ticket->department = g_strdup(meant->department);
  ticket->language =
      g_strdup(incoming_language(desk, incoming, contact->language));
  ticket->channel = g_strdup(contact->channel);
  ticket->mailbox = g_strdup(incoming->item->source);
  ticket->person_id = contact->person_id;
  ticket->contact_id = contact->id;
  ticket->inbox_id = incoming->item->id;
  ticket->text = g_strdup(standing->words);
  if (incoming->mail != NULL)
    ticket->thread_id = g_strdup(incoming->mail->message_id);
  return ticket;
}

/* Its department has the ticket; it learns what this one says more of it. */
static bool
hand_over_words(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                const Ticket *meant, GError **error)
{
  if (ticket->text[0] == '\0' && !report_shows_something(incoming))
    return true;
  ReportHandover handover = {.text = "ticket-addition",
                             .teller = ticket,
                             .inbox_id = incoming->item->id.text,
                             .words = ticket->text,
                             .received_at_ms = incoming->item->received_at_ms,
                             .owner_id = ticket->person_id.text,
                             .attachments = incoming->attachments};
  return report_hand_over(desk, meant, &handover, error);
}

/* As seldom as any other first answer, for the address may be forged. */
static bool
may_tell(Desk *desk, const Incoming *incoming, const Contact *contact,
         const char **out_why, GError **error)
{
  bool proved = incoming->mail == NULL || incoming_is_authenticated(incoming);
  const DeskReceiver receiver = {.channel = contact->channel,
                                 .address = contact->address,
                                 .is_authenticated = proved};
  return !incoming_may_be_answered(incoming, out_why) ||
         desk_may_answer(desk, &receiver, out_why, error);
}

static bool
tell(Desk *desk, const Incoming *incoming, const Standing *standing,
     GError **error)
{
  const char *why;
  if (!may_tell(desk, incoming, standing->contact, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  ReportNews news = {.text = "supporter",
                     .contact = standing->contact,
                     .data = report_twin_news(desk, standing->own,
                                              standing->meant, standing->what),
                     .inbox_id = incoming->item->id.text,
                     .held = incoming->answers_paused};
  return report_tell_citizen(desk, standing->own, &news, NULL, error);
}

static bool
add_created(Desk *desk, const Incoming *incoming, const Ticket *ticket,
            GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "created",
                       .actor = "citizen",
                       .detail = ticket->department,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

static bool
join(Desk *desk, const Incoming *incoming, Standing *standing,
     Handled *out_handled, GError **error)
{
  g_autoptr(Ticket) ticket = make_ticket(desk, incoming, standing);
  g_autoptr(Ticket) meant =
      ticket_load(desk->queue, standing->meant->id.text, error);
  if (meant == NULL ||
      !ticket_create(desk->queue, ticket, desk_local_year(desk), error) ||
      !add_created(desk, incoming, ticket, error) ||
      !report_store_attachments(desk, incoming, ticket, error) ||
      !report_twin_join(desk, incoming, ticket, meant, error))
    return false;
  g_autoptr(Ticket) counted = ticket_load(desk->queue, meant->id.text, error);
  standing->own = ticket;
  out_handled->ticket_id = ticket->id;
  return counted != NULL &&
         hand_over_words(desk, incoming, ticket, counted, error) &&
         tell(desk, incoming, standing, error);
}

/* Words of somebody who is counted already are about his ticket. */
static bool
add_words(Desk *desk, const Incoming *incoming, Ticket *own,
          Handled *out_handled, GError **error)
{
  Incoming about = *incoming;
  about.belonging =
      (Belonging){.kind = BELONGING_CITIZEN, .ticket = own, .again = true};
  return report_handle_citizen(desk, &about, out_handled, error);
}

/* --- what he meant -------------------------------------------------------- */

/* There is no such ticket, or none that may be joined: he is told so, unless he
 * says what it is, which is a matter of its own then. */
static bool
turn_away(Desk *desk, const Incoming *incoming, const Standing *standing,
          bool *out_done, GError **error)
{
  *out_done = standing->words[0] == '\0' && !report_shows_something(incoming);
  return !*out_done || report_tell_status(desk, incoming, standing->contact,
                                          standing->meant, error);
}

static bool
count_him(Desk *desk, const Incoming *incoming, Standing *standing,
          Handled *out_handled, GError **error)
{
  Ticket *found = NULL;
  const Ticket *meant = standing->meant;
  if (!find_own(desk, meant, standing->contact, &found, error))
    return false;
  g_autoptr(Ticket) own = found;
  if (own != NULL && standing->words[0] != '\0')
    return add_words(desk, incoming, own, out_handled, error);
  standing->what = own == NULL                                 ? "me_too"
                   : strcmp(own->id.text, meant->id.text) == 0 ? "own_report"
                                                               : "already";
  standing->own = own;
  if (own != NULL)
    return tell(desk, incoming, standing, error);
  return join(desk, incoming, standing, out_handled, error);
}

bool
report_handle_also(Desk *desk, const Incoming *incoming, Handled *out_handled,
                   bool *out_done, GError **error)
{
  g_auto(Also) also = {0};
  Ticket *found = NULL;
  bool names = find_also(incoming, &also);
  *out_done = names || is_mistyped(incoming);
  if (!*out_done)
    return true;
  bool by_mail = incoming->mail != NULL;
  ContactClaim claim = {.channel = by_mail ? "mail" : "sms",
                        .address = by_mail ? incoming->mail->from->address
                                           : incoming->sms->from,
                        .name = by_mail ? incoming->mail->from->name : NULL};
  g_autoptr(Contact) contact = contact_ensure(desk->queue, &claim, error);
  if (contact == NULL ||
      (names && !find_meant(desk, &also.number, &found, error)))
    return false;
  g_autoptr(Ticket) meant = found;
  Standing standing = {
      .contact = contact, .meant = meant, .words = names ? also.words : ""};
  *out_handled = (Handled){.kind = "also",
                           .person_id = contact->person_id,
                           .contact_id = contact->id};
  if (meant == NULL || !is_open(meant))
    return turn_away(desk, incoming, &standing, out_done, error);
  out_handled->ticket_id = meant->id;
  return count_him(desk, incoming, &standing, out_handled, error);
}
