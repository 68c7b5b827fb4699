/* SPDX-License-Identifier: Apache-2.0
 *
 * inbox.show {id or a ticket's number, content}: everything that explains what
 * became of a message; with "content" also what is read in it, by the sandboxed
 * reader, and only then.
 */
#include "daemon/admin/request.h"
#include "daemon/digest/reading.h"
#include "parsers/message_json.h"
#include "parsers/number.h"
#include "parsers/sms/sms_json.h"

static const RequestColumn columns[] = {
    {"id", 't'},
    {"state", 't'},
    {"channel", 't'},
    {"source", 't'},
    {"adopted", 'b'},
    {"received_at_ms", 'm'},
    {"imported_at_ms", 'm'},
    {"done_at_ms", 'm'},
    {"attempts", 'i'},
    {"size_bytes", 'i'},
    {"kind", 't'},
    {"service", 't'},
    {"contact_id", 't'},
    {"ticket_id", 't'},
    {"duplicate_of", 't'},
    {"ticket", 'n'},
    {"ticket_state", 't'},
    {"category", 't'},
    {"department", 't'},
    {NULL, 0},
};

static const RequestColumn event_columns[] = {
    {"at_ms", 'm'}, {"what", 't'}, {"detail", 't'}, {NULL, 0}};

static const RequestColumn answer_columns[] = {{"id", 't'},
                                               {"kind", 't'},
                                               {"channel", 't'},
                                               {"state", 't'},
                                               {"created_at_ms", 'm'},
                                               {"due_at_ms", 'm'},
                                               {"status", 't'},
                                               {NULL, 0}};

static json_t *
load_events(RequestCall *call, const char *id, GError **error)
{
  return request_rows_array(
      store_query(call->digest->store, error,
                  "SELECT at_ms, what, detail FROM inbox_event"
                  " WHERE inbox_id = $1 ORDER BY id",
                  "t", id),
      event_columns, error);
}

static json_t *
load_answers(RequestCall *call, const char *id, GError **error)
{
  return request_rows_array(
      store_query(call->digest->store, error,
                  "SELECT id, kind, channel, state, created_at_ms, CASE WHEN"
                  " state IN ('queued', 'deferred') THEN due_at_ms END,"
                  " status FROM outbox WHERE inbox_id = $1 ORDER BY id",
                  "t", id),
      answer_columns, error);
}

/* What the reader makes of it now. */
static json_t *
read_content(RequestCall *call, const char *id, GError **error)
{
  g_autoptr(InboxItem) item = inbox_load(&call->digest->queue, id, error);
  if (item == NULL)
    return NULL;
  g_autoptr(Reading) reading = digest_reread(call->digest, item, error);
  if (reading == NULL)
    return NULL;
  if (reading->mail != NULL)
    return message_to_json(reading->mail);
  if (reading->batch != NULL)
    return sms_batch_to_json(reading->batch);
  return json_pack("{s:s,s:s*}", "unreadable",
                   parse_outcome_to_string(reading->outcome), "reason",
                   reading->reason);
}

/* What waits for a person says what he can do. */
static void
add_next(json_t *row, const char *id)
{
  const char *state = json_string_value(json_object_get(row, "state"));
  if (g_strcmp0(state, inbox_state_to_string(INBOX_STATE_HOLD)) != 0)
    return;
  g_autofree char *next =
      g_strdup_printf("bote inbox show %s --raw\nbote inbox retry %s\n"
                      "bote inbox discard %s",
                      id, id, id);
  json_object_set_new(row, "next", json_string(next));
}

/* How it came, for what no reader can read: its beginning, which holds most of
 * any header block. */
static json_t *
read_raw(RequestCall *call, const char *id, GError **error)
{
  Queue *queue = &call->digest->queue;
  g_autoptr(InboxItem) item = inbox_load(queue, id, error);
  if (item == NULL)
    return NULL;
  g_autofree char *place = inbox_raw_place(id);
  g_autoptr(ContentReader) reader = content_reader_open(
      queue, &item->raw, (ContentPlace){item->person_id, place}, error);
  g_autofree char *bytes = g_malloc(CONTENT_PIECE_BYTES);
  ssize_t size =
      reader == NULL ? -1 : content_reader_read(reader, bytes, error);
  if (size < 0)
    return NULL;
  g_autofree char *text = g_utf8_make_valid(bytes, size);
  return json_string(text);
}

typedef json_t *(*Reader)(RequestCall *call, const char *id, GError **error);

/* What shows only when it is asked for. */
static bool
add_asked(RequestCall *call, json_t *row, const char *name, Reader read,
          GError **error)
{
  if (!request_flag(call, name))
    return true;
  const char *id = json_string_value(json_object_get(row, "id"));
  json_t *value = read(call, id, error);
  if (value == NULL)
    return false;
  json_object_set_new(row, name, value);
  return true;
}

static bool
complete(RequestCall *call, json_t *row, const char *id, GError **error)
{
  add_next(row, id);
  json_t *events = load_events(call, id, error);
  if (events == NULL)
    return false;
  json_object_set_new(row, "events", events);
  json_t *answers = load_answers(call, id, error);
  if (answers == NULL)
    return false;
  json_object_set_new(row, "answers", answers);
  return add_asked(call, row, "content", read_content, error) &&
         add_asked(call, row, "raw", read_raw, error);
}

static const RequestShow show = {
    .find = REQUEST_FIND("inbox"),
    .load = "SELECT i.id, i.state, i.channel, i.source, i.adopted,"
            " i.received_at_ms, i.imported_at_ms, i.done_at_ms, i.attempts,"
            " i.size_bytes, i.kind, i.service, i.contact_id, i.ticket_id,"
            " i.duplicate_of, t.digits, t.state, t.category, t.department"
            " FROM inbox i LEFT JOIN ticket t ON t.id = i.ticket_id"
            " WHERE i.id = $1",
    .columns = columns,
    .complete = complete,
};

/* A ticket's number stands for the message that it began with. */
static bool
run(RequestCall *call, GError **error)
{
  const char *given = request_text(call, "id");
  Number number;
  if (given == NULL || !number_parse(given, &number) || number.letter != 0)
    return request_show(call, &show, error);
  g_autoptr(Ticket) ticket =
      ticket_load_number(&call->digest->queue, &number, error);
  if (ticket == NULL)
    return false;
  json_auto_t *arguments = json_copy((json_t *)call->arguments);
  json_object_set_new(arguments, "id", json_string(ticket->inbox_id.text));
  RequestCall first = *call;
  first.arguments = arguments;
  return request_show(&first, &show, error);
}

const Request request_inbox_show = {.name = "inbox.show", .run = run};
