/* SPDX-License-Identifier: Apache-2.0
 *
 * What the two ends of a spool file share: the layout of its beginning.
 */
#ifndef BOTE_QUEUE_SPOOL_PRIVATE_H
#define BOTE_QUEUE_SPOOL_PRIVATE_H

#include "queue/spool.h"

#define SPOOL_MAGIC "bote-sp1"
#define SPOOL_SEGMENT_SUFFIX ".seg"

/* Set in the length of a segment's first chunk after a sync.  A torn batch is
 * never followed by another, so a damaged chunk before such a mark was synced
 * once: then the disk is at fault, and the file must be kept. */
#define SPOOL_BATCH_MARK 0x80000000u

enum {
  SPOOL_MAGIC_BYTES = 8,
  SPOOL_SEALED_KEY_BYTES = SECRET_KEY_BYTES + SECRET_BOX_BYTES,
  SPOOL_PREFIX_BYTES =
      SPOOL_MAGIC_BYTES + SPOOL_SEALED_KEY_BYTES + SECRET_STREAM_HEADER_BYTES,
  SPOOL_LENGTH_BYTES = 4,
  SPOOL_SEALED_MAX = SPOOL_CHUNK_BYTES + SECRET_STREAM_EXTRA_BYTES,
};

/* The beginning of a file, byte for byte. */
typedef struct SpoolPrefix {
  char magic[SPOOL_MAGIC_BYTES];
  uint8_t sealed_key[SPOOL_SEALED_KEY_BYTES];
  uint8_t stream_header[SECRET_STREAM_HEADER_BYTES];
} SpoolPrefix;

G_STATIC_ASSERT(sizeof(SpoolPrefix) == SPOOL_PREFIX_BYTES);

/* True for [A-Za-z0-9._-]{1,200} that does not begin with a dot: what may be
 * the name of a file in the spool. */
bool spool_name_is_valid(const char *name);

#endif
