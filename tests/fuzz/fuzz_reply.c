/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the text of a reply, both readings.
 */
#include "parsers/reply/reply.h"

#include <stdint.h>
#include <string.h>

#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *copy = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(copy, -1);
  bool doubtful = false;
  g_autoptr(ReplyLines) lines = reply_lines_new(text);
  g_autoptr(Reply) reply = reply_split(lines);
  g_autofree char *staff = reply_staff(lines, true, &doubtful);
  (void)reply_lines_hold_quote(lines);
  g_autofree char *flowed = reply_unfold_flowed(text, true);
  g_assert_true(g_utf8_validate(flowed, -1, NULL));
  g_assert_true(g_utf8_validate(reply->text, -1, NULL));
  g_assert_cmpuint(strlen(staff), <=, strlen(text));
  return 0;
}
