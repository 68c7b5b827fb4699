/* SPDX-License-Identifier: Apache-2.0
 *
 * A command from a colleague who is not listed, or who is not proved: it is
 * held, and a listed address says whether he may.  While the question is open
 * whatever else he writes waits, too; its answer lets all of it be decided
 * again, in the order in which it came.
 *
 * The one who is asked sees the first mail alone.  So his JA carries out what
 * surely comes from the same colleague; about a mail that may be somebody
 * else's, or is confidential, he is asked by itself.
 */
#include "daemon/services/report/staff/report_authority.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "parsers/message.h"
#include "queue/agenda.h"
#include "templates/format.h"
#include "templates/texts.h"

/* A question, as far as it tells about another mail. */
typedef struct Question {
  Id id, inbox_id; /* inbox_id: the mail that it showed; empty: none */
  ReportLeave leave;
  int64_t expires_at_ms;
  bool of_himself; /* who is asked and who wants to command are the same */
} Question;

#define COLUMNS(q)                                                             \
  q "id, " q "inbox_id, " q "state, " q "expires_at_ms, " q "sender = " q      \
    "asked"

static ReportLeave
leave_from_string(const char *state)
{
  static const struct {
    const char *name;
    ReportLeave leave;
  } names[] = {{"open", REPORT_LEAVE_OPEN},
               {"granted", REPORT_LEAVE_GRANTED},
               {"refused", REPORT_LEAVE_REFUSED},
               {"expired", REPORT_LEAVE_EXPIRED}};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i].name, state) == 0)
      return names[i].leave;
  g_assert_not_reached();
}

static bool
take_question(StoreRows *query, Question *out, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  *out = (Question){0};
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    g_strlcpy(out->id.text, store_rows_text(rows, 0), sizeof out->id.text);
    g_strlcpy(out->inbox_id.text, store_rows_text(rows, 1),
              sizeof out->inbox_id.text);
    out->leave = leave_from_string(store_rows_text(rows, 2));
    out->expires_at_ms = store_rows_int64(rows, 3);
    out->of_himself = store_rows_int64(rows, 4) != 0;
  }
  return store_rows_ok(rows);
}

/* The one that this mail was held for. */
static bool
find_own(Desk *desk, const Incoming *incoming, Question *out, GError **error)
{
  return take_question(
      store_query(
          desk->queue->store, error,
          "SELECT " COLUMNS(
              "q.") " FROM report_authority q"
                    " JOIN report_authority_mail m ON m.question_id = q.id"
                    " WHERE m.inbox_id = $1",
          "t", incoming->item->id.text),
      out, error);
}

/* The one about this sender and department that still holds.  That somebody who
 * only looked like him may not says nothing about himself. */
static bool
find_live(Desk *desk, const Incoming *incoming, Question *out, GError **error)
{
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  return take_question(
      store_query(
          desk->queue->store, error,
          "SELECT " COLUMNS(
              "") " FROM report_authority"
                  " WHERE sender = $1 AND department = $2"
                  " AND expires_at_ms > $3 AND (state IN ('open', 'granted')"
                  " OR (state = 'refused'"
                  " AND proved >= CAST($4 AS INTEGER)))"
                  " ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, id DESC"
                  " LIMIT 1",
          "btii", sender, incoming->belonging.ticket->department, desk->now_ms,
          (int64_t)incoming_is_authenticated(incoming)),
      out, error);
}

/* May this mail be carried out unseen, once its sender may? */
static bool
is_covered(const Incoming *incoming)
{
  return incoming_is_authenticated(incoming) &&
         !incoming->belonging.ticket->confidential;
}

bool
report_authority_standing(Desk *desk, const Incoming *incoming,
                          ReportStanding *out, GError **error)
{
  Question question;
  *out = (ReportStanding){0};
  if (!find_own(desk, incoming, &question, error))
    return false;
  out->waited = question.id.text[0] != '\0';
  bool shown = strcmp(question.inbox_id.text, incoming->item->id.text) == 0;
  bool elsewhere =
      question.leave == REPORT_LEAVE_GRANTED && !shown && !is_covered(incoming);
  if (!out->waited || elsewhere) {
    if (!find_live(desk, incoming, &question, error))
      return false;
    if (question.leave == REPORT_LEAVE_GRANTED && !is_covered(incoming))
      question = (Question){0};
  }
  out->leave = question.leave;
  out->question = question.id;
  return true;
}

static int64_t
expires_at_ms(const Desk *desk)
{
  return desk->now_ms + REPORT_QUESTION_DAYS * INT64_C(86400000);
}

/* A question that is to be put. */
typedef struct NewQuestion {
  const char *asked; /* address */
  Id id;
  int64_t serial;
} NewQuestion;

/* Id and serial are set here. */
static bool
store_question(Desk *desk, const Incoming *incoming, NewQuestion *question,
               GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  Store *store = desk->queue->store;
  question->id = queue_new_id(desk->queue, desk->now_ms);
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, "mail", question->asked);
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  return store_get_int64(store, &question->serial, error,
                         "SELECT COALESCE(max(serial), 0) + 1"
                         " FROM report_authority WHERE ticket_id = $1",
                         "t", ticket->id.text) &&
         store_run(store, error,
                   "INSERT INTO report_authority (id, ticket_id, serial,"
                   " inbox_id, department, sender, proved, asked, state,"
                   " expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
                   " 'open', $9)",
                   "ttittbibi", question->id.text, ticket->id.text,
                   question->serial, incoming->item->id.text,
                   ticket->department, sender,
                   (int64_t)incoming_is_authenticated(incoming), lookup,
                   expires_at_ms(desk)) &&
         agenda_set(desk->queue, REPORT_AUTHORITY_TIMER, question->id.text,
                    expires_at_ms(desk), error);
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
      desk_date(desk, expires_at_ms(desk), language, (int)FORMAT_DATE_LONG);
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

/* The token of the question travels instead of the department's. */
static bool
send_question(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              const NewQuestion *question, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const char *language =
      report_staff_language(desk, report_department(desk, ticket));
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_MODERATOR, ticket, (unsigned)question->serial,
             &token);
  json_auto_t *data = question_data(desk, incoming, commands, language, &token);
  g_autofree char *dedupe =
      g_strconcat("authority|", incoming->item->id.text, NULL);
  DeskLetter letter = {
      .text = "authority-question",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = question->asked,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_MODERATOR,
      .token_serial = (unsigned)question->serial,
      .inbox_id = incoming->item->id.text,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
report_authority_wait(Desk *desk, const Incoming *incoming,
                      const CommandMail *commands,
                      const ReportStanding *standing, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  bool asks = standing->leave == REPORT_LEAVE_UNKNOWN;
  NewQuestion question = {
      .asked = report_department(desk, ticket)->addresses->pdata[0],
      .id = standing->question};
  if (asks && !store_question(desk, incoming, &question, error))
    return false;
  return incoming_note(desk, incoming,
                       asks ? "authority-asked" : "authority-waits",
                       ticket->text_number, error) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO report_authority_mail (inbox_id, question_id)"
                   " VALUES ($1, $2) ON CONFLICT (inbox_id)"
                   " DO UPDATE SET question_id = $2",
                   "tt", incoming->item->id.text, question.id.text) &&
         (!asks || send_question(desk, incoming, commands, &question, error));
}

/* --- the answer --------------------------------------------------------- */

/* The question that is open and was put to this sender; empty: none. */
static bool
find_asked(Desk *desk, const Incoming *incoming, Question *out, GError **error)
{
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  return take_question(
      store_query(desk->queue->store, error,
                  "SELECT " COLUMNS(
                      "") " FROM report_authority"
                          " WHERE ticket_id = $1 AND serial = $2 AND asked = $3"
                          " AND state = 'open' AND expires_at_ms > $4",
                  "tibi", incoming->belonging.ticket->id.text,
                  (int64_t)incoming->belonging.token.assignment, sender,
                  desk->now_ms),
      out, error);
}

/* What waits for a question, in the order in which it came: one column of each
 * such message (char *), owned; NULL with an error. */
static GPtrArray *
find_waiting(Desk *desk, const char *sql, const char *question_id,
             GError **error)
{
  return store_rows_take_texts(
      store_query(desk->queue->store, error, sql, "t", question_id), error);
}

#define WAITING                                                                \
  " FROM report_authority_mail m JOIN inbox i ON i.id = m.inbox_id"            \
  " WHERE m.question_id = $1 AND i.state = 'hold'"

/* End a question; the mails that still wait are decided again. */
static bool
end_question(Desk *desk, const char *question_id, const char *state,
             GError **error)
{
  if (!store_run(desk->queue->store, error,
                 "UPDATE report_authority SET state = $2 WHERE id = $1", "tt",
                 question_id, state) ||
      !agenda_cancel(desk->queue, REPORT_AUTHORITY_TIMER, question_id, error))
    return false;
  g_autoptr(GPtrArray) waiting = find_waiting(
      desk, "SELECT i.id" WAITING " ORDER BY i.id", question_id, error);
  if (waiting == NULL)
    return false;
  for (guint i = 0; i < waiting->len; i++)
    if (!inbox_note(desk->queue, waiting->pdata[i], "authority-answered", state,
                    error) ||
        !inbox_retry(desk->queue, waiting->pdata[i], error))
      return false;
  return true;
}

bool
report_authority_expire(Desk *desk, const char *question_id, GError **error)
{
  int64_t open = 0;
  return store_get_int64(desk->queue->store, &open, error,
                         "SELECT count(*) FROM report_authority"
                         " WHERE id = $1 AND state = 'open'",
                         "t", question_id) &&
         (open == 0 || end_question(desk, question_id, "expired", error));
}

/* "26-00001-4, 26-00002-2": the tickets of what waits; owned. */
static char *
waiting_numbers(Desk *desk, const char *question_id, GError **error)
{
  g_autoptr(GPtrArray) ids =
      find_waiting(desk,
                   "SELECT i.ticket_id" WAITING " GROUP BY i.ticket_id"
                   " ORDER BY min(i.id)",
                   question_id, error);
  if (ids == NULL)
    return NULL;
  g_autoptr(GString) numbers = g_string_new(NULL);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr(Ticket) ticket = ticket_load(desk->queue, ids->pdata[i], error);
    if (ticket == NULL)
      return NULL;
    g_string_append_printf(numbers, "%s%s", i == 0 ? "" : ", ",
                           ticket->text_number);
  }
  return g_strdup(numbers->str);
}

/* Who said JA hears what follows from it; the transcript goes to the one who
 * wrote the command. */
static bool
thank(Desk *desk, const Incoming *incoming, const Question *question,
      GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const char *address = incoming->mail->from->address;
  const char *language = report_staff_language(
      desk, town_department_of(desk->config->town, address));
  if (question->of_himself)
    return true;
  g_autofree char *numbers = waiting_numbers(desk, question->id.text, error);
  if (numbers == NULL)
    return false;
  g_autofree char *until =
      desk_date(desk, question->expires_at_ms, language, (int)FORMAT_DATE_LONG);
  ReportStaffMail mail = {.text = "authority-granted",
                          .address = address,
                          .data = json_pack("{s:s, s:s, s:s}", "number",
                                            ticket->text_number, "numbers",
                                            numbers, "valid_until", until),
                          .inbox_id = incoming->item->id.text,
                          .in_reply_to = incoming->mail->message_id};
  return report_tell_colleague(desk, ticket, &mail, error);
}

bool
report_handle_question(Desk *desk, const Incoming *incoming,
                       Handled *out_handled, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  *out_handled = (Handled){.kind = "authority-answer",
                           .person_id = ticket->person_id,
                           .ticket_id = ticket->id};
  Question question = {0};
  if (incoming->mail->from != NULL &&
      !find_asked(desk, incoming, &question, error))
    return false;
  if (question.id.text[0] == '\0')
    return incoming_note(desk, incoming, "question-unknown",
                         ticket->text_number, error);
  ReportReply reply = report_read_reply(incoming->mail);
  if (reply == REPORT_REPLY_UNCLEAR)
    return incoming_note(desk, incoming, "question-unclear",
                         ticket->text_number, error);
  bool yes = reply == REPORT_REPLY_YES;
  return incoming_note(desk, incoming,
                       yes ? "authority-granted" : "authority-denied",
                       ticket->text_number, error) &&
         (!yes || thank(desk, incoming, &question, error)) &&
         end_question(desk, question.id.text, yes ? "granted" : "refused",
                      error);
}
