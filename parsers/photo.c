/* SPDX-License-Identifier: Apache-2.0
 *
 * gdk-pixbuf with the type named, so that no other of its decoders, some of
 * them little tested, is ever chosen by a stranger's bytes.
 */
#include "parsers/photo.h"

#include <stdint.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "parsers/parse_error.h"

enum {
  /* gdk-pixbuf goes on decoding a refused picture until the end of the piece
     it was given (1.7 s for a bomb in one piece, 34 ms in these). */
  PIECE_BYTES = 16 * 1024,
  WARM_WIDTH = 64,
  WARM_HEIGHT = 48,
};

#define JPEG_QUALITY "85" /* of 100; above it a copy only grows */

static const struct {
  const char *type; /* gdk-pixbuf's name */
  size_t magic_size;
  const char *magic;
} formats[] = {
    {"jpeg", 3, "\xff\xd8\xff"},     /* ITU T.81 B.1.1.3: SOI, a marker */
    {"png", 8, "\x89PNG\r\n\x1a\n"}, /* PNG 5.2 */
};

/* What "size-prepared" is told and tells. */
typedef struct Bounds {
  int max_side;
  bool seen, refused;
} Bounds;

void
photo_copy_clear(PhotoCopy *copy)
{
  g_clear_pointer(&copy->jpeg, g_bytes_unref);
  *copy = (PhotoCopy){0};
}

static const char *
format_find(GBytes *photo)
{
  size_t size = 0;
  const void *bytes = g_bytes_get_data(photo, &size);
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
    if (size >= formats[i].magic_size &&
        memcmp(bytes, formats[i].magic, formats[i].magic_size) == 0)
      return formats[i].type;
  return NULL;
}

/* The side scaled by to/from, rounded, never 0. */
static int
scaled(int side, int from, int to)
{
  int64_t value = ((int64_t)side * to + from / 2) / from;
  return (int)MAX(value, 1);
}

/* The header was read, nothing is decoded yet: refuse, or let libjpeg scale
 * while it decodes, which saves most of time and memory. */
static void
size_prepared(GdkPixbufLoader *loader, int width, int height, void *user)
{
  Bounds *bounds = user;
  bounds->seen = true;
  bounds->refused = width < 1 || height < 1 || width > PHOTO_SIDE_MAX ||
                    height > PHOTO_SIDE_MAX ||
                    (int64_t)width * height > PHOTO_PIXELS_MAX;
  int longer = MAX(width, height);
  if (bounds->refused)
    gdk_pixbuf_loader_set_size(loader, 0, 0);
  else if (longer > bounds->max_side)
    gdk_pixbuf_loader_set_size(loader, scaled(width, longer, bounds->max_side),
                               scaled(height, longer, bounds->max_side));
}

/* Feed the loader until the end, the refusal or the first error. */
static bool
feed(GdkPixbufLoader *loader, GBytes *photo, const Bounds *bounds,
     GError **error)
{
  size_t size = 0;
  const uint8_t *bytes = g_bytes_get_data(photo, &size);
  bool good = true;
  for (size_t done = 0; good && !bounds->refused && done < size;) {
    size_t piece = MIN(size - done, (size_t)PIECE_BYTES);
    good = gdk_pixbuf_loader_write(loader, bytes + done, piece, error);
    done += piece;
  }
  return good && !bounds->refused;
}

/* A decoder's own words may cite what it read; ours do not. */
static GdkPixbuf *
decode_failed(const Bounds *bounds, GError **error)
{
  if (bounds->refused)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "the picture has more than %d megapixels or a side longer than "
                "%d",
                PHOTO_PIXELS_MAX / 1000000, PHOTO_SIDE_MAX);
  else
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the picture is broken");
  return NULL;
}

/* Decode, not larger than max_side, turned as the EXIF orientation says. */
static GdkPixbuf *
decode(const char *type, GBytes *photo, int max_side, GError **error)
{
  Bounds bounds = {.max_side = max_side};
  g_autoptr(GdkPixbufLoader) loader =
      gdk_pixbuf_loader_new_with_type(type, NULL);
  if (loader == NULL)
    return decode_failed(&bounds, error);
  g_signal_connect(loader, "size-prepared", G_CALLBACK(size_prepared), &bounds);
  bool whole = feed(loader, photo, &bounds, NULL);
  /* A picture cut short is closed with an error, too, but shows its upper
     part, which may be the defect. */
  (void)gdk_pixbuf_loader_close(loader, NULL);
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
  if (!whole || !bounds.seen || pixbuf == NULL)
    return decode_failed(&bounds, error);
  return gdk_pixbuf_apply_embedded_orientation(pixbuf);
}

/* PNG has transparency and its loader does not scale: flatten on white, and
 * scale what is still too large. */
static GdkPixbuf *
fit(GdkPixbuf *pixbuf, int max_side)
{
  int width = gdk_pixbuf_get_width(pixbuf);
  int height = gdk_pixbuf_get_height(pixbuf);
  int longer = MAX(width, height);
  if (longer > max_side) {
    width = scaled(width, longer, max_side);
    height = scaled(height, longer, max_side);
  } else if (!gdk_pixbuf_get_has_alpha(pixbuf)) {
    return g_object_ref(pixbuf);
  }
  static const guint32 white = 0xffffff;
  enum { OPAQUE = 255, CHECK_SIZE = 16 };
  return gdk_pixbuf_composite_color_simple(pixbuf, width, height,
                                           GDK_INTERP_BILINEAR, OPAQUE,
                                           CHECK_SIZE, white, white);
}

/* Without options other than these gdk-pixbuf writes no EXIF, no colour
 * profile and no comment: what is in the copy is the pixels. */
static bool
encode(GdkPixbuf *pixbuf, PhotoCopy *out, GError **error)
{
  char *bytes = NULL;
  size_t size = 0;
  if (!gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, "jpeg", NULL, "quality",
                                 JPEG_QUALITY, NULL)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "the picture cannot be written as JPEG");
    return false;
  }
  *out = (PhotoCopy){.jpeg = g_bytes_new_take(bytes, size),
                     .width = gdk_pixbuf_get_width(pixbuf),
                     .height = gdk_pixbuf_get_height(pixbuf)};
  return true;
}

bool
photo_make_copy(GBytes *photo, int max_side, PhotoCopy *out, GError **error)
{
  g_assert(max_side >= 1 && max_side <= PHOTO_COPY_SIDE);
  const char *type = format_find(photo);
  if (type == NULL) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "the picture is neither JPEG nor PNG");
    return false;
  }
  g_autoptr(GdkPixbuf) pixbuf = decode(type, photo, max_side, error);
  if (pixbuf == NULL)
    return false;
  g_autoptr(GdkPixbuf) fitting = fit(pixbuf, max_side);
  if (fitting == NULL) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "not enough memory for the picture");
    return false;
  }
  return encode(fitting, out, error);
}

void
photo_init(void)
{
  g_slist_free(gdk_pixbuf_get_formats()); /* reads the cache of loaders */
  g_autoptr(GdkPixbuf) pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, true, 8, WARM_WIDTH, WARM_HEIGHT);
  gdk_pixbuf_fill(pixbuf, 0x336699ff);
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    char *bytes = NULL;
    size_t size = 0;
    if (!gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, formats[i].type, NULL,
                                   NULL))
      continue; /* then it is not readable either, and each photo says so */
    g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
    PhotoCopy copy = {0};
    if (photo_make_copy(photo, WARM_HEIGHT, &copy, NULL))
      photo_copy_clear(&copy);
  }
}
