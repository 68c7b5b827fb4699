/* SPDX-License-Identifier: Apache-2.0
 *
 * A reply of staff: is it a command, may it be executed, what is answered.
 */
#include <string.h>

#include "daemon/services/report/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/desk/report_decision.h"
#include "daemon/services/report/same/report_same.h"
#include "daemon/services/report/staff/report_proposal.h"
#include "daemon/services/report/staff/report_refusal.h"
#include "parsers/message.h"
#include "templates/texts.h"

enum {
  LOGO_BYTES = 65536, /* a larger picture within the text is meant as such */
};

static int64_t
undo_ms(const Desk *desk, const Department *department)
{
  int minutes = department->undo_minutes >= 0
                    ? department->undo_minutes
                    : desk->config->settings->limits.undo_minutes;
  return minutes * INT64_C(60000);
}

/* What a button put into the mail is never passed on: the placeholder, and the
 * line with the code, which would let the citizen command. */
static char *
without_button(Desk *desk, const char *language, const char *text)
{
  json_auto_t *nothing = json_object();
  g_autofree char *placeholder =
      desk_render(desk, language, "placeholder.txt", nothing, NULL);
  if (placeholder != NULL)
    g_strstrip(placeholder);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GString *kept = g_string_new(NULL);
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_strstrip(g_strdup(lines[i]));
    TokenRef token;
    if (g_strcmp0(line, placeholder) != 0 && !token_find_in_text(line, &token))
      g_string_append_printf(kept, "%s\n", lines[i]);
  }
  return g_strstrip(g_string_free(kept, FALSE));
}

/* A reply without a command: kept, and answered with what would help. */
static bool
keep_as_note(StaffCall *call, const Incoming *incoming, const char *text,
             GError **error)
{
  if (!report_add_note(call->desk, incoming, "note", text, error) ||
      !report_note_with_others(call->desk, incoming, text, error))
    return false;
  g_autofree char *also = incoming_other_numbers(incoming, call->ticket);
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "note", texts_lines(text, "│ "));
  if (also != NULL)
    json_object_set_new(data, "also", json_string(also));
  return report_reply(call, "transcript-note", data, error);
}

/* Does any of these commands pass the mail's text on to the citizen?  A mail
 * that says #intern keeps it to itself. */
static bool
speaks_to_citizen(const CommandMail *commands)
{
  bool speaks = false;
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    if (strcmp(command->command->name, "intern") == 0)
      return false;
    speaks = speaks || command->command->to_citizen;
  }
  return speaks;
}

static bool
show_doubtful(StaffCall *call, const CommandMail *commands, GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(
      data, "commands",
      report_commands_data(call->desk, commands, call->language));
  if (call->text[0] != '\0')
    json_object_set_new(data, "preview", texts_lines(call->text, "│ "));
  json_object_set_new(data, "no_mark", json_true());
  return report_reply(call, "transcript-doubtful", data, error);
}

static bool
answer_mistakes(StaffCall *call, const CommandMail *commands, GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "mistakes",
                      report_mistakes_data(commands, call->language));
  return report_reply(call, "transcript-failed", data, error);
}

/* No command: yes to what we asked, plain words to ask about, or a note. */
static bool
act_on_words(StaffCall *call, const Incoming *incoming, bool doubtful,
             GError **error)
{
  CommandMail *found = NULL;
  g_autofree char *proposed = NULL;
  if (!report_agreed(call, &found, error))
    return false;
  g_autoptr(CommandMail) agreed = found;
  if (agreed != NULL && incoming_other_count(incoming) > 0)
    return report_ask_which_ticket(call, incoming, error);
  if (agreed != NULL) {
    call->text = agreed->text;
    return report_execute(call, agreed, error);
  }
  if (!doubtful && !report_find_proposal(call, &proposed, error))
    return false;
  if (proposed == NULL)
    return keep_as_note(call, incoming, call->text, error);
  return incoming_other_count(incoming) > 0
             ? report_ask_which_ticket(call, incoming, error)
             : report_propose(call, proposed, error);
}

static bool
act(StaffCall *call, const Incoming *incoming, const CommandMail *commands,
    bool doubtful, GError **error)
{
  if (report_asks_for_something(commands) && incoming_other_count(incoming) > 0)
    return report_ask_which_ticket(call, incoming, error);
  if (commands->mistakes->len > 0)
    return answer_mistakes(call, commands, error);
  if (commands->commands->len == 0)
    return act_on_words(call, incoming, doubtful, error);
  /* Also when nothing is left of it: the standard sentence was not meant. */
  if (doubtful && speaks_to_citizen(commands))
    return show_doubtful(call, commands, error);
  return report_execute(call, commands, error);
}

/* Files that somebody may think the citizen gets; the logo of a signature is
 * none of them. */
static bool
has_files(const Message *mail)
{
  for (guint i = 0; i < mail->attachments->len; i++) {
    const Attachment *attachment = mail->attachments->pdata[i];
    if (!attachment->is_logo &&
        !attachment_name_is_signature(attachment->filename) &&
        (!attachment->is_inline || attachment->size_bytes > LOGO_BYTES))
      return true;
  }
  return false;
}

/* What is carried out, and for which ticket. */
typedef struct Obeyed {
  const CommandMail *commands;
  bool doubtful;
  const char *landed; /* number of the ticket it was written to, where that
                              is the same as the one it is about; NULL */
  const Ticket
      *elsewhere; /* the other one, that another department has; NULL */
} Obeyed;

/* It is joined to a ticket that is none of theirs. */
static bool
refuse_joined(StaffCall *call, const Ticket *original, GError **error)
{
  const char *number = original->text_number;
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "mistakes",
                      json_pack("[{s:s, s:b, s:s}]", "written",
                                call->ticket->text_number, "joined_elsewhere",
                                1, "other", number));
  return report_reply(call, "transcript-failed", data, error);
}

/* A confidential matter is for those who are listed, whoever was let in. */
static const char *
transcript_reader(const Desk *desk, const Incoming *incoming,
                  const Department *department)
{
  const char *from = incoming->mail->from->address;
  bool let_in = report_authority_of(desk, incoming) == REPORT_AUTHORITY_ASK &&
                !report_acts_for(desk->config->town, department, from);
  return incoming->belonging.ticket->confidential && let_in
             ? department->addresses->pdata[0]
             : from;
}

static bool
obey_about(Desk *desk, const Incoming *incoming, const Obeyed *obeyed,
           GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const CommandMail *commands = obeyed->commands;
  const Department *department = report_department(desk, ticket);
  const char *language = report_staff_language(desk, department);
  g_autofree char *text = without_button(desk, language, commands->text);
  g_autoptr(GString) preview = g_string_new(NULL);
  json_auto_t *notes =
      json_pack("{s:b, s:s*}", "attached", has_files(incoming->mail), "landed",
                obeyed->landed);
  StaffCall call = {
      .desk = desk,
      .ticket = ticket,
      .inbox_id = incoming->item->id.text,
      .assignment = ticket->assignment,
      .message_id = incoming->mail->message_id,
      .sender = transcript_reader(desk, incoming, department),
      .language = language,
      .text = text,
      .attachments = incoming->attachments,
      .not_before_ms = desk->now_ms + undo_ms(desk, department),
      .preview = preview,
      .notes = notes,
  };
  /* What the department shows stays with the ticket. */
  return report_store_attachments(desk, incoming, ticket, error) &&
         (obeyed->elsewhere == NULL
              ? act(&call, incoming, commands, obeyed->doubtful, error)
              : refuse_joined(&call, obeyed->elsewhere, error));
}

/* What is said of a ticket that is the same as another is about that one. */
bool
report_obey(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            bool doubtful, GError **error)
{
  g_auto(ReportLanding) landing = {0};
  const Ticket *ticket = incoming->belonging.ticket;
  if (!report_same_land(desk, ticket, commands, &landing, error))
    return false;
  Incoming about = *incoming;
  Obeyed obeyed = {.commands = commands, .doubtful = doubtful};
  if (landing.refused) {
    obeyed.elsewhere = landing.original;
  } else if (landing.original != NULL) {
    about.belonging.ticket = landing.original;
    obeyed.landed = ticket->text_number;
  }
  return obey_about(desk, &about, &obeyed, error);
}

/* An old token: was the letter decided about since? */
static bool
meet_decision(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              bool listed, GError **error)
{
  bool done = false;
  if (report_asks_for_something(commands) &&
      !report_decision_meet(desk, incoming, commands, &done, error))
    return false;
  return done ||
         report_note_without_token(desk, incoming, commands, listed, error);
}

bool
report_is_for_authority(const Incoming *incoming, const char **out_why)
{
  return incoming_may_be_answered(incoming, out_why) ||
         g_strcmp0(*out_why, "not-authenticated") == 0 ||
         g_strcmp0(*out_why, "authentication-failed") == 0;
}

/* Whoever is not listed, or not proved: as his department said, or it is asked
 * and his mail waits. */
static bool
meet_unlisted(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              Handled *out_handled, GError **error)
{
  if (!report_asks_for_something(commands))
    return report_only_note(desk, incoming, commands, "note-unproved", error);
  ReportStanding standing;
  if (!report_authority_standing(desk, incoming, &standing, error))
    return false;
  switch (standing.leave) {
  case REPORT_LEAVE_GRANTED:
    return report_obey(desk, incoming, commands, incoming->mail->staff_doubtful,
                       error);
  case REPORT_LEAVE_REFUSED:
  case REPORT_LEAVE_EXPIRED:
    return report_deny(desk, incoming, commands, &standing, error);
  case REPORT_LEAVE_UNKNOWN:
  case REPORT_LEAVE_OPEN:
    out_handled->kind = "authority-asked";
    out_handled->held = true;
    return report_authority_wait(desk, incoming, commands, &standing, error);
  }
  g_assert_not_reached();
}

/* A note stays with the town: of it nothing is left out as doubtful. */
static void
restore_note(Desk *desk, const Message *mail, CommandMail *commands)
{
  if (!mail->staff_doubtful || mail->text == NULL ||
      speaks_to_citizen(commands))
    return;
  g_autoptr(CommandMail) whole =
      command_mail_parse(mail->text, desk->now_ms, desk->zone);
  if (strlen(whole->text) <= strlen(commands->text))
    return;
  g_free(commands->text);
  commands->text = g_steal_pointer(&whole->text);
}

bool
report_handle_staff(Desk *desk, const Incoming *incoming, Handled *out_handled,
                    GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Message *mail = incoming->mail;
  *out_handled = (Handled){.kind = "command",
                           .person_id = ticket->person_id,
                           .ticket_id = ticket->id};
  g_autoptr(CommandMail) commands =
      command_mail_parse(mail->staff_text == NULL ? "" : mail->staff_text,
                         desk->now_ms, desk->zone);
  restore_note(desk, mail, commands);
  const char *why;
  if (!report_is_for_authority(incoming, &why))
    return report_only_note(desk, incoming, commands, why, error);
  ReportAuthority authority = report_authority_of(desk, incoming);
  switch (authority) {
  case REPORT_AUTHORITY_ACTS:
    return report_obey(desk, incoming, commands, mail->staff_doubtful, error);
  case REPORT_AUTHORITY_ASK:
    return meet_unlisted(desk, incoming, commands, out_handled, error);
  case REPORT_AUTHORITY_NOTE:
  case REPORT_AUTHORITY_AWAY:
    return meet_decision(desk, incoming, commands,
                         authority == REPORT_AUTHORITY_NOTE, error);
  case REPORT_AUTHORITY_REFUSE:
    return report_refuse(desk, incoming, commands, error);
  }
  g_assert_not_reached();
}
