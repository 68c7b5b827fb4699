/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz HTML: the text is valid UTF-8 within its limit.
 */
#include "parsers/html_text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *html = g_strndup((const char *)bytes, size);
  g_autofree char *valid = g_utf8_make_valid(html, -1);
  g_autofree char *text = html_text(valid, strlen(valid), 10000);
  g_assert_true(g_utf8_validate(text, -1, NULL));
  return 0;
}
