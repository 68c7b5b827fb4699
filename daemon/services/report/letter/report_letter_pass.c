/* SPDX-License-Identifier: Apache-2.0
 *
 * Letters on their way within the administration: whole ones with the original
 * and the time of receipt, confidential ones as a note without content.
 */
#include "daemon/services/report/letter/report_letter.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/department/report_address.h"
#include "daemon/services/report/department/report_enclose.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/report_state.h"
#include "parsers/mail_writer.h"
#include "queue/inbox.h"
#include "templates/format.h"

#define NOTE "letter-note"

static bool
tells_of_danger(const Ticket *ticket, const ReportHandover *handover)
{
  return handover->danger ||
         (ticket->danger != NULL && strcmp(handover->text, "ticket") == 0);
}

/* Who may lose his life is found by what he wrote. */
bool
report_letter_is_veiled(Desk *desk, const Ticket *ticket,
                        const ReportHandover *handover, bool *out_is,
                        GError **error)
{
  g_auto(ReportLetter) letter = {0};
  if (!report_letter_of_ticket(desk, ticket, &letter, error))
    return false;
  *out_is = letter.way->veiled && !tells_of_danger(ticket, handover);
  return true;
}

static bool
find_received(Desk *desk, const char *inbox_id, int64_t *out, GError **error)
{
  return store_get_int64(desk->queue->store, out, error,
                         "SELECT received_at_ms FROM inbox WHERE id = $1", "t",
                         inbox_id);
}

static bool
set_received(Desk *desk, const char *inbox_id, const char *language,
             json_t *data, GError **error)
{
  int64_t received_ms;
  if (!find_received(desk, inbox_id, &received_ms, error))
    return false;
  g_autofree char *received =
      desk_date(desk, received_ms, language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  return true;
}

static bool
send_note(Desk *desk, const Ticket *ticket, const ReportHandover *handover,
          const ReportReceiver *receiver, GError **error)
{
  g_auto(ReportLetter) letter = {0};
  const char *language = report_staff_language(desk, receiver->of);
  if (!report_letter_of_ticket(desk, ticket, &letter, error))
    return false;
  json_auto_t *data =
      json_pack("{s:s, s:b}", "letter", letter_kind_name(letter.kind, language),
                "addition", strcmp(handover->text, "ticket-addition") == 0);
  if (handover->kept_from != NULL)
    report_state_describe(desk, handover->kept_from, data);
  g_autofree char *dedupe = g_strdup_printf(
      "%s|%s|%s|%s|%u|%s|%" G_GINT64_FORMAT, NOTE, handover->text,
      ticket->id.text, handover->inbox_id, ticket->assignment,
      receiver->address, handover->again ? desk->now_ms : 0);
  DeskLetter note = {
      .text = NOTE,
      .kind = "ticket",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = receiver->address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_DEPARTMENT,
      .inbox_id = handover->inbox_id,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return set_received(desk, handover->inbox_id, language, data, error) &&
         desk_send_mail(desk, &note, NULL, error);
}

bool
report_letter_hand_note(Desk *desk, const Ticket *ticket,
                        const ReportHandover *given, GError **error)
{
  const Department *department = report_department(desk, ticket);
  ReportHandover handover = *given;
  bool answers;
  if (!report_answers_ticket(desk, ticket, &answers, error))
    return false;
  if (!answers)
    handover.kept_from = department;
  if (!answers || department->external) /* nobody outside may look at it */
    department = town_office(desk->config->town);
  g_autoptr(GArray) receivers = report_receivers(desk, department, error);
  if (receivers == NULL || !report_address_ask(desk, department, error))
    return false;
  for (guint i = 0; i < receivers->len; i++) {
    const ReportReceiver *receiver =
        &g_array_index(receivers, ReportReceiver, i);
    if (!receiver->of->external &&
        !send_note(desk, ticket, &handover, receiver, error))
      return false;
  }
  return true;
}

/* May it stand in a mail as it is (RFC 2046 5.2.1, RFC 5321 4.5.3.1.6)? */
static bool
is_seven_bit(GBytes *bytes)
{
  enum { LINE_MAX_BYTES = 998 };
  gsize size;
  const unsigned char *at = g_bytes_get_data(bytes, &size);
  size_t line = 0;
  for (size_t i = 0; i < size; i++) {
    bool is_end = at[i] == '\n';
    if (at[i] == 0 || at[i] > 0x7F || line > LINE_MAX_BYTES ||
        (is_end && (i == 0 || at[i - 1] != '\r')))
      return false;
    line = is_end ? 0 : line + 1;
  }
  return size > 0;
}

bool
report_letter_enclose(Desk *desk, const Ticket *ticket,
                      const ReportHandover *handover, Enclosures *enclosures,
                      GError **error)
{
  g_auto(ReportLetter) letter = {0};
  if (!report_letter_of_ticket(desk, ticket, &letter, error))
    return false;
  if (!letter.way->whole || handover->small)
    return true;
  g_autoptr(InboxItem) item =
      inbox_load(desk->queue, handover->inbox_id, error);
  if (item == NULL)
    return false;
  if (strcmp(item->channel, "mail") != 0 ||
      item->size_bytes > REPORT_FILES_BYTES)
    return true;
  g_autofree char *place = inbox_raw_place(item->id.text);
  GBytes *bytes = content_read(desk->queue, &item->raw,
                               (ContentPlace){item->person_id, place},
                               REPORT_FILES_BYTES, error);
  if (bytes == NULL)
    return false;
  g_ptr_array_add(enclosures->bytes, bytes);
  enclosures->size += g_bytes_get_size(bytes);
  enclosures->original = true;
  /* A mail within a mail must not be encoded: other bytes go as a file that
     every mail program opens by its name. */
  MailPart part = {.filename = "original.eml",
                   .media_type = is_seven_bit(bytes)
                                     ? "message/rfc822"
                                     : "application/octet-stream",
                   .bytes = bytes};
  g_array_append_val(enclosures->parts, part);
  return true;
}

/* Why it is one of these: the desk said so before of its sender. */
static bool
describe_taught(Desk *desk, const Ticket *ticket, const char *language,
                json_t *data, GError **error)
{
  g_auto(ReportEventSearch) him = {.what = LETTER_TAUGHT},
                            others = {.what = LETTER_TAUGHT_OTHERS};
  if (!report_find_event(desk, ticket, &him, error) ||
      !report_find_event(desk, ticket, &others, error))
    return false;
  const char *told = him.found ? him.detail : others.detail;
  if (told == NULL)
    return true;
  g_autofree char *midnight = g_strconcat(told, "T00:00:00", NULL);
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601(midnight, desk->zone);
  g_assert(day != NULL); /* our own event */
  g_autofree char *written = desk_date(desk, g_date_time_to_unix(day) * 1000,
                                       language, (int)FORMAT_DATE_DAY);
  json_object_set_new(
      data, "taught",
      json_pack("{s:s, s:b}", "day", written, "others", !him.found));
  return true;
}

bool
report_letter_describe(Desk *desk, const Ticket *ticket,
                       const ReportLetterMail *mail, json_t *data,
                       GError **error)
{
  g_auto(ReportLetter) letter = {0};
  if (!report_letter_of_ticket(desk, ticket, &letter, error))
    return false;
  if (letter.way->routed)
    return true;
  json_object_set_new(
      data, "letter",
      json_string(letter_kind_name(letter.kind, mail->language)));
  if (g_strcmp0(letter.kind->to, ticket->department) == 0 &&
      !describe_taught(desk, ticket, mail->language, data, error))
    return false;
  if (!letter.way->whole)
    return true;
  json_object_set_new(data, "whole",
                      json_pack("{s:b}", "original", mail->has_original));
  return set_received(desk, mail->inbox_id, mail->language, data, error);
}
