/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox.show {id, content}: the fate of one message of ours; with "content"
 * also its body.
 */
#include "daemon/admin/request.h"

enum { BODY_BYTES = 1048576 }; /* what a person reads of it */

static const RequestColumn columns[] = {
    {"id", 't'},        {"state", 't'},         {"channel", 't'},
    {"transport", 't'}, {"kind", 't'},          {"priority", 'i'},
    {"attempts", 'i'},  {"unknown_count", 'i'}, {"created_at_ms", 'm'},
    {"due_at_ms", 'm'}, {"expires_at_ms", 'm'}, {"finished_at_ms", 'm'},
    {"status", 't'},    {"provider_ref", 't'},  {"message_id", 't'},
    {"inbox_id", 't'},  {"ticket", 'n'},        {NULL, 0},
};

/* The sealed parts: what the peer said, and the body where it is wanted. */
static bool
add_sealed(RequestCall *call, json_t *row, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(call->digest->store, error,
                  "SELECT owner_id, diagnostic, (SELECT body FROM content c"
                  " WHERE c.id = outbox.id), body_blob, body_key"
                  " FROM outbox WHERE id = $1",
                  "t", id);
  if (rows == NULL || !store_rows_next(rows, error))
    return false; /* the row was there a moment ago: only the disk can fail */
  g_autofree char *owner = store_rows_dup_text(rows, 0);
  g_autoptr(GBytes) sealed = store_rows_bytes(rows, 1);
  g_autofree char *place = g_strconcat("outbox|diagnostic|", id, NULL);
  if (sealed != NULL) {
    g_autofree char *words =
        keyring_open_text(call->digest->ring, owner, place, sealed, error);
    if (words == NULL)
      return false;
    json_object_set_new(row, "diagnostic", json_string(words));
  }
  if (!request_flag(call, "content"))
    return true;
  Content content = {store_rows_bytes(rows, 2), store_rows_dup_text(rows, 3),
                     store_rows_bytes(rows, 4)};
  g_autofree char *body_place = g_strconcat("outbox|body|", id, NULL);
  g_autoptr(GBytes) body =
      content_read(&call->digest->queue, &content,
                   (ContentPlace){owner, body_place}, BODY_BYTES, error);
  content_clear(&content);
  if (body == NULL)
    return false;
  gsize size;
  const char *bytes = g_bytes_get_data(body, &size);
  g_autofree char *text = g_utf8_make_valid(bytes, (gssize)size);
  json_object_set_new(row, "content", json_string(text));
  return true;
}

static const RequestShow show = {
    .find = REQUEST_FIND("outbox"),
    .load = "SELECT o.id, o.state, o.channel, o.transport, o.kind, o.priority,"
            " o.attempts, o.unknown_count, o.created_at_ms, CASE WHEN o.state "
            "IN ('queued', 'deferred') THEN o.due_at_ms END,"
            " o.expires_at_ms, o.finished_at_ms, o.status, o.provider_ref,"
            " o.message_id, o.inbox_id, t.digits"
            " FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id"
            " WHERE o.id = $1",
    .columns = columns,
    .complete = add_sealed,
};

static bool
run(RequestCall *call, GError **error)
{
  return request_show(call, &show, error);
}

const Request request_outbox_show = {.name = "outbox.show", .run = run};
