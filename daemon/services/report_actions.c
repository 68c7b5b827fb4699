/* SPDX-License-Identifier: Apache-2.0
 *
 * What each staff command does to a ticket.  A row is a command; commands that
 * only change what the citizen is told share one function.
 */
#include "daemon/services/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report_commands.h"
#include "daemon/services/report_handover.h"
#include "queue/agenda.h"
#include "templates/format.h"
#include "templates/texts.h"

typedef struct Action Action;
struct Action {
  const char *command; /* row of the command table */
  bool (*run)(StaffCall *call, const Action *action, const CommandCall *command,
              GError **error);
  const char *news;  /* text for the citizen; NULL: none */
  TicketState state; /* the ticket's new state */
  unsigned how;      /* ACTION_… */
};

#define DAY_MS INT64_C(86400000)

enum {
  ACTION_AT_ONCE = 1 << 0,    /* the news does not wait for an undo */
  ACTION_NEEDS_TEXT = 1 << 1, /* without a sentence there is nothing to say */
  ACTION_KEEPS_END = 1 << 2,  /* what is solved or closed stays so */
};

static bool act_tell(StaffCall *, const Action *, const CommandCall *,
                     GError **);
static bool act_assign(StaffCall *, const Action *, const CommandCall *,
                       GError **);
static bool act_due(StaffCall *, const Action *, const CommandCall *,
                    GError **);
static bool act_category(StaffCall *, const Action *, const CommandCall *,
                         GError **);
static bool act_note(StaffCall *, const Action *, const CommandCall *,
                     GError **);

static const Action actions[] = {
    {"uebernommen", act_tell, "status-accepted", TICKET_STATE_OPEN,
     ACTION_AT_ONCE},
    {"inarbeit", act_tell, "status-accepted", TICKET_STATE_OPEN,
     ACTION_AT_ONCE},
    {"beauftragt", act_tell, "status-commissioned", TICKET_STATE_OPEN, 0},
    {"geplant", act_tell, "status-planned", TICKET_STATE_OPEN, 0},
    {"erledigt", act_tell, "status-solved", TICKET_STATE_SOLVED, 0},
    {"rueckfrage", act_tell, "status-question", TICKET_STATE_WAITING,
     ACTION_AT_ONCE | ACTION_NEEDS_TEXT},
    {"antwort", act_tell, "status-answer", TICKET_STATE_OPEN,
     ACTION_NEEDS_TEXT | ACTION_KEEPS_END},
    {"keinemassnahme", act_tell, "status-no-action", TICKET_STATE_NO_ACTION, 0},
    {"weiter", act_assign, NULL, TICKET_STATE_OPEN, 0},
    {"nichtzustaendig", act_assign, NULL, TICKET_STATE_OPEN, 0},
    {"frist", act_due, NULL, TICKET_STATE_OPEN, 0},
    {"kategorie", act_category, NULL, TICKET_STATE_OPEN, 0},
    {"intern", act_note, NULL, TICKET_STATE_OPEN, 0},
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

static bool
is_ended(TicketState state)
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
  bool moves = action->run == act_tell || action->run == act_assign;
  return action == earlier || (is_ended(earlier->state) && moves &&
                               (action->how & ACTION_KEEPS_END) == 0);
}

/* A department by id or name, tolerant like the commands themselves. */
static const Department *
department_named(const Town *town, const char *name)
{
  g_autofree char *wanted = command_fold(name);
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    g_autofree char *id = command_fold(department->id);
    g_autofree char *full = command_fold(department->name);
    if (strcmp(wanted, id) == 0 || strcmp(wanted, full) == 0)
      return department;
  }
  return NULL;
}

/* A category by id, or by its name in any language. */
static const Category *
category_named(const Town *town, const char *name)
{
  g_autofree char *wanted = command_fold(name);
  for (guint i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    g_autofree char *id = command_fold(category->id);
    if (strcmp(wanted, id) == 0)
      return category;
    for (guint k = 0; k < town->languages->len; k++) {
      g_autofree char *full = command_fold(
          category_name(town, category, town->languages->pdata[k]));
      if (strcmp(wanted, full) == 0)
        return category;
    }
  }
  return NULL;
}

/* What the citizen is told: the mail's text (it holds the values of commands
 * that are words for him), else the category's standard sentence, which says
 * what was done.  NULL: nothing, because the command has no words for him.
 * Owned. */
static char *
sentence_for(const StaffCall *call, const CommandCall *command)
{
  if (!command->command->to_citizen)
    return NULL;
  if (call->citizen_text[0] != '\0')
    return g_strdup(call->citizen_text);
  if (action_of(command->command)->state != TICKET_STATE_SOLVED)
    return NULL;
  const Town *town = call->desk->config->town;
  const Category *category = call->ticket->category == NULL
                                 ? NULL
                                 : town_category(town, call->ticket->category);
  return category == NULL ? NULL
                          : g_strdup(category_sentence(town, category,
                                                       call->ticket->language));
}

const char *
report_action_problem(const StaffCall *call, const CommandCall *command)
{
  const Action *action = action_of(command->command);
  if (action == NULL)
    return report_action_exists(command->command) ? NULL : "unknown";
  const Town *town = call->desk->config->town;
  if (command->command->value == COMMAND_VALUE_DEPARTMENT &&
      command->value != NULL && department_named(town, command->value) == NULL)
    return "no_such";
  if (command->command->value == COMMAND_VALUE_CATEGORY &&
      (command->value == NULL || category_named(town, command->value) == NULL))
    return "no_such";
  if (command->date_ms != 0 && command->date_ms + DAY_MS <= call->desk->now_ms)
    return "past";
  if ((action->how & ACTION_NEEDS_TEXT) != 0 && call->citizen_text[0] == '\0')
    return "missing";
  return NULL;
}

static bool
add_event(StaffCall *call, const CommandCall *command, GError **error)
{
  Ticket *ticket = call->ticket;
  g_autofree char *actor = g_strconcat("department ", ticket->department, NULL);
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

static bool
change_state(StaffCall *call, TicketState state, GError **error)
{
  Ticket *ticket = call->ticket;
  bool ended = is_ended(ticket->state);
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

/* The variables that a command's value gives to the citizen's text. */
static json_t *
news_data(const StaffCall *call, const CommandCall *command)
{
  json_t *data = json_object();
  const char *language = call->ticket->language;
  if (command->date_ms != 0) {
    g_autofree char *until = desk_date(call->desk, command->date_ms, language,
                                       (int)FORMAT_DATE_LONG);
    g_autofree char *until_short = desk_date(call->desk, command->date_ms,
                                             language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "until", json_string(until));
    json_object_set_new(data, "until_short", json_string(until_short));
  }
  if (command->who != NULL)
    json_object_set_new(data, "contractor", json_string(command->who));
  g_autofree char *sentence = sentence_for(call, command);
  if (sentence != NULL)
    json_object_set_new(data, "message", texts_lines(sentence, ""));
  return data;
}

/* "In Arbeit" once more, without a date, is no news: a button pressed twice. */
static bool
is_told(StaffCall *call, const Action *action, const CommandCall *command,
        bool *out_is, GError **error)
{
  int64_t count = 0;
  bool bare = (action->how & ACTION_AT_ONCE) != 0 &&
              (action->how & ACTION_NEEDS_TEXT) == 0 && command->date_ms == 0;
  if (bare &&
      !store_get_int64(call->desk->queue->store, &count, error,
                       "SELECT count(*) FROM outbox WHERE kind = $2 AND id ="
                       " (SELECT max(id) FROM outbox WHERE ticket_id = $1"
                       " AND kind LIKE 'status-%'"
                       " AND state NOT IN ('cancelled', 'suppressed'))",
                       "tt", call->ticket->id.text, action->news))
    return false;
  *out_is = count > 0;
  return true;
}

static bool
act_tell(StaffCall *call, const Action *action, const CommandCall *command,
         GError **error)
{
  bool stays =
      (action->how & ACTION_KEEPS_END) != 0 && is_ended(call->ticket->state);
  if (!stays && !change_state(call, action->state, error))
    return false;
  if (command->date_ms != 0 &&
      !ticket_set_due(call->desk->queue, call->ticket, command->date_ms, error))
    return false;
  bool at_once = (action->how & ACTION_AT_ONCE) != 0;
  bool told;
  if (!is_told(call, action, command, &told, error))
    return false;
  if (told)
    return true;
  ReportNews news = {
      .text = action->news,
      .data = news_data(call, command),
      .inbox_id = call->inbox_id,
      .cancel_group = call->inbox_id,
      .not_before_ms = at_once ? 0 : call->not_before_ms,
      .unsolicited = true,
  };
  g_autofree char *preview = NULL;
  if (!report_tell_citizen(call->desk, call->ticket, &news, &preview, error))
    return false;
  if (preview != NULL)
    g_string_append(call->preview, preview);
  if (news.why_not != NULL)
    json_object_set_new(call->notes, news.why_not, json_true());
  if (!at_once)
    json_object_set_new(call->notes, "waits", json_true());
  return true;
}

static bool
act_assign(StaffCall *call, const Action *action, const CommandCall *command,
           GError **error)
{
  Desk *desk = call->desk;
  const Town *town = desk->config->town;
  const Department *to = command->value == NULL
                             ? town_department(town, town->desk)
                             : department_named(town, command->value);
  g_assert(to != NULL);
  if (strcmp(to->id, call->ticket->department) == 0)
    return true;
  const Department *from = report_department(desk, call->ticket);
  if (!change_state(call, action->state, error) ||
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
act_due(StaffCall *call, const Action *action, const CommandCall *command,
        GError **error)
{
  (void)action;
  return ticket_set_due(call->desk->queue, call->ticket, command->date_ms,
                        error);
}

static bool
act_category(StaffCall *call, const Action *action, const CommandCall *command,
             GError **error)
{
  (void)action;
  const Category *category =
      category_named(call->desk->config->town, command->value);
  g_assert(category != NULL);
  return ticket_set_category(call->desk->queue, call->ticket, category->id,
                             error);
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
         action->run(call, action, command, error);
}
