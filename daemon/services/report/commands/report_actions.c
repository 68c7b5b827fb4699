/* SPDX-License-Identifier: Apache-2.0
 *
 * What each staff command does to a ticket.  A row is a command; commands that
 * only change what the citizen is told share one function.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/learn/learn_plan.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/commands/report_named.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/department/report_handover.h"
#include "parsers/config/town_charge.h"
#include "queue/agenda.h"
#include "templates/format.h"
#include "templates/texts.h"

#define DAY_MS INT64_C(86400000)

static bool act_assign(StaffCall *, const Action *, const CommandCall *,
                       GError **);
static bool act_due(StaffCall *, const Action *, const CommandCall *,
                    GError **);
static bool act_category(StaffCall *, const Action *, const CommandCall *,
                         GError **);
static bool act_note(StaffCall *, const Action *, const CommandCall *,
                     GError **);

static const Action actions[] = {
    {"uebernommen", report_act_tell, "status-accepted", TICKET_STATE_OPEN,
     ACTION_AT_ONCE | ACTION_TAKES | ACTION_DECIDES, NULL, NULL},
    {"inarbeit", report_act_tell, "status-accepted", TICKET_STATE_OPEN,
     ACTION_AT_ONCE | ACTION_TAKES | ACTION_DECIDES, NULL, NULL},
    {"beauftragt", report_act_tell, "status-commissioned", TICKET_STATE_OPEN,
     ACTION_GOES_ON | ACTION_DECIDES, NULL, NULL},
    {"geplant", report_act_tell, "status-planned", TICKET_STATE_OPEN,
     ACTION_GOES_ON | ACTION_DECIDES, NULL, NULL},
    {"erledigt", report_act_tell, "status-solved", TICKET_STATE_SOLVED,
     ACTION_ENDS | ACTION_DECIDES, NULL, NULL},
    {"rueckfrage", report_act_tell, "status-question", TICKET_STATE_WAITING,
     ACTION_AT_ONCE | ACTION_NEEDS_TEXT | ACTION_GOES_ON | ACTION_DECIDES, NULL,
     NULL},
    {"antwort", report_act_tell, "status-answer", TICKET_STATE_OPEN,
     ACTION_NEEDS_TEXT | ACTION_KEEPS_END | ACTION_DECIDES, NULL, NULL},
    {"keinemassnahme", report_act_tell, "status-no-action",
     TICKET_STATE_NO_ACTION, ACTION_ENDS | ACTION_DECIDES, NULL, NULL},
    {"weiter", act_assign, NULL, TICKET_STATE_OPEN,
     ACTION_GOES_ON | ACTION_GIVES_AWAY | ACTION_SORTS, NULL, NULL},
    {"nichtzustaendig", act_assign, NULL, TICKET_STATE_OPEN,
     ACTION_GOES_ON | ACTION_GIVES_AWAY, NULL, NULL},
    {"frist", act_due, NULL, TICKET_STATE_OPEN, ACTION_GOES_ON, NULL, NULL},
    {"kategorie", act_category, NULL, TICKET_STATE_OPEN, ACTION_SORTS, NULL,
     NULL},
    {"art", report_act_kind, NULL, TICKET_STATE_OPEN, ACTION_SORTS,
     report_kind_problem, report_undo_kind},
    {"intern", act_note, NULL, TICKET_STATE_OPEN, 0, NULL, NULL},
    {"zda", report_act_file, NULL, TICKET_STATE_CLOSED,
     ACTION_ENDS | ACTION_SORTS, NULL, NULL},
    {"werbung", report_act_file, NULL, TICKET_STATE_NO_ACTION,
     ACTION_ENDS | ACTION_SORTS, NULL, NULL},
    {"doppelt", report_act_same, NULL, TICKET_STATE_DUPLICATE,
     ACTION_ENDS | ACTION_SORTS, report_same_problem, report_undo_same},
    {"teilen", report_act_split, NULL, TICKET_STATE_OPEN,
     ACTION_GOES_ON | ACTION_DECIDES, report_split_problem, report_undo_split},
    {"wv", report_act_remind, NULL, TICKET_STATE_OPEN, ACTION_GOES_ON, NULL,
     report_undo_remind},
    {"zeigen", report_act_show, NULL, TICKET_STATE_OPEN, ACTION_KEEPS_END, NULL,
     NULL},
    {"ort", report_act_place, NULL, TICKET_STATE_OPEN, 0, NULL,
     report_undo_place},
    {"vertraulich", report_act_confidential, NULL, TICKET_STATE_OPEN,
     ACTION_HIDES | ACTION_DECIDES, NULL, report_undo_confidential},
    {"freigeben", report_act_publish, NULL, TICKET_STATE_OPEN, ACTION_SHOWS,
     report_publish_problem, report_undo_publish},
    {"sperren", report_act_hide, NULL, TICKET_STATE_OPEN, ACTION_HIDES, NULL,
     NULL},
};

static const Action *
action_of(const Command *command)
{
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
    if (strcmp(actions[i].command, command->name) == 0)
      return &actions[i];
  return NULL;
}

bool
report_action_exists(const Command *command)
{
  return action_of(command) != NULL ||
         strcmp(command->name, "rueckgaengig") == 0 ||
         strcmp(command->name, "zurueck") == 0 ||
         strcmp(command->name, "hilfe") == 0;
}

/* Two bits that no mail may hold together. */
static bool
are_opposed(unsigned one, unsigned other)
{
  static const unsigned opposed[][2] = {{ACTION_ENDS, ACTION_ENDS},
                                        {ACTION_ENDS, ACTION_GOES_ON},
                                        {ACTION_GIVES_AWAY, ACTION_GIVES_AWAY},
                                        {ACTION_GIVES_AWAY, ACTION_TAKES},
                                        {ACTION_SHOWS, ACTION_HIDES}};
  for (size_t i = 0; i < G_N_ELEMENTS(opposed); i++)
    if (((one & opposed[i][0]) != 0 && (other & opposed[i][1]) != 0) ||
        ((one & opposed[i][1]) != 0 && (other & opposed[i][0]) != 0))
      return true;
  return false;
}

bool
report_action_opposes(const CommandCall *one, const CommandCall *other)
{
  const Action *first = action_of(one->command);
  const Action *second = action_of(other->command);
  if (first == NULL || second == NULL)
    return false;
  /* "Taken" and "done" in one mail is a story, the other way round none. */
  if ((first->how & ACTION_ENDS) != 0 && (second->how & ACTION_TAKES) != 0)
    return true;
  if (first != second)
    return are_opposed(first->how, second->how);
  /* The same twice with two values. */
  bool dated = one->date_ms != 0 && other->date_ms != 0;
  CommandValueKind kind = one->command->value;
  bool named = kind == COMMAND_VALUE_DEPARTMENT ||
               kind == COMMAND_VALUE_CATEGORY || kind == COMMAND_VALUE_NUMBER ||
               kind == COMMAND_VALUE_LETTER || kind == COMMAND_VALUE_TEXT;
  return (dated && one->date_ms != other->date_ms) ||
         (named && g_strcmp0(one->value, other->value) != 0);
}

static bool
has_action(const Command *command, unsigned how)
{
  const Action *action = action_of(command);
  return action != NULL && (action->how & how) != 0;
}

bool
report_action_decides(const Command *command)
{
  return has_action(command, ACTION_DECIDES | ACTION_SORTS);
}

bool
report_action_sorts(const Command *command)
{
  return has_action(command, ACTION_SORTS);
}

bool
report_is_ended(TicketState state)
{
  return state == TICKET_STATE_SOLVED || state == TICKET_STATE_CLOSED ||
         state == TICKET_STATE_NO_ACTION || state == TICKET_STATE_DUPLICATE;
}

bool
report_action_contradicts(const Command *command, const char *before)
{
  const Action *action = action_of(command);
  const Command *row = command_find(before);
  const Action *earlier = row == NULL ? NULL : action_of(row);
  if (action == NULL || earlier == NULL || earlier->news == NULL ||
      (earlier->how & (ACTION_AT_ONCE | ACTION_NEEDS_TEXT)) != 0)
    return false; /* it told no state, or does not wait */
  bool moves = action->run == report_act_tell || action->run == act_assign;
  return action == earlier || (report_is_ended(earlier->state) && moves &&
                               (action->how & ACTION_KEEPS_END) == 0);
}

/* What can be seen without looking at anything else. */
static const char *
plain_problem(const StaffCall *call, const Action *action,
              const CommandCall *command)
{
  const char *problem = report_name_problem(call->desk->config->town, command);
  if (problem != NULL)
    return problem;
  if (command->past_ms != 0)
    return "past";
  if ((action->how & ACTION_NEEDS_TEXT) != 0 && call->citizen_text[0] == '\0')
    return "missing";
  return NULL;
}

bool
report_action_problem(StaffCall *call, const CommandCall *command,
                      const char **out_problem, GError **error)
{
  const Action *action = action_of(command->command);
  if (action == NULL) { /* some answer by themselves */
    *out_problem = report_action_exists(command->command) ? NULL : "unknown";
    return true;
  }
  *out_problem = plain_problem(call, action, command);
  return *out_problem != NULL || action->problem == NULL ||
         action->problem(call, command, out_problem, error);
}

static bool
add_event(StaffCall *call, const CommandCall *command, GError **error)
{
  Ticket *ticket = call->ticket;
  g_autofree char *actor = ticket_actor_department(ticket->department);
  /* What #rückgängig needs to know: how it was before. */
  g_autofree char *detail = g_strdup_printf(
      "%s %s %s %" G_GINT64_FORMAT " %s", command->command->name,
      ticket_state_to_string(ticket->state), ticket->department,
      ticket->due_at_ms, ticket->category == NULL ? "-" : ticket->category);
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "command",
                       .actor = actor,
                       .detail = detail,
                       .note = call->text[0] == '\0' ? NULL : call->text,
                       .inbox_id = call->inbox_id};
  return ticket_add_event(call->desk->queue, ticket, &event, error);
}

bool
report_change_state(StaffCall *call, TicketState state, GError **error)
{
  Ticket *ticket = call->ticket;
  bool ended = report_is_ended(ticket->state);
  bool waits = state == TICKET_STATE_WAITING;
  if (waits ? !report_deadline_pause(call->desk, ticket, error)
            : !report_deadline_resume(call->desk, ticket, error))
    return false;
  /* From one end to another a ticket passes through open. */
  if (ended && ticket->state != state &&
      !ticket_set_state(call->desk->queue, ticket, TICKET_STATE_OPEN, error))
    return false;
  if (!ticket_set_state(call->desk->queue, ticket, state, error))
    return false;
  if (state != TICKET_STATE_SOLVED)
    return agenda_cancel(call->desk->queue, "report-close", ticket->id.text,
                         error);
  return agenda_set(call->desk->queue, "report-close", ticket->id.text,
                    call->desk->now_ms + REPORT_CLOSE_DAYS * DAY_MS, error);
}

bool
report_give_to(StaffCall *call, const Department *to, GError **error)
{
  Desk *desk = call->desk;
  if (strcmp(to->id, call->ticket->department) == 0)
    return true;
  const Department *from = report_department(desk, call->ticket);
  if (!report_change_state(call, TICKET_STATE_OPEN, error) ||
      !agenda_cancel(desk->queue, REPORT_REMIND_TIMER, call->ticket->id.text,
                     error) ||
      !ticket_assign(desk->queue, call->ticket, to->id, error))
    return false;
  ReportHandover handover = {
      .text = "ticket",
      .inbox_id = call->ticket->inbox_id.text,
      .words = call->ticket->text,
      .note = call->text[0] == '\0' ? NULL : call->text,
      .note_from = from->name,
  };
  return report_hand_over(desk, call->ticket, &handover, error) &&
         agenda_set(desk->queue, "report-alarm", call->ticket->id.text,
                    desk->now_ms + RETRY_TICKET_ALARM_S * INT64_C(1000), error);
}

static bool
act_assign(StaffCall *call, const Action *action, const CommandCall *command,
           GError **error)
{
  (void)action;
  const Town *town = call->desk->config->town;
  const Department *to = command->value == NULL
                             ? town_office(town)
                             : report_department_named(town, command->value);
  g_assert(to != NULL);
  return (command->value == NULL || learn_plan_corrected(call->desk, error)) &&
         report_give_to(call, to, error);
}

static bool
act_due(StaffCall *call, const Action *action, const CommandCall *command,
        GError **error)
{
  (void)action;
  return report_deadline_set(call->desk, call->ticket, command->date_ms,
                             call->not_before_ms, error);
}

/* Of a letter that nobody knew whose it is, the category tells it, unless the
 * same mail says more. */
static bool
follow_category(StaffCall *call, const Category *category, GError **error)
{
  Desk *desk = call->desk;
  const Town *town = desk->config->town;
  if (strcmp(call->ticket->department, town->desk) != 0)
    return true;
  return call->gives_away ||
         report_give_to(
             call,
             town_department(
                 town,
                 town_charge(town, category, &call->ticket->point).department),
             error);
}

static bool
act_category(StaffCall *call, const Action *action, const CommandCall *command,
             GError **error)
{
  (void)action;
  const Category *category =
      report_category_named(call->desk->config->town, command->value);
  g_assert(category != NULL);
  return learn_plan_corrected(call->desk, error) &&
         report_deadline_recategorise(call->desk, call->ticket, category,
                                      call->not_before_ms, error) &&
         ticket_set_category(call->desk->queue, call->ticket, category->id,
                             error) &&
         follow_category(call, category, error);
}

static bool
act_note(StaffCall *call, const Action *action, const CommandCall *command,
         GError **error)
{
  (void)action;
  (void)command;
  (void)error;
  json_object_set_new(call->notes, "note", texts_lines(call->text, "│ "));
  return true;
}

bool
report_action_run(StaffCall *call, const CommandCall *command, GError **error)
{
  const Action *action = action_of(command->command);
  g_assert(action != NULL);
  return add_event(call, command, error) &&
         report_deadline_acted(call->desk, call->ticket, error) &&
         action->run(call, action, command, error);
}

bool
report_action_undo(StaffCall *call, const char *name, const char *inbox_id,
                   GError **error)
{
  const Command *command = command_find(name);
  const Action *action = command == NULL ? NULL : action_of(command);
  return action == NULL || action->undo == NULL ||
         action->undo(call, inbox_id, error);
}
