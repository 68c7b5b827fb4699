/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail to be recorded from a colleague who is not listed, or who is not
 * proved: it is held, and a listed address says whether he may.  Its answer, or
 * none in time, lets the mail be decided again.
 */
#include "daemon/services/report/record/report_record.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/staff/report_authority.h"
#include "parsers/message.h"
#include "parsers/token.h"
#include "queue/agenda.h"
#include "queue/inbox.h"
#include "templates/format.h"
#include "templates/texts.h"

bool
report_record_state(Desk *desk, const Incoming *incoming,
                    ReportRecordState *out_state, GError **error)
{
  static const struct {
    const char *name;
    ReportRecordState state;
  } names[] = {{"open", REPORT_RECORD_OPEN},
               {"granted", REPORT_RECORD_GRANTED},
               {"refused", REPORT_RECORD_REFUSED},
               {"expired", REPORT_RECORD_REFUSED}};
  *out_state = REPORT_RECORD_NOT_ASKED;
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT state FROM report_record WHERE inbox_id = $1", "t",
                  incoming->item->id.text);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i].name, store_rows_text(rows, 0)) == 0)
      *out_state = names[i].state;
  return true;
}

static int64_t
expires_at_ms(const Desk *desk)
{
  return desk->now_ms + REPORT_QUESTION_DAYS * INT64_C(86400000);
}

static bool
store_question(Desk *desk, const Incoming *incoming, const char *asked,
               int64_t *out_serial, GError **error)
{
  Store *store = desk->queue->store;
  const char *inbox_id = incoming->item->id.text;
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", asked);
  return store_get_int64(store, out_serial, error,
                         "SELECT COALESCE(max(serial), 0) + 1"
                         " FROM report_record",
                         "") &&
         store_run(store, error,
                   "INSERT INTO report_record (serial, inbox_id, asked, state,"
                   " expires_at_ms) VALUES ($1, $2, $3, 'open', $4)",
                   "itbi", *out_serial, inbox_id, lookup,
                   expires_at_ms(desk)) &&
         agenda_set(desk->queue, REPORT_RECORD_TIMER, inbox_id,
                    expires_at_ms(desk), error);
}

/* His words without what he tells of the caller, which is nobody's to read
 * before it is recorded. */
static json_t *
question_data(Desk *desk, const Incoming *incoming,
              const ReportDictation *dictation, const char *language,
              const TokenRef *token)
{
  const MailboxSettings *mailbox =
      desk_mailbox_of(desk, incoming->item->source);
  g_autofree char *until =
      desk_date(desk, expires_at_ms(desk), language, (int)FORMAT_DATE_LONG);
  g_autofree char *subject = g_strdup_printf("[%s]", desk_town_tag(desk));
  return json_pack("{s:s, s:s, s:o, s:o}", "asker",
                   incoming->mail->from->address, "valid_until", until, "text",
                   texts_lines(dictation->words, "│ "), "buttons",
                   report_reply_buttons(mailbox, subject, language, token));
}

bool
report_record_ask(Desk *desk, const Incoming *incoming,
                  const ReportDictation *dictation, GError **error)
{
  const Department *department =
      report_recorder_department(desk, incoming->mail->from->address);
  const char *asked = department->addresses->pdata[0];
  const char *language = report_staff_language(desk, department);
  int64_t serial = 0;
  if (!store_question(desk, incoming, asked, &serial, error))
    return false;
  TokenRef token;
  desk_token_of_serial(desk, TOKEN_ROLE_RECORDING, serial, &token);
  json_auto_t *data =
      question_data(desk, incoming, dictation, language, &token);
  g_autofree char *dedupe =
      g_strconcat("record|", incoming->item->id.text, NULL);
  DeskLetter letter = {.text = "record-question",
                       .language = language,
                       .data = data,
                       .mailbox = incoming->item->source,
                       .to = asked,
                       .token = &token,
                       .inbox_id = incoming->item->id.text,
                       .dedupe = dedupe,
                       .priority = OUTBOX_PRIORITY_TICKET,
                       .unsolicited = true};
  return desk_send_mail(desk, &letter, NULL, error);
}

/* The message about which this sender was asked, while the question is open; ""
 * when there is none. */
static bool
find_question(Desk *desk, const Incoming *incoming, Id *out_inbox,
              GError **error)
{
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  int64_t serial = g_ascii_strtoll(incoming->belonging.token.record, NULL, 10);
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT inbox_id FROM report_record WHERE serial = $1"
                  " AND asked = $2 AND state = 'open' AND expires_at_ms > $3",
                  "ibi", serial, sender, desk->now_ms);
  *out_inbox = (Id){0};
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    g_strlcpy(out_inbox->text, store_rows_text(rows, 0),
              sizeof out_inbox->text);
  return store_rows_ok(rows);
}

/* End a question; the mail, if it still waits, is decided again. */
static bool
end_question(Desk *desk, const char *inbox_id, const char *state,
             GError **error)
{
  int64_t waits = 0;
  return store_run(desk->queue->store, error,
                   "UPDATE report_record SET state = $2 WHERE inbox_id = $1",
                   "tt", inbox_id, state) &&
         inbox_note(desk->queue, inbox_id, "record-answered", state, error) &&
         store_get_int64(desk->queue->store, &waits, error,
                         "SELECT count(*) FROM inbox WHERE id = $1"
                         " AND state = 'hold'",
                         "t", inbox_id) &&
         (waits == 0 || inbox_retry(desk->queue, inbox_id, error));
}

bool
report_handle_record_answer(Desk *desk, const Incoming *incoming,
                            Handled *out_handled, GError **error)
{
  Id inbox_id;
  *out_handled = (Handled){.kind = "record-answer"};
  if (!find_question(desk, incoming, &inbox_id, error))
    return false;
  if (inbox_id.text[0] == '\0')
    return incoming_note(desk, incoming, "question-unknown", NULL, error);
  ReportReply reply = report_read_reply(incoming->mail);
  if (reply == REPORT_REPLY_UNCLEAR)
    return incoming_note(desk, incoming, "question-unclear", inbox_id.text,
                         error);
  bool yes = reply == REPORT_REPLY_YES;
  return incoming_note(desk, incoming,
                       yes ? "authority-granted" : "authority-denied",
                       inbox_id.text, error) &&
         end_question(desk, inbox_id.text, yes ? "granted" : "refused", error);
}

bool
report_record_expire(Desk *desk, const char *inbox_id, GError **error)
{
  int64_t open = 0;
  return store_get_int64(desk->queue->store, &open, error,
                         "SELECT count(*) FROM report_record"
                         " WHERE inbox_id = $1 AND state = 'open'",
                         "t", inbox_id) &&
         (open == 0 || end_question(desk, inbox_id, "expired", error));
}
