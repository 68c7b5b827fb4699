/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the facts of a photo: the block of EXIF alone, and the bytes behind the
 * first ones of each type of file.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "parsers/photo/photo_exif.h"
#include "parsers/photo/photo_facts.h"
#include "tests/support/fuzz.h"

static void
read_facts(GBytes *photo)
{
  int orientation = 0;
  g_autoptr(Photo) facts = photo_facts_read(photo, &orientation);
  g_assert_true(orientation >= 1 && orientation <= 8);
  if (facts == NULL)
    return;
  g_assert_true(facts->width >= 0 && facts->width <= PHOTO_FACTS_SIDE_MAX);
  g_assert_true(facts->height >= 0 && facts->height <= PHOTO_FACTS_SIDE_MAX);
  g_assert_true(fabs(facts->latitude) <= 90 && fabs(facts->longitude) <= 180);
}

static void
read_behind(const char *head, size_t head_size, const uint8_t *bytes,
            size_t size)
{
  GByteArray *photo = g_byte_array_new();
  g_byte_array_append(photo, (const uint8_t *)head, (guint)head_size);
  g_byte_array_append(photo, bytes, (guint)size);
  g_autoptr(GBytes) whole = g_byte_array_free_to_bytes(photo);
  read_facts(whole);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  PhotoExif exif = {0};
  photo_exif_add(&exif, bytes, size);
  g_assert_true(exif.taken_at == NULL || strlen(exif.taken_at) >= 19);
  photo_exif_clear(&exif);
  g_autoptr(GBytes) photo = g_bytes_new(bytes, size);
  read_facts(photo);
  read_behind("\xff\xd8", 2, bytes, size);
  read_behind("\x89PNG\r\n\x1a\n", 8, bytes, size);
  read_behind("\0\0\0\x18"
              "ftypheic\0\0\0\0mif1heic",
              24, bytes, size);
  return 0;
}
