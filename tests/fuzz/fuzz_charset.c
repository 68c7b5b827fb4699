/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz texts in any charset: the first line is its name.  Seeds:
 * tests/fuzz/seeds/charset.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/charset/charset.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
  size_t name_size = end == NULL ? 0 : (size_t)(end - data);
  g_autofree char *name = g_strndup((const char *)data, name_size);
  size_t skip = end == NULL ? 0 : name_size + 1;
  const char *used = NULL;
  g_autofree char *text =
      charset_to_utf8(data + skip, size - skip, name, &used);
  g_assert(g_utf8_validate(text, -1, NULL));
  g_assert(used != NULL);
  g_autofree char *clean = charset_clean_text(text);
  g_assert(g_utf8_validate(clean, -1, NULL));
  g_autofree char *again = charset_clean_text(clean);
  g_assert(strcmp(clean, again) == 0);
  return 0;
}
