/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts within JSON.
 */
#include "tests/support/json_text.h"

#include <glib.h>

char *
json_scalar(const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);

  if (json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  return g_strdup(json_string_value(value));
}
