/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the addresses of departments, and how it becomes known.
 */
#include "daemon/services/report/department/report_presence.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/log.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/department/report_mark.h"
#include "daemon/services/report/external/report_external.h"
#include "parsers/machine/absence.h"
#include "parsers/message.h"
#include "templates/format.h"

/* The department that gets tickets at this address; NULL: none. */
static const Department *
receiver_of(const Town *town, const char *address)
{
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    for (guint n = 0; n < department->addresses->len; n++)
      if (g_ascii_strcasecmp(department->addresses->pdata[n], address) == 0)
        return department;
  }
  return NULL;
}

bool
report_is_away(Desk *desk, const Department *department,
               int64_t *out_back_at_ms, GError **error)
{
  return store_get_int64(desk->queue->store, out_back_at_ms, error,
                         "SELECT COALESCE(max(until_ms), 0)"
                         " FROM report_mailbox WHERE department = $1"
                         " AND what = 'away' AND until_ms > $2",
                         "ti", department->id, desk->now_ms);
}

/* Mail from there: the address is not lost. */
static bool
is_found(Desk *desk, const char *address, GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", address);
  return store_run(desk->queue->store, error,
                   "DELETE FROM report_mailbox WHERE lookup = $1"
                   " AND what = 'lost'",
                   "b", lookup);
}

/* A person is there; what his colleagues' machines said counts no more. */
static bool
end_absence(Desk *desk, const Department *department, GError **error)
{
  return store_run(desk->queue->store, error,
                   "DELETE FROM report_mailbox WHERE department = $1"
                   " AND what = 'away'",
                   "t", department->id);
}

static bool
add_event(Desk *desk, const Incoming *incoming, const char *what,
          const char *detail, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = "town",
                       .detail = detail,
                       .inbox_id = incoming->item->id.text};
  return incoming->belonging.ticket == NULL ||
         ticket_add_event(desk->queue, incoming->belonging.ticket, &event,
                          error);
}

static bool
tell_desk(Desk *desk, const Incoming *incoming, const Department *department,
          int64_t back_at_ms, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  const Department *deputy = department->deputy == NULL
                                 ? NULL
                                 : town_department(town, department->deputy);
  const char *language = report_staff_language(desk, office);
  g_autofree char *back =
      desk_date(desk, back_at_ms, language, (int)FORMAT_DATE_LONG);
  json_auto_t *data =
      json_pack("{s:s, s:s, s:s*}", "department", department->name, "back",
                back, "deputy", deputy == NULL ? NULL : deputy->name);
  g_autofree char *dedupe =
      g_strconcat("department-away|", incoming->item->id.text, NULL);
  DeskLetter letter = {
      .text = "department-away",
      .language = language,
      .data = data,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
      .dedupe = dedupe,
  };
  return desk_write_office(desk, &letter, error);
}

/* Is the ticket still theirs to do? */
static bool
is_theirs(const Ticket *ticket, const Department *department)
{
  return !report_is_ended(ticket->state) &&
         strcmp(ticket->department, department->id) == 0;
}

/* Once more, to those who have not got it yet: the same mail to the same
 * address is one row of the outbox. */
static bool
hand_over_again(Desk *desk, const Ticket *ticket, GError **error)
{
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text};
  return report_hand_over(desk, ticket, &handover, error);
}

static bool
begin_absence(Desk *desk, const Incoming *incoming,
              const Department *department, int64_t back_at_ms, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  int64_t before;
  ReportMark away = {department, incoming->mail->from->address, "away",
                     back_at_ms};
  g_autofree char *day =
      desk_date(desk, back_at_ms, "en", (int)FORMAT_DATE_NUMERIC);
  g_autofree char *detail = g_strconcat(department->id, " until ", day, NULL);
  if (!report_is_away(desk, department, &before, error) ||
      !report_mark_set(desk, &away, error) ||
      !add_event(desk, incoming, "department-away", detail, error) ||
      !incoming_note(desk, incoming, "department-away", detail, error))
    return false;
  if (before == 0) {
    log_event(LOG_INFO, "department-away", "department", department->id, "next",
              "its deputy and the desk", NULL);
    if (!tell_desk(desk, incoming, department, back_at_ms, error))
      return false;
  }
  return ticket == NULL || !is_theirs(ticket, department) ||
         hand_over_again(desk, ticket, error);
}

/* To a ticket mail, or to a list of the morning, which is about no ticket? */
static bool
answers_ours(const Belonging *belonging)
{
  return belonging->ticket == NULL
             ? belonging->token.role == TOKEN_ROLE_MORNING
             : belonging->token.role == TOKEN_ROLE_DEPARTMENT;
}

bool
report_hear_machine(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  const Belonging *belonging = &incoming->belonging;
  if (belonging->kind != BELONGING_AUTOMATIC || !answers_ours(belonging) ||
      mail->from == NULL || mail->auth == AUTH_VERDICT_FAIL)
    return true;
  const Department *department =
      receiver_of(desk->config->town, mail->from->address);
  if (department == NULL)
    return true;
  if (!is_found(desk, mail->from->address, error))
    return false;
  Absence absence =
      absence_read(mail->subject, mail->text, desk->now_ms, desk->zone);
  switch (absence.kind) {
  case ABSENCE_NONE:
    return belonging->ticket == NULL ||
           report_external_receipt(desk, incoming, department, error);
  case ABSENCE_OVER:
    return true;
  case ABSENCE_UNKNOWN:
    absence.back_at_ms =
        desk_add_working_days(desk, desk->now_ms, REPORT_AWAY_DAYS);
    break;
  case ABSENCE_UNTIL:
    break;
  }
  return begin_absence(desk, incoming, department, absence.back_at_ms, error);
}

bool
report_hear_person(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  if (mail == NULL || mail->from == NULL || mail->auth == AUTH_VERDICT_FAIL)
    return true;
  const Department *department =
      receiver_of(desk->config->town, mail->from->address);
  int64_t back_at_ms;
  if (department == NULL)
    return true;
  if (!is_found(desk, mail->from->address, error) ||
      !report_is_away(desk, department, &back_at_ms, error))
    return false;
  return back_at_ms == 0 ||
         (end_absence(desk, department, error) &&
          incoming_note(desk, incoming, "department-back", department->id,
                        error) &&
          add_event(desk, incoming, "department-back", department->id, error));
}

/* Did the last ticket mail to this address fail, and not because of its size?
 */
static bool
came_back(Desk *desk, const Ticket *ticket, const char *address, bool *out,
          GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", address);
  return store_get_bool(desk->queue->store, out, error,
                        "SELECT count(*) FROM outbox o WHERE o.ticket_id = $1"
                        " AND o.kind = 'ticket' AND o.lookup = $2"
                        " AND o.state = 'failed'"
                        " AND NOT EXISTS (SELECT 1 FROM outbox l"
                        " WHERE l.ticket_id = o.ticket_id AND l.kind = 'ticket'"
                        " AND l.lookup = o.lookup AND l.id > o.id)",
                        "tb", ticket->id.text, lookup);
}

bool
report_note_lost(Desk *desk, const Ticket *ticket, GError **error)
{
  const Department *department = report_department(desk, ticket);
  bool any = false;
  for (guint i = 0; i < department->addresses->len; i++) {
    const char *address = department->addresses->pdata[i];
    ReportMark mark = {department, address, "lost", 0};
    bool lost;
    if (!came_back(desk, ticket, address, &lost, error) ||
        (lost && !report_mark_set(desk, &mark, error)))
      return false;
    any = any || lost;
  }
  if (!any)
    return true;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "department-lost",
                       .actor = "town",
                       .detail = department->id};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         hand_over_again(desk, ticket, error);
}

/* What stood in the last list stands in the next one again. */
static bool
list_again(Desk *desk, const Department *department, GError **error)
{
  return store_run(desk->queue->store, error,
                   "INSERT INTO report_morning_item (department, ticket_id,"
                   " what, at_ms) SELECT m.department, e.ticket_id, 'new', $2"
                   " FROM report_morning m JOIN ticket_event e"
                   " ON e.at_ms = m.at_ms AND e.what = 'listed'"
                   " AND e.detail = m.department WHERE m.department = $1"
                   " ON CONFLICT (department, ticket_id, what) DO NOTHING",
                   "ti", department->id, desk->now_ms);
}

bool
report_note_lost_list(Desk *desk, const Department *department, GError **error)
{
  for (guint i = 0; i < department->addresses->len; i++) {
    const char *address = department->addresses->pdata[i];
    g_autoptr(GBytes) lookup =
        keyring_lookup(desk->queue->ring, "mail", address);
    ReportMark mark = {department, address, "lost", 0};
    int64_t failed;
    if (!store_get_int64(desk->queue->store, &failed, error,
                         "SELECT count(*) FROM outbox o WHERE o.lookup = $1"
                         " AND o.kind = 'morning' AND o.state = 'failed'"
                         " AND NOT EXISTS (SELECT 1 FROM outbox l"
                         " WHERE l.lookup = o.lookup AND l.kind = 'morning'"
                         " AND l.id > o.id)",
                         "b", lookup) ||
        (failed > 0 && (!report_mark_set(desk, &mark, error) ||
                        !list_again(desk, department, error))))
      return false;
  }
  return true;
}
