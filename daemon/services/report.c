/* SPDX-License-Identifier: Apache-2.0
 *
 * The service `report`: letters and defect reports.  A mail or an SMS becomes a
 * ticket, the department in charge answers by mail, the citizen hears of it.
 * This file only sorts; the pieces are report_*.c.
 */
#include <string.h>

#include "daemon/services/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report_handover.h"
#include "daemon/services/report_state.h"
#include "parsers/message.h"
#include "parsers/sms.h"
#include "queue/agenda.h"

static bool
report_takes(const Desk *desk, const Incoming *incoming)
{
  ServiceState state = desk_service_state(desk, "report");
  if (state == SERVICE_STATE_OFF || state == SERVICE_STATE_PAUSED)
    return false;
  switch (incoming->belonging.kind) {
  case BELONGING_NEW:
    return incoming->mail == NULL || incoming->mail->from != NULL;
  case BELONGING_CITIZEN:
  case BELONGING_DEPARTMENT:
  case BELONGING_QUESTION:
    return strcmp(incoming->belonging.ticket->service, "report") == 0;
  case BELONGING_BOUNCE:
  case BELONGING_AUTOMATIC:
    return false;
  }
  g_assert_not_reached();
}

static bool
report_handle(Desk *desk, const Incoming *incoming, Handled *out_handled,
              GError **error)
{
  if (incoming->sms != NULL) {
    bool done;
    if (!report_handle_status(desk, incoming, out_handled, &done, error))
      return false;
    if (done)
      return true;
  }
  switch (incoming->belonging.kind) {
  case BELONGING_NEW:
    return report_handle_new(desk, incoming, out_handled, error);
  case BELONGING_CITIZEN:
    return report_handle_citizen(desk, incoming, out_handled, error);
  case BELONGING_DEPARTMENT:
    return report_handle_staff(desk, incoming, out_handled, error);
  case BELONGING_QUESTION:
    return report_handle_question(desk, incoming, out_handled, error);
  case BELONGING_BOUNCE:
  case BELONGING_AUTOMATIC:
    break;
  }
  g_assert_not_reached();
}

/* A solved ticket closes when nobody objected in time. */
static bool
close_ticket(Desk *desk, Ticket *ticket, GError **error)
{
  if (ticket->state != TICKET_STATE_SOLVED)
    return true;
  TicketEvent event = {
      .at_ms = desk->now_ms, .what = "closed", .actor = "town"};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         ticket_set_state(desk->queue, ticket, TICKET_STATE_CLOSED, error);
}

static bool
report_timer(Desk *desk, const AgendaItem *item, GError **error)
{
  if (strcmp(item->kind, "report-too-large") == 0)
    return report_hand_over_small(desk, item->subject, error);
  if (strcmp(item->kind, "report-picture") == 0)
    return report_hand_over_picture(desk, item->subject, error);
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, item->subject, error);
  if (ticket == NULL)
    return false;
  return strcmp(item->kind, "report-close") == 0
             ? close_ticket(desk, ticket, error)
             : report_alarm_undelivered(desk, ticket, error);
}

const Service service_report = {
    .name = "report",
    .takes = report_takes,
    .handle = report_handle,
    .answers = report_answers,
    .timer = report_timer,
};
