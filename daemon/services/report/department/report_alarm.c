/* SPDX-License-Identifier: Apache-2.0
 *
 * A ticket mail that still waits hours after the handover, or failed: the
 * department knows nothing of the matter, so a person is told.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/report_state.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/agenda.h"

#define DAY_MS INT64_C(86400000)

/* Mails of the present assignment to addresses that got nothing since: a mail
 * that was too large may have gone out once more without its pictures. */
static bool
count_undelivered(Desk *desk, const Ticket *ticket, int64_t *out,
                  GError **error)
{
  g_autofree char *assignment = g_strdup_printf("%%|%u|%%", ticket->assignment);
  return store_get_int64(
      desk->queue->store, out, error,
      "SELECT count(*) FROM outbox o WHERE o.ticket_id = $1"
      " AND o.kind = 'ticket' AND o.dedupe LIKE $2"
      " AND o.state NOT IN ('sent', 'delivered', 'cancelled')"
      " AND NOT EXISTS (SELECT 1 FROM outbox l WHERE l.ticket_id = o.ticket_id"
      " AND l.kind = 'ticket' AND l.lookup = o.lookup AND l.id > o.id"
      " AND l.state IN ('sent', 'delivered'))"
      /* The desk was told, and has it instead (report_note_lost). */
      " AND NOT EXISTS (SELECT 1 FROM report_mailbox m"
      " WHERE m.lookup = o.lookup AND m.what = 'lost'"
      " AND m.since_ms <= $3)",
      "tti", ticket->id.text, assignment, desk->now_ms - DAY_MS / 2);
}

static bool
tell_desk(Desk *desk, const Ticket *ticket, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  bool answers;
  if (!report_answers_ticket(desk, ticket, &answers, error))
    return false;
  /* In shadow the desk gets all tickets: it would not get this either. */
  if (!answers || strcmp(report_department(desk, ticket)->id, office->id) == 0)
    return true;
  const char *language = report_staff_language(desk, office);
  json_auto_t *data = report_data(desk, ticket, language);
  json_object_set_new(data, "department",
                      json_string(report_department(desk, ticket)->name));
  DeskLetter letter = {
      .text = "ticket-undelivered",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return desk_write_office(desk, &letter, error);
}

bool
report_alarm_undelivered(Desk *desk, const Ticket *ticket, GError **error)
{
  int64_t waiting = 0;
  if (report_is_ended(ticket->state))
    return true;
  if (!count_undelivered(desk, ticket, &waiting, error) ||
      (waiting > 0 && !report_note_lost(desk, ticket, error)))
    return false;
  if (waiting == 0)
    return true;
  log_event(LOG_ERR, "department-not-reached", "ticket", ticket->id.text,
            "department", ticket->department, "mails", log_number(waiting).text,
            "next", "bote outbox list", NULL);
  if (desk->status != NULL)
    status_add(desk->status, "departments_not_reached", 1);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "department-not-reached",
                       .actor = "town",
                       .detail = ticket->department};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         tell_desk(desk, ticket, error) &&
         agenda_set(desk->queue, "report-alarm", ticket->id.text,
                    desk->now_ms + DAY_MS, error);
}
