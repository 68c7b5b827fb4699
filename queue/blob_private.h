/* SPDX-License-Identifier: Apache-2.0
 *
 * What blob.c gives to blob_lot.c.
 */
#ifndef BOTE_QUEUE_BLOB_PRIVATE_H
#define BOTE_QUEUE_BLOB_PRIVATE_H

#include "queue/blob.h"

/* Take a blob that stands under its name: `fd` becomes the lot's on success.
 * A full lot is synced first, hence the error. */
bool blob_lot_add(BlobLot *lot, int fd, GError **error);

#endif
