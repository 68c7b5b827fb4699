/* SPDX-License-Identifier: Apache-2.0
 *
 * Fast, not small: what is tested is the decoder.
 */
#include "tests/support/heic_maker.h"

#include <stdbool.h>
#include <string.h>

#include <libheif/heif.h>

#ifdef BOTE_SANITIZED
/* LeakSanitizer asks for this; the encoder is not ours and no product's. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
  return "leak:libx265\n";
}
#endif

static struct heif_error
write_bytes(struct heif_context *context, const void *bytes, size_t size,
            void *user)
{
  static const struct heif_error good = {heif_error_Ok,
                                         heif_suberror_Unspecified, ""};
  (void)context;
  g_byte_array_append(user, bytes, (guint)size);
  return good;
}

static void
check(struct heif_error result)
{
  if (result.code != heif_error_Ok)
    g_error("libheif: %s", result.message);
}

static struct heif_image *
image_of(GdkPixbuf *pixbuf)
{
  struct heif_image *image = NULL;
  int width = gdk_pixbuf_get_width(pixbuf), stride = 0;
  int height = gdk_pixbuf_get_height(pixbuf);
  bool alpha = gdk_pixbuf_get_has_alpha(pixbuf);
  check(heif_image_create(width, height, heif_colorspace_RGB,
                          alpha ? heif_chroma_interleaved_RGBA
                                : heif_chroma_interleaved_RGB,
                          &image));
  check(
      heif_image_add_plane(image, heif_channel_interleaved, width, height, 8));
  uint8_t *pixels =
      heif_image_get_plane(image, heif_channel_interleaved, &stride);
  for (int y = 0; y < height; y++)
    memcpy(pixels + (size_t)y * (size_t)stride,
           gdk_pixbuf_read_pixels(pixbuf) +
               (size_t)y * (size_t)gdk_pixbuf_get_rowstride(pixbuf),
           (size_t)width * (alpha ? 4 : 3));
  return image;
}

GBytes *
heic_make(GdkPixbuf *pixbuf, GBytes *exif, int orientation)
{
  struct heif_context *context = heif_context_alloc();
  struct heif_encoder *encoder = NULL;
  struct heif_image_handle *handle = NULL;
  if (heif_context_get_encoder_for_format(context, heif_compression_HEVC,
                                          &encoder)
          .code != heif_error_Ok) {
    heif_context_free(context);
    return NULL;
  }
  /* Words of the encoder about itself stand in each picture otherwise. */
  check(heif_encoder_set_parameter(encoder, "x265:info", "0"));
  check(heif_encoder_set_parameter(encoder, "x265:log-level", "none"));
  check(heif_encoder_set_parameter(encoder, "preset", "ultrafast"));
  struct heif_encoding_options *options = heif_encoding_options_alloc();
  if (orientation != 0)
    options->image_orientation = (enum heif_orientation)orientation;
  struct heif_image *image = image_of(pixbuf);
  check(heif_context_encode_image(context, image, encoder, options, &handle));
  if (exif != NULL)
    check(heif_context_add_exif_metadata(context, handle,
                                         g_bytes_get_data(exif, NULL),
                                         (int)g_bytes_get_size(exif)));
  GByteArray *out = g_byte_array_new();
  struct heif_writer writer = {1, write_bytes};
  check(heif_context_write(context, &writer, out));
  heif_image_release(image);
  heif_encoding_options_free(options);
  heif_image_handle_release(handle);
  heif_encoder_release(encoder);
  heif_context_free(context);
  return g_byte_array_free_to_bytes(out);
}
