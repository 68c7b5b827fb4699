/* SPDX-License-Identifier: Apache-2.0
 *
 * By its first bytes an attachment is kept or not; MIME_DECODED_MAX bounds what
 * is kept of one mail.
 */
#include "daemon/parse/parse_photos.h"

#include <string.h>

#include "daemon/parse/parse_image.h"
#include "parsers/mime/media_type.h"
#include "parsers/place/places.h"
#include "parsers/photo/photo.h"
#include "parsers/photo/photo_facts.h"

enum {
  KEEP = 100
}; /* photos one child reads: all are of one person who asks
                      */

/* One attachment. */
typedef struct Kept {
  size_t index;
  GByteArray *bytes;
  bool is_other; /* no picture: nothing of it is kept */
  size_t done;   /* bytes that were sent */
} Kept;

struct ParsePhotos {
  ParseClient *client; /* NULL: none needed yet, or none to be had */
  GPtrArray *kept;     /* Kept *, of the mail that is coming */
};

static void
kept_free(void *data)
{
  Kept *kept = data;
  g_byte_array_unref(kept->bytes);
  g_free(kept);
}

ParsePhotos *
parse_photos_new(void)
{
  ParsePhotos *photos = g_new0(ParsePhotos, 1);
  photos->kept = g_ptr_array_new_with_free_func(kept_free);
  return photos;
}

void
parse_photos_free(ParsePhotos *photos)
{
  if (photos == NULL)
    return;
  parse_client_free(photos->client);
  g_ptr_array_unref(photos->kept);
  g_free(photos);
}

void
parse_photos_begin(ParsePhotos *photos, size_t index)
{
  Kept *kept = g_new0(Kept, 1);
  kept->index = index;
  kept->bytes = g_byte_array_new();
  g_ptr_array_add(photos->kept, kept);
}

void
parse_photos_data(ParsePhotos *photos, const void *bytes, size_t size)
{
  g_assert(photos->kept->len > 0); /* begin came before */
  Kept *kept = photos->kept->pdata[photos->kept->len - 1];
  if (kept->bytes->len == 0)
    kept->is_other = photo_type_from_media_type(media_type_of(bytes, size)) ==
                     PHOTO_TYPE_NONE;
  if (!kept->is_other)
    g_byte_array_append(kept->bytes, bytes, (guint)size);
}

static ssize_t
read_kept(void *out, size_t max, void *user)
{
  Kept *kept = user;
  size_t piece = MIN(max, kept->bytes->len - kept->done);
  if (piece > 0)
    memcpy(out, kept->bytes->data + kept->done, piece);
  kept->done += piece;
  return (ssize_t)piece;
}

static void
tell_one(ParsePhotos *photos, Kept *kept, Message *message)
{
  const ParseClientOptions options = {.kind = PARSE_KIND_IMAGE, .keep = KEEP};
  ParsePicture picture = {.trouble = PHOTO_TROUBLE_UNREAD};
  ParsePhoto photo = {
      .reader = read_kept, .user = kept, .max_side = PHOTO_COPY_SIDE};
  if (photos->client == NULL)
    photos->client = parse_client_start(&options, NULL);
  if (photos->client != NULL)
    (void)parse_client_image(photos->client, &photo, &picture, NULL);
  parse_picture_tell(&picture, message, kept->index); /* also why not */
  parse_picture_clear(&picture);
}

void
parse_photos_tell(ParsePhotos *photos, Message *message)
{
  for (guint i = 0; message != NULL && i < photos->kept->len; i++) {
    Kept *kept = photos->kept->pdata[i];
    if (!kept->is_other && kept->bytes->len > 0)
      tell_one(photos, kept, message);
  }
  if (message != NULL)
    places_add_photos(message);
  g_ptr_array_set_size(photos->kept, 0);
}
