/* SPDX-License-Identifier: Apache-2.0
 *
 * Large contents as encrypted files, named by BLAKE2b of the ciphertext: raw
 * mails and attachments over 64 KiB.  Each file has a key of its own, which the
 * row that refers to it holds, sealed for the owner.  Files are durable before
 * the commit that refers to them and swept when nothing refers to them.
 *
 * All stand in one folder, so that one sync makes all new names durable; ext4,
 * xfs and btrfs index a folder's names and hold millions of them.
 */
#ifndef BOTE_QUEUE_BLOB_H
#define BOTE_QUEUE_BLOB_H

#include <sys/types.h>

#include "queue/secret.h"
#include "queue/store_error.h"

enum {
  BLOB_CHUNK_BYTES = 65536,
  BLOB_INLINE_BYTES = 65536, /* contents up to this stay in the row */
  BLOB_NAME_LENGTH = 64,     /* hexadecimal */
};

/* Blobs that are written but not durable yet, so that many share the disk's
 * effort.  None of them may be named by a row that is committed before
 * blob_lot_sync(). */
typedef struct BlobLot BlobLot;

/* folder     of all blobs of this lot */
BlobLot *blob_lot_new(const char *folder);
/* Make all durable and forget them; costs nothing when there are none.
 * STORE_ERROR_IO is final: every later call fails with it, too. */
bool blob_lot_sync(BlobLot *lot, GError **error);
/* The same for the files only, not for their names: a part of it done early,
 * while there is somebody else to wait for. */
bool blob_lot_sync_files(BlobLot *lot, GError **error);
void blob_lot_free(BlobLot *lot);

typedef struct BlobWriter BlobWriter;
typedef struct BlobReader BlobReader;

/* folder     blobs are put into FOLDER/NAME, written in FOLDER/tmp */
BlobWriter *blob_writer_new(const char *folder, GError **error);
bool blob_writer_append(BlobWriter *writer, const void *bytes, size_t size,
                        GError **error);
/* Make it durable (fsync, rename, fsync of the folder), or let the lot do so.
 *
 * lot        borrowed, of the same folder; NULL: durable when this returns
 * out_name   its name
 * out_key    its key, to be sealed into the row
 */
bool blob_writer_commit(BlobWriter *writer, BlobLot *lot,
                        char out_name[BLOB_NAME_LENGTH + 1], SecretKey *out_key,
                        GError **error);
void blob_writer_free(BlobWriter *writer); /* removes what is not committed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BlobWriter, blob_writer_free)

/* Open a blob by the name and key that its row holds.  STORE_ERROR_MISSING: no
 * such blob; STORE_ERROR_CORRUPT: its beginning is not what the key made. */
BlobReader *blob_reader_open(const char *folder, const char *name,
                             const SecretKey *key, GError **error);
/* Up to BLOB_CHUNK_BYTES; 0 at the proven end, -1 with error set
 * (STORE_ERROR_CORRUPT: torn or forged). */
ssize_t blob_reader_read(BlobReader *reader, void *out, GError **error);
void blob_reader_free(BlobReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BlobReader, blob_reader_free)

/* Remove a blob that no row names any more.  STORE_ERROR_MISSING: it was not
 * there, which a sweep may ignore. */
bool blob_remove(const char *folder, const char *name, GError **error);

#endif
