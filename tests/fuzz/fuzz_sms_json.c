/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the batch of a hostile parser: refused, or written again as it was read.
 */
#include "parsers/sms/sms_json.h"

#include <stdint.h>

#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  json_t *wire = json_loadb((const char *)bytes, size, JSON_DECODE_ANY, NULL);
  if (wire == NULL)
    return 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  g_assert_true((batch == NULL) == (error != NULL));
  json_decref(wire);
  if (batch == NULL)
    return 0;
  json_t *first = sms_batch_to_json(batch);
  g_autoptr(SmsBatch) again = sms_batch_from_json(first, NULL);
  g_assert_nonnull(again);
  json_t *second = sms_batch_to_json(again);
  g_assert_true(json_equal(first, second));
  json_decref(first);
  json_decref(second);
  return 0;
}
