/* SPDX-License-Identifier: Apache-2.0
 *
 * Attachments of messages, as they came, and the re-encoded copy of a picture.
 */
#ifndef BOTE_QUEUE_ATTACHMENT_H
#define BOTE_QUEUE_ATTACHMENT_H

#include "parsers/message.h"
#include "queue/content.h"

/* One attachment.  `body` and `copy` are bound to attachment_place(). */
typedef struct StoredAttachment {
  Id id;
  char *owner_id; /* whose key opens it; NULL: the town's */
  char *filename;
  char *media_type;
  uint64_t size_bytes;
  GBytes *content_hash; /* keyed */
  bool is_inline;
  Content body;
  Content copy;      /* a JPEG without metadata; empty when there is none */
  int width, height; /* pixels of the copy */
} StoredAttachment;

StoredAttachment *stored_attachment_new(Queue *queue, int64_t now_ms);
void stored_attachment_free(StoredAttachment *attachment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoredAttachment, stored_attachment_free)

/* "attachment|COLUMN|ID" for the columns "body" and "copy"; owned. */
char *attachment_place(const StoredAttachment *attachment, const char *column);

/* Hand the contents to a person: their keys are sealed for him from now on. */
bool attachment_give_to(Queue *queue, StoredAttachment *attachment,
                        const char *person_id, GError **error);

/* Write the row, or write it anew with owner, ticket and copy (what came with
 * an SMS has a row before anybody decided); contents were finished before. */
bool attachment_add(Queue *queue, const StoredAttachment *attachment,
                    const char *inbox_id, const char *ticket_id,
                    GError **error);

/* Attachments of a message (StoredAttachment *), in order; owned. */
GPtrArray *attachments_of(Queue *queue, const char *inbox_id, GError **error);

/* Those that did not go to another ticket out of the same message. */
GPtrArray *attachments_of_ticket(Queue *queue, const char *inbox_id,
                                 const char *ticket_id, GError **error);
/* Give one to another ticket of the same person. */
bool attachment_move(Queue *queue, const StoredAttachment *attachment,
                     const char *ticket_id, GError **error);
/* Give all of one ticket to another of the same person. */
bool attachment_move_all(Queue *queue, const char *from_ticket_id,
                         const char *ticket_id, GError **error);

/* One by its id.  STORE_ERROR_MISSING: there is none, or its owner's data were
 * erased. */
StoredAttachment *attachment_load(Queue *queue, const char *id, GError **error);

#endif
