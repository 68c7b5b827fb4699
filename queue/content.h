/* SPDX-License-Identifier: Apache-2.0
 *
 * A content of any size beside a row: small ones sealed in the row, larger ones
 * as encrypted file.  Each content has a random key of its own; the row keeps
 * that key sealed for the owner, so that a message of which nobody knows yet
 * who wrote it can be handed to its person later by sealing the key anew.
 */
#ifndef BOTE_QUEUE_CONTENT_H
#define BOTE_QUEUE_CONTENT_H

#include <sys/types.h>

#include "queue/queue.h"

/* What is stored of a content: exactly one of body and blob is set. */
typedef struct Content {
  GBytes *body; /* sealed under the content's key */
  char *blob;   /* name of the encrypted file */
  GBytes *key;  /* the content's key, sealed for the owner */
} Content;

void content_clear(Content *content);

/* Keep the body, if there is one, in the table `content`, for a row of inbox or
 * outbox with this id; the other two are columns of that row. */
bool content_insert(Queue *queue, const char *id, const Content *content,
                    GError **error);

typedef struct ContentWriter ContentWriter;

/* Begin a content that belongs to the column `place` ("inbox|raw|ID"). */
ContentWriter *content_writer_new(Queue *queue, const char *place);
bool content_writer_append(ContentWriter *writer, const void *bytes,
                           size_t size, GError **error);
/* Seal what was written; files are durable when this returns.
 *
 * owner_id   person or file id, NULL for the town
 * out_hash   keyed hash of the plain bytes, owned by the caller; may be NULL
 */
bool content_writer_finish(ContentWriter *writer, const char *owner_id,
                           Content *out_content, GBytes **out_hash,
                           GError **error);
void content_writer_free(ContentWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContentWriter, content_writer_free)

/* Where a content belongs: its owner and its column. */
typedef struct ContentPlace {
  const char *owner_id; /* person or file id, NULL for the town */
  const char *place;    /* as at writing */
} ContentPlace;

/* Seal what is at hand as a whole, without a hash; else as by a writer. */
bool content_write(Queue *queue, GBytes *bytes, ContentPlace where,
                   Content *out_content, GError **error);

/* Reads a content piece by piece. */
typedef struct ContentReader ContentReader;
ContentReader *content_reader_open(Queue *queue, const Content *content,
                                   ContentPlace where, GError **error);
/* Up to CONTENT_PIECE_BYTES; 0 at the proven end, -1 with error set. */
enum { CONTENT_PIECE_BYTES = 65536 };
ssize_t content_reader_read(ContentReader *reader, void *out, GError **error);
void content_reader_free(ContentReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContentReader, content_reader_free)

/* The whole content; STORE_ERROR_FULL above `limit` bytes. */
GBytes *content_read(Queue *queue, const Content *content, ContentPlace where,
                     size_t limit, GError **error);

/* The content's key sealed for another owner; the content stays as it is. */
GBytes *content_rewrap(Queue *queue, const Content *content, ContentPlace where,
                       const char *new_owner_id, GError **error);

#endif
