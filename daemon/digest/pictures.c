/* SPDX-License-Identifier: Apache-2.0
 *
 * Harmless copies of a message's pictures, which department and public see in
 * place of what a stranger sent.
 */
#include "daemon/digest/reading_private.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/parse/parse_image.h"
#include "parsers/photo/photo_facts.h"
#include "parsers/place/places.h"
#include "queue/attachment.h"
#include "queue/blob.h"

enum {
  PICTURE_SIDE = 1600, /* pixels: enough to see a pothole */
  PICTURES_MAX = 10,   /* of one message */
};

/* Pull the bytes of a picture out of its content. */
static ssize_t
picture_read(void *out, size_t max, void *user)
{
  g_assert(max >= CONTENT_PIECE_BYTES);
  GError *failure = NULL;
  ssize_t size = content_reader_read(user, out, &failure);
  g_clear_error(&failure);
  return size;
}

static bool
store_copy_of(Digest *digest, StoredAttachment *attachment,
              const ParsePicture *picture, GError **error)
{
  g_autofree char *place = attachment_place(attachment, "copy");
  attachment->width = picture->width;
  attachment->height = picture->height;
  return content_write(&digest->queue, picture->jpeg,
                       (ContentPlace){attachment->owner_id, place},
                       &attachment->copy, error);
}

/* Send the first picture of a reading to its decoder. */
static bool
send_picture(Digest *digest, const Reading *reading, GError **error)
{
  const StoredAttachment *attachment = reading->pictures->pdata[0];
  g_autofree char *place = attachment_place(attachment, "body");
  g_autoptr(ContentReader) reader =
      content_reader_open(&digest->queue, &attachment->body,
                          (ContentPlace){attachment->owner_id, place}, error);
  if (reader == NULL)
    return false;
  ParsePhoto photo = {
      .reader = picture_read, .user = reader, .max_side = PICTURE_SIDE};
  return parse_client_image_send(digest->image, &photo, error);
}

/* What the picture told, into the mail; an SMS has no place for it. */
static void
tell_message(Reading *reading, const StoredAttachment *attachment,
             ParsePicture *picture)
{
  for (guint i = 0; reading->mail != NULL && i < reading->attachments->len; i++)
    if (reading->attachments->pdata[i] == attachment)
      parse_picture_tell(picture, reading->mail, reading->attachment_index[i]);
}

/* Receive what is under way; a decoder that dies loses only the copy. */
static bool
receive_picture(Digest *digest, GError **error)
{
  Reading *reading = digest->copying;
  digest->copying = NULL;
  StoredAttachment *attachment = g_ptr_array_steal_index(reading->pictures, 0);
  ParsePicture picture = {0};
  ParseOutcome outcome =
      parse_client_image_receive(digest->image, PICTURE_SIDE, &picture);
  notify_alive(); /* a decoder that hangs is no hang of ours */
  tell_message(reading, attachment, &picture);
  if (outcome != PARSE_OUTCOME_OK)
    log_event(LOG_WARNING, "picture-unreadable", "attachment",
              attachment->id.text, "outcome", parse_outcome_to_string(outcome),
              "why", photo_trouble_to_string(picture.trouble), "next",
              "sent as a file", NULL);
  bool ok = outcome != PARSE_OUTCOME_OK ||
            store_copy_of(digest, attachment, &picture, error);
  parse_picture_clear(&picture);
  return ok;
}

/* A logo stays a file: departments are shown what people photographed. */
static bool
is_logo(const Reading *reading, guint i)
{
  size_t index = reading->attachment_index[i];
  if (reading->mail == NULL || index >= reading->mail->attachments->len)
    return false;
  const Attachment *told = reading->mail->attachments->pdata[index];
  return told->is_logo;
}

static bool
is_picture(const Reading *reading, guint i)
{
  const StoredAttachment *attachment = reading->attachments->pdata[i];
  return photo_type_from_media_type(attachment->media_type) !=
             PHOTO_TYPE_NONE &&
         attachment->copy.key == NULL && !is_logo(reading, i);
}

void
reading_find_pictures(Reading *reading)
{
  for (guint i = 0; i < reading->attachments->len; i++)
    if (reading->pictures->len < PICTURES_MAX && is_picture(reading, i))
      g_ptr_array_add(reading->pictures, reading->attachments->pdata[i]);
}

bool
digest_begin_pictures(Digest *digest, Reading *reading, GError **error)
{
  if (digest->copying != NULL || reading->pictures->len == 0)
    return true;
  if (!send_picture(digest, reading, error))
    return false;
  digest->copying = reading;
  return true;
}

bool
digest_finish_pictures(Digest *digest, Reading *reading, GError **error)
{
  /* What is under way may be another one's. */
  while (reading->pictures->len > 0)
    if (!digest_begin_pictures(digest, reading, error) ||
        !blob_lot_sync_files(digest->blob_lot, error) ||
        !receive_picture(digest, error))
      return false;
  if (reading->mail != NULL)
    places_add_photos(reading->mail);
  return true;
}

void
digest_drop_picture(Digest *digest)
{
  if (digest->copying == NULL)
    return;
  ParsePicture picture = {0};
  (void)parse_client_image_receive(digest->image, PICTURE_SIDE, &picture);
  parse_picture_clear(&picture);
  digest->copying = NULL;
}
