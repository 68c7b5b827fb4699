/* SPDX-License-Identifier: Apache-2.0
 *
 * Belonging is not authority: a token leaks with every forward.  A command is
 * executed only from a sender who may act for the ticket's department, with the
 * token of the present assignment, and with a proof that he is who he says.
 * Where the proof is missing, the listed address is asked.
 */
#include "daemon/services/report/staff/report_authority.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/department/report_presence.h"
#include "parsers/message.h"
#include "templates/format.h"
#include "templates/texts.h"

/* A colleague: writes from the domain of any address of the town's own. */
static bool
is_colleague(const Town *town, const char *address)
{
  const char *domain = strrchr(address, '@');
  if (domain == NULL)
    return false;
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (department->external)
      continue;
    for (guint j = 0; j < department->addresses->len; j++) {
      const char *at = strrchr(department->addresses->pdata[j], '@');
      if (at != NULL && g_ascii_strcasecmp(domain, at) == 0)
        return true;
    }
  }
  return false;
}

bool
report_is_staff(const Town *town, const char *address)
{
  return town_department_of(town, address) != NULL ||
         is_colleague(town, address);
}

/* A firm under contract that answers a ticket it gave away: known to the town,
 * with the token of an assignment that is over. */
static bool
had_the_ticket(const Desk *desk, const Ticket *ticket, const TokenRef *token,
               const char *from)
{
  return token->role == TOKEN_ROLE_DEPARTMENT &&
         token->assignment < ticket->assignment &&
         town_department_of(desk->config->town, from) != NULL;
}

bool
report_is_past(const Desk *desk, const Ticket *ticket)
{
  bool closed = ticket->state == TICKET_STATE_CLOSED ||
                ticket->state == TICKET_STATE_NO_ACTION ||
                ticket->state == TICKET_STATE_DUPLICATE;
  return closed && desk->now_ms - ticket->changed_at_ms >
                       REPORT_TOKEN_DAYS * INT64_C(86400000);
}

ReportAuthority
report_authority_of(const Desk *desk, const Incoming *incoming)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const TokenRef *token = &incoming->belonging.token;
  const Message *mail = incoming->mail;
  const Department *department = report_department(desk, ticket);
  if (mail->from == NULL || mail->auth == AUTH_VERDICT_FAIL)
    return REPORT_AUTHORITY_REFUSE;
  const char *from = mail->from->address;
  bool listed = report_acts_for(desk->config->town, department, from);
  bool authenticated = incoming_is_authenticated(incoming);
  if (!listed && !is_colleague(desk->config->town, from) &&
      !had_the_ticket(desk, ticket, token, from))
    return REPORT_AUTHORITY_REFUSE;
  if (token->role != TOKEN_ROLE_DEPARTMENT ||
      token->assignment != ticket->assignment || report_is_past(desk, ticket))
    return listed ? REPORT_AUTHORITY_NOTE : REPORT_AUTHORITY_AWAY;
  /* A confidential matter is for those who are listed. */
  bool theirs =
      !ticket->confidential && department_has_domain(department, from);
  if (authenticated && (listed || theirs))
    return REPORT_AUTHORITY_ACTS;
  return REPORT_AUTHORITY_ASK;
}

bool
report_is_clerk(const Desk *desk, const Incoming *incoming)
{
  const char *from = incoming->mail->from->address;
  const Department *office = town_office(desk->config->town);
  return incoming_is_authenticated(incoming) &&
         (department_lists(office, from) ||
          department_has_domain(office, from));
}

/* May everybody of his domain act for a department of the town's own? */
static bool
is_of_domain(const Town *town, const char *address)
{
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (!department->external && department_has_domain(department, address))
      return true;
  }
  return false;
}

ReportAuthority
report_recorder_authority(const Desk *desk, const Incoming *incoming)
{
  const Town *town = desk->config->town;
  const Message *mail = incoming->mail;
  if (mail->from == NULL || mail->form != NULL ||
      mail->auth == AUTH_VERDICT_FAIL)
    return REPORT_AUTHORITY_REFUSE;
  const char *from = mail->from->address;
  const Department *department = town_department_of(town, from);
  bool listed = department != NULL && !department->external;
  if (!listed && !is_colleague(town, from))
    return REPORT_AUTHORITY_REFUSE;
  return incoming_is_authenticated(incoming) &&
                 (listed || is_of_domain(town, from))
             ? REPORT_AUTHORITY_ACTS
             : REPORT_AUTHORITY_ASK;
}

/* Where a question's sealed text is bound to; owned by the caller. */
static char *
text_place(const Id *id)
{
  return g_strconcat("report_authority|staff_text|", id->text, NULL);
}

/* Keep the commands until the answer comes. */
static bool
store_question(Desk *desk, const Incoming *incoming, const char *asked,
               int64_t serial, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const Message *mail = incoming->mail;
  Id id = queue_new_id(desk->queue, desk->now_ms);
  g_autofree char *place = text_place(&id);
  g_autoptr(GBytes) text = keyring_seal_text(
      desk->queue->ring, ticket->person_id.text, place,
      mail->staff_text == NULL ? "" : mail->staff_text, error);
  if (text == NULL)
    return false;
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", asked);
  return store_run(desk->queue->store, error,
                   "INSERT INTO report_authority (id, ticket_id, serial,"
                   " inbox_id, department, asked, staff_text, doubtful, state,"
                   " expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
                   " 'open', $9)",
                   "ttittbbii", id.text, ticket->id.text, serial,
                   incoming->item->id.text, ticket->department, lookup, text,
                   (int64_t)mail->staff_doubtful,
                   desk->now_ms + REPORT_QUESTION_DAYS * INT64_C(86400000));
}

json_t *
report_reply_buttons(const MailboxSettings *mailbox, const char *subject,
                     const char *language, const TokenRef *token)
{
  bool german = g_str_has_prefix(language, "de");
  g_autofree char *address = desk_reply_address(mailbox, token);
  g_autofree char *code = token_format_grouped(token);
  g_autofree char *line = g_strdup_printf(
      "\n\n%s: %s\n", german ? "Vorgangscode" : "Reference code", code);
  g_autofree char *yes_body = g_strconcat(german ? "ja" : "yes", line, NULL);
  g_autofree char *no_body = g_strconcat(german ? "nein" : "no", line, NULL);
  g_autofree char *yes = desk_mailto(address, subject, yes_body);
  g_autofree char *no = desk_mailto(address, subject, no_body);
  return json_pack("{s:s, s:s}", "yes", yes, "no", no);
}

static json_t *
question_data(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              const char *language, const TokenRef *token)
{
  const Ticket *ticket = incoming->belonging.ticket;
  json_t *data = report_staff_data(desk, ticket, language);
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  g_autofree char *subject =
      g_strdup_printf("[%s %s]", desk_town_tag(desk), ticket->text_number);
  g_autofree char *until =
      desk_date(desk, desk->now_ms + REPORT_QUESTION_DAYS * INT64_C(86400000),
                language, (int)FORMAT_DATE_LONG);
  json_object_set_new(data, "buttons",
                      report_reply_buttons(mailbox, subject, language, token));
  json_object_set_new(data, "commands",
                      report_commands_data(desk, commands, language));
  json_object_set_new(data, "preview", texts_lines(commands->text, "│ "));
  json_object_set_new(data, "asker",
                      json_string(incoming->mail->from->address));
  json_object_set_new(data, "valid_until", json_string(until));
  return data;
}

bool
report_ask_authority(Desk *desk, const Incoming *incoming,
                     const CommandMail *commands, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Department *department = report_department(desk, ticket);
  const char *asked = department->addresses->pdata[0];
  int64_t serial = 1;
  if (!store_get_int64(desk->queue->store, &serial, error,
                       "SELECT COALESCE(max(serial), 0) + 1"
                       " FROM report_authority WHERE ticket_id = $1",
                       "t", ticket->id.text) ||
      !store_question(desk, incoming, asked, serial, error))
    return false;
  const char *language = report_staff_language(desk, department);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_MODERATOR, ticket, (unsigned)serial, &token);
  json_auto_t *data = question_data(desk, incoming, commands, language, &token);
  g_autofree char *dedupe =
      g_strconcat("authority|", incoming->item->id.text, NULL);
  /* The token of the question travels instead of the department's. */
  DeskLetter letter = {
      .text = "authority-question",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = asked,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_MODERATOR,
      .token_serial = (unsigned)serial,
      .inbox_id = incoming->item->id.text,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

/* A question that is open and was put to this sender. */
typedef struct Question {
  Id id;
  char *staff_text;
  bool doubtful; /* where its text ends was not certain */
} Question;

static void
question_clear(Question *question)
{
  g_free(question->staff_text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

/* The id stays empty when there is no such question. */
static bool
load_question(Desk *desk, const Incoming *incoming, Question *out,
              GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT id, staff_text, doubtful FROM report_authority"
      " WHERE ticket_id = $1 AND serial = $2 AND asked = $3"
      " AND state = 'open' AND expires_at_ms > $4 AND department = $5",
      "tibit", ticket->id.text, (int64_t)incoming->belonging.token.assignment,
      sender, desk->now_ms, ticket->department);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  g_strlcpy(out->id.text, store_rows_text(rows, 0), sizeof out->id.text);
  out->doubtful = store_rows_int64(rows, 2) != 0;
  g_autofree char *place = text_place(&out->id);
  g_autoptr(GBytes) text = store_rows_bytes(rows, 1);
  out->staff_text = keyring_open_text(desk->queue->ring, ticket->person_id.text,
                                      place, text, error);
  return out->staff_text != NULL;
}

ReportReply
report_read_reply(const Message *mail)
{
  static const struct {
    const char *word;
    ReportReply reply;
  } words[] = {{"ja", REPORT_REPLY_YES},
               {"yes", REPORT_REPLY_YES},
               {"nein", REPORT_REPLY_NO},
               {"no", REPORT_REPLY_NO}};
  const char *text = mail->staff_text == NULL ? "" : mail->staff_text;
  g_auto(GStrv) lines = g_strsplit(text, "\n", 2);
  g_autofree char *word = command_fold(lines[0] == NULL ? "" : lines[0]);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(word, words[i].word) == 0)
      return words[i].reply;
  return REPORT_REPLY_UNCLEAR;
}

/* Execute what waited, as if the one who was asked had written it now. */
static bool
execute_question(Desk *desk, const Incoming *incoming, const Question *question,
                 GError **error)
{
  g_autoptr(CommandMail) commands =
      command_mail_parse(question->staff_text, desk->now_ms, desk->zone);
  return report_obey(desk, incoming, commands, question->doubtful, error);
}

bool
report_handle_question(Desk *desk, const Incoming *incoming,
                       Handled *out_handled, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  *out_handled = (Handled){.kind = "authority-answer",
                           .person_id = ticket->person_id,
                           .ticket_id = ticket->id};
  g_auto(Question) question = {0};
  if (incoming->mail->from == NULL)
    return incoming_note(desk, incoming, "question-unknown", NULL, error);
  if (!load_question(desk, incoming, &question, error))
    return false;
  if (question.id.text[0] == '\0')
    return incoming_note(desk, incoming, "question-unknown",
                         ticket->text_number, error);
  ReportReply reply = report_read_reply(incoming->mail);
  if (reply == REPORT_REPLY_UNCLEAR)
    return incoming_note(desk, incoming, "question-unclear",
                         ticket->text_number, error);
  bool yes = reply == REPORT_REPLY_YES;
  if (!store_run(desk->queue->store, error,
                 "UPDATE report_authority SET state = $2 WHERE id = $1", "tt",
                 question.id.text, yes ? "granted" : "refused") ||
      !incoming_note(desk, incoming,
                     yes ? "authority-granted" : "authority-denied",
                     ticket->text_number, error))
    return false;
  return !yes || execute_question(desk, incoming, &question, error);
}
