/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz what is packed: TNEF, compressed RTF, RTF, uuencode; and what a file is,
 * by its bytes and name.
 */
#include "parsers/mime/tnef.h"

#include <stdint.h>
#include <string.h>

#include "parsers/mime/file_name.h"
#include "parsers/mime/media_type.h"
#include "parsers/mime/picture_size.h"
#include "parsers/mime/rtf_text.h"
#include "parsers/mime/tnef_private.h"
#include "parsers/mime/uuencode.h"
#include "tests/support/fuzz.h"

enum { RTF_MAX = 64 * 1024 };

static void
take(const char *name, GBytes *bytes, void *user)
{
  bool misnamed = false;
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(bytes, &size);
  (void)user;
  g_free(file_name_safe(name, media_type_of(data, size), &misnamed));
}

/* Bytes that have lost their signature begin with one, so that the rest is
 * looked at. */
static void
read_tnef(const uint8_t *bytes, size_t size)
{
  g_autoptr(GByteArray) stream = g_byte_array_new();
  if (!tnef_is(bytes, size))
    g_byte_array_append(stream, (const guint8 *)"\x78\x9f\x3e\x22\1\0", 6);
  g_byte_array_append(stream, bytes, (guint)size);
  g_autoptr(TnefMail) mail = tnef_read(stream->data, stream->len);
  g_assert_true(mail == NULL || mail->files->len <= TNEF_FILES_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  bool is_html = false;
  uint32_t width = 0, height = 0;
  read_tnef(bytes, size);
  g_autoptr(GByteArray) rtf = tnef_unpack_rtf(bytes, size, RTF_MAX);
  g_assert_true(rtf == NULL || rtf->len <= RTF_MAX);
  g_free(rtf_text((const char *)bytes, size, RTF_MAX, &is_html));
  g_autoptr(GByteArray) text = g_byte_array_new();
  g_byte_array_append(text, bytes, (guint)size);
  uuencode_take(text, take, NULL);
  g_assert_cmpuint(text->len, <=, size);
  (void)picture_size(bytes, size, &width, &height);
  (void)media_type_of(bytes, MIN(size, MEDIA_TYPE_MAGIC_MAX));
  return 0;
}
