/* SPDX-License-Identifier: Apache-2.0
 *
 * Limits, decoder, scaling, turning, encoder: the steps to a copy in their
 * order.
 */
#include "parsers/photo/photo.h"

#include <stdint.h>
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/photo/photo_facts.h"
#include "parsers/photo/photo_heif.h"
#include "parsers/photo/photo_pixbuf.h"
#include "parsers/photo/photo_warm.h"

enum {
  WARM_WIDTH = 64,
  WARM_HEIGHT = 48,
};

#define JPEG_QUALITY "85" /* of 100; above it a copy only grows */

void
photo_copy_clear(PhotoCopy *copy)
{
  g_clear_pointer(&copy->jpeg, g_bytes_unref);
  *copy = (PhotoCopy){0};
}

static bool
fail(GError **error, ParseError code, const char *what)
{
  g_set_error_literal(error, PARSE_ERROR, (int)code, what);
  return false;
}

/* By the header, before any decoder sees the bytes; what it does not tell, the
 * decoder has to. */
static bool
check_size(GBytes *photo, int *out_orientation, GError **error)
{
  g_autoptr(Photo) facts = photo_facts_read(photo, out_orientation);
  return facts == NULL ||
         (facts->width <= PHOTO_SIDE_MAX && facts->height <= PHOTO_SIDE_MAX &&
          (int64_t)facts->width * facts->height <= PHOTO_PIXELS_MAX) ||
         fail(error, PARSE_ERROR_LIMIT, "the picture has too many pixels");
}

static GdkPixbuf *
decode(GBytes *photo, int max_side, bool *out_partial, GError **error)
{
  switch (photo_type_of(photo)) {
  case PHOTO_TYPE_JPEG:
    return photo_pixbuf_decode("jpeg", photo, max_side, out_partial, error);
  case PHOTO_TYPE_PNG:
    return photo_pixbuf_decode("png", photo, max_side, out_partial, error);
  case PHOTO_TYPE_HEIF: {
    g_autoptr(PhotoHeif) heif = photo_heif_open(photo, error);
    return heif == NULL ? NULL : photo_heif_decode(heif, max_side, error);
  }
  case PHOTO_TYPE_NONE:
    (void)fail(error, PARSE_ERROR_UNSUPPORTED,
               "the picture is neither JPEG nor PNG nor HEIC");
    return NULL;
  }
  g_assert_not_reached();
}

/* The side scaled by to/from, rounded, never 0. */
static int
scaled(int side, int from, int to)
{
  int64_t value = ((int64_t)side * to + from / 2) / from;
  return (int)MAX(value, 1);
}

/* Scale what is too large; flatten what is transparent on white. */
static GdkPixbuf *
fit(GdkPixbuf *pixbuf, int max_side)
{
  int width = gdk_pixbuf_get_width(pixbuf);
  int height = gdk_pixbuf_get_height(pixbuf);
  int longer = MAX(width, height);
  bool large = longer > max_side;
  if (large) {
    width = scaled(width, longer, max_side);
    height = scaled(height, longer, max_side);
  }
  if (!gdk_pixbuf_get_has_alpha(pixbuf))
    return large ? gdk_pixbuf_scale_simple(pixbuf, width, height,
                                           GDK_INTERP_BILINEAR)
                 : g_object_ref(pixbuf);
  static const guint32 white = 0xffffff;
  enum { OPAQUE = 255, CHECK_SIZE = 16 };
  return gdk_pixbuf_composite_color_simple(pixbuf, width, height,
                                           GDK_INTERP_BILINEAR, OPAQUE,
                                           CHECK_SIZE, white, white);
}

/* Turn as the orientation says that was told with the facts, whatever the
 * loader thinks of it. */
static GdkPixbuf *
turn(GdkPixbuf *pixbuf, int orientation)
{
  const char digit[] = {(char)('0' + orientation), '\0'};
  (void)gdk_pixbuf_remove_option(pixbuf, "orientation"); /* if there is one */
  (void)gdk_pixbuf_set_option(pixbuf, "orientation", digit);
  return gdk_pixbuf_apply_embedded_orientation(pixbuf);
}

/* Without options other than these gdk-pixbuf writes no EXIF, no colour
 * profile and no comment: what is in the copy is the pixels. */
static bool
encode(GdkPixbuf *pixbuf, PhotoCopy *out, GError **error)
{
  char *bytes = NULL;
  size_t size = 0;
  if (!gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, "jpeg", NULL, "quality",
                                 JPEG_QUALITY, NULL))
    return fail(error, PARSE_ERROR_LIMIT,
                "the picture cannot be written as JPEG");
  *out = (PhotoCopy){.jpeg = g_bytes_new_take(bytes, size),
                     .width = gdk_pixbuf_get_width(pixbuf),
                     .height = gdk_pixbuf_get_height(pixbuf)};
  return true;
}

bool
photo_make_copy(GBytes *photo, int max_side, PhotoCopy *out, GError **error)
{
  g_assert(max_side >= 1 && max_side <= PHOTO_COPY_SIDE);
  int orientation = 1;
  bool is_partial = false;
  if (!check_size(photo, &orientation, error))
    return false;
  g_autoptr(GdkPixbuf) pixbuf = decode(photo, max_side, &is_partial, error);
  if (pixbuf == NULL)
    return false;
  g_autoptr(GdkPixbuf) fitting = fit(pixbuf, max_side);
  g_autoptr(GdkPixbuf) upright =
      fitting == NULL ? NULL : turn(fitting, orientation);
  if (upright == NULL)
    return fail(error, PARSE_ERROR_LIMIT, "not enough memory for the picture");
  if (!encode(upright, out, error))
    return false;
  out->is_partial = is_partial;
  return true;
}

/* Read a photo as the child will. */
static void
warm_up(GBytes *photo)
{
  PhotoCopy copy = {0};
  if (photo_make_copy(photo, WARM_HEIGHT, &copy, NULL))
    photo_copy_clear(&copy); /* else each photo says so */
}

void
photo_init(void)
{
  g_slist_free(gdk_pixbuf_get_formats()); /* reads the cache of loaders */
  g_autoptr(GdkPixbuf) pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, true, 8, WARM_WIDTH, WARM_HEIGHT);
  gdk_pixbuf_fill(pixbuf, 0x336699ff);
  static const char *const types[] = {"jpeg", "png"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
    char *bytes = NULL;
    size_t size = 0;
    if (!gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, types[i], NULL, NULL))
      continue; /* then it is not readable either, and each photo says so */
    g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
    warm_up(photo);
  }
  g_autoptr(GBytes) heic = photo_warm_heic();
  warm_up(heic);
}
