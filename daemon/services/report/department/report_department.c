/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to departments: tickets with their pictures, additions, answers.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/danger/report_danger.h"
#include "daemon/services/report/department/report_address.h"
#include "daemon/services/report/department/report_enclose.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/desk/report_desk.h"
#include "daemon/services/report/external/report_external.h"
#include "daemon/services/report/forward/report_forward.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/services/report/letter/report_letter.h"
#include "daemon/services/report/morning/report_morning.h"
#include "daemon/services/report/report_state.h"
#include "daemon/services/report/same/report_further.h"
#include "daemon/services/report/same/report_twin.h"
#include "daemon/services/report/split/report_split.h"
#include "parsers/mail_writer.h"
#include "parsers/message.h"
#include "parsers/contact/contact_mask.h"
#include "queue/attachment.h"
#include "templates/format.h"
#include "templates/texts.h"

/* Whoever gets a ticket later learns it, too; what is added later may be about
 * something else. */
static bool
tells_of_danger(const Ticket *ticket, const ReportHandover *handover)
{
  return handover->danger ||
         (ticket->danger != NULL && strcmp(handover->text, "ticket") == 0);
}

static json_t *
handover_data(Desk *desk, const Ticket *ticket, const ReportHandover *handover,
              const char *language, const Enclosures *enclosures)
{
  json_t *data = report_staff_data(desk, ticket, language);
  if (handover->received_at_ms != 0) {
    g_autofree char *received = desk_date(desk, handover->received_at_ms,
                                          language, (int)FORMAT_DATE_TIME);
    json_object_set_new(data, "received", json_string(received));
  }
  if (handover->link != NULL)
    json_object_set_new(data, "link", json_string(handover->link));
  report_further_tell(handover, data);
  json_object_set(data, "photos", enclosures->photos);
  json_object_set(data, "files", enclosures->files);
  if (handover->reopened)
    json_object_set_new(data, "reopened", json_true());
  report_split_tell_origin(handover, data);
  if (handover->again)
    json_object_set_new(data, "again", json_true());
  if (handover->place_asked)
    json_object_set_new(data, "place_asked", json_true());
  if (handover->place_unknown)
    json_object_set_new(data, "place_unknown", json_true());
  if (handover->earlier != NULL)
    json_object_set_new(data, "earlier", json_string(handover->earlier));
  if (handover->abuse) {
    json_object_set_new(data, "abuse", json_true());
    const Department *aimed = report_department(desk, ticket);
    if (strcmp(aimed->id, desk->config->town->desk) != 0)
      json_object_set_new(data, "withheld_from", json_string(aimed->name));
  }
  if (handover->withheld)
    json_object_set_new(data, "withheld", json_true());
  if (handover->repeats > 0)
    json_object_set_new(data, "repeats", json_integer(handover->repeats));
  if (tells_of_danger(ticket, handover)) {
    json_object_set_new(data, "danger", json_true());
    report_danger_describe(desk, ticket, language, data);
  }
  return data;
}

/* What goes to all addresses of a department. */
typedef struct Package {
  const Ticket *ticket;
  const ReportHandover *handover;
  Enclosures *enclosures;
  const GArray *receivers; /* ReportReceiver */
} Package;

/* How he is reached is for the desk alone: departments write to him through us.
 * A letter to an office goes to it as it came, and so does a citizen's own
 * request. */
static bool
keeps_reach(const Desk *desk, const ReportReceiver *receiver,
            const json_t *data)
{
  return json_object_get(data, "letter") == NULL &&
         json_object_get(data, "request") == NULL &&
         strcmp(receiver->of->id, desk->config->town->desk) != 0;
}

/* The words, as this reader may see them, and what else he may know. */
static bool
add_words(Desk *desk, const Package *package, const ReportReceiver *receiver,
          json_t *data, GError **error)
{
  const ReportHandover *handover = package->handover;
  const Ticket *ticket = report_teller(package->ticket, handover);
  g_autofree char *words = g_strdup(handover->words);
  g_autofree char *note = g_strdup(handover->note);
  bool hides;
  if (!report_hides_citizen(desk, ticket, receiver->of, &hides, error))
    return false;
  if (hides) {
    g_free(words);
    words = report_external_words(desk, ticket, handover->words, error);
    if (note != NULL) {
      g_free(note);
      note = report_external_words(desk, ticket, handover->note, error);
    }
    if (words == NULL || (note == NULL && handover->note != NULL) ||
        !report_external_data(desk, ticket, receiver->of, data, error))
      return false;
    /* What is asked, who wrote first is asked. */
    if (ticket != package->ticket)
      json_object_del(data, "masked");
  }
  if (!hides && keeps_reach(desk, receiver, data)) {
    g_autofree char *whole = g_steal_pointer(&words);
    words = contact_mask_reach(whole);
  }
  json_object_set_new(data, "text", texts_lines(words, "│ "));
  if (note == NULL)
    return true;
  json_object_set_new(data, "note", texts_lines(note, "│ "));
  json_object_set_new(data, "note_from", json_string(handover->note_from));
  return true;
}

/* The desk's own mail about a letter; its deputies decide like itself. */
static bool
is_to_be_sorted(const Desk *desk, const Package *package,
                const ReportReceiver *receiver)
{
  return strcmp(package->handover->text, "ticket") == 0 &&
         !receiver->of->external && report_desk_sorts(desk, package->ticket);
}

/* What is told of the letter, by whom it comes to be read. */
static bool
describe(Desk *desk, const Package *package, const ReportReceiver *receiver,
         json_t *data, GError **error)
{
  const Ticket *ticket = package->ticket;
  const ReportHandover *handover = package->handover;
  const char *language = report_staff_language(desk, receiver->of);
  ReportLetterMail letter_mail = {language, handover->inbox_id,
                                  package->enclosures->original};
  if (strcmp(handover->text, "ticket") == 0 && !receiver->of->external &&
      !report_split_describe(desk, ticket, language, data, error))
    return false;
  if (!report_request_describe(desk, ticket, data, error) ||
      !report_letter_describe(desk, ticket, &letter_mail, data, error) ||
      !report_further_describe(desk,
                               &(ReportFurther){ticket, handover, receiver->of},
                               data, error) ||
      !add_words(desk, package, receiver, data, error))
    return false;
  if (strcmp(handover->text, "ticket") == 0 &&
      !report_twin_describe(desk, ticket, language, data, error))
    return false;
  return !is_to_be_sorted(desk, package, receiver) ||
         json_object_get(data, "request") != NULL ||
         report_desk_describe(desk, ticket, language, data, error);
}

static bool
hand_over_to(Desk *desk, const Package *package, const ReportReceiver *receiver,
             GError **error)
{
  const char *address = receiver->address;
  const Ticket *ticket = package->ticket;
  const ReportHandover *handover = package->handover;
  const Enclosures *enclosures = package->enclosures;
  const char *language = report_staff_language(desk, receiver->of);
  json_auto_t *data =
      handover_data(desk, ticket, handover, language, enclosures);
  g_autofree char *again =
      handover->again || handover->shown
          ? g_strdup_printf("|%" G_GINT64_FORMAT, desk->now_ms)
          : g_strdup("");
  if (handover->silent != NULL)
    json_object_set_new(data, "silent", json_string(handover->silent));
  if (handover->kept_from != NULL)
    report_state_describe(desk, handover->kept_from, data);
  report_add_reason(desk, receiver, language, data);
  if (!describe(desk, package, receiver, data, error))
    return false;
  g_autofree char *dedupe = g_strdup_printf(
      "%s%s|%s|%s|%u|%s%s", handover->small ? "small|" : "", handover->text,
      ticket->id.text, handover->inbox_id, ticket->assignment, address, again);
  DeskLetter letter = {
      .text = handover->text,
      .kind = "ticket",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = address,
      .owner_id = handover->owner_id != NULL ? handover->owner_id
                                             : ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_DEPARTMENT,
      .inbox_id = handover->inbox_id,
      .dedupe = dedupe,
      .cancel_group = handover->cancel_group,
      .not_before_ms = handover->not_before_ms,
      .priority = tells_of_danger(ticket, handover) ? OUTBOX_PRIORITY_DANGER
                                                    : OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
      .parts = (const MailPart *)(void *)enclosures->parts->data,
      .part_count = enclosures->parts->len,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

/* Who stands in for another gets a line about it, and the ticket's history,
 * too; once, however many mails follow. */
static bool
note_deputy(Desk *desk, const Ticket *ticket, const ReportReceiver *receiver,
            GError **error)
{
  if (receiver->for_department == NULL)
    return true;
  bool known;
  g_autofree char *detail = g_strdup_printf("%s for %s", receiver->of->id,
                                            receiver->for_department->id);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "deputy-told",
                       .actor = "town",
                       .detail = detail};
  return ticket_has_event(desk->queue, ticket, &event, &known, error) &&
         (known || ticket_add_event(desk->queue, ticket, &event, error));
}

/* Those who may know whose it is, or those who may not, and get no files. */
static bool
hand_over_to_all(Desk *desk, Package package, bool hidden, GError **error)
{
  g_auto(Enclosures) enclosures = {0};
  bool enclosed = false;
  enclosures_init(&enclosures);
  enclosures.photos_only = hidden;
  package.enclosures = &enclosures;
  for (guint i = 0; i < package.receivers->len; i++) {
    const ReportReceiver *receiver =
        &g_array_index(package.receivers, ReportReceiver, i);
    bool hides;
    const Ticket *teller = report_teller(package.ticket, package.handover);
    if (!report_hides_citizen(desk, teller, receiver->of, &hides, error))
      return false;
    if (hides != hidden)
      continue;
    if (!enclosed && !hidden &&
        !report_letter_enclose(desk, package.ticket, package.handover,
                               &enclosures, error))
      return false;
    if (!enclosed && !enclosures_add(desk, package.handover->attachments,
                                     report_staff_language(desk, receiver->of),
                                     &enclosures, error))
      return false;
    enclosed = true;
    if (!hand_over_to(desk, &package, receiver, error) ||
        !note_deputy(desk, package.ticket, receiver, error))
      return false;
  }
  return true;
}

/* A note out of the history. */
typedef struct Recalled {
  char *from, *note;
} Recalled;

static void
recalled_clear(Recalled *recalled)
{
  g_free(recalled->from);
  g_free(recalled->note);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Recalled, recalled_clear)

/* What staff or council wrote who passed it on, where no note of a department
 * says more; a firm does not read what may name people. */
static bool
recall_note(Desk *desk, const Ticket *ticket, ReportHandover *handover,
            Recalled *recalled, GError **error)
{
  if (handover->note != NULL || strcmp(handover->text, "ticket") != 0 ||
      report_department(desk, ticket)->external)
    return true;
  if (!report_forward_recall(desk, ticket, &recalled->from, &recalled->note,
                             error))
    return false;
  if (recalled->note != NULL) {
    handover->note = recalled->note;
    handover->note_from = recalled->from;
  }
  return true;
}

/* The mails of a handover. */
static bool
send_package(Desk *desk, const Ticket *ticket, const Department *department,
             ReportHandover handover, GError **error)
{
  g_auto(Recalled) recalled = {0};
  if (!recall_note(desk, ticket, &handover, &recalled, error))
    return false;
  g_autoptr(GPtrArray) loaded = NULL;
  if (handover.attachments == NULL) {
    loaded = enclosures_load(desk, ticket, handover.inbox_id, error);
    if (loaded == NULL ||
        !report_further_attachments(desk, ticket, &handover, loaded, error))
      return false;
    handover.attachments = loaded;
  }
  g_autoptr(GArray) receivers = report_receivers(desk, department, error);
  Package package = {
      .ticket = ticket, .handover = &handover, .receivers = receivers};
  return receivers != NULL && report_address_ask(desk, department, error) &&
         hand_over_to_all(desk, package, false, error) &&
         hand_over_to_all(desk, package, true, error);
}

bool
report_hand_over(Desk *desk, const Ticket *ticket, const ReportHandover *given,
                 GError **error)
{
  const Department *department = report_department(desk, ticket);
  ReportHandover handover = *given;
  bool answers, veiled;
  if (!report_letter_is_veiled(desk, ticket, given, &veiled, error))
    return false;
  if (veiled)
    return report_letter_hand_note(desk, ticket, given, error);
  if (!report_answers_ticket(desk, ticket, &answers, error))
    return false;
  if (!answers) {
    if (!tells_of_danger(ticket, &handover))
      handover.kept_from = department;
  }
  if (!answers || handover.abuse)
    department = town_office(desk->config->town);
  bool waits = report_morning_waits(desk, department, ticket, &handover);
  if (waits ? !report_morning_keep(desk, department, ticket, &handover, error)
            : !send_package(desk, ticket, department, handover, error))
    return false;
  return !department->external || strcmp(handover.text, "ticket") != 0 ||
         report_external_watch(desk, ticket, error);
}

/* The ticket of an outbox row; NULL without an error when it has none. */
static Ticket *
ticket_of_row(Desk *desk, const char *outbox_id, GError **error)
{
  g_autofree char *id = NULL;
  bool ok = store_rows_take_text(
      store_query(desk->queue->store, error,
                  "SELECT ticket_id FROM outbox WHERE id = $1"
                  " AND kind = 'ticket' AND dedupe NOT LIKE 'small|%'",
                  "t", outbox_id),
      &id, error);
  return !ok || id == NULL ? NULL : ticket_load(desk->queue, id, error);
}

bool
report_hand_over_small(Desk *desk, const char *outbox_id, GError **error)
{
  GError *failure = NULL;
  g_autoptr(Ticket) ticket = ticket_of_row(desk, outbox_id, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (ticket == NULL)
    return true;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .small = true,
                             .attachments = none};
  return report_hand_over(desk, ticket, &handover, error);
}
