/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the reading of reports: header fields, then what the report says, the
 * status block, and the returned header, whatever that is.
 */
#include "parsers/machine/bounce.h"

#include <stdint.h>
#include <string.h>

#include "parsers/header.h"
#include "tests/support/fuzz.h"

/* What stands in front of an empty line becomes fields; the rest is text. */
static void
fill(Message *message, const GPtrArray *fields, const char *rest)
{
  const char *from = header_list_get(fields, "From");
  message->subject = g_strdup(header_list_get(fields, "Subject"));
  message->return_path = g_strdup(header_list_get(fields, "Return-Path"));
  message->full_text = g_strdup(rest);
  if (from != NULL)
    message->from = address_new(from, from);
}

static void
check(const Message *message)
{
  g_assert_cmpuint(message->bounce_recipients->len, <=, BOUNCE_RECIPIENTS_MAX);
  for (guint i = 0; i < message->bounce_recipients->len; i++) {
    const BounceRecipient *one = message->bounce_recipients->pdata[i];
    g_assert_nonnull(strchr(one->address, '@'));
    g_assert_true(g_utf8_validate(one->address, -1, NULL));
    g_assert_nonnull(one->action);
    g_assert_true(one->status == NULL || strchr("245", one->status[0]));
    g_assert_true(one->diagnostic == NULL ||
                  (strlen(one->diagnostic) <= BOUNCE_DIAGNOSTIC_MAX &&
                   g_utf8_validate(one->diagnostic, -1, NULL)));
  }
  const char *id = message->original_message_id;
  g_assert_true(id == NULL || g_str_is_ascii(id));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *cut = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(cut, -1);
  const char *cursor = text;
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  g_autoptr(Message) message = message_new();
  fill(message, fields, cursor);
  bounce_classify(message, fields);
  check(message);
  g_autoptr(Message) report = message_new();
  fill(report, fields, cursor);
  bounce_read_status(report, text);
  bounce_read_status(report, cursor);
  bounce_read_original(report, cursor);
  bounce_read_feedback(report, cursor);
  bounce_classify(report, fields);
  check(report);
  return 0;
}
