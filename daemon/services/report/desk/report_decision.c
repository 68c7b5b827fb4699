/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions of the desk: kept, taken back, and told to the second clerk.
 */
#include "daemon/services/report/desk/report_decision.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_kind.h"
#include "daemon/services/report/desk/report_similar.h"
#include "daemon/services/report/desk/report_taught.h"
#include "daemon/services/report/staff/report_authority.h"
#include "parsers/message.h"
#include "templates/format.h"

ReportBefore
report_decision_before(const StaffCall *call)
{
  const char *office = call->desk->config->town->desk;
  return (ReportBefore){strcmp(call->ticket->department, office) == 0,
                        call->ticket->assignment};
}

/* "kategorie schlagloch\n": names of rows and of what they take, none of it a
 * person's words.  Owned. */
static char *
write_commands(const CommandMail *commands)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    CommandValueKind kind = command->command->value;
    bool named = kind == COMMAND_VALUE_DEPARTMENT ||
                 kind == COMMAND_VALUE_CATEGORY ||
                 kind == COMMAND_VALUE_LETTER || kind == COMMAND_VALUE_NUMBER;
    g_autofree char *value = named && command->value != NULL
                                 ? g_ascii_strdown(command->value, -1)
                                 : NULL;
    g_string_append_printf(text, "%s%s%s\n", command->command->name,
                           value == NULL ? "" : " ",
                           value == NULL ? "" : value);
  }
  return g_string_free(text, FALSE);
}

/* What of a mail counts as a decision. */
typedef struct Weight {
  bool decides, sorts;
  const char *kind; /* of letter; NULL: it says none.  From the town */
} Weight;

static Weight
weigh(const Town *town, const CommandMail *commands)
{
  Weight weight = {false, false, NULL};
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    weight.decides |= report_action_decides(command->command);
    weight.sorts |= report_action_sorts(command->command);
    if (strcmp(command->command->name, "werbung") == 0)
      weight.kind = REPORT_TAUGHT_ADVERTISING;
    if (command->command->value == COMMAND_VALUE_LETTER)
      weight.kind = report_kind_named(town, command->value)->id;
  }
  return weight;
}

static char *
column_place(const char *column, const char *inbox_id)
{
  return g_strconcat("report_decision|", column, "|", inbox_id, NULL);
}

/* The letter as it was classified; sealed for its writer. */
static GBytes *
seal_words(StaffCall *call, GError **error)
{
  const Ticket *ticket = call->ticket;
  g_autofree char *place = column_place("words", call->inbox_id);
  g_autofree char *words = g_strconcat(
      ticket->subject == NULL ? "" : ticket->subject, "\n", ticket->text, NULL);
  return keyring_seal_text(call->desk->queue->ring, ticket->person_id.text,
                           place, words, error);
}

static GBytes *
seal_clerk(StaffCall *call, GError **error)
{
  g_autofree char *place = column_place("clerk_address", call->inbox_id);
  return keyring_seal_text(call->desk->queue->ring, NULL, place, call->sender,
                           error);
}

static bool
store_decision(StaffCall *call, const CommandMail *commands,
               const ReportBefore *before, GError **error)
{
  const Ticket *ticket = call->ticket;
  const Queue *queue = call->desk->queue;
  Weight weight = weigh(call->desk->config->town, commands);
  g_autofree char *written = write_commands(commands);
  g_autoptr(GBytes) words = seal_words(call, error);
  g_autoptr(GBytes) clerk_address =
      words == NULL ? NULL : seal_clerk(call, error);
  if (clerk_address == NULL)
    return false;
  g_auto(ReportSender) writer = {0};
  g_autofree char *doubt = NULL;
  if (!report_taught_sender(call->desk, ticket, &writer, error) ||
      !report_similar_doubt(call->desk, ticket, &doubt, error))
    return false;
  g_autoptr(GBytes) clerk = keyring_lookup(queue->ring, "mail", call->sender);
  return store_run(
      queue->store, error,
      "INSERT INTO report_decision (inbox_id, ticket_id, assignment, commands,"
      " sorts, category, department, kind, words, sender, domain, clerk,"
      " clerk_address, decided_at_ms, doubt) VALUES ($1, $2, $3, $4, $5, $6,"
      " $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      "ttititttbbbbbit", call->inbox_id, ticket->id.text,
      (int64_t)before->assignment, written, (int64_t)weight.sorts,
      ticket->category, ticket->department, weight.kind, words, writer.sender,
      writer.domain, clerk, clerk_address, call->desk->now_ms, doubt);
}

/* Where it is now; and who stands in for all may take back what he gave away.
 */
static void
note_for_transcript(StaffCall *call)
{
  const Desk *desk = call->desk;
  const Department *now = report_department(desk, call->ticket);
  bool is_away = now != town_office(desk->config->town);
  if (is_away)
    json_object_set_new(call->notes, "now_at", json_string(now->name));
  bool listed = department_lists(town_office(desk->config->town), call->sender);
  if (listed)
    call->assignment = call->ticket->assignment;
  json_object_set_new(call->notes, "may_undo",
                      json_boolean(listed || !is_away));
}

bool
report_decision_keep(StaffCall *call, const CommandMail *commands,
                     const ReportBefore *before, GError **error)
{
  Desk *desk = call->desk;
  Ticket *ticket = call->ticket;
  Weight weight = weigh(desk->config->town, commands);
  bool counts = weight.decides && before->is_desks;
  /* What is advertising, every department may say. */
  if (!counts && g_strcmp0(weight.kind, REPORT_TAUGHT_ADVERTISING) != 0)
    return true;
  if (!store_decision(call, commands, before, error) ||
      !report_taught_tell(call, weight.kind, error))
    return false;
  if (!counts)
    return true;
  const char *office = desk->config->town->desk;
  if (ticket->assignment == before->assignment &&
      !ticket_assign(desk->queue, ticket, office, error))
    return false;
  note_for_transcript(call);
  return true;
}

bool
report_decision_undo(Desk *desk, const char *inbox_id, GError **error)
{
  return store_run(desk->queue->store, error,
                   "UPDATE report_decision SET undone_at_ms = $2"
                   " WHERE inbox_id = $1",
                   "ti", inbox_id, desk->now_ms);
}

/* The decision that ended a token. */
typedef struct Decision {
  bool found, is_undone, sorts, is_own;
  char *inbox_id, *commands;
  char *clerk; /* his address */
  int64_t at_ms;
} Decision;

static void
decision_clear(Decision *decision)
{
  g_free(decision->inbox_id);
  g_free(decision->commands);
  g_free(decision->clerk);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decision, decision_clear)

static bool
read_decision(Desk *desk, StoreRows *rows, const Incoming *incoming,
              Decision *out, GError **error)
{
  Keyring *ring = desk->queue->ring;
  g_autoptr(GBytes) clerk = store_rows_bytes(rows, 3);
  g_autoptr(GBytes) address = store_rows_bytes(rows, 4);
  g_autoptr(GBytes) sender =
      keyring_lookup(ring, "mail", incoming->mail->from->address);
  out->found = true;
  out->inbox_id = store_rows_dup_text(rows, 0);
  out->commands = store_rows_dup_text(rows, 1);
  out->sorts = store_rows_int64(rows, 2) != 0;
  out->is_own = g_bytes_equal(clerk, sender);
  out->at_ms = store_rows_int64(rows, 5);
  out->is_undone = !store_rows_is_null(rows, 6);
  g_autofree char *place = column_place("clerk_address", out->inbox_id);
  out->clerk = keyring_open_text(ring, NULL, place, address, error);
  return out->clerk != NULL;
}

/* The newest that stands; when none does, the newest that was taken back. */
static bool
load_decision(Desk *desk, const Incoming *incoming, Decision *out,
              GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT inbox_id, commands, sorts, clerk, clerk_address, decided_at_ms,"
      " undone_at_ms FROM report_decision"
      " WHERE ticket_id = $1 AND assignment >= $2"
      " ORDER BY undone_at_ms IS NOT NULL, assignment DESC LIMIT 1",
      "ti", incoming->belonging.ticket->id.text,
      (int64_t)incoming->belonging.token.assignment);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  return read_decision(desk, rows, incoming, out, error);
}

/* Commands as they were kept, for texts. */
static json_t *
commands_data(const Decision *decision, const char *language)
{
  json_t *list = json_array();
  g_auto(GStrv) lines = g_strsplit(decision->commands, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_auto(GStrv) words = g_strsplit(lines[i], " ", 2);
    const Command *command = words[0] == NULL ? NULL : command_find(words[0]);
    if (command != NULL)
      json_array_append_new(list,
                            json_pack("{s:s, s:s*}", "command",
                                      report_command_name(command, language),
                                      "value", words[1]));
  }
  return list;
}

/* A clerk, with the token of the desk's ticket mail. */
static bool
is_clerk(const Desk *desk, const Incoming *incoming)
{
  return incoming->belonging.token.role == TOKEN_ROLE_DEPARTMENT &&
         report_is_clerk(desk, incoming);
}

/* May he command it as it is now?  Only listed addresses stand in for all, and
 * see what is confidential. */
static bool
may_command(const Desk *desk, const Incoming *incoming)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const Department *office = town_office(desk->config->town);
  return department_lists(office, incoming->mail->from->address) ||
         (!ticket->confidential && strcmp(ticket->department, office->id) == 0);
}

static bool
tell_decided(Desk *desk, const Incoming *incoming, const CommandMail *commands,
             const Decision *decision, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const char *language =
      report_staff_language(desk, town_office(desk->config->town));
  g_autofree char *written = write_commands(commands);
  g_autofree char *decided_at =
      desk_date(desk, decision->at_ms, language, (int)FORMAT_DATE_TIME);
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "department",
                      json_string(report_department(desk, ticket)->name));
  json_object_set_new(data, "commands", commands_data(decision, language));
  json_object_set_new(data, "decided_by", json_string(decision->clerk));
  json_object_set_new(data, "decided_at", json_string(decided_at));
  json_object_set_new(data, "agreed",
                      json_boolean(strcmp(written, decision->commands) == 0));
  ReportStaffMail mail = {"desk-decided",
                          incoming->mail->from->address,
                          data,
                          incoming->item->id.text,
                          0,
                          incoming->mail->message_id};
  if (may_command(desk, incoming))
    return report_tell_staff(desk, ticket, &mail, error);
  (void)json_object_del(data, "buttons");
  return report_tell_colleague(desk, ticket, &mail, error);
}

/* To take it back, or to ask how, nobody has to know what stands. */
static bool
is_about_the_last(const CommandMail *commands)
{
  if (commands->commands->len != 1)
    return false;
  const CommandCall *command = commands->commands->pdata[0];
  return strcmp(command->command->name, "rueckgaengig") == 0 ||
         strcmp(command->command->name, "hilfe") == 0;
}

static bool
keep_note(Desk *desk, const Incoming *incoming, const char *words,
          GError **error)
{
  g_autofree char *actor = ticket_actor_department(desk->config->town->desk);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "decided-before",
                       .actor = actor,
                       .note = words[0] == '\0' ? NULL : words,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, incoming->belonging.ticket, &event,
                          error);
}

bool
report_decision_meet(Desk *desk, const Incoming *incoming,
                     const CommandMail *commands, bool *out_done,
                     GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  *out_done = false;
  if (report_is_past(desk, ticket) || !is_clerk(desk, incoming))
    return true;
  g_auto(Decision) decision = {0};
  if (!load_decision(desk, incoming, &decision, error))
    return false;
  *out_done = decision.found;
  if (!decision.found)
    return true;
  bool goes_on = decision.is_own && !decision.sorts;
  bool free = decision.is_undone || goes_on || is_about_the_last(commands);
  if (free && may_command(desk, incoming))
    return report_obey(desk, incoming, commands, incoming->mail->staff_doubtful,
                       error);
  return incoming_note(desk, incoming, "decided-before", ticket->text_number,
                       error) &&
         keep_note(desk, incoming, commands->text, error) &&
         tell_decided(desk, incoming, commands, &decision, error);
}
