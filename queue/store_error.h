/* SPDX-License-Identifier: Apache-2.0
 *
 * The error domain of queue/: codes say what the caller can do.
 */
#ifndef BOTE_QUEUE_STORE_ERROR_H
#define BOTE_QUEUE_STORE_ERROR_H

#include <glib.h>

#define STORE_ERROR (store_error_quark())
GQuark store_error_quark(void);

typedef enum StoreError {
  STORE_ERROR_BUSY,     /* another process holds it: wait and try again */
  STORE_ERROR_FULL,     /* no space left: roll back, pause intake, try later */
  STORE_ERROR_IO,       /* a read, write or sync failed: exit, never retry */
  STORE_ERROR_CORRUPT,  /* damaged or forged data: stop, keep everything */
  STORE_ERROR_SCHEMA,   /* newer or unknown schema: refuse to start */
  STORE_ERROR_MISSING,  /* no such row, key or file; a reference to no row */
  STORE_ERROR_CONFLICT, /* a unique key exists already */
  STORE_ERROR_INVALID,  /* a CHECK, NOT NULL or type refused the row: roll back
                           and set the item aside */
} StoreError;

#endif
