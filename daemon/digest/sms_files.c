/* SPDX-License-Identifier: Apache-2.0
 *
 * From the webhook's body to attachments.
 */
#include "daemon/digest/sms_files.h"

#include <string.h>

#include "daemon/digest/reading_private.h"
#include "parsers/sms/sms.h"
#include "queue/attachment.h"

enum { TYPE_MAX = 100 }; /* RFC 6838 4.2 allows 127 on each side */

GPtrArray *
sms_files_take(SmsIn *sms, guint *out_lost)
{
  GPtrArray *taken =
      g_ptr_array_new_with_free_func((GDestroyNotify)sms_media_free);
  *out_lost = 0;
  for (guint i = 0; i < sms->media->len; i++) {
    SmsMedia *media = sms->media->pdata[i];
    *out_lost += media->bytes == NULL && media->url == NULL;
    if (media->bytes == NULL)
      continue;
    SmsMedia *own = sms_media_new();
    own->type = g_strdup(media->type);
    own->name = g_strdup(media->name);
    own->bytes = g_steal_pointer(&media->bytes);
    media->size = (int64_t)g_bytes_get_size(own->bytes);
    g_ptr_array_add(taken, own);
  }
  return taken;
}

const char *
sms_files_type(const char *found)
{
  static const char token[] = "abcdefghijklmnopqrstuvwxyz0123456789.+-";
  const char *slash = found == NULL ? NULL : strchr(found, '/');
  if (slash == NULL || slash == found || slash[1] == '\0' ||
      strlen(found) > TYPE_MAX ||
      strspn(found, token) != (size_t)(slash - found) ||
      strspn(slash + 1, token) != strlen(slash + 1))
    return "application/octet-stream";
  return found;
}

static bool
store_one(Digest *digest, const char *inbox_id, const SmsMedia *media,
          GError **error)
{
  Queue *queue = &digest->queue;
  g_autoptr(StoredAttachment) stored =
      stored_attachment_new(queue, queue->now_ms);
  g_autofree char *place = attachment_place(stored, "body");
  g_autoptr(ContentWriter) writer = content_writer_new(queue, place);
  gsize size;
  const void *bytes = g_bytes_get_data(media->bytes, &size);
  stored->filename = g_strdup(media->name == NULL ? "attachment" : media->name);
  stored->media_type = g_strdup(sms_files_type(media->type));
  stored->size_bytes = size;
  return content_writer_append(writer, bytes, size, error) &&
         content_writer_finish(writer, NULL, &stored->body,
                               &stored->content_hash, error) &&
         attachment_add(queue, stored, inbox_id, NULL, error);
}

bool
sms_files_store(Digest *digest, const char *inbox_id, const GPtrArray *media,
                GError **error)
{
  for (guint i = 0; i < media->len; i++)
    if (!store_one(digest, inbox_id, media->pdata[i], error))
      return false;
  return true;
}

bool
sms_files_load(Digest *digest, const InboxItem *item, Reading *reading,
               GError **error)
{
  GPtrArray *loaded = attachments_of(&digest->queue, item->id.text, error);
  if (loaded == NULL)
    return false;
  g_ptr_array_unref(reading->attachments);
  reading->attachments = loaded;
  reading_find_pictures(reading);
  return true;
}
