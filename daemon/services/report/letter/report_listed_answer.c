/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk answers the weekly list with the numbers of what is a matter after
 * all, and hears what came of it.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/letter/report_listed_private.h"
#include "daemon/services/report/staff/report_authority.h"
#include "parsers/json_text.h"
#include "parsers/message.h"
#include "queue/inbox.h"

enum { NUMBERS_MAX = 200 }; /* as many lines as a list has */

/* An answer while it is carried out. */
typedef struct Answer {
  Desk *desk;
  const Incoming *incoming;
  const char *language;
  int64_t list;
  json_t *taken;     /* lines that are a matter now */
  GString *unlisted; /* "2, 7": numbers that are none, or no more */
} Answer;

static void
answer_clear(Answer *answer)
{
  json_decref(answer->taken);
  g_string_free(answer->unlisted, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

/* The message of one line that is held still and nobody asked for yet; *out
 * NULL: there is none. */
static bool
find_line(const Answer *answer, int64_t place, Id *out_id, json_t **out,
          GError **error)
{
  *out = NULL;
  g_autoptr(StoreRows) rows =
      store_query(answer->desk->queue->store, error,
                  "SELECT " LISTED_LINE " FROM report_listed WHERE list = $1"
                  " AND place = $2 AND wanted_at_ms IS NULL AND EXISTS"
                  " (SELECT 1 FROM inbox WHERE id = inbox_id"
                  " AND state = 'hold')",
                  "ii", answer->list, place);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  g_strlcpy(out_id->text, store_rows_text(rows, 0), sizeof out_id->text);
  *out = listed_line(answer->desk, rows, answer->language, error);
  return *out != NULL;
}

/* It is decided again, like any other letter. */
static bool
want(const Answer *answer, const Id *id, GError **error)
{
  Queue *queue = answer->desk->queue;
  return store_run(queue->store, error,
                   "UPDATE report_listed SET wanted_at_ms = $2"
                   " WHERE inbox_id = $1",
                   "ti", id->text, answer->desk->now_ms) &&
         incoming_note(answer->desk, answer->incoming, "wanted", id->text,
                       error) &&
         inbox_retry(queue, id->text, error);
}

static bool
was_taken(const Answer *answer, int64_t place)
{
  for (size_t i = 0; i < json_array_size(answer->taken); i++)
    if (json_whole(json_array_get(answer->taken, i), "index") == place)
      return true;
  return false;
}

static bool
take_number(Answer *answer, int64_t place, GError **error)
{
  Id id = {0};
  json_t *line = NULL;
  if (was_taken(answer, place))
    return true; /* "2, 2" */
  if (!find_line(answer, place, &id, &line, error))
    return false;
  if (line == NULL) {
    g_string_append_printf(answer->unlisted, "%s%" G_GINT64_FORMAT,
                           answer->unlisted->len == 0 ? "" : ", ", place);
    return true;
  }
  json_object_set_new(line, "index", json_integer(place));
  json_array_append_new(answer->taken, line);
  return want(answer, &id, error);
}

static bool
take_numbers(Answer *answer, const char *line, GError **error)
{
  const char *at = line;
  for (int count = 0; *at != '\0' && count < NUMBERS_MAX;) {
    if (!g_ascii_isdigit(*at)) {
      at++;
      continue;
    }
    char *end;
    int64_t place = g_ascii_strtoll(at, &end, 10);
    at = end;
    count++;
    if (!take_number(answer, place, error))
      return false;
  }
  return true;
}

/* One line for each of his numbers. */
static bool
tell_clerk(const Answer *answer, GError **error)
{
  Desk *desk = answer->desk;
  const Incoming *incoming = answer->incoming;
  bool unclear =
      json_array_size(answer->taken) == 0 && answer->unlisted->len == 0;
  json_auto_t *data =
      json_pack("{s:O, s:b}", "letters", answer->taken, "unclear", unclear);
  if (answer->unlisted->len > 0)
    json_object_set_new(data, "not_listed", json_string(answer->unlisted->str));
  TokenRef token;
  desk_token_of_serial(desk, TOKEN_ROLE_LISTED, answer->list, &token);
  DeskLetter letter = {.text = "advertising-answer",
                       .language = answer->language,
                       .data = data,
                       .to = incoming->mail->from->address,
                       .token = &token,
                       .in_reply_to = incoming->mail->message_id,
                       .inbox_id = incoming->item->id.text,
                       .priority = OUTBOX_PRIORITY_STATUS};
  return desk_send_mail(desk, &letter, NULL, error) &&
         (!unclear ||
          incoming_note(desk, incoming, "list-unclear", NULL, error));
}

bool
report_listed_answer(Desk *desk, const Incoming *incoming, Handled *out_handled,
                     GError **error)
{
  *out_handled = (Handled){.kind = "list-answer"};
  if (!report_is_clerk(desk, incoming))
    return incoming_note(desk, incoming, "authority-refused", NULL, error);
  const char *text =
      incoming->mail->staff_text == NULL ? "" : incoming->mail->staff_text;
  g_autofree char *first = g_strndup(text, strcspn(text, "\n"));
  g_auto(Answer) answer = {
      .desk = desk,
      .incoming = incoming,
      .language = report_staff_language(desk, town_office(desk->config->town)),
      .list = g_ascii_strtoll(incoming->belonging.token.record, NULL, 10),
      .taken = json_array(),
      .unlisted = g_string_new(NULL)};
  return take_numbers(&answer, first, error) && tell_clerk(&answer, error);
}
