/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the reading of mails that were passed on: a subject in the first line,
 * the body behind it; and whether the text says anything.
 */
#include "parsers/forward/forward.h"

#include <stdint.h>
#include <string.h>

#include "parsers/reply/pointing.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *raw = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  size_t first = strcspn(text, "\n");
  g_autoptr(Message) message = message_new();
  message->subject = g_strndup(text, first);
  const char *body = text[first] == '\0' ? "" : text + first + 1;
  g_autoptr(ReplyLines) lines = reply_lines_new(body);
  if (forward_read(message, lines)) {
    g_assert_nonnull(message->text);
    g_assert_nonnull(message->forwarded_text);
    g_assert_true(g_utf8_validate(message->forwarded_text, -1, NULL));
    g_assert_true(message->forwarded_subject == NULL ||
                  strchr(message->forwarded_subject, '\n') == NULL);
  }
  (void)pointing_worth(body);
  return 0;
}
