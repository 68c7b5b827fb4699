/* SPDX-License-Identifier: Apache-2.0
 *
 * A header of any type becomes the same few facts.
 */
#include "parsers/photo/photo_facts.h"

#include <string.h>

#include "parsers/mime/media_type.h"
#include "parsers/photo/photo_head.h"
#include "parsers/photo/photo_heif.h"

PhotoType
photo_type_from_media_type(const char *media_type)
{
  static const struct {
    const char *media_type;
    PhotoType type;
  } rows[] = {
      {"image/jpeg", PHOTO_TYPE_JPEG},
      {"image/png", PHOTO_TYPE_PNG},
      {"image/heic", PHOTO_TYPE_HEIF},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].media_type, media_type) == 0)
      return rows[i].type;
  return PHOTO_TYPE_NONE;
}

PhotoType
photo_type_of(GBytes *photo)
{
  size_t size = 0;
  const void *bytes = g_bytes_get_data(photo, &size);
  size_t magic = MIN(size, (size_t)MEDIA_TYPE_MAGIC_MAX);
  return photo_type_from_media_type(magic == 0 ? ""
                                               : media_type_of(bytes, magic));
}

static void
head_read(PhotoHead *head, GBytes *photo)
{
  size_t size = 0;
  const uint8_t *bytes = g_bytes_get_data(photo, &size);
  switch (photo_type_of(photo)) {
  case PHOTO_TYPE_JPEG:
    photo_head_jpeg(head, bytes, size);
    return;
  case PHOTO_TYPE_PNG:
    photo_head_png(head, bytes, size);
    return;
  case PHOTO_TYPE_HEIF: {
    g_autoptr(PhotoHeif) heif = photo_heif_open(photo, NULL);
    if (heif != NULL)
      photo_heif_head(heif, head);
    return;
  }
  case PHOTO_TYPE_NONE:
    return;
  }
  g_assert_not_reached();
}

/* Orientations 5 to 8 lie on their side (EXIF 4.6.4 A). */
static bool
is_turned(int orientation)
{
  return orientation >= 5;
}

Photo *
photo_facts_read(GBytes *photo, int *out_orientation)
{
  PhotoHead head = {0};
  head_read(&head, photo);
  int orientation = MAX(head.exif.orientation, 1);
  if (out_orientation != NULL)
    *out_orientation = orientation;
  bool sized = head.width >= 1 && head.height >= 1 &&
               head.width <= PHOTO_FACTS_SIDE_MAX &&
               head.height <= PHOTO_FACTS_SIDE_MAX;
  if (!sized && !head.exif.has_point && head.exif.taken_at == NULL) {
    photo_head_clear(&head);
    return NULL;
  }
  Photo *facts = g_new0(Photo, 1);
  if (sized) {
    bool turned = is_turned(orientation);
    facts->width = (int)(turned ? head.height : head.width);
    facts->height = (int)(turned ? head.width : head.height);
  }
  facts->has_point = head.exif.has_point;
  facts->latitude = head.exif.latitude;
  facts->longitude = head.exif.longitude;
  facts->taken_at = g_steal_pointer(&head.exif.taken_at);
  photo_head_clear(&head);
  return facts;
}
