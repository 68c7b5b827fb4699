/* SPDX-License-Identifier: Apache-2.0
 *
 * Taking the commands of a mail back: by #rückgängig, or because another one
 * came that contradicts them while their news still waited.
 */
#include <string.h>

#include "daemon/services/report/report_private.h"

#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/desk/report_decision.h"
#include "daemon/services/report/morning/report_morning.h"
#include "templates/format.h"

/* A mail of commands that was carried out: its first event says how it was
 * before. */
typedef struct Before {
  char *inbox_id, *command, *state, *department;
  GString *commands; /* all of the mail, each before a blank */
  char *category;    /* "-" for none */
  int64_t due_at_ms;
} Before;

static void
before_free(gpointer pointer)
{
  Before *before = pointer;
  g_free(before->inbox_id);
  g_free(before->command);
  g_free(before->state);
  g_free(before->department);
  g_free(before->category);
  (void)g_string_free(before->commands, TRUE);
  g_free(before);
}

/* The newest of them; NULL for none. */
static const Before *
newest(const GPtrArray *stack)
{
  return stack->len == 0 ? NULL : stack->pdata[stack->len - 1];
}

/* What was taken back goes from the stack: the next is the one before. */
static bool
remember_command(const TicketEvent *event, void *user)
{
  GPtrArray *stack = user;
  const Before *top = newest(stack);
  if (strcmp(event->what, "undone") == 0) {
    if (top != NULL)
      g_ptr_array_set_size(stack, (int)stack->len - 1);
    return true;
  }
  if (strcmp(event->what, "command") != 0)
    return true;
  g_auto(GStrv) words = g_strsplit(event->detail, " ", 5);
  if (g_strv_length(words) != 5)
    return true;
  if (top != NULL && g_strcmp0(event->inbox_id, top->inbox_id) == 0) {
    g_string_append_printf(top->commands, "%s ", words[0]);
    return true;
  }
  Before *before = g_new0(Before, 1);
  before->inbox_id = g_strdup(event->inbox_id);
  before->command = g_strdup(words[0]);
  before->state = g_strdup(words[1]);
  before->department = g_strdup(words[2]);
  before->due_at_ms = g_ascii_strtoll(words[3], NULL, 10);
  before->category = g_strdup(words[4]);
  before->commands = g_string_new(NULL);
  g_string_append_printf(before->commands, "%s ", words[0]);
  g_ptr_array_add(stack, before);
  return true;
}

/* All that may be taken back, the newest last; NULL on error. */
static GPtrArray *
load_commands(StaffCall *call, GError **error)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new_with_free_func(before_free);
  if (!ticket_each_event(call->desk->queue, call->ticket, remember_command,
                         stack, error))
    return NULL;
  return g_steal_pointer(&stack);
}

/* What was new is open now, for somebody has looked at it. */
static bool
restore_state(StaffCall *call, const Before *before, GError **error)
{
  Ticket *ticket = call->ticket;
  Desk *desk = call->desk;
  if (strcmp(before->state, ticket_state_to_string(ticket->state)) == 0)
    return true;
  const char *waiting = ticket_state_to_string(TICKET_STATE_WAITING);
  return ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) &&
         (strcmp(before->state, waiting) != 0 ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_WAITING, error));
}

static bool
restore_category(StaffCall *call, const Before *before, GError **error)
{
  const char *category =
      strcmp(before->category, "-") == 0 ? NULL : before->category;
  return g_strcmp0(category, call->ticket->category) == 0 ||
         ticket_set_category(call->desk->queue, call->ticket, category, error);
}

/* Put the ticket back to how it was. */
static bool
restore(StaffCall *call, const Before *before, GError **error)
{
  Desk *desk = call->desk;
  Ticket *ticket = call->ticket;
  if (!restore_state(call, before, error) ||
      !restore_category(call, before, error))
    return false;
  if (!report_deadline_set(desk, ticket, before->due_at_ms, 0, error) ||
      !report_deadline_untold(desk, ticket, before->inbox_id, error))
    return false;
  if (strcmp(before->department, ticket->department) == 0)
    return true;
  if (!report_morning_note(desk, ticket->department, ticket,
                           REPORT_MORNING_GONE, error) ||
      !ticket_assign(desk->queue, ticket, before->department, error))
    return false;
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text};
  return report_hand_over(desk, ticket, &handover, error);
}

static bool
add_undone(StaffCall *call, const Before *before, GError **error)
{
  g_autofree char *actor = ticket_actor_department(call->ticket->department);
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "undone",
                       .actor = actor,
                       .detail = before->command,
                       .inbox_id = call->inbox_id};
  return report_decision_undo(call->desk, before->inbox_id, error) &&
         ticket_add_event(call->desk->queue, call->ticket, &event, error);
}

static bool
tell_undone(StaffCall *call, const Before *before, int cancelled,
            GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  const Command *command = command_find(before->command);
  json_object_set_new(
      data, "commands",
      json_pack("[{s:s}]", "command",
                command == NULL
                    ? before->command
                    : report_command_name(command, call->language)));
  json_object_set_new(data, "cancelled", json_boolean(cancelled > 0));
  return report_reply(call, "transcript-undone", data, error);
}

/* `before` is NULL when there is nothing to take back. */
static bool
tell_too_late(StaffCall *call, const Before *before, GError **error)
{
  Desk *desk = call->desk;
  int64_t sent_at_ms = 0;
  if (before != NULL &&
      !store_get_int64(desk->queue->store, &sent_at_ms, error,
                       "SELECT COALESCE(max(finished_at_ms), 0) FROM outbox"
                       " WHERE cancel_group = $1"
                       " AND state IN ('sent', 'delivered')",
                       "t", before->inbox_id))
    return false;
  json_t *data = report_staff_data(desk, call->ticket, call->language);
  if (sent_at_ms != 0) {
    g_autofree char *sent =
        desk_date(desk, sent_at_ms, call->language, (int)FORMAT_DATE_TIME);
    json_object_set_new(data, "sent_at", json_string(sent));
  }
  return report_reply(call, "transcript-too-late", data, error);
}

/* What no column of the first event remembers. */
static bool
undo_each(StaffCall *call, const Before *before, GError **error)
{
  g_auto(GStrv) names = g_strsplit(before->commands->str, " ", -1);
  for (size_t i = 0; names[i] != NULL; i++)
    if (names[i][0] != '\0' &&
        !report_action_undo(call, names[i], before->inbox_id, error))
      return false;
  return true;
}

bool
report_undo(StaffCall *call, GError **error)
{
  g_autoptr(GPtrArray) stack = load_commands(call, error);
  if (stack == NULL)
    return false;
  const Before *before = newest(stack);
  int cancelled = 0;
  int late = 0;
  if (before != NULL && !outbox_cancel(call->desk->queue, before->inbox_id,
                                       &cancelled, &late, error))
    return false;
  if (before == NULL || (late > 0 && cancelled == 0))
    return tell_too_late(call, before, error);
  /* What a department gets to see with the ticket has to be as it was. */
  return undo_each(call, before, error) && restore(call, before, error) &&
         add_undone(call, before, error) &&
         tell_undone(call, before, cancelled, error);
}

bool
report_replace(StaffCall *call, const CommandMail *commands, GError **error)
{
  g_autoptr(GPtrArray) stack = load_commands(call, error);
  if (stack == NULL)
    return false;
  const Before *before = newest(stack);
  const CommandCall *first =
      commands->commands->len == 0 ? NULL : commands->commands->pdata[0];
  if (before == NULL || first == NULL ||
      !report_action_contradicts(first->command, before->command))
    return true;
  int cancelled, late;
  if (!outbox_cancel(call->desk->queue, before->inbox_id, &cancelled, &late,
                     error))
    return false;
  if (cancelled == 0)
    return true; /* it went: this is news */
  json_object_set_new(call->notes, "replaced", json_true());
  return restore(call, before, error) && add_undone(call, before, error);
}
