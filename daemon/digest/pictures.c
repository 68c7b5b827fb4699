/* SPDX-License-Identifier: Apache-2.0
 *
 * Harmless copies of a message's pictures, which department and public see in
 * place of what a stranger sent.
 */
#include <string.h>

#include "daemon/digest/reading.h"
#include "daemon/log.h"
#include "daemon/parse/parse_image.h"
#include "queue/attachment.h"

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

/* A harmless copy of one picture; a decoder that dies loses only the copy. */
static bool
copy_picture(Digest *digest, StoredAttachment *attachment, GError **error)
{
  g_autofree char *place = attachment_place(attachment, "body");
  g_autoptr(ContentReader) reader =
      content_reader_open(&digest->queue, &attachment->body,
                          (ContentPlace){attachment->owner_id, place}, error);
  if (reader == NULL)
    return false;
  ParsePhoto photo = {
      .reader = picture_read, .user = reader, .max_side = PICTURE_SIDE};
  ParsePicture picture = {0};
  GError *failure = NULL;
  ParseOutcome outcome =
      parse_client_image(digest->image, &photo, &picture, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (outcome != PARSE_OUTCOME_OK) {
    log_event(LOG_WARNING, "picture-unreadable", "attachment",
              attachment->id.text, "outcome", parse_outcome_to_string(outcome),
              "next", "sent as a file", NULL);
    return true;
  }
  bool ok = store_copy_of(digest, attachment, &picture, error);
  parse_picture_clear(&picture);
  return ok;
}

static bool
is_picture(const StoredAttachment *attachment)
{
  return strcmp(attachment->media_type, "image/jpeg") == 0 ||
         strcmp(attachment->media_type, "image/png") == 0;
}

bool
digest_copy_pictures(Digest *digest, const Reading *reading, GError **error)
{
  unsigned count = 0;
  for (guint i = 0; i < reading->attachments->len; i++) {
    StoredAttachment *attachment = reading->attachments->pdata[i];
    if (!is_picture(attachment) || count++ >= PICTURES_MAX)
      continue;
    if (!copy_picture(digest, attachment, error))
      return false;
  }
  return true;
}
