/* SPDX-License-Identifier: Apache-2.0
 *
 * Danger before all else, within the report service.
 */
#include "daemon/services/report/danger/report_danger.h"

#include "daemon/config.h"
#include "daemon/services/report/danger/report_oncall.h"
#include "daemon/services/report/department/report_handover.h"
#include "parsers/config/oncall.h"
#include "parsers/danger/danger.h"
#include "queue/person.h"
#include "templates/format.h"

/* A leak that somebody wrote of before a long weekend may still be one. */
#define NEAR_MS (7 * INT64_C(86400000))

/* Is it about a danger of these days?  Whoever takes over an old mailbox wakes
 * nobody for the gas of last year; its history tells. */
static bool
is_near(const Desk *desk, const Incoming *incoming)
{
  return incoming->danger != NULL &&
         desk->now_ms - incoming->item->received_at_ms < NEAR_MS;
}

bool
report_danger_mark(Desk *desk, const Incoming *incoming, Ticket *ticket,
                   GError **error)
{
  const IncomingDanger *danger = incoming->danger;
  if (danger == NULL)
    return true;
  bool near = is_near(desk, incoming);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = near ? "danger" : "danger-past",
                       .actor = "town",
                       .detail = danger->rule,
                       .note = danger->words,
                       .inbox_id = incoming->item->id.text};
  return incoming_note(desk, incoming, event.what, danger->rule, error) &&
         ticket_add_event(desk->queue, ticket, &event, error) &&
         (!near ||
          (ticket_set_danger(desk->queue, ticket, danger->rule, error) &&
           report_oncall_alarm(desk, incoming, ticket, error)));
}

void
report_danger_describe(const Desk *desk, const Ticket *ticket,
                       const char *language, json_t *data)
{
  const Town *town = desk->config->town;
  const DangerRule *rule =
      ticket->danger == NULL ? NULL
                             : danger_table_find(town->danger, ticket->danger);
  if (rule != NULL)
    json_object_set_new(data, "danger_name",
                        json_string(danger_rule_name(rule, language)));
  json_object_set_new(data, "oncall_listed",
                      json_boolean(town->oncall->shifts->len > 0));
}

/* What came late says when it was written: he may have been helped since. */
static json_t *
answer_data(const Desk *desk, const Incoming *incoming, const Ticket *ticket,
            const ReportForward *forward)
{
  int64_t received_ms = incoming->item->received_at_ms;
  json_t *data = json_pack("{s:s*}", "oncall_phone", incoming->danger->number);
  report_danger_describe(desk, ticket, ticket->language, data);
  if (desk->now_ms - received_ms > REPORT_LATE_MS) {
    g_autofree char *day =
        desk_date(desk, received_ms, ticket->language, (int)FORMAT_DATE_DAY);
    json_object_set_new(data, "received_date", json_string(day));
  }
  if (forward != NULL)
    report_forward_data(desk, forward, ticket->language, data);
  return data;
}

bool
report_danger_answer(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                     const ReportForward *forward, GError **error)
{
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  const char *why;
  bool is_his = forward == NULL || forward->original == NULL;
  bool proved = incoming->mail == NULL || incoming_is_authenticated(incoming);
  DeskReceiver receiver = {.channel = contact->channel,
                           .address = contact->address,
                           .is_authenticated = is_his && proved,
                           .danger = true};
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer(desk, &receiver, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  ReportNews news = {.text = "danger",
                     .contact = contact,
                     .data = answer_data(desk, incoming, ticket, forward),
                     .inbox_id = incoming->item->id.text,
                     .danger = true};
  return report_tell_citizen(desk, ticket, &news, NULL, error);
}

static bool
is_over(const Ticket *ticket)
{
  return ticket->state != TICKET_STATE_NEW &&
         ticket->state != TICKET_STATE_OPEN;
}

bool
report_danger_follow(Desk *desk, const Incoming *incoming, const char *words,
                     GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "citizen-wrote",
                       .actor = "citizen",
                       .note = words,
                       .inbox_id = incoming->item->id.text};
  ReportHandover handover = {.text = "ticket-addition",
                             .inbox_id = incoming->item->id.text,
                             .words = words,
                             .received_at_ms = incoming->item->received_at_ms,
                             .danger = is_near(desk, incoming),
                             .attachments = incoming->attachments};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         (!is_over(ticket) ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error)) &&
         report_danger_mark(desk, incoming, ticket, error) &&
         report_hand_over(desk, ticket, &handover, error) &&
         report_danger_answer(desk, incoming, ticket, NULL, error);
}
