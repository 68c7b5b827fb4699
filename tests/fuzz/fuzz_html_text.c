/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz HTML: the text is valid UTF-8, and what is made of it holds no mark of
 * ours.
 */
#include "parsers/html/html_text.h"

#include <stdint.h>
#include <string.h>

#include "parsers/html/html_mark.h"
#include "parsers/reply/reply.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *html = g_strndup((const char *)bytes, size);
  g_autofree char *valid = g_utf8_make_valid(html, -1);
  g_autofree char *text = html_text(valid, strlen(valid), 10000);
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_autoptr(ReplyLines) lines = reply_lines_new(text);
  g_autoptr(Reply) reply = reply_split(lines);
  html_mark_drop(text);
  g_assert_cmpuint(strlen(reply->signature), <=, strlen(text));
  const char *const parts[] = {text, reply->text, reply->quoted,
                               reply->signature};
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    for (const char *at = parts[i]; *at != '\0'; at++)
      g_assert_cmpint(html_mark_at(at), ==, HTML_MARK_NONE);
  return 0;
}
