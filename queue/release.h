/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions about what becomes public: one row of `release` for each field of
 * a thing.  Nothing else feeds public.db.
 *
 *   proposed --> released <--> withdrawn <-- proposed
 *
 * All arrows are performed by release_set_state(); who reads `release` for
 * others trusts a row in "released" only.
 */
#ifndef BOTE_QUEUE_RELEASE_H
#define BOTE_QUEUE_RELEASE_H

#include "queue/queue.h"

/* The re-encoded copy of a picture, with its attachment's id. */
#define RELEASE_KIND_PHOTO "attachment"
#define RELEASE_FIELD_PHOTO "copy"

typedef enum ReleaseState {
  RELEASE_STATE_PROPOSED,
  RELEASE_STATE_RELEASED,
  RELEASE_STATE_WITHDRAWN,
} ReleaseState;

const char *release_state_to_string(ReleaseState state);

/* What is decided about; all borrowed. */
typedef struct Release {
  const char *kind, *id, *field;
  const char *public_text; /* what becomes public; NULL: nothing */
  const char *decided_by;  /* "uid 1000", "department tiefbau" */
} Release;

/* Decide.  A release may be decided again, with another text; no decision seems
 * older than the one before it, whatever the clock says. */
bool release_set_state(Queue *queue, const Release *release, ReleaseState state,
                       GError **error);

/* The pictures of a ticket that have a copy, in the order they came, which is
 * that of the mails to its department.  Columns: 0 number from 1 on, 1 id of
 * the attachment, 2 id of the message, 3 width, 4 height, 5 state or NULL. */
StoreRows *release_query_photos(Queue *queue, const char *ticket_id,
                                GError **error);

/* The name under which a picture is public, always the same; it cannot be
 * guessed, and tells nothing.  Owned. */
char *release_photo_name(const Keyring *ring, const char *attachment_id);

#endif
