/* SPDX-License-Identifier: Apache-2.0
 *
 * Spool files: the only way from one role to another.  A file is a sealed
 * stream of records; each record is a small JSON head and a body of any length.
 *
 *   file    = magic, sealed key (crypto_box_seal to the reader's public key),
 *             stream header, chunk …
 *   chunk   = uint32 length (little endian), that many sealed bytes, which hold
 *             at most 64 KiB; in a segment the highest bit of the length marks
 *             the first chunk of a batch
 *   record  = head chunk (JSON), body chunk …; the last chunk of a record is
 *             tagged PUSH; an empty chunk tagged FINAL ends the file: the
 *             trailer
 *
 * A *single file* is written in FOLDER/tmp, synced, renamed to FOLDER/new and
 * the folder synced: whole or absent.  A *segment* (FOLDER/new/NAME.seg) is
 * preallocated and grows by batches, one fdatasync each; a torn last batch is
 * ignored, and so it is read while it grows.  Its writer holds a lock (flock)
 * on it as long as it lives, which tells the reader whether more may come.  A
 * *group* is a single file with many records (jobs to deliver, their results).
 *
 * What a folder may contain follows from the folder, never from the content.
 */
#ifndef BOTE_QUEUE_SPOOL_H
#define BOTE_QUEUE_SPOOL_H

#include <jansson.h>
#include <sys/types.h>

#include "queue/secret.h"
#include "queue/store_error.h"

enum {
  SPOOL_CHUNK_BYTES = 65536,
  SPOOL_HEAD_BYTES = 32768,      /* a record's JSON head at most */
  SPOOL_SEGMENT_BYTES = 4194304, /* preallocated; then a new one begins */
};

typedef struct SpoolWriter SpoolWriter;
typedef struct SpoolReader SpoolReader;

/* Make FOLDER, FOLDER/tmp and FOLDER/new where they are missing. */
bool spool_folder_make(const char *folder, GError **error);

/* The folder in which a role leaves what came in, STATE/spool/in/ROLE, made
 * with those above it.
 *
 * Returns its path, g_free(); NULL with an error as in fs.h. */
char *spool_intake_make(const char *state, const char *role, GError **error);

/* True when the file system has room for another intake.
 *
 * free_mib   MiB that must be left over (limits.free_disk_mib); 0: any */
bool spool_has_room(const char *folder, unsigned free_mib);

/* Remove what an earlier process left unfinished in FOLDER/tmp.  Only for the
 * folder's one writer, before its first file. */
bool spool_sweep(const char *folder, GError **error);

/* Begin a single file.  name: unique within the folder, [A-Za-z0-9._-], not
 * ending in .seg.  Errors here and below as in fs.h; after any of them only
 * spool_writer_free() may follow. */
SpoolWriter *spool_writer_new(const char *folder, const char *name,
                              const SecretBoxPublic *reader, GError **error);
/* Begin a record, append its body in any pieces, end it.  STORE_ERROR_CORRUPT:
 * the head has more than SPOOL_HEAD_BYTES; nothing was written. */
bool spool_writer_begin(SpoolWriter *writer, const json_t *head,
                        GError **error);
/* The same with a head that is JSON text already. */
bool spool_writer_begin_text(SpoolWriter *writer, const char *head, size_t size,
                             GError **error);
bool spool_writer_append(SpoolWriter *writer, const void *bytes, size_t size,
                         GError **error);
bool spool_writer_end(SpoolWriter *writer, GError **error);
/* A whole record in one call, for small bodies. */
bool spool_writer_record(SpoolWriter *writer, const json_t *head,
                         const void *body, size_t size, GError **error);
/* Have the disk begin with all records ended so far, of a file that waits for
 * something else to become durable before its own commit. */
bool spool_writer_start(SpoolWriter *writer, GError **error);
/* Make the whole file durable and visible.  A failed sync is final: the caller
 * acknowledges nothing and exits. */
bool spool_writer_commit(SpoolWriter *writer, GError **error);
void spool_writer_free(SpoolWriter *writer); /* removes what is not committed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpoolWriter, spool_writer_free)

/* Begin a segment FOLDER/new/NAME.seg, name without suffix; records are added
 * as above.  It is visible at once and stays when the writer is freed. */
SpoolWriter *spool_segment_new(const char *folder, const char *name,
                               const SecretBoxPublic *reader, GError **error);
/* Make all records ended so far durable with one fdatasync. */
bool spool_segment_sync(SpoolWriter *writer, GError **error);
/* True when it should be closed and a new one begun. */
bool spool_segment_is_full(const SpoolWriter *writer);
/* Add the trailer, so that the reader may remove it when read.  Records are
 * durable then, the trailer need not be: without it and without a writer the
 * reader finds the same end. */
bool spool_segment_close(SpoolWriter *writer, GError **error);

typedef enum SpoolStep {
  SPOOL_STEP_RECORD, /* a record's head was read; read its body next */
  SPOOL_STEP_END,    /* the proven end: all was read, the file may go.  Of a
                        segment also: its writer is gone, what follows is a
                        batch that nobody acknowledged. */
  SPOOL_STEP_WAIT,   /* a segment whose writer lives: nothing more for now.
                        Call spool_reader_next() again after a bell. */
  SPOOL_STEP_ERROR,  /* error set; STORE_ERROR_CORRUPT: set the file aside */
} SpoolStep;

/* Open a file for reading.  Checks owner and type: a regular file, owned by
 * `owner` (a uid; -1: any).  A file without the .seg suffix and without
 * trailer is STORE_ERROR_CORRUPT once its end is reached; so nothing read from
 * it may be committed before SPOOL_STEP_END.  A record of a segment is whole
 * when SPOOL_STEP_RECORD shows its head. */
SpoolReader *spool_reader_open(const char *path, long owner,
                               const SecretBoxPair *pair, GError **error);
SpoolStep spool_reader_next(SpoolReader *reader, json_t **out_head,
                            GError **error);
/* Body bytes, at most SPOOL_CHUNK_BYTES; 0 at the end of the record, -1 with
 * error set.  An unread body is skipped by the next spool_reader_next(). */
ssize_t spool_reader_read(SpoolReader *reader, void *out, GError **error);
/* The whole rest of the body; STORE_ERROR_CORRUPT above `limit` bytes. */
GBytes *spool_reader_read_all(SpoolReader *reader, size_t limit,
                              GError **error);
void spool_reader_free(SpoolReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpoolReader, spool_reader_free)

/* Names (char *) of the files in FOLDER/new, oldest first (time of the last
 * write, then name), at most `limit`.  Owned by the caller. */
GPtrArray *spool_list(const char *folder, unsigned limit, GError **error);
/* Remove a file that was read to its end.  Not synced: one that comes back
 * after a power failure is a repeat, which its natural key absorbs. */
bool spool_remove(const char *folder, const char *name, GError **error);
/* Set a file aside into FOLDER/corrupt, kept whole for a person. */
bool spool_set_aside(const char *folder, const char *name, GError **error);

#endif
