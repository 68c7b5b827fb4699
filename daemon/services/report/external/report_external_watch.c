/* SPDX-License-Identifier: Apache-2.0
 *
 * What comes back from outside the administration: a receipt with a number of
 * their own, mails that know only that number, and nothing at all.
 */
#include <string.h>

#include "daemon/services/report/external/report_external.h"

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/morning/report_morning.h"
#include "parsers/machine/receipt.h"
#include "parsers/message.h"
#include "queue/agenda.h"
#include "templates/format.h"
#include "templates/texts.h"

enum { NOTE_CHARACTERS = 4000, NUMBERS_MAX = 1000 };

/* "Eingang bestätigt, dortige Nr. 4711", as the ticket's history tells it. */
static char *
receipt_line(const Desk *desk, const char *number)
{
  json_auto_t *data = json_pack("{s:s}", "their_number", number);
  char *line = desk_render(desk, desk->config->town->languages->pdata[0],
                           "receipt-line.txt", data, NULL);
  return line == NULL ? NULL : g_strstrip(line);
}

bool
report_external_receipt(Desk *desk, const Incoming *incoming,
                        const Department *department, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const Message *mail = incoming->mail;
  g_autofree char *number = receipt_number(mail->subject, mail->text);
  if (!department->external || number == NULL ||
      strcmp(ticket->department, department->id) != 0)
    return true;
  int64_t before;
  Store *store = desk->queue->store;
  if (!store_get_int64(store, &before, error,
                       "SELECT count(*) FROM report_receipt"
                       " WHERE ticket_id = $1 AND number = $2",
                       "tt", ticket->id.text, number) ||
      before > 0)
    return before > 0;
  g_autofree char *line = receipt_line(desk, number);
  g_autofree char *actor = ticket_actor_department(department->id);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "receipt-confirmed",
                       .actor = actor,
                       .detail = number,
                       .note = line,
                       .inbox_id = incoming->item->id.text};
  return store_run(store, error,
                   "INSERT INTO report_receipt (department, number, ticket_id,"
                   " at_ms) VALUES ($1, $2, $3, $4)",
                   "ttti", department->id, number, ticket->id.text,
                   desk->now_ms) &&
         ticket_add_event(desk->queue, ticket, &event, error);
}

/* The ticket whose number of theirs a mail holds; the empty string: none.  Two
 * tickets with such numbers: the newest one, which a person reads anyway. */
static bool
find_ticket(Desk *desk, const Department *department, const Message *mail,
            Id *out, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT number, ticket_id FROM report_receipt WHERE department = $1"
      " ORDER BY at_ms DESC LIMIT $2",
      "ti", department->id, (int64_t)NUMBERS_MAX);
  *out = (Id){0};
  if (rows == NULL)
    return false;
  while (out->text[0] == '\0' && store_rows_next(rows, error))
    if (receipt_number_in(store_rows_text(rows, 0), mail->subject) ||
        receipt_number_in(store_rows_text(rows, 0), mail->text))
      g_strlcpy(out->text, store_rows_text(rows, 1), sizeof out->text);
  return store_rows_ok(rows);
}

static bool
show_desk(Desk *desk, const Incoming *incoming, const Ticket *ticket,
          const Department *department, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  const char *language = report_staff_language(desk, office);
  g_autofree char *received = desk_date(desk, incoming->item->received_at_ms,
                                        language, (int)FORMAT_DATE_TIME);
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "department", json_string(department->name));
  json_object_set_new(data, "received", json_string(received));
  json_object_set_new(
      data, "text",
      texts_lines(incoming->mail->text == NULL ? "" : incoming->mail->text,
                  "│ "));
  ReportStaffMail mail = {"external-wrote",
                          office->addresses->pdata[0],
                          data,
                          incoming->item->id.text,
                          0,
                          NULL};
  return report_tell_staff(desk, ticket, &mail, error);
}

static bool
keep(Desk *desk, const Incoming *incoming, const Ticket *ticket,
     const Department *department, GError **error)
{
  const char *words = incoming->mail->text == NULL ? "" : incoming->mail->text;
  g_autofree char *cut = g_utf8_strlen(words, -1) > NOTE_CHARACTERS
                             ? g_utf8_substring(words, 0, NOTE_CHARACTERS)
                             : g_strdup(words);
  g_autofree char *actor = ticket_actor_department(department->id);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "note",
                       .actor = actor,
                       .detail = "by their number",
                       .note = cut,
                       .inbox_id = incoming->item->id.text};
  return incoming_note(desk, incoming, "matched-by-their-number",
                       ticket->text_number, error) &&
         ticket_add_event(desk->queue, ticket, &event, error) &&
         show_desk(desk, incoming, ticket, department, error);
}

bool
report_external_match(Desk *desk, const Incoming *incoming,
                      Handled *out_handled, bool *out_done, GError **error)
{
  const Message *mail = incoming->mail;
  *out_done = false;
  if (mail == NULL || mail->from == NULL ||
      incoming->belonging.kind != BELONGING_NEW || incoming->danger != NULL ||
      mail->auth == AUTH_VERDICT_FAIL)
    return true;
  const Department *department =
      town_department_of(desk->config->town, mail->from->address);
  Id id;
  if (department == NULL || !department->external)
    return true;
  if (!find_ticket(desk, department, mail, &id, error))
    return false;
  if (id.text[0] == '\0')
    return true;
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, id.text, error);
  if (ticket == NULL)
    return false;
  *out_done = true;
  *out_handled = (Handled){.kind = "command",
                           .person_id = ticket->person_id,
                           .ticket_id = ticket->id};
  return report_store_attachments(desk, incoming, ticket, error) &&
         keep(desk, incoming, ticket, department, error);
}

bool
report_external_watch(Desk *desk, const Ticket *ticket, GError **error)
{
  int64_t due_ms =
      ticket->due_at_ms > desk->now_ms
          ? ticket->due_at_ms
          : desk_add_working_days(desk, desk->now_ms, REPORT_NO_DEADLINE_DAYS);
  return agenda_set(desk->queue, REPORT_SILENCE_TIMER, ticket->id.text,
                    desk_add_working_days(desk, due_ms, REPORT_SILENCE_DAYS),
                    error);
}

/* Has a person of the department said anything since it got the ticket?  What
 * a machine says is no word. */
static bool
has_spoken(Desk *desk, const Ticket *ticket, bool *out, GError **error)
{
  g_autofree char *actor = ticket_actor_department(ticket->department);
  const TicketEvent command = {.what = "command", .actor = actor};
  const TicketEvent note = {.what = "note", .actor = actor};
  return ticket_has_event(desk->queue, ticket, &command, out, error) &&
         (*out || ticket_has_event(desk->queue, ticket, &note, out, error));
}

static bool
take_back(Desk *desk, Ticket *ticket, GError **error)
{
  const Town *town = desk->config->town;
  g_autofree char *from = g_strdup(report_department(desk, ticket)->name);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "returned-silent",
                       .actor = "town",
                       .detail = ticket->department};
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .silent = from};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         report_morning_note(desk, ticket->department, ticket,
                             REPORT_MORNING_GONE, error) &&
         ticket_assign(desk->queue, ticket, town->desk, error) &&
         report_hand_over(desk, ticket, &handover, error);
}

bool
report_external_silence(Desk *desk, Ticket *ticket, GError **error)
{
  bool spoken;
  if (report_is_ended(ticket->state) ||
      !report_department(desk, ticket)->external)
    return true;
  if (!has_spoken(desk, ticket, &spoken, error))
    return false;
  return spoken || take_back(desk, ticket, error);
}
