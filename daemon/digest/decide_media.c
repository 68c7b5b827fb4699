/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture that deliver fetched finds its SMS, and the ticket of that.
 */
#include <string.h>

#include "daemon/digest/decide_private.h"
#include "daemon/digest/media.h"
#include "daemon/digest/reading_private.h"
#include "daemon/digest/sms_files.h"
#include "parsers/sms/sms.h"
#include "queue/agenda.h"
#include "queue/attachment.h"
#include "queue/inbox.h"
#include "queue/media.h"

/* From the message's own content into an attachment's. */
static bool
copy_content(Digest *digest, const InboxItem *item, StoredAttachment *out,
             GError **error)
{
  Queue *queue = &digest->queue;
  g_autofree char *from = inbox_raw_place(item->id.text);
  g_autofree char *to = attachment_place(out, "body");
  g_autofree uint8_t *piece = g_malloc(CONTENT_PIECE_BYTES);
  g_autoptr(ContentWriter) writer = content_writer_new(queue, to);
  g_autoptr(ContentReader) reader = content_reader_open(
      queue, &item->raw, (ContentPlace){item->person_id, from}, error);
  if (reader == NULL)
    return false;
  for (;;) {
    ssize_t size = content_reader_read(reader, piece, error);
    if (size < 0)
      return false;
    if (size == 0)
      return content_writer_finish(writer, NULL, &out->body, &out->content_hash,
                                   error);
    out->size_bytes += (uint64_t)size;
    if (!content_writer_append(writer, piece, (size_t)size, error))
      return false;
  }
}

bool
digest_media_read(Digest *digest, const InboxItem *item, Reading *reading,
                  GError **error)
{
  const SmsIn *sms = reading->batch->messages->pdata[0];
  const SmsMedia *told = sms->media->len == 0 ? NULL : sms->media->pdata[0];
  g_autoptr(StoredAttachment) stored =
      stored_attachment_new(&digest->queue, digest->queue.now_ms);
  stored->media_type =
      g_strdup(sms_files_type(told == NULL ? NULL : told->type));
  stored->filename =
      g_strdup(told == NULL || told->name == NULL ? "attachment" : told->name);
  if (!copy_content(digest, item, stored, error))
    return false;
  g_ptr_array_add(reading->attachments, g_steal_pointer(&stored));
  reading_find_pictures(reading);
  return true;
}

/* What became of the SMS that named the picture. */
typedef struct Origin {
  char *id, *person_id, *contact_id, *ticket_id, *service;
} Origin;

static void
origin_clear(Origin *origin)
{
  g_free(origin->id);
  g_free(origin->person_id);
  g_free(origin->contact_id);
  g_free(origin->ticket_id);
  g_free(origin->service);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Origin, origin_clear)

/* Its id stays NULL when there is none. */
static bool
find_origin(Digest *digest, const Media *media, Origin *out, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(digest->store, error,
                  "SELECT i.id, i.person_id, i.contact_id, i.ticket_id,"
                  " t.service FROM inbox i LEFT JOIN ticket t"
                  " ON t.id = i.ticket_id WHERE i.id = $1",
                  "t", media->inbox_id.text);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    out->id = store_rows_dup_text(rows, 0);
    out->person_id = store_rows_dup_text(rows, 1);
    out->contact_id = store_rows_dup_text(rows, 2);
    out->ticket_id = store_rows_dup_text(rows, 3);
    out->service = store_rows_dup_text(rows, 4);
  }
  return store_rows_ok(rows);
}

/* With a ticket it is an addition of its own, which its service hands over;
 * else it waits with its SMS, which takes it along when somebody decides. */
static bool
attach(Digest *digest, const InboxItem *item, const Reading *reading,
       const Origin *origin, GError **error)
{
  StoredAttachment *picture = reading->attachments->pdata[0];
  bool has_ticket = origin->ticket_id != NULL;
  const char *with = has_ticket ? item->id.text : origin->id;
  if ((origin->person_id != NULL &&
       !attachment_give_to(&digest->queue, picture, origin->person_id,
                           error)) ||
      !attachment_add(&digest->queue, picture, with, origin->ticket_id, error))
    return false;
  if (!has_ticket)
    return true;
  g_autofree char *timer = g_strconcat(origin->service, "-picture", NULL);
  return agenda_set(&digest->queue, timer, item->id.text, digest->queue.now_ms,
                    error);
}

static bool
finish_unknown(Digest *digest, const InboxItem *item, GError **error)
{
  const InboxOutcome outcome = {.state = INBOX_STATE_DISCARDED,
                                .kind = "media-unknown"};
  return inbox_note(&digest->queue, item->id.text, outcome.kind,
                    "nobody asked for it", error) &&
         inbox_finish(&digest->queue, item, &outcome, error);
}

/* NULL without an error: nobody asked for it. */
static Media *
load_media(Digest *digest, const InboxItem *item, GError **error)
{
  GError *failure = NULL;
  const char *id = json_string_value(json_object_get(item->head, "media"));
  g_autoptr(Media) media =
      media_load(&digest->queue, id == NULL ? "" : id, &failure);
  if (media != NULL && strcmp(media->channel, item->source) == 0)
    return g_steal_pointer(&media);
  if (failure != NULL &&
      !g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING))
    g_propagate_error(error, failure);
  else
    g_clear_error(&failure);
  return NULL;
}

bool
decide_media(Digest *digest, const InboxItem *item, const Reading *reading,
             GError **error)
{
  GError *failure = NULL;
  g_auto(Origin) origin = {0};
  g_autoptr(Media) media = load_media(digest, item, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (media == NULL)
    return finish_unknown(digest, item, error);
  if (!find_origin(digest, media, &origin, error))
    return false;
  if (origin.id == NULL)
    return finish_unknown(digest, item, error);
  InboxOutcome outcome = {.state = INBOX_STATE_DONE,
                          .kind = MEDIA_CHANNEL,
                          .service = origin.service,
                          .person_id = origin.person_id,
                          .contact_id = origin.contact_id,
                          .ticket_id = origin.ticket_id};
  return attach(digest, item, reading, &origin, error) &&
         media_fetched(&digest->queue, media, error) &&
         inbox_note(&digest->queue, origin.id, "picture", item->id.text,
                    error) &&
         inbox_note(&digest->queue, item->id.text, "picture-of", origin.id,
                    error) &&
         inbox_finish(&digest->queue, item, &outcome, error);
}
