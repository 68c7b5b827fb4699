/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the copy of a photo: refused, or a JPEG not larger than asked for.
 */
#include "parsers/photo/photo.h"

#include <stdint.h>

#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  enum { SIDE = 64 };
  g_autoptr(GBytes) photo = g_bytes_new(bytes, size);
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  bool made = photo_make_copy(photo, SIDE, &copy, &error);
  g_assert_true(made == (error == NULL));
  if (made) {
    g_assert_cmpint(MAX(copy.width, copy.height), <=, SIDE);
    photo_copy_clear(&copy);
  }
  return 0;
}
