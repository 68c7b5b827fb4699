/* SPDX-License-Identifier: Apache-2.0
 *
 * #teilen: a department or the desk gives each matter of a letter a ticket of
 * its own.  Once, however often and by however many it is asked for.
 */
#include "daemon/services/report/split/report_split.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/department/report_handover.h"
#include "parsers/config/town_charge.h"
#include "queue/agenda.h"

/* "1,3", "2 und 3": which matters leave.  False: one of them there is not. */
static bool
read_choice(const char *value, guint count, bool *leaves)
{
  const char *at = value;
  bool any = false;
  while (*at != '\0') {
    if (!g_ascii_isdigit(*at)) {
      at++;
      continue;
    }
    char *end = NULL;
    guint64 number = g_ascii_strtoull(at, &end, 10);
    if (number == 0 || number > count)
      return false;
    leaves[number - 1] = true;
    any = true;
    at = end;
  }
  return any;
}

/* The matter a department keeps: the first that is its own, else the first. */
static guint
own_matter(const Desk *desk, const Ticket *ticket, const Matters *matters)
{
  const Town *town = desk->config->town;
  for (guint i = 0; i < matters->list->len; i++) {
    const Matter *matter = &g_array_index(matters->list, Matter, i);
    const Category *category =
        matter->category == NULL ? NULL : town_category(town, matter->category);
    if (category != NULL &&
        strcmp(category->department, ticket->department) == 0)
      return i;
  }
  return 0;
}

/* Which leave: those that are named, else all but the department's own; one
 * stays in any case. */
static bool
choose(const Desk *desk, const Ticket *ticket, const CommandCall *command,
       const Matters *matters, bool *leaves)
{
  guint count = matters->list->len;
  if (command->value != NULL && *command->value != '\0') {
    if (!read_choice(command->value, count, leaves))
      return false;
    bool all = true;
    for (guint i = 0; i < count; i++)
      all = all && leaves[i];
    leaves[0] = leaves[0] && !all;
    return true;
  }
  guint own = own_matter(desk, ticket, matters);
  for (guint i = 0; i < count; i++)
    leaves[i] = i != own;
  return true;
}

bool
report_split_problem(StaffCall *call, const CommandCall *command,
                     const char **out_problem, GError **error)
{
  Desk *desk = call->desk;
  bool done;
  bool leaves[MATTERS_MAX] = {false};
  if (!report_split_is_done(desk, call->ticket, &done, error))
    return false;
  g_autoptr(Matters) matters =
      matters_find(call->ticket->text, desk->config->town);
  if (done)
    *out_problem = "split_already";
  else if (report_split_stays_whole(desk, call->ticket))
    *out_problem = "stays_whole";
  else if (matters->list->len < 2)
    *out_problem = "one_matter";
  else if (!choose(desk, call->ticket, command, matters, leaves))
    *out_problem = "no_matter";
  return true;
}

/* Only to who is proved his own words go back. */
static bool
is_verified(Desk *desk, const Contact *contact, bool *out_is, GError **error)
{
  return store_get_bool(desk->queue->store, out_is, error,
                        "SELECT count(*) FROM contact WHERE id = $1"
                        " AND verified",
                        "t", contact->id.text);
}

/* The one confirmation to the citizen, once it cannot be taken back. */
static bool
tell_numbers(StaffCall *call, const ReportSplit *split, GError **error)
{
  Desk *desk = call->desk;
  g_autoptr(Contact) contact =
      contact_load(desk->queue, call->ticket->contact_id.text, error);
  bool verified;
  if (contact == NULL || !is_verified(desk, contact, &verified, error))
    return false;
  json_t *list = report_split_list(split, call->ticket->language, verified);
  ReportNews news = {.text = "split",
                     .contact = contact,
                     .data = json_pack("{s:i, s:o, s:b}", "matter_count",
                                       (int)json_array_size(list), "tickets",
                                       list, "later", 1),
                     .not_before_ms = call->not_before_ms};
  return report_tell_of_command(call, &news, error);
}

/* What the desk took apart goes where its category says. */
static bool
leave_desk(StaffCall *call, GError **error)
{
  Desk *desk = call->desk;
  Ticket *ticket = call->ticket;
  const Town *town = desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category == NULL || strcmp(ticket->department, town->desk) != 0 ||
      strcmp(category->department, town->desk) == 0)
    return true;
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .not_before_ms = call->not_before_ms,
                             .cancel_group = call->inbox_id};
  const char *department =
      town_charge(town, category, &ticket->point).department;
  return ticket_assign(desk->queue, ticket, department, error) &&
         report_hand_over(desk, ticket, &handover, error) &&
         agenda_set(desk->queue, "report-alarm", ticket->id.text,
                    MAX(desk->now_ms, call->not_before_ms) +
                        RETRY_TICKET_ALARM_S * INT64_C(1000),
                    error);
}

bool
report_act_split(StaffCall *call, const Action *action,
                 const CommandCall *command, GError **error)
{
  Desk *desk = call->desk;
  g_autoptr(Matters) matters =
      matters_find(call->ticket->text, desk->config->town);
  g_autofree char *actor = ticket_actor_department(call->ticket->department);
  g_auto(ReportSplit) split = {
      .desk = desk,
      .ticket = call->ticket,
      .matters = matters,
      .inbox_id = call->inbox_id,
      .actor = actor,
      .cancel_group = call->inbox_id,
      .not_before_ms = call->not_before_ms,
  };
  bool fits = choose(desk, call->ticket, command, matters, split.leaves);
  g_assert(fits); /* report_split_problem() looked */
  if (!report_change_state(call, action->state, error) ||
      !report_place_remember(desk, call->ticket, call->inbox_id, error) ||
      !report_split_open(&split, error) || !leave_desk(call, error))
    return false;
  json_t *list = report_split_list(&split, call->language, false);
  json_object_set_new(call->notes, "split",
                      json_pack("{s:i, s:o}", "matter_count",
                                (int)json_array_size(list), "tickets", list));
  return tell_numbers(call, &split, error);
}

/* --- taken back ----------------------------------------------------------- */

/* Its matter is back with the letter: nobody works on it, nobody is told. */
static bool
take_back(StaffCall *call, const char *number_text, const char *inbox_id,
          GError **error)
{
  Queue *queue = call->desk->queue;
  Number number;
  Ticket *found = NULL;
  bool is_number = number_parse(number_text, &number);
  g_assert(is_number); /* our own event */
  if (!ticket_find_number(queue, &number, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  if (ticket == NULL)
    return true;
  g_autofree char *actor = ticket_actor_department(call->ticket->department);
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "split-undone",
                       .actor = actor,
                       .detail = call->ticket->text_number,
                       .inbox_id = inbox_id};
  if (!attachment_move_all(queue, ticket->id.text, call->ticket->id.text,
                           error) ||
      !agenda_cancel(queue, "report-alarm", ticket->id.text, error))
    return false;
  return report_is_ended(ticket->state) ||
         (ticket_add_event(queue, ticket, &event, error) &&
          ticket_set_state(queue, ticket, TICKET_STATE_CLOSED, error));
}

bool
report_undo_split(StaffCall *call, const char *inbox_id, GError **error)
{
  Queue *queue = call->desk->queue;
  g_auto(ReportEventSearch) search = {.what = "split", .inbox_id = inbox_id};
  if (!report_find_event(call->desk, call->ticket, &search, error))
    return false;
  if (!search.found)
    return true;
  g_auto(GStrv) numbers = g_strsplit(search.detail, " ", -1);
  for (char **number = numbers; *number != NULL; number++)
    if (!take_back(call, *number, inbox_id, error))
      return false;
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "split-undone",
                       .actor = "town",
                       .detail = search.detail,
                       .inbox_id = inbox_id};
  return ticket_add_event(queue, call->ticket, &event, error) &&
         ticket_set_text(queue, call->ticket, search.note, error) &&
         report_undo_place(call, inbox_id, error);
}
