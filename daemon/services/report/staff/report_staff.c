/* SPDX-License-Identifier: Apache-2.0
 *
 * A reply of staff: is it a command, may it be executed, what is answered.
 */
#include <string.h>

#include "daemon/services/report/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/desk/report_decision.h"
#include "daemon/services/report/staff/report_authority.h"
#include "daemon/services/report/staff/report_proposal.h"
#include "parsers/message.h"
#include "templates/format.h"
#include "templates/texts.h"

enum {
  NOTE_CHARACTERS = 4000,
  LOGO_BYTES = 65536, /* a larger picture within the text is meant as such */
  /* Answers to commands without a token, as for citizens (desk.c): a machine
   * that looks like a person must not make a loop. */
  ANSWERS_PER_HOUR = 1,
  PROVED_ANSWERS_PER_HOUR = 10,
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

static bool
add_note(Desk *desk, const Incoming *incoming, const char *what,
         const char *words, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  g_autofree char *cut = g_utf8_strlen(words, -1) > NOTE_CHARACTERS
                             ? g_utf8_substring(words, 0, NOTE_CHARACTERS)
                             : g_strdup(words);
  g_autofree char *actor = g_strconcat("department ", ticket->department, NULL);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = actor,
                       .note = cut,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

/* A reply without a command: kept, and answered with what would help. */
static bool
keep_as_note(StaffCall *call, const Incoming *incoming, const char *text,
             GError **error)
{
  if (!add_note(call->desk, incoming, "note", text, error))
    return false;
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "note", texts_lines(text, "│ "));
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

static bool
refuse(Desk *desk, const Incoming *incoming, const CommandMail *commands,
       GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  const char *language = report_staff_language(desk, office);
  if (!incoming_note(desk, incoming, "authority-refused", ticket->text_number,
                     error) ||
      !add_note(desk, incoming, "refused", commands->text, error))
    return false;
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "commands",
                      report_commands_data(desk, commands, language));
  json_object_set_new(data, "asker",
                      json_string(incoming->mail->from->address));
  g_autofree char *received = desk_date(desk, incoming->item->received_at_ms,
                                        language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  json_object_set_new(data, "forged",
                      json_boolean(incoming->mail->auth == AUTH_VERDICT_FAIL));
  return report_tell_staff(desk, ticket,
                           &(ReportStaffMail){"authority-refused",
                                              office->addresses->pdata[0], data,
                                              incoming->item->id.text, 0, NULL},
                           error);
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
  if (agreed != NULL) {
    call->text = agreed->text;
    return report_execute(call, agreed, error);
  }
  if (!doubtful && !report_find_proposal(call, &proposed, error))
    return false;
  return proposed == NULL ? keep_as_note(call, incoming, call->text, error)
                          : report_propose(call, proposed, error);
}

static bool
act(StaffCall *call, const Incoming *incoming, const CommandMail *commands,
    bool doubtful, GError **error)
{
  if (commands->commands->len > 0 && report_names_another(call->desk, incoming))
    return report_ask_which_ticket(call, error);
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

bool
report_obey(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            bool doubtful, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Department *department = report_department(desk, ticket);
  const char *language = report_staff_language(desk, department);
  g_autofree char *text = without_button(desk, language, commands->text);
  g_autoptr(GString) preview = g_string_new(NULL);
  json_auto_t *notes =
      json_pack("{s:b}", "attached", has_files(incoming->mail));
  StaffCall call = {
      .desk = desk,
      .ticket = ticket,
      .inbox_id = incoming->item->id.text,
      .assignment = ticket->assignment,
      .message_id = incoming->mail->message_id,
      .sender = incoming->mail->from->address,
      .language = language,
      .text = text,
      .attachments = incoming->attachments,
      .not_before_ms = desk->now_ms + undo_ms(desk, department),
      .preview = preview,
      .notes = notes,
  };
  /* What the department shows stays with the ticket. */
  return report_store_attachments(desk, incoming, ticket, error) &&
         act(&call, incoming, commands, doubtful, error);
}

/* Keep what was said without letting it do anything. */
static bool
only_note(Desk *desk, const Incoming *incoming, const CommandMail *commands,
          const char *why, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  return incoming_note(desk, incoming, why, ticket->text_number, error) &&
         add_note(desk, incoming, "note", commands->text, error);
}

/* There is something that a listed address could be asked about. */
static bool
asks_for_something(const CommandMail *commands)
{
  return commands->commands->len + commands->mistakes->len > 0;
}

/* No token goes along: nothing can be done with one. */
static bool
answer_past(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const char *sender = incoming->mail->from->address;
  const Department *theirs = town_department_of(desk->config->town, sender);
  const char *language = report_staff_language(desk, theirs);
  g_autofree char *closed = desk_date(desk, ticket->changed_at_ms, language,
                                      (int)FORMAT_DATE_NUMERIC);
  json_t *data = report_data(desk, ticket, language);
  json_object_set_new(data, "closed", json_string(closed));
  json_object_set_new(data, "note", texts_lines(commands->text, "│ "));
  ReportStaffMail mail = {
      "transcript-note",       sender, data,
      incoming->item->id.text, 0,      incoming->mail->message_id};
  return report_tell_colleague(desk, ticket, &mail, error);
}

/* A command that was not carried out must not look as if it had been.  The
 * token of the present assignment goes to a listed address only. */
static bool
answer_note(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            bool listed, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  if (report_is_past(desk, ticket))
    return answer_past(desk, incoming, commands, error);
  const char *sender = incoming->mail->from->address;
  const Department *theirs = town_department_of(desk->config->town, sender);
  const char *language = report_staff_language(desk, theirs);
  json_t *data = listed ? report_staff_data(desk, ticket, language)
                        : report_data(desk, ticket, language);
  json_object_set_new(data, "department",
                      json_string(report_department(desk, ticket)->name));
  ReportStaffMail mail = {
      "ticket-assigned-away",  sender, data,
      incoming->item->id.text, 0,      incoming->mail->message_id};
  if (!listed)
    return report_tell_colleague(desk, ticket, &mail, error);
  json_object_set_new(data, "note", texts_lines(commands->text, "│ "));
  json_object_set_new(data, "no_code", json_true());
  mail.text = "transcript-note";
  return report_tell_staff(desk, ticket, &mail, error);
}

/* How often such an answer went to this address lately.  Its ticket mails do
 * not count: a busy department is not to be left without answers. */
static bool
count_answers(Desk *desk, const char *address, int64_t *out, GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", address);
  return store_get_int64(desk->queue->store, out, error,
                         "SELECT count(*) FROM outbox WHERE lookup = $1"
                         " AND created_at_ms > $2 AND kind IN"
                         " ('transcript-note', 'ticket-assigned-away')",
                         "bi", lookup, desk->now_ms - INT64_C(3600000));
}

/* No token of this assignment: a note, and an answer if it was to be more. */
static bool
note_without_token(Desk *desk, const Incoming *incoming,
                   const CommandMail *commands, bool listed, GError **error)
{
  if (!only_note(desk, incoming, commands, "note-without-token", error))
    return false;
  if (!asks_for_something(commands))
    return true;
  int64_t answered = 0;
  if (!count_answers(desk, incoming->mail->from->address, &answered, error))
    return false;
  int allowed = incoming_is_authenticated(incoming) ? PROVED_ANSWERS_PER_HOUR
                                                    : ANSWERS_PER_HOUR;
  return answered < allowed
             ? answer_note(desk, incoming, commands, listed, error)
             : incoming_note(desk, incoming, "no-answer", "address-hour",
                             error);
}

/* An old token: was the letter decided about since? */
static bool
meet_decision(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              bool listed, GError **error)
{
  bool done = false;
  if (asks_for_something(commands) &&
      !report_decision_meet(desk, incoming, commands, &done, error))
    return false;
  return done || note_without_token(desk, incoming, commands, listed, error);
}

bool
report_is_for_authority(const Incoming *incoming, const char **out_why)
{
  return incoming_may_be_answered(incoming, out_why) ||
         g_strcmp0(*out_why, "not-authenticated") == 0 ||
         g_strcmp0(*out_why, "authentication-failed") == 0;
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
    return only_note(desk, incoming, commands, why, error);
  ReportAuthority authority = report_authority_of(desk, incoming);
  switch (authority) {
  case REPORT_AUTHORITY_ACTS:
    return report_obey(desk, incoming, commands, mail->staff_doubtful, error);
  case REPORT_AUTHORITY_ASK:
    if (!asks_for_something(commands))
      return only_note(desk, incoming, commands, "note-unproved", error);
    return incoming_note(desk, incoming, "authority-asked", ticket->text_number,
                         error) &&
           report_ask_authority(desk, incoming, commands, error);
  case REPORT_AUTHORITY_NOTE:
  case REPORT_AUTHORITY_AWAY:
    return meet_decision(desk, incoming, commands,
                         authority == REPORT_AUTHORITY_NOTE, error);
  case REPORT_AUTHORITY_REFUSE:
    return refuse(desk, incoming, commands, error);
  }
  g_assert_not_reached();
}
