/* SPDX-License-Identifier: Apache-2.0
 *
 * Encoded words in any bytes.  Seeds: the rows of
 * tests/unit/test_encoded_word.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/encoded_word.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *value = g_strndup((const char *)data, size);
  g_autofree char *text = encoded_word_decode(value);
  g_autofree char *joined = encoded_word_join(value);
  g_autofree char *again = encoded_word_join(joined);
  g_assert(g_utf8_validate(text, -1, NULL));
  /* All neighbours are one word after the first time. */
  g_assert(strcmp(joined, again) == 0);
  return 0;
}
