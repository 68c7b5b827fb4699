/* SPDX-License-Identifier: Apache-2.0
 *
 * A JSON value in a sealed column.
 */
#ifndef BOTE_QUEUE_JSON_COLUMN_H
#define BOTE_QUEUE_JSON_COLUMN_H

#include <jansson.h>

#include "queue/queue.h"

/* Seal `value` for an owner and place (see keyring_seal()); owned. */
GBytes *json_column_seal(Queue *queue, const char *owner_id, const char *place,
                         const json_t *value, GError **error);

/* Open it again; a new reference.  STORE_ERROR_CORRUPT: not JSON. */
json_t *json_column_open(Queue *queue, const char *owner_id, const char *place,
                         GBytes *sealed, GError **error);

#endif
