/* SPDX-License-Identifier: Apache-2.0
 *
 * The loader is fed piece by piece and watched: what size it found, where it
 * put the pixels, how far it came.
 */
#include "parsers/photo/photo_pixbuf.h"

#include <stdint.h>
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/photo/photo.h"
#include "parsers/photo/photo_head.h"

enum {
  /* gdk-pixbuf goes on decoding a refused picture until the end of the piece
     it was given (1.7 s for a bomb in one piece, 34 ms in these). */
  PIECE_BYTES = 16 * 1024,
  SCALE_MAX = 8,   /* libjpeg halves up to three times while it decodes */
  PART_SHOWN = 10, /* less than the tenth part of a picture shows nothing */
};

static const guint32 grey = 0x808080ff;

/* What the loader was told and tells. */
typedef struct Watch {
  bool is_jpeg;
  int min_side;
  bool refused, prepared;
  int rows; /* decoded, from the top */
} Watch;

/* The header was read, nothing is decoded yet. */
static void
size_prepared(GdkPixbufLoader *loader, int width, int height, void *user)
{
  Watch *watch = user;
  watch->refused = width < 1 || height < 1 || width > PHOTO_SIDE_MAX ||
                   height > PHOTO_SIDE_MAX ||
                   (int64_t)width * height > PHOTO_PIXELS_MAX;
  if (watch->refused) {
    gdk_pixbuf_loader_set_size(loader, 0, 0);
    return;
  }
  int scale = 1, longer = MAX(width, height);
  while (watch->is_jpeg && scale < SCALE_MAX &&
         longer / (2 * scale) >= watch->min_side)
    scale *= 2;
  /* Just what libjpeg makes of it: for any other size the loader would decode
     into a picture that nobody has seen. */
  if (scale > 1)
    gdk_pixbuf_loader_set_size(loader, (width + scale - 1) / scale,
                               (height + scale - 1) / scale);
}

/* The memory for the pixels is as the last user left it. */
static void
area_prepared(GdkPixbufLoader *loader, void *user)
{
  Watch *watch = user;
  watch->prepared = true;
  gdk_pixbuf_fill(gdk_pixbuf_loader_get_pixbuf(loader), grey);
}

/* Connected swapped; the loader would come last. */
static void
area_updated(void *user, int x, int y, int width, int height)
{
  Watch *watch = user;
  (void)x;
  (void)width;
  watch->rows = MAX(watch->rows, y + height);
}

/* Feed the loader until the end, the refusal or the first error.  Returns true
 * when the picture is whole. */
static bool
feed(GdkPixbufLoader *loader, GBytes *photo, const Watch *watch)
{
  size_t size = 0;
  const uint8_t *bytes = g_bytes_get_data(photo, &size);
  bool has_end = !watch->is_jpeg || photo_head_jpeg_has_end(bytes, size);
  bool good = true;
  for (size_t done = 0; good && !watch->refused && done < size;) {
    size_t piece = MIN(size - done, (size_t)PIECE_BYTES);
    good = gdk_pixbuf_loader_write(loader, bytes + done, piece, NULL);
    done += piece;
  }
  return good && has_end;
}

/* A decoder's own words may cite what it read; ours do not. */
static GdkPixbuf *
decode_failed(const Watch *watch, GError **error)
{
  if (watch->refused)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "the picture has more than %d megapixels or a side longer than "
                "%d",
                PHOTO_PIXELS_MAX / 1000000, PHOTO_SIDE_MAX);
  else
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the picture is broken");
  return NULL;
}

GdkPixbuf *
photo_pixbuf_decode(const char *type, GBytes *photo, int min_side,
                    bool *out_partial, GError **error)
{
  Watch watch = {.is_jpeg = strcmp(type, "jpeg") == 0, .min_side = min_side};
  g_autoptr(GdkPixbufLoader) loader =
      gdk_pixbuf_loader_new_with_type(type, NULL);
  if (loader == NULL)
    return decode_failed(&watch, error);
  g_signal_connect(loader, "size-prepared", G_CALLBACK(size_prepared), &watch);
  g_signal_connect(loader, "area-prepared", G_CALLBACK(area_prepared), &watch);
  g_signal_connect_swapped(loader, "area-updated", G_CALLBACK(area_updated),
                           &watch);
  bool whole = feed(loader, photo, &watch);
  int rows = watch.rows; /* closing fills up what is missing */
  whole = gdk_pixbuf_loader_close(loader, NULL) && whole;
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
  if (watch.refused || !watch.prepared || pixbuf == NULL)
    return decode_failed(&watch, error);
  int height = gdk_pixbuf_get_height(pixbuf);
  whole = whole && (watch.is_jpeg || rows >= height);
  if (!whole && rows < (height + PART_SHOWN - 1) / PART_SHOWN)
    return decode_failed(&watch, error);
  *out_partial = !whole;
  return g_object_ref(pixbuf);
}
