/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz a mail: it is read, and the answer survives the wire form.
 */
#include "parsers/parse_message.h"

#include <stdint.h>

#include "parsers/message_json.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autoptr(GBytes) raw = g_bytes_new(bytes, size);
  MimeOptions options = {.staff = true, .authserv_id = "mx.example.org"};
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  if (message == NULL)
    return 0;
  g_autoptr(GString) texts = g_string_new(NULL);
  json_t *wire = message_to_wire(message, texts);
  g_autoptr(GBytes) beside = g_bytes_new(texts->str, texts->len);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) again = message_from_wire(wire, beside, &error);
  g_assert_no_error(error);
  g_assert_nonnull(again);
  json_decref(wire);
  json_decref(message_to_json(message));
  return 0;
}
