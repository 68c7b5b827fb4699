/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the answer of a hostile parser: refused, or read and written again.
 */
#include "parsers/message_json.h"

#include <stdint.h>

#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  json_t *wire = json_loadb((const char *)bytes, size,
                            JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  if (wire == NULL)
    return 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = message_from_wire(wire, NULL, &error);
  g_assert_true((message == NULL) == (error != NULL));
  if (message != NULL)
    json_decref(message_to_wire(message, NULL));
  json_decref(wire);
  return 0;
}
