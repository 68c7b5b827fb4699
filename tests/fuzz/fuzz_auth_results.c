/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz header lines: a verdict without a crash, and none without a host.
 */
#include "parsers/auth_results.h"

#include <stdint.h>

#include "parsers/header.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *header = g_strndup((const char *)bytes, size);
  const char *cursor = header;
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  MimeOptions options = {.authserv_id = "mx.example.org"};
  MimeOptions nothing = {0};
  (void)auth_results_verdict(fields, "a@example.com", &options);
  g_assert_cmpint(auth_results_verdict(fields, "a@example.com", &nothing), ==,
                  AUTH_VERDICT_NONE);
  return 0;
}
