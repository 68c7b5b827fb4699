/* SPDX-License-Identifier: Apache-2.0
 *
 * Wrapped links in any text.  Seeds: the rows of
 * tests/unit/test_link_unwrap.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/link_unwrap.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const fronts[] = {
      "",
      "https://urldefense.com/v3/__https://a*",
      "https://www.google.de/url?q=https://",
      "https://x.protection.sophos.com/?u=",
      "https://urldefense.com/v2/url?u=",
      "a<https://e.safelinks.protection.outlook.com/?url="};
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(fronts); i++) {
    g_autofree char *whole = g_strconcat(fronts[i], valid, NULL);
    g_autofree char *out = link_unwrap(whole);
    g_assert(g_utf8_validate(out, -1, NULL));
    g_assert(strlen(out) <= strlen(whole));
  }
  return 0;
}
