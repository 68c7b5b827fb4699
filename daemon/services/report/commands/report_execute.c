/* SPDX-License-Identifier: Apache-2.0
 *
 * All commands of one mail of staff, and their transcript.
 */
#include <string.h>

#include "daemon/services/report/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/commands/report_named.h"
#include "daemon/services/report/desk/report_decision.h"
#include "templates/format.h"
#include "templates/texts.h"

static char *
value_text(const Desk *desk, const CommandCall *command, const char *language)
{
  if (command->command->value == COMMAND_VALUE_DEPARTMENT &&
      command->value != NULL) {
    const Department *department =
        report_department_named(desk->config->town, command->value);
    return g_strdup(department == NULL ? command->value : department->name);
  }
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
    [COMMAND_MISTAKE_CHECK_DIGIT] = "check_digit",
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

/* Said twice it is meant once: two mails with the same words help nobody. */
static bool
is_repeated(const CommandMail *commands, const CommandCall *command)
{
  CommandValueKind kind = command->command->value;
  bool takes_place = kind != COMMAND_VALUE_NONE &&
                     kind != COMMAND_VALUE_MESSAGE &&
                     kind != COMMAND_VALUE_REASON;
  return !takes_place && find_call(commands, command->command->name) != command;
}

/* These answer by themselves: beside others, which of them are meant? */
static const char *const lonely_commands[] = {"hilfe", "rueckgaengig",
                                              "zurueck"};

/* What stands against a command, and which other one if it is that. */
typedef struct Obstacle {
  const char *section; /* of the text `mistakes`; NULL: nothing */
  const CommandCall *other;
} Obstacle;

static bool
is_lonely(const Command *command)
{
  for (size_t i = 0; i < G_N_ELEMENTS(lonely_commands); i++)
    if (strcmp(command->name, lonely_commands[i]) == 0)
      return true;
  return false;
}

/* What two commands contradict in is told once, at the later one. */
static Obstacle
problem_beside(const CommandMail *commands, guint index)
{
  const CommandCall *command = commands->commands->pdata[index];
  for (guint k = 0; k < commands->commands->len; k++) {
    const CommandCall *other = commands->commands->pdata[k];
    if (is_lonely(command->command) && other->command != command->command)
      return (Obstacle){"alone", NULL};
    if (k < index && report_action_opposes(other, command))
      return (Obstacle){"contradicts", other};
  }
  return (Obstacle){NULL, NULL};
}

/* The first command that cannot be executed; NULL: all can. */
static bool
find_problem(StaffCall *call, const CommandMail *commands,
             const CommandCall **out_command, Obstacle *out, GError **error)
{
  *out_command = NULL;
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    *out = (Obstacle){NULL, NULL};
    if (!report_action_problem(call, command, &out->section, error))
      return false;
    if (out->section == NULL)
      *out = problem_beside(commands, i);
    if (out->section != NULL) {
      *out_command = command;
      return true;
    }
  }
  return true;
}

bool
report_reply(StaffCall *call, const char *text, json_t *data, GError **error)
{
  /* Who gave the ticket away commands it no longer. */
  if (call->ticket->assignment != call->assignment)
    json_object_del(data, "buttons");
  ReportStaffMail mail = {text,           call->sender,     data,
                          call->inbox_id, call->assignment, call->message_id};
  return report_tell_staff(call->desk, call->ticket, &mail, error);
}

/* A day that is over, and the one that may have been meant. */
static void
name_days(const StaffCall *call, const CommandCall *command, json_t *mistake)
{
  if (command->past_ms == 0)
    return;
  g_autofree char *past = desk_date(call->desk, command->past_ms,
                                    call->language, (int)FORMAT_DATE_LONG_YEAR);
  g_autofree char *likely =
      desk_date(call->desk, command->likely_ms, call->language,
                (int)FORMAT_DATE_LONG_YEAR);
  json_object_set_new(mistake, "past_day", json_string(past));
  json_object_set_new(mistake, "likely_day", json_string(likely));
}

/* Answer with what is wrong; nothing was executed. */
static bool
tell_problem(StaffCall *call, const CommandCall *command,
             const Obstacle *problem, GError **error)
{
  g_autofree char *written = g_strdup_printf(
      "#%s%s%s", report_command_name(command->command, call->language),
      command->value == NULL ? "" : " ",
      command->value == NULL ? "" : command->value);
  g_autofree char *choices =
      report_name_choices(call->desk->config->town, command, call->language);
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_t *mistake = json_pack("{s:s, s:b, s:s*}", "written", written,
                              problem->section, 1, "choices", choices);
  if (problem->other != NULL)
    json_object_set_new(mistake, "other",
                        json_string(report_command_name(problem->other->command,
                                                        call->language)));
  name_days(call, command, mistake);
  json_object_set_new(data, "mistakes", json_pack("[o]", mistake));
  return report_reply(call, "transcript-failed", data, error);
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
  return report_reply(call, "transcript", data, error);
}

static bool
send_help(StaffCall *call, GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  int64_t undo_ms = call->not_before_ms - call->desk->now_ms;
  json_object_set_new(data, "undo_minutes", json_integer(undo_ms / 60000));
  return report_reply(call, "help", data, error);
}

/* "Back" may mean undo or give back. */
static bool
ask_which_way(StaffCall *call, GError **error)
{
  return report_reply(
      call, "transcript-which-way",
      report_staff_data(call->desk, call->ticket, call->language), error);
}

static bool
run_all(StaffCall *call, const CommandMail *commands, GError **error)
{
  ReportBefore before = report_decision_before(call);
  call->gives_away = find_call(commands, "weiter") != NULL;
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    if (!is_repeated(commands, command) &&
        !report_action_run(call, command, error))
      return false;
  }
  return report_decision_keep(call, commands, &before, error);
}

bool
report_execute(StaffCall *call, const CommandMail *commands, GError **error)
{
  /* A mail that says #intern anywhere keeps all its text to itself. */
  call->citizen_text = find_call(commands, "intern") == NULL ? call->text : "";
  const CommandCall *wrong = NULL;
  Obstacle problem;
  if (!find_problem(call, commands, &wrong, &problem, error))
    return false;
  if (wrong != NULL)
    return tell_problem(call, wrong, &problem, error);
  if (find_call(commands, "hilfe") != NULL)
    return send_help(call, error);
  if (find_call(commands, "rueckgaengig") != NULL)
    return report_undo(call, error);
  if (find_call(commands, "zurueck") != NULL)
    return ask_which_way(call, error);
  return report_replace(call, commands, error) &&
         run_all(call, commands, error) &&
         send_transcript(call, commands, error);
}
