/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON in and out of sealed columns.
 */
#include "queue/json_column.h"

#include <stdlib.h>

GBytes *
json_column_seal(Queue *queue, const char *owner_id, const char *place,
                 const json_t *value, GError **error)
{
  char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
  g_assert(text != NULL);
  GBytes *sealed = keyring_seal_text(queue->ring, owner_id, place, text, error);
  free(text);
  return sealed;
}

json_t *
json_column_open(Queue *queue, const char *owner_id, const char *place,
                 GBytes *sealed, GError **error)
{
  g_autofree char *text =
      keyring_open_text(queue->ring, owner_id, place, sealed, error);
  if (text == NULL)
    return NULL;
  json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
  if (value == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT, "%s is no JSON",
                place);
  return value;
}
