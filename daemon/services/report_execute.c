/* SPDX-License-Identifier: Apache-2.0
 *
 * All commands of one mail of staff, their transcript, and taking them back.
 */
#include <string.h>

#include "daemon/services/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report_commands.h"
#include "templates/format.h"
#include "templates/texts.h"

static char *
value_text(const Desk *desk, const CommandCall *command, const char *language)
{
  if (command->date_ms == 0)
    return g_strdup(command->value);
  g_autofree char *date =
      desk_date(desk, command->date_ms, language, (int)FORMAT_DATE_LONG_YEAR);
  return command->who == NULL ? g_steal_pointer(&date)
                              : g_strdup_printf("%s, %s", command->who, date);
}

json_t *
report_commands_data(const Desk *desk, const CommandMail *commands,
                     const char *language)
{
  json_t *list = json_array();
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    g_autofree char *value = value_text(desk, command, language);
    json_array_append_new(
        list, json_pack("{s:s, s:s*}", "command",
                        report_command_name(command->command, language),
                        "value", value));
  }
  return list;
}

/* The section of the text that explains each kind of mistake. */
static const char *const mistake_sections[] = {
    [COMMAND_MISTAKE_UNKNOWN] = "unknown",
    [COMMAND_MISTAKE_MISSING] = "missing",
    [COMMAND_MISTAKE_VALUE] = "bad_value",
    [COMMAND_MISTAKE_UNEXPECTED] = "unexpected",
    [COMMAND_MISTAKE_LATE] = "misplaced",
    [COMMAND_MISTAKE_TOO_MANY] = "too_many",
};

json_t *
report_mistakes_data(const CommandMail *commands, const char *language)
{
  json_t *list = json_array();
  for (guint i = 0; i < commands->mistakes->len; i++) {
    const CommandMistake *mistake = commands->mistakes->pdata[i];
    const Command *near = mistake->suggestions[0] == NULL
                              ? NULL
                              : command_find(mistake->suggestions[0]);
    json_array_append_new(
        list,
        json_pack("{s:s, s:s*, s:b}", "written", mistake->written, "suggestion",
                  near == NULL ? NULL : report_command_name(near, language),
                  mistake_sections[mistake->kind], 1));
  }
  return list;
}

/* What a command takes, "id (Name), …", for who named what there is not; NULL
 * where it takes no name. */
static char *
list_choices(const Town *town, const Command *command, const char *language)
{
  GString *list = g_string_new(NULL);
  const char *between = "";
  if (command->value == COMMAND_VALUE_DEPARTMENT)
    for (guint i = 0; i < town->departments->len; i++, between = ", ") {
      const Department *department = town->departments->pdata[i];
      g_string_append_printf(list, "%s%s (%s)", between, department->id,
                             department->name);
    }
  if (command->value == COMMAND_VALUE_CATEGORY)
    for (guint i = 0; i < town->categories->len; i++, between = ", ") {
      const Category *category = town->categories->pdata[i];
      g_string_append_printf(list, "%s%s (%s)", between, category->id,
                             category_name(town, category, language));
    }
  return g_string_free(list, list->len == 0);
}

/* Answer with what is wrong; nothing was executed. */
static bool
tell_problem(StaffCall *call, const CommandCall *command, const char *problem,
             GError **error)
{
  g_autofree char *written = g_strdup_printf(
      "#%s%s%s", report_command_name(command->command, call->language),
      command->value == NULL ? "" : " ",
      command->value == NULL ? "" : command->value);
  g_autofree char *choices =
      list_choices(call->desk->config->town, command->command, call->language);
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "mistakes",
                      json_pack("[{s:s, s:b, s:s*}]", "written", written,
                                problem, 1, "choices", choices));
  return report_tell_staff(call->desk, call->ticket,
                           &(ReportStaffMail){"transcript-failed", call->sender,
                                              data, call->inbox_id},
                           error);
}

static bool
send_transcript(StaffCall *call, const CommandMail *commands, GError **error)
{
  Desk *desk = call->desk;
  json_t *data = report_staff_data(desk, call->ticket, call->language);
  json_object_set_new(data, "commands",
                      report_commands_data(desk, commands, call->language));
  json_object_update(data, call->notes);
  json_object_set_new(data, "preview", texts_lines(call->preview->str, "│ "));
  bool waits = json_is_true(json_object_get(call->notes, "waits")) &&
               call->not_before_ms > desk->now_ms;
  if (waits) {
    g_autofree char *at = desk_date(desk, call->not_before_ms, call->language,
                                    (int)FORMAT_DATE_CLOCK);
    json_object_set_new(data, "send_at", json_string(at));
    json_object_set_new(
        data, "undo_minutes",
        json_integer((call->not_before_ms - desk->now_ms) / 60000));
  }
  return report_tell_staff(
      desk, call->ticket,
      &(ReportStaffMail){"transcript", call->sender, data, call->inbox_id},
      error);
}

static const CommandCall *
find_call(const CommandMail *commands, const char *name)
{
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    if (strcmp(command->command->name, name) == 0)
      return command;
  }
  return NULL;
}

static bool
send_help(StaffCall *call, GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  int64_t undo_ms = call->not_before_ms - call->desk->now_ms;
  json_object_set_new(data, "undo_minutes", json_integer(undo_ms / 60000));
  return report_tell_staff(
      call->desk, call->ticket,
      &(ReportStaffMail){"help", call->sender, data, call->inbox_id}, error);
}

bool
report_execute(StaffCall *call, const CommandMail *commands, GError **error)
{
  /* A mail that says #intern anywhere keeps all its text to itself. */
  call->citizen_text = find_call(commands, "intern") == NULL ? call->text : "";
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    const char *problem = report_action_problem(call, command);
    if (problem != NULL)
      return tell_problem(call, command, problem, error);
  }
  if (find_call(commands, "hilfe") != NULL)
    return send_help(call, error);
  if (find_call(commands, "rueckgaengig") != NULL)
    return report_undo(call, error);
  for (guint i = 0; i < commands->commands->len; i++)
    if (!report_action_run(call, commands->commands->pdata[i], error))
      return false;
  return send_transcript(call, commands, error);
}

/* The last mail of commands of this department: its first event. */
typedef struct LastCommand {
  char *inbox_id, *command, *state, *department;
  char *category; /* "-" for none */
  int64_t due_at_ms;
} LastCommand;

static void
last_command_clear(LastCommand *last)
{
  g_free(last->inbox_id);
  g_free(last->command);
  g_free(last->state);
  g_free(last->department);
  g_free(last->category);
  *last = (LastCommand){0};
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LastCommand, last_command_clear)

static bool
remember_command(const TicketEvent *event, void *user)
{
  LastCommand *last = user;
  if (strcmp(event->what, "undone") == 0) {
    last_command_clear(last);
    return true;
  }
  if (strcmp(event->what, "command") != 0 ||
      g_strcmp0(event->inbox_id, last->inbox_id) == 0)
    return true;
  g_auto(GStrv) words = g_strsplit(event->detail, " ", 5);
  if (g_strv_length(words) != 5)
    return true;
  last_command_clear(last);
  last->inbox_id = g_strdup(event->inbox_id);
  last->command = g_strdup(words[0]);
  last->state = g_strdup(words[1]);
  last->department = g_strdup(words[2]);
  last->due_at_ms = g_ascii_strtoll(words[3], NULL, 10);
  last->category = g_strdup(words[4]);
  return true;
}

/* What was new is open now, for somebody has looked at it. */
static bool
restore_state(StaffCall *call, const LastCommand *last, GError **error)
{
  Ticket *ticket = call->ticket;
  Desk *desk = call->desk;
  if (strcmp(last->state, ticket_state_to_string(ticket->state)) == 0)
    return true;
  const char *waiting = ticket_state_to_string(TICKET_STATE_WAITING);
  return ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) &&
         (strcmp(last->state, waiting) != 0 ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_WAITING, error));
}

static bool
restore_category(StaffCall *call, const LastCommand *last, GError **error)
{
  const char *before = strcmp(last->category, "-") == 0 ? NULL : last->category;
  return g_strcmp0(before, call->ticket->category) == 0 ||
         ticket_set_category(call->desk->queue, call->ticket, before, error);
}

/* Put the ticket back to how it was. */
static bool
restore(StaffCall *call, const LastCommand *last, GError **error)
{
  Desk *desk = call->desk;
  Ticket *ticket = call->ticket;
  if (!restore_state(call, last, error) || !restore_category(call, last, error))
    return false;
  if (ticket->due_at_ms != last->due_at_ms &&
      !ticket_set_due(desk->queue, ticket, last->due_at_ms, error))
    return false;
  if (strcmp(last->department, ticket->department) == 0)
    return true;
  if (!ticket_assign(desk->queue, ticket, last->department, error))
    return false;
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text};
  return report_hand_over(desk, ticket, &handover, error);
}

static bool
tell_undone(StaffCall *call, const LastCommand *last, int cancelled,
            GError **error)
{
  g_autofree char *actor =
      g_strconcat("department ", call->ticket->department, NULL);
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "undone",
                       .actor = actor,
                       .detail = last->command,
                       .inbox_id = call->inbox_id};
  if (!ticket_add_event(call->desk->queue, call->ticket, &event, error))
    return false;
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  const Command *command = command_find(last->command);
  json_object_set_new(
      data, "commands",
      json_pack("[{s:s}]", "command",
                command == NULL
                    ? last->command
                    : report_command_name(command, call->language)));
  json_object_set_new(data, "cancelled", json_boolean(cancelled > 0));
  return report_tell_staff(call->desk, call->ticket,
                           &(ReportStaffMail){"transcript-undone", call->sender,
                                              data, call->inbox_id},
                           error);
}

bool
report_undo(StaffCall *call, GError **error)
{
  g_auto(LastCommand) last = {0};
  if (!ticket_each_event(call->desk->queue, call->ticket, remember_command,
                         &last, error))
    return false;
  int cancelled = 0;
  int late = 0;
  if (last.inbox_id != NULL && !outbox_cancel(call->desk->queue, last.inbox_id,
                                              &cancelled, &late, error))
    return false;
  if (last.inbox_id == NULL || (late > 0 && cancelled == 0)) {
    json_t *data = report_staff_data(call->desk, call->ticket, call->language);
    g_autofree char *sent = desk_date(call->desk, call->ticket->changed_at_ms,
                                      call->language, (int)FORMAT_DATE_TIME);
    json_object_set_new(data, "sent_at", json_string(sent));
    return report_tell_staff(call->desk, call->ticket,
                             &(ReportStaffMail){"transcript-too-late",
                                                call->sender, data,
                                                call->inbox_id},
                             error);
  }
  return restore(call, &last, error) &&
         tell_undone(call, &last, cancelled, error);
}
