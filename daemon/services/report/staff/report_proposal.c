/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a department whether its plain words mean a command.
 */
#include "daemon/services/report/staff/report_proposal.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/command_natural.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/token.h"
#include "templates/texts.h"

#define OPEN_MS (REPORT_QUESTION_DAYS * INT64_C(86400000))

/* The proposal that no command came after. */
typedef struct Pending {
  char *text;
  int64_t at_ms;
} Pending;

static void
pending_clear(Pending *pending)
{
  g_free(pending->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pending, pending_clear)

static bool
follow(const TicketEvent *event, void *user)
{
  Pending *pending = user;
  if (strcmp(event->what, "proposed") == 0) {
    g_free(pending->text);
    pending->text = g_strdup(event->note);
    pending->at_ms = event->at_ms;
  } else if (strcmp(event->what, "command") == 0 ||
             strcmp(event->what, "undone") == 0) {
    g_clear_pointer(&pending->text, g_free);
  }
  return true;
}

static bool
load_pending(StaffCall *call, Pending *out, GError **error)
{
  if (!ticket_each_event(call->desk->queue, call->ticket, follow, out, error))
    return false;
  if (out->text != NULL && call->desk->now_ms - out->at_ms > OPEN_MS)
    g_clear_pointer(&out->text, g_free);
  return true;
}

/* The same command proposed again after a question: whoever did not say yes
 * is not asked twice. */
static bool
is_same_command(const char *one, const char *other)
{
  size_t length = strcspn(one, "\n");
  return length == strcspn(other, "\n") && strncmp(one, other, length) == 0;
}

bool
report_find_proposal(StaffCall *call, char **out_text, GError **error)
{
  *out_text = NULL;
  g_autofree char *proposed =
      command_natural_read(call->text, call->desk->now_ms, call->desk->zone);
  if (proposed == NULL)
    return true;
  g_auto(Pending) pending = {0};
  if (!load_pending(call, &pending, error))
    return false;
  if (pending.text == NULL || !is_same_command(pending.text, proposed))
    *out_text = g_steal_pointer(&proposed);
  return true;
}

/* A prepared mail that says yes. */
static char *
yes_url(const StaffCall *call)
{
  Desk *desk = call->desk;
  const MailboxSettings *mailbox = desk_mailbox_of(desk, call->ticket->mailbox);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_DEPARTMENT, call->ticket, 0, &token);
  g_autofree char *address = desk_reply_address(mailbox, &token);
  g_autofree char *code = token_format_grouped(&token);
  g_autofree char *subject = g_strdup_printf("[%s %s]", desk_town_tag(desk),
                                             call->ticket->text_number);
  bool german = g_str_has_prefix(call->language, "de");
  g_autofree char *body =
      g_strdup_printf("%s\n\n%s: %s\n", german ? "ja" : "yes",
                      german ? "Vorgangscode" : "Reference code", code);
  return desk_mailto(address, subject, body);
}

bool
report_propose(StaffCall *call, const char *proposed, GError **error)
{
  Desk *desk = call->desk;
  g_autofree char *actor = ticket_actor_department(call->ticket->department);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "proposed",
                       .actor = actor,
                       .note = proposed,
                       .inbox_id = call->inbox_id};
  if (!ticket_add_event(desk->queue, call->ticket, &event, error))
    return false;
  g_autoptr(CommandMail) commands =
      command_mail_parse(proposed, desk->now_ms, desk->zone);
  g_assert(commands->commands->len == 1);
  const CommandCall *command = commands->commands->pdata[0];
  g_autofree char *line = g_strndup(proposed, strcspn(proposed, "\n"));
  g_autofree char *yes = yes_url(call);
  json_t *data = report_staff_data(desk, call->ticket, call->language);
  json_object_set_new(data, "buttons", json_pack("{s:s}", "yes", yes));
  json_object_set_new(data, "line", json_string(line));
  json_object_set_new(data, "commands",
                      report_commands_data(desk, commands, call->language));
  if (command->command->to_citizen)
    json_object_set_new(data, "preview", texts_lines(call->text, "│ "));
  return report_reply(call, "transcript-proposal", data, error);
}

bool
report_agreed(StaffCall *call, CommandMail **out, GError **error)
{
  *out = NULL;
  g_autofree char *first = g_strndup(call->text, strcspn(call->text, "\n"));
  if (keyword_answer_yes_no(first) != KEYWORD_YES)
    return true;
  g_auto(Pending) pending = {0};
  if (!load_pending(call, &pending, error))
    return false;
  /* "Freitag" is the one that was meant when it was written. */
  if (pending.text != NULL)
    *out = command_mail_parse(pending.text, pending.at_ms, call->desk->zone);
  return true;
}
