/* SPDX-License-Identifier: Apache-2.0
 *
 * The service `report`: letters and defect reports.  A mail or an SMS becomes a
 * ticket, the department in charge answers by mail, the citizen hears of it.
 * This file only sorts; the pieces are in report/:
 *
 *   intake      a new matter: category, number, confirmation, the one question
 *   danger      danger before all else, who is on call
 *   same        is it the same matter as another one?
 *   status      STATUS, and AUCH: who tells of it, too
 *   split       one letter of several matters
 *   letter      kinds of letters, and what is done with each
 *   forward     mails that were passed on
 *   record      calls and visits that a colleague records
 *   department  ticket mails, who gets them, who is there
 *   deadline    the date a citizen may expect, what is overdue
 *   external    departments outside the administration
 *   staff       replies of staff: who may, and what is meant
 *   commands    what each command does, undoing it
 *   citizen     what the citizen hears, and what he answers
 *   desk        letters nobody knows whose they are, decisions
 *   morning     the lists of the morning
 *   figures     figures of a period, the report of a month
 */
#include <string.h>

#include "daemon/services/report/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_sent.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/danger/report_oncall.h"
#include "daemon/services/report/department/report_address.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/department/report_homeless.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/deadline/report_escalation.h"
#include "daemon/services/report/external/report_external.h"
#include "daemon/services/report/figures/report_month.h"
#include "daemon/services/report/intake/report_ask.h"
#include "daemon/services/report/intake/report_place.h"
#include "daemon/services/report/letter/report_listed.h"
#include "daemon/services/report/morning/report_morning.h"
#include "daemon/services/report/record/report_record.h"
#include "daemon/services/report/report_state.h"
#include "daemon/services/report/staff/report_authority.h"
#include "daemon/services/report/status/report_status.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "queue/agenda.h"

/* Danger rests in no state. */
static bool
is_at_rest(const Desk *desk, const Incoming *incoming)
{
  ServiceState state = desk_service_state(desk, "report");
  bool rests = state == SERVICE_STATE_OFF || state == SERVICE_STATE_PAUSED;
  return rests && incoming->danger == NULL &&
         incoming->belonging.kind != BELONGING_ONCALL;
}

static bool
report_takes(const Desk *desk, const Incoming *incoming)
{
  if (is_at_rest(desk, incoming))
    return false;
  switch (incoming->belonging.kind) {
  case BELONGING_NEW:
    return incoming->mail == NULL || incoming->mail->from != NULL;
  case BELONGING_RECORDING:
  case BELONGING_LIST:
  case BELONGING_MORNING:
    return true;
  case BELONGING_CITIZEN:
  case BELONGING_DEPARTMENT:
  case BELONGING_QUESTION:
  case BELONGING_ONCALL:
    return strcmp(incoming->belonging.ticket->service, "report") == 0;
  case BELONGING_SURVEY:
  case BELONGING_BOUNCE:
  case BELONGING_AUTOMATIC:
  case BELONGING_SENT:
    return false;
  }
  g_assert_not_reached();
}

/* STATUS and AUCH, whatever ticket the message belongs to. */
static bool
handle_request(Desk *desk, const Incoming *incoming, Handled *out_handled,
               bool *out_done, GError **error)
{
  return report_handle_status(desk, incoming, out_handled, out_done, error) &&
         (*out_done ||
          report_handle_also(desk, incoming, out_handled, out_done, error));
}

/* What is asked of every message before its kind: is it about STATUS, who is
 * there again by it, does it know a ticket by somebody else's number only?
 *
 * out_done   false: the message is something else, go on */
static bool
handle_first(Desk *desk, const Incoming *incoming, Handled *out_handled,
             bool *out_done, GError **error)
{
  *out_done = false;
  if (incoming->sms != NULL)
    return incoming->belonging.kind == BELONGING_ONCALL ||
           handle_request(desk, incoming, out_handled, out_done, error);
  if (!report_hear_person(desk, incoming, error) ||
      !report_address_confirm(desk, incoming, out_handled, out_done, error))
    return false;
  if (!*out_done &&
      !report_external_match(desk, incoming, out_handled, out_done, error))
    return false;
  return *out_done ||
         handle_request(desk, incoming, out_handled, out_done, error);
}

static bool
handle_new(Desk *desk, const Incoming *incoming, Handled *out_handled,
           GError **error)
{
  return report_is_recording(desk, incoming)
             ? report_handle_recording(desk, incoming, out_handled, error)
             : report_handle_new(desk, incoming, out_handled, error);
}

/* By what it belongs to; NULL: report_takes() leaves it to others. */
static bool (*const handlers[])(Desk *desk, const Incoming *incoming,
                                Handled *out_handled, GError **error) = {
    [BELONGING_NEW] = handle_new,
    [BELONGING_RECORDING] = report_handle_record_answer,
    [BELONGING_LIST] = report_listed_answer,
    [BELONGING_MORNING] = report_handle_morning_reply,
    [BELONGING_CITIZEN] = report_handle_citizen,
    [BELONGING_DEPARTMENT] = report_handle_staff,
    [BELONGING_QUESTION] = report_handle_question,
    [BELONGING_ONCALL] = report_oncall_answer,
};

static bool
report_handle(Desk *desk, const Incoming *incoming, Handled *out_handled,
              GError **error)
{
  bool done;
  if (!handle_first(desk, incoming, out_handled, &done, error))
    return false;
  return done ||
         handlers[incoming->belonging.kind](desk, incoming, out_handled, error);
}

/* What is not for us to answer. */
static bool
report_hear(Desk *desk, const Incoming *incoming, GError **error)
{
  return incoming->belonging.kind == BELONGING_SENT
             ? report_file_sent(desk, incoming, error)
             : report_hear_machine(desk, incoming, error);
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
alarm_undelivered(Desk *desk, Ticket *ticket, GError **error)
{
  return report_alarm_undelivered(desk, ticket, error);
}

static bool
remind(Desk *desk, Ticket *ticket, GError **error)
{
  return report_remind(desk, ticket, error);
}

static bool
publish(Desk *desk, Ticket *ticket, GError **error)
{
  return report_publish(desk, ticket, error);
}

/* Timers of the whole town, and of what is no ticket: by their subject. */
static const struct {
  const char *kind;
  bool (*run)(Desk *desk, GError **error);
} town_timers[] = {{REPORT_LISTED_TIMER, report_listed_send},
                   {REPORT_LISTED_CLEAR_TIMER, report_listed_clear},
                   {REPORT_HOMELESS_TIMER, report_homeless_due},
                   {REPORT_ESCALATION_TIMER, report_escalation_due},
                   {REPORT_MONTH_TIMER, report_month_due}};

static const struct {
  const char *kind;
  bool (*run)(Desk *desk, const char *subject, GError **error);
} other_timers[] = {{"report-too-large", report_hand_over_small},
                    {REPORT_ONCALL_TIMER, report_oncall_due},
                    {"report-picture", report_hand_over_picture},
                    {REPORT_RECORD_TIMER, report_record_expire},
                    {REPORT_AUTHORITY_TIMER, report_authority_expire},
                    {REPORT_MORNING_TIMER, report_morning_due}};

static bool
report_timer(Desk *desk, const AgendaItem *item, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS(town_timers); i++)
    if (strcmp(item->kind, town_timers[i].kind) == 0)
      return town_timers[i].run(desk, error);
  for (size_t i = 0; i < G_N_ELEMENTS(other_timers); i++)
    if (strcmp(item->kind, other_timers[i].kind) == 0)
      return other_timers[i].run(desk, item->subject, error);
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, item->subject, error);
  if (ticket == NULL)
    return false;
  static const struct {
    const char *kind;
    bool (*run)(Desk *desk, Ticket *ticket, GError **error);
  } rows[] = {{"report-close", close_ticket},
              {"report-alarm", alarm_undelivered},
              {REPORT_ASK_TIMER, report_ask_expire},
              {REPORT_PLACE_TIMER, report_place_expire},
              {REPORT_REMIND_TIMER, remind},
              {REPORT_EXPECTED_TIMER, report_deadline_tell},
              {REPORT_SILENCE_TIMER, report_external_silence},
              {REPORT_PUBLISH_TIMER, publish}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(item->kind, rows[i].kind) == 0)
      return rows[i].run(desk, ticket, error);
  return true;
}

static bool
report_plan(Desk *desk, GError **error)
{
  return report_morning_plan(desk, error) && report_listed_plan(desk, error) &&
         report_homeless_plan(desk, error) &&
         report_escalation_plan(desk, error) && report_month_plan(desk, error);
}

const Service service_report = {
    .name = "report",
    .takes = report_takes,
    .claims = report_oncall_claims,
    .handle = report_handle,
    .hears = report_hear,
    .timer = report_timer,
    .plan = report_plan,
};
