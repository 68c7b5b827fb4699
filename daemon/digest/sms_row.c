/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing and reading the rows of SMS.
 */
#include "daemon/digest/sms_row.h"

#include <string.h>

#include "parsers/sms/sms.h"
#include "parsers/sms/sms_json.h"
#include "queue/inbox.h"

enum {
  /* SMS_WIRE_TEXT_MAX for text and places each, every byte escaped ("\u0001"),
   * and addresses of media. */
  ROW_BYTES_MAX = 4 * 1024 * 1024,
};

static bool
write_row(Digest *digest, InboxNew *row, const SmsIn *sms, GError **error)
{
  SmsBatch one = {.messages = g_ptr_array_new(), .reports = g_ptr_array_new()};
  g_ptr_array_add(one.messages, (gpointer)sms);
  json_auto_t *wire = sms_batch_to_json(&one);
  g_ptr_array_unref(one.messages);
  g_ptr_array_unref(one.reports);
  char *text = json_dumps(wire, JSON_COMPACT);
  g_assert(text != NULL);
  row->size_bytes = strlen(text);
  g_autofree char *place = inbox_raw_place(row->id.text);
  g_autoptr(ContentWriter) writer = content_writer_new(&digest->queue, place);
  bool ok =
      content_writer_append(writer, text, row->size_bytes, error) &&
      content_writer_finish(writer, NULL, &row->raw, &row->raw_hash, error);
  free(text);
  return ok;
}

bool
sms_row_add(Digest *digest, const SmsRow *row, const SmsIn *sms, Id *out_id,
            GError **error)
{
  InboxNew message = {.id = queue_new_id(&digest->queue, digest->queue.now_ms),
                      .natural_key = row->natural_key,
                      .channel = "sms",
                      .source = row->source,
                      .received_at_ms = row->received_at_ms,
                      .head = row->head};
  bool added = false;
  bool ok = write_row(digest, &message, sms, error) &&
            inbox_add(&digest->queue, &message, &added, error);
  *out_id = added ? message.id : (Id){""};
  content_clear(&message.raw);
  g_clear_pointer(&message.raw_hash, g_bytes_unref);
  return ok;
}

bool
sms_row_read(Digest *digest, const InboxItem *item, SmsBatch **out,
             GError **error)
{
  *out = NULL;
  if (item->size_bytes > ROW_BYTES_MAX)
    return true; /* none that we wrote */
  g_autofree char *place = inbox_raw_place(item->id.text);
  g_autoptr(GBytes) bytes = content_read(&digest->queue, &item->raw,
                                         (ContentPlace){item->person_id, place},
                                         ROW_BYTES_MAX, error);
  if (bytes == NULL)
    return false;
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  json_auto_t *value = json_loadb(text, size, 0, NULL);
  g_autoptr(SmsBatch) batch =
      value == NULL ? NULL : sms_batch_from_json(value, NULL);
  if (batch != NULL && batch->messages->len == 1)
    *out = g_steal_pointer(&batch);
  return true;
}
