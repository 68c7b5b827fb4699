/* SPDX-License-Identifier: Apache-2.0
 *
 * libheif parses and decodes; what it is told here is where to stop.
 */
#include "parsers/photo/photo_heif.h"

#include <string.h>

#include <libheif/heif.h>

#include "parsers/parse_error.h"
#include "parsers/photo/photo_boxes.h"
#include "parsers/photo/photo_yuv.h"

enum {
  EXIF_BYTES_MAX = 1024 * 1024, /* libheif copies it as a whole */
  EXIF_HEAD = 4,                /* where TIFF begins, ISO/IEC 23008-12 A.2.1 */
};

struct PhotoHeif {
  GBytes *bytes;
  bool is_cut;
  struct heif_context *context;
  struct heif_image_handle *handle;
};

int
de265_start_worker_threads(void *decoder, int count)
{
  (void)decoder;
  (void)count;
  return 0;
}

/* libheif's own words may cite what it read; ours do not. */
static bool
check(struct heif_error result, GError **error)
{
  switch ((int)result.code) {
  case heif_error_Ok:
    return true;
  case heif_error_Unsupported_filetype:
  case heif_error_Unsupported_feature:
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "the picture is of a kind of HEIF that is not read");
    return false;
  case heif_error_Memory_allocation_error:
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "not enough memory for the picture");
    return false;
  default:
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the picture is broken");
    return false;
  }
}

PhotoHeif *
photo_heif_open(GBytes *photo, GError **error)
{
  if (photo_boxes_have_av1(photo)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "the picture is AVIF, which is not read");
    return NULL;
  }
  g_autoptr(PhotoHeif) heif = g_new0(PhotoHeif, 1);
  heif->bytes = photo_boxes_mend_end(photo);
  heif->is_cut = g_bytes_get_size(heif->bytes) > g_bytes_get_size(photo);
  heif->context = heif_context_alloc();
  heif_context_set_max_decoding_threads(heif->context, 0);
  size_t size = 0;
  const void *bytes = g_bytes_get_data(heif->bytes, &size);
  if (!check(heif_context_read_from_memory_without_copy(heif->context, bytes,
                                                        size, NULL),
             error) ||
      !check(
          heif_context_get_primary_image_handle(heif->context, &heif->handle),
          error))
    return NULL;
  return g_steal_pointer(&heif);
}

void
photo_heif_free(PhotoHeif *heif)
{
  if (heif == NULL)
    return;
  if (heif->handle != NULL)
    heif_image_handle_release(heif->handle);
  heif_context_free(heif->context);
  g_bytes_unref(heif->bytes);
  g_free(heif);
}

/* A block of EXIF as HEIF holds it: the distance to the TIFF header, then
 * perhaps "Exif" and two NULs as in JPEG, then TIFF. */
static void
add_exif(PhotoHead *head, const uint8_t *block, size_t size)
{
  uint32_t skip;
  memcpy(&skip, block, sizeof skip);
  skip = GUINT32_FROM_BE(skip);
  if (skip < size - EXIF_HEAD)
    photo_exif_add(&head->exif, block + EXIF_HEAD + skip,
                   size - EXIF_HEAD - (size_t)skip);
}

void
photo_heif_head(const PhotoHeif *heif, PhotoHead *head)
{
  head->width = heif_image_handle_get_width(heif->handle);
  head->height = heif_image_handle_get_height(heif->handle);
  heif_item_id id;
  if (heif_image_handle_get_list_of_metadata_block_IDs(heif->handle, "Exif",
                                                       &id, 1) != 1)
    return;
  size_t size = heif_image_handle_get_metadata_size(heif->handle, id);
  if (size < EXIF_HEAD || size > EXIF_BYTES_MAX)
    return;
  g_autofree uint8_t *block = g_malloc0(size);
  if (heif_image_handle_get_metadata(heif->handle, id, block).code ==
      heif_error_Ok)
    add_exif(head, block, size);
  head->exif.orientation = 0;
}

static void
release_image(guchar *pixels, void *user)
{
  (void)pixels; /* of the image */
  heif_image_release(user);
}

/* The decoded image as gdk-pixbuf's, without a copy. */
static GdkPixbuf *
wrap(struct heif_image *image, bool alpha, GError **error)
{
  int stride = 0;
  int width = heif_image_get_width(image, heif_channel_interleaved);
  int height = heif_image_get_height(image, heif_channel_interleaved);
  uint8_t *pixels =
      heif_image_get_plane(image, heif_channel_interleaved, &stride);
  if (pixels == NULL || width < 1 || height < 1) {
    heif_image_release(image);
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the picture is broken");
    return NULL;
  }
  return gdk_pixbuf_new_from_data(pixels, GDK_COLORSPACE_RGB, alpha, 8, width,
                                  height, stride, release_image, image);
}

static struct heif_image *
decode_as(const PhotoHeif *heif, enum heif_colorspace colorspace,
          enum heif_chroma chroma, GError **error)
{
  struct heif_decoding_options *options = heif_decoding_options_alloc();
  options->convert_hdr_to_8bit = 1;
  options->ignore_transformations = chroma == heif_chroma_420;
  struct heif_image *image = NULL;
  struct heif_error result =
      heif_decode_image(heif->handle, &image, colorspace, chroma, options);
  heif_decoding_options_free(options);
  return check(result, error) ? image : NULL;
}

/* Is what phones make, and at least twice as large as is wanted? */
static bool
may_be_halved(const PhotoHeif *heif, int min_side)
{
  int longer = MAX(heif_image_handle_get_width(heif->handle),
                   heif_image_handle_get_height(heif->handle));
  return longer / 2 >= min_side &&
         heif_image_handle_get_luma_bits_per_pixel(heif->handle) == 8 &&
         heif_image_handle_get_chroma_bits_per_pixel(heif->handle) == 8 &&
         heif_image_handle_has_alpha_channel(heif->handle) == 0;
}

static GdkPixbuf *
decode_whole(const PhotoHeif *heif, GError **error)
{
  bool alpha = heif_image_handle_has_alpha_channel(heif->handle) != 0;
  struct heif_image *image = decode_as(heif, heif_colorspace_RGB,
                                       alpha ? heif_chroma_interleaved_RGBA
                                             : heif_chroma_interleaved_RGB,
                                       error);
  return image == NULL ? NULL : wrap(image, alpha, error);
}

GdkPixbuf *
photo_heif_decode(const PhotoHeif *heif, int min_side, GError **error)
{
  /* libde265 would leave in the rest of the picture what lay in the memory. */
  if (heif->is_cut) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the picture is cut off");
    return NULL;
  }
  /* libheif turns a large picture in 0.3 s, pixel by pixel; half of it in RGB
     is turned in a tenth of that. */
  int rotation = photo_boxes_rotation(heif->bytes);
  if (rotation < 0 || !may_be_halved(heif, min_side))
    return decode_whole(heif, error);
  struct heif_image *image =
      decode_as(heif, heif_colorspace_YCbCr, heif_chroma_420, error);
  if (image == NULL)
    return NULL;
  g_autoptr(GdkPixbuf) half = photo_yuv_halve(image);
  heif_image_release(image);
  if (half == NULL)
    return decode_whole(heif, error); /* a rare kind */
  return gdk_pixbuf_rotate_simple(half, (GdkPixbufRotation)rotation);
}
