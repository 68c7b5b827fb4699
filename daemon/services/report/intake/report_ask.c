/* SPDX-License-Identifier: Apache-2.0
 *
 * The one question about a message that says nothing itself.
 */
#include "daemon/services/report/intake/report_ask.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/config/town_charge.h"
#include "parsers/config/town_fold.h"
#include "parsers/learn/town_choice.h"
#include "parsers/message.h"
#include "parsers/place/places.h"
#include "parsers/reply/pointing.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"
#include "queue/agenda.h"
#include "templates/format.h"

/* Subjects that name no matter, as town_fold() writes them; mail programs put a
 * file's name there, too. */
static const char *const empty_subjects[] = {
    "meldung",         "maengelmeldung", "mangel",     "maengel",  "schaden",
    "schadensmeldung", "hinweis",        "anfrage",    "anliegen", "hallo",
    "kein betreff",    "ohne betreff",   "no subject", "report",   "hello",
    "nachricht",       "message",        "info",       "problem",  "beschwerde",
};

static bool
subject_says_nothing(const char *written)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *subject = subject_base(written, &prefix);
  if (prefix == SUBJECT_PREFIX_REPLY ||
      pointing_worth(subject) != TEXT_WORTH_SAYS)
    return true;
  g_autofree char *folded = town_fold(subject);
  for (size_t i = 0; i < G_N_ELEMENTS(empty_subjects); i++)
    if (strcmp(folded, empty_subjects[i]) == 0)
      return true;
  return g_str_has_prefix(folded, "img ") || g_str_has_suffix(folded, " jpg") ||
         g_str_has_suffix(folded, " jpeg");
}

/* A document speaks for itself, and a person reads it. */
static bool
has_document(const Incoming *incoming)
{
  for (guint i = 0; i < incoming->attachments->len; i++) {
    const StoredAttachment *file = incoming->attachments->pdata[i];
    if (!g_str_has_prefix(file->media_type, "image/") &&
        (file->filename == NULL ||
         !attachment_name_is_signature(file->filename)))
      return true;
  }
  return false;
}

bool
report_ask_is_needed(const Incoming *incoming, const ReportMatter *matter,
                     const Ticket *ticket)
{
  const Message *mail = incoming->mail;
  const char *text = mail != NULL ? mail->text : incoming->sms->text;
  bool known = ticket->category != NULL && ticket->place != NULL;
  if (known || incoming->danger != NULL || incoming->answers_paused ||
      incoming->item->adopted || incoming->belonging.linked ||
      report_request_text(incoming) != NULL || !report_matter_is_own(matter))
    return false;
  if (mail != NULL && (mail->form != NULL || mail->forwarded->len > 0 ||
                       !subject_says_nothing(matter->subject)))
    return false;
  return pointing_worth(text) != TEXT_WORTH_SAYS && !has_document(incoming);
}

bool
report_ask_begin(Desk *desk, const Incoming *incoming, Ticket *ticket,
                 GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "asked-what",
                       .actor = "town",
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         ticket_set_state(desk->queue, ticket, TICKET_STATE_WAITING, error) &&
         agenda_set(desk->queue, REPORT_ASK_TIMER, ticket->id.text,
                    desk->now_ms + REPORT_ASK_DAYS * INT64_C(86400000), error);
}

bool
report_ask_is_open(Desk *desk, const Ticket *ticket, bool *out_is,
                   GError **error)
{
  return store_get_bool(desk->queue->store, out_is, error,
                        "SELECT count(*) FROM agenda WHERE kind = $1"
                        " AND subject = $2 AND state = 'waiting'",
                        "tt", REPORT_ASK_TIMER, ticket->id.text);
}

/* --- the answer ----------------------------------------------------------- */

/* His words in place of those that said nothing; the point of his photo stays
 * unless he names another place. */
static bool
set_words(Desk *desk, const Incoming *incoming, Ticket *ticket,
          const char *words, GError **error)
{
  const GPtrArray *places =
      incoming->mail != NULL ? incoming->mail->places : incoming->sms->places;
  g_autofree char *place = places_to_words(places);
  const Place *point = places_best_point(places);
  return ticket_set_text(desk->queue, ticket, words, error) &&
         (place == NULL ||
          (ticket_set_place(desk->queue, ticket, place, error) &&
           (point == NULL ||
            ticket_set_point(desk->queue, ticket, point, error))));
}

/* Whose it is, now that it says something. */
static bool
route(Desk *desk, Ticket *ticket, bool abuse, GError **error)
{
  const Town *town = desk->config->town;
  g_autoptr(TownChoice) choice = town_choose(town, ticket->text, desk->model);
  const Category *category = town_choice_decided(town, choice);
  if (category == NULL && ticket->category != NULL)
    category = town_category(town, ticket->category);
  bool to_desk = abuse || category == NULL;
  const char *department =
      to_desk ? town->desk
              : town_charge(town, category, &ticket->point).department;
  if (category != NULL &&
      !ticket_set_category(desk->queue, ticket, category->id, error))
    return false;
  if (category != NULL && category->deadline_days > 0 &&
      !ticket_set_due(
          desk->queue, ticket,
          desk_add_working_days(desk, desk->now_ms, category->deadline_days),
          error))
    return false;
  return strcmp(department, ticket->department) == 0 ||
         ticket_assign(desk->queue, ticket, department, error);
}

bool
report_ask_hand_over(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                     ReportHandover *handover, GError **error)
{
  g_autoptr(GPtrArray) first = attachments_of_ticket(
      desk->queue, ticket->inbox_id.text, ticket->id.text, error);
  if (first == NULL)
    return false;
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < first->len; i++)
    g_ptr_array_add(all, first->pdata[i]);
  for (guint i = 0; incoming != NULL && i < incoming->attachments->len; i++)
    g_ptr_array_add(all, incoming->attachments->pdata[i]);
  handover->text = "ticket";
  handover->inbox_id = ticket->inbox_id.text;
  handover->attachments = all;
  bool ok = report_hand_over(desk, ticket, handover, error);
  handover->attachments = NULL;
  return ok &&
         agenda_set(desk->queue, "report-alarm", ticket->id.text,
                    desk->now_ms + RETRY_TICKET_ALARM_S * INT64_C(1000), error);
}

static bool
hand_over(Desk *desk, const Incoming *incoming, const Ticket *ticket,
          bool unanswered, GError **error)
{
  ReportHandover handover = {.words = ticket->text, .unanswered = unanswered};
  return report_ask_hand_over(desk, incoming, ticket, &handover, error);
}

static bool
confirm(Desk *desk, const Incoming *incoming, const Ticket *ticket,
        GError **error)
{
  const char *why;
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer_anybody(desk, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  g_autofree char *received =
      desk_date(desk, incoming->item->received_at_ms, ticket->language,
                (int)FORMAT_DATE_TIME);
  ReportNews news = {.text = "confirmation",
                     .data = json_pack("{s:s}", "received", received),
                     .inbox_id = incoming->item->id.text,
                     .held = incoming->answers_paused};
  return report_tell_citizen(desk, ticket, &news, NULL, error);
}

bool
report_ask_complete(Desk *desk, const Incoming *incoming,
                    const ReportAskAnswer *answer, GError **error)
{
  Ticket *ticket = answer->ticket;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "completed",
                       .actor = "citizen",
                       .note = answer->words,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         agenda_cancel(desk->queue, REPORT_ASK_TIMER, ticket->id.text, error) &&
         ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) &&
         set_words(desk, incoming, ticket, answer->words, error) &&
         route(desk, ticket, answer->abuse, error) &&
         report_twin_suspect(desk, ticket, error) &&
         hand_over(desk, incoming, ticket, false, error) &&
         (incoming->danger != NULL || confirm(desk, incoming, ticket, error));
}

bool
report_ask_expire(Desk *desk, Ticket *ticket, GError **error)
{
  if (ticket->state != TICKET_STATE_WAITING)
    return true;
  const char *to = desk->config->town->desk;
  TicketEvent event = {
      .at_ms = desk->now_ms, .what = "not-answered", .actor = "town"};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) &&
         (strcmp(ticket->department, to) == 0 ||
          ticket_assign(desk->queue, ticket, to, error)) &&
         hand_over(desk, NULL, ticket, true, error);
}
