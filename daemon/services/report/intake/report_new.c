/* SPDX-License-Identifier: Apache-2.0
 *
 * A new matter becomes a ticket: category, department, number, confirmation,
 * ticket mail.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/citizen/report_follow.h"
#include "daemon/services/report/danger/report_danger.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/desk/report_taught.h"
#include "daemon/services/report/elsewhere/report_elsewhere.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/intake/report_ask.h"
#include "daemon/services/report/intake/report_category.h"
#include "daemon/services/report/intake/report_charge.h"
#include "daemon/services/report/intake/report_confirm.h"
#include "daemon/services/report/intake/report_matter.h"
#include "daemon/services/report/intake/report_place.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/services/report/letter/report_letter.h"
#include "daemon/services/report/letter/report_listed.h"
#include "daemon/services/report/record/report_record.h"
#include "daemon/services/report/same/report_repeat.h"
#include "daemon/services/report/same/report_twin.h"
#include "daemon/services/report/split/report_split.h"
#include "parsers/message.h"
#include "parsers/place/places.h"
#include "parsers/sms/sms.h"
#include "parsers/wish/wish.h"
#include "queue/agenda.h"
#include "queue/attachment.h"

/* A matter that is about to become a ticket. */
typedef struct Opening {
  ReportMatter matter;
  const Category *category; /* NULL: none was found, or it is no report */
  ReportLetter letter;
} Opening;

static void
opening_clear(Opening *opening)
{
  report_matter_clear(&opening->matter);
  report_letter_clear(&opening->letter);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Opening, opening_clear)

/* A danger's own, else that of the letter's kind, else that of the category,
 * else the desk; which also gets what nobody can tell whose it is. */
static const char *
department_of(const Desk *desk, const Incoming *incoming,
              const Opening *opening, const Place *point)
{
  const Town *town = desk->config->town;
  const Category *category = opening->category;
  ReportForwardKind forward = opening->matter.forward.kind;
  bool doubtful =
      forward == REPORT_FORWARD_UNREADABLE || forward == REPORT_FORWARD_SEVERAL;
  if (incoming->danger != NULL && incoming->danger->department != NULL)
    return incoming->danger->department;
  const char *own = report_letter_department(desk, &opening->letter);
  if (own != NULL)
    return own;
  return category == NULL || doubtful
             ? town->desk
             : town_charge(town, category, point).department;
}

static Ticket *
make_ticket(Desk *desk, const Incoming *incoming, const Opening *opening,
            GError **error)
{
  const ReportMatter *matter = &opening->matter;
  const Category *category = opening->category;
  g_autoptr(Ticket) ticket = ticket_new();
  ticket->service = g_strdup("report");
  ticket->category = g_strdup(category == NULL ? NULL : category->id);
  ticket->language = g_strdup(matter->language);
  ticket->channel = g_strdup(matter->contact->channel);
  ticket->mailbox = g_strdup(matter->source);
  ticket->person_id = matter->contact->person_id;
  ticket->contact_id = matter->contact->id;
  ticket->inbox_id = incoming->item->id;
  ticket->subject = g_strdup(matter->subject);
  ticket->text = g_strdup(matter->text);
  if (matter->recording != NULL)
    ticket->origin = g_strdup(matter->recording->origin);
  if (report_matter_is_own(matter) && incoming->mail != NULL)
    ticket->thread_id = g_strdup(incoming->mail->message_id);
  if (category != NULL && category->deadline_days > 0)
    ticket->due_at_ms =
        desk_add_working_days(desk, desk->now_ms, category->deadline_days);
  /* In any other letter it is where its writer lives. */
  g_autoptr(GPtrArray) places = opening->letter.way->routed
                                    ? report_matter_places(incoming, matter)
                                    : g_ptr_array_new();
  ticket->place = places_to_words(places);
  const Place *point = places_best_point(places);
  const Ticket *earlier = matter->earlier;
  if (ticket->place == NULL && earlier != NULL) {
    ticket->place = g_strdup(earlier->place);
    point = earlier->point.has_point ? &earlier->point : NULL;
  }
  ticket->department = g_strdup(department_of(desk, incoming, opening, point));
  if (!ticket_create(desk->queue, ticket, desk_local_year(desk), error) ||
      !report_note_charge(desk, incoming, category, point, error) ||
      (point != NULL && !ticket_set_point(desk->queue, ticket, point, error)))
    return NULL;
  return g_steal_pointer(&ticket);
}

bool
report_store_attachments(Desk *desk, const Incoming *incoming,
                         const Ticket *ticket, GError **error)
{
  for (guint i = 0; i < incoming->attachments->len; i++) {
    StoredAttachment *attachment = incoming->attachments->pdata[i];
    if (!attachment_give_to(desk->queue, attachment, ticket->person_id.text,
                            error) ||
        !attachment_add(desk->queue, attachment, incoming->item->id.text,
                        ticket->id.text, error))
      return false;
  }
  return true;
}

static bool
hand_over(Desk *desk, const Incoming *incoming, const ReportMatter *matter,
          const Ticket *ticket, GError **error)
{
  ReportHandover handover = {
      .text = "ticket",
      .inbox_id = incoming->item->id.text,
      .words = ticket->text,
      .link = incoming->belonging.linked
                  ? incoming->belonging.ticket->text_number
                  : NULL,
      .earlier = matter->earlier == NULL ? NULL : matter->earlier->text_number,
      .place_asked = matter->where.asks && matter->is_told,
      .attachments = matter->split == NULL ? incoming->attachments : NULL};
  return report_forward_remember(desk, incoming, ticket, &matter->forward,
                                 error) &&
         report_hand_over(desk, ticket, &handover, error) &&
         report_matter_note_created(desk, incoming, matter, ticket, error) &&
         agenda_set(desk->queue, "report-alarm", ticket->id.text,
                    desk->now_ms + RETRY_TICKET_ALARM_S * INT64_C(1000), error);
}

/* The answer to whose matter it is, and to who passed it on. */
static bool
answer(Desk *desk, const Incoming *incoming, ReportMatter *matter,
       const Ticket *ticket, GError **error)
{
  matter->is_told = incoming->danger != NULL;
  if (incoming->danger != NULL
          ? !report_danger_answer(desk, incoming, ticket, &matter->forward,
                                  error)
          : !report_confirm(desk, incoming, matter, ticket, error))
    return false;
  return matter->forward.kind != REPORT_FORWARD_OF_ANOTHER ||
         report_forward_tell(desk, incoming, ticket, matter->is_told, error);
}

/* What is said by a tag is no guess, nor what a colleague wrote down; who is in
 * danger or asks for his data is understood. */
static bool
is_doubtful(const Desk *desk, const Incoming *incoming, const Opening *opening)
{
  const ReportMatter *matter = &opening->matter;
  if (incoming->danger != NULL || report_request_text(incoming) != NULL ||
      matter->recording != NULL || incoming->mail == NULL)
    return false;
  const Category *tagged = report_category_of_tags(
      desk->config->town, incoming->mail, matter->topic);
  return tagged == NULL && report_letter_in_doubt(&opening->letter);
}

/* Sent by who wrote it, and new: nobody of the town's read it before. */
static bool
is_unaided(const ReportMatter *matter)
{
  return matter->recording == NULL && matter->earlier == NULL &&
         matter->forward.kind == REPORT_FORWARD_OWN;
}

/* What it is about, and what kind of letter. */
static bool
understand(Desk *desk, const Incoming *incoming, Opening *opening,
           GError **error)
{
  ReportCategory found;
  if (!report_choose_category(desk, incoming, &opening->matter, &found, error))
    return false;
  opening->category = found.category;
  report_letter_look(desk, incoming, &opening->matter, found.named,
                     &opening->letter);
  if (is_unaided(&opening->matter) &&
      !report_taught_apply(desk, incoming, &opening->letter, error))
    return false;
  const LetterKind *kind = opening->letter.kind;
  opening->matter.answer = kind == NULL ? NULL : kind->answer;
  if (!opening->letter.way->routed || is_doubtful(desk, incoming, opening))
    opening->category = NULL;
  opening->matter.is_unquoted = report_letter_is_abuse(&opening->letter);
  return report_letter_note(desk, incoming, &opening->letter, error);
}

/* Nothing is to be done, and nothing of it is anybody else's to read. */
static bool
settle(Desk *desk, const Opening *opening, Ticket *ticket, GError **error)
{
  const ReportRecording *recording = opening->matter.recording;
  const ReportLetterWay *way = opening->letter.way;
  bool confidential =
      !way->routed || (recording != NULL && recording->confidential);
  return (!confidential ||
          ticket_set_confidential(desk->queue, ticket, true, error)) &&
         (!way->filed ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_CLOSED, error));
}

/* To its department, unless that depends on the answer and somebody got the
 * question. */
static bool
ask_where(Desk *desk, const Incoming *incoming, ReportMatter *matter,
          Ticket *ticket, GError **error)
{
  if (!report_confirm(desk, incoming, matter, ticket, error))
    return false;
  bool waits = matter->is_told && matter->where.holds;
  return (waits ? report_matter_note_created(desk, incoming, matter, ticket,
                                             error)
                : hand_over(desk, incoming, matter, ticket, error)) &&
         (!matter->is_told ||
          report_place_begin(desk, incoming, &matter->where, ticket, error));
}

/* One matter or several, where, and is it known? */
static bool
examine(Desk *desk, const Incoming *incoming, ReportMatter *matter,
        Ticket *ticket, GError **error)
{
  return report_split_new(desk, incoming, matter, ticket, error) &&
         report_place_look(desk, incoming, matter, ticket, error) &&
         report_twin_find(desk, incoming, matter, ticket, error);
}

/* To its department, unless its citizen has to tell first what it is. */
static bool
pass_on(Desk *desk, const Incoming *incoming, Opening *opening, Ticket *ticket,
        GError **error)
{
  ReportMatter *matter = &opening->matter;
  bool plain = opening->letter.way->routed && !opening->letter.way->filed;
  matter->asks = plain && report_ask_is_needed(incoming, matter, ticket);
  if (matter->asks && !report_confirm(desk, incoming, matter, ticket, error))
    return false;
  if (matter->asks && matter->is_told)
    return report_matter_note_created(desk, incoming, matter, ticket, error) &&
           report_ask_begin(desk, incoming, ticket, error);
  return (!plain || examine(desk, incoming, matter, ticket, error)) &&
         (matter->where.asks
              ? ask_where(desk, incoming, matter, ticket, error)
              : hand_over(desk, incoming, matter, ticket, error) &&
                    (matter->asks ||
                     answer(desk, incoming, matter, ticket, error)));
}

static bool
open_ticket(Desk *desk, const Incoming *incoming, Opening *opening,
            Handled *out_handled, GError **error)
{
  g_autoptr(Ticket) ticket = make_ticket(desk, incoming, opening, error);
  ReportMatter *matter = &opening->matter;
  matter->unnamed =
      wish_to_be_unnamed(desk->config->town->wishes, matter->text);
  if (ticket == NULL)
    return false;
  *out_handled = (Handled){.kind = "report",
                           .person_id = ticket->person_id,
                           .contact_id = ticket->contact_id,
                           .ticket_id = ticket->id};
  return report_store_attachments(desk, incoming, ticket, error) &&
         (!matter->unnamed ||
          report_anonymous_remember(desk, incoming, ticket, error)) &&
         report_danger_mark(desk, incoming, ticket, error) &&
         report_request_remember(desk, incoming, ticket, error) &&
         report_letter_remember(desk, incoming, &opening->letter, ticket,
                                error) &&
         pass_on(desk, incoming, opening, ticket, error) &&
         report_matter_name(desk, incoming, matter, ticket, error) &&
         settle(desk, opening, ticket, error);
}

/* Held for the weekly list, unanswered. */
static bool
list_it(Desk *desk, const Incoming *incoming, const Opening *opening,
        Handled *out_handled, GError **error)
{
  const Contact *contact = opening->matter.contact;
  *out_handled = (Handled){.kind = "advertising",
                           .person_id = contact->person_id,
                           .contact_id = contact->id,
                           .held = true};
  return report_listed_add(desk, incoming, error);
}

/* Where the same person tells once more what is open already, it lies with
 * that; no letter of another kind does. */
static bool
take_again(Desk *desk, const Incoming *incoming, Opening *opening,
           Handled *out_handled, GError **error)
{
  bool taken = false;
  ReportMatter *matter = &opening->matter;
  const Category *category = opening->category;
  ReportElsewhere elsewhere = {incoming, matter, category, {0}, false};
  if (opening->letter.way->routed &&
      !report_elsewhere_take(desk, &elsewhere, error))
    return false;
  if (elsewhere.taken) {
    *out_handled = elsewhere.handled;
    return true;
  }
  g_autoptr(GPtrArray) places = report_matter_places(incoming, matter);
  g_autofree char *place = places_to_words(places);
  const Place *point = places_best_point(places);
  const Wishes *wishes = desk->config->town->wishes;
  ReportSaid said = {.text = matter->text,
                     .again = wish_to_be_heard_again(wishes, matter->text),
                     .another = wish_tells_of_another(wishes, matter->text),
                     .category = category == NULL ? NULL : category->id,
                     .place = place,
                     .at_ms = desk->now_ms};
  if (point != NULL)
    said.point = *point;
  ReportRepeat repeat = {incoming, matter, &said};
  if (opening->letter.way->routed &&
      !report_repeat_take(desk, &repeat, out_handled, &taken, error))
    return false;
  return taken || open_ticket(desk, incoming, opening, out_handled, error);
}

bool
report_open_ticket(Desk *desk, const Incoming *incoming,
                   const ReportRecording *recording, Handled *out_handled,
                   GError **error)
{
  g_auto(Opening) opening = {0};
  const ReportMatter *matter = &opening.matter;
  bool listed = false;
  if (!report_matter_find(desk, incoming, recording, &opening.matter, error) ||
      !report_matter_note_link(desk, incoming, error) ||
      !understand(desk, incoming, &opening, error) ||
      (is_unaided(matter) &&
       !report_listed_takes(desk, incoming, &opening.letter, &listed, error)))
    return false;
  if (listed)
    return list_it(desk, incoming, &opening, out_handled, error);
  if (opening.letter.way->no_ticket) {
    *out_handled = (Handled){.kind = report_letter_name(&opening.letter),
                             .person_id = matter->contact->person_id,
                             .contact_id = matter->contact->id};
    return true;
  }
  return take_again(desk, incoming, &opening, out_handled, error);
}

bool
report_follow(Desk *desk, const Incoming *incoming, Handled *out_handled,
              GError **error)
{
  g_auto(Opening) opening = {0};
  if (!report_matter_find(desk, incoming, NULL, &opening.matter, error))
    return false;
  opening.matter.earlier = incoming->belonging.ticket;
  return understand(desk, incoming, &opening, error) &&
         open_ticket(desk, incoming, &opening, out_handled, error);
}

bool
report_handle_new(Desk *desk, const Incoming *incoming, Handled *out_handled,
                  GError **error)
{
  bool done;
  if (!report_elsewhere_hear(desk, incoming, out_handled, &done, error))
    return false;
  return done || report_open_ticket(desk, incoming, NULL, out_handled, error);
}
