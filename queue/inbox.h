/* SPDX-License-Identifier: Apache-2.0
 *
 * Everything that came in, from import until nobody needs it any more.
 *
 *   (spool) --inbox_add--> incoming --inbox_begin--> active
 *   active --inbox_finish--> done | hold | discarded
 *   active --inbox_begin--> active      (tried again after a crash)
 *   hold --inbox_retry--> incoming      (a person decided)
 *   hold --inbox_finish--> discarded
 *
 * incoming   whole and durable, nothing is known about it
 * active     an attempt was counted and committed; it may be under way
 * done       records and answers stand in the same commit as this state
 * hold       whole and visible; a person must look, or its sender was asked
 */
#ifndef BOTE_QUEUE_INBOX_H
#define BOTE_QUEUE_INBOX_H

#include <jansson.h>

#include "queue/content.h"

enum {
  INBOX_ATTEMPTS_MAX = 3, /* the third death of the child means hold */
  INBOX_DUPLICATE_DAYS = 90,
  /* Whoever removes rows leaves them, if only their natural keys, so long: a
   * provider's repeat is known by its event id until none comes any more (seen:
   * 3.5 days; a stale signature holds 4).  Today no row is ever removed. */
  INBOX_KEY_DAYS = 30,
};

typedef enum InboxState {
  INBOX_STATE_INCOMING,
  INBOX_STATE_ACTIVE,
  INBOX_STATE_DONE,
  INBOX_STATE_HOLD,
  INBOX_STATE_DISCARDED,
} InboxState;

const char *inbox_state_to_string(InboxState state);

/* A message as it is imported. */
typedef struct InboxNew {
  Id id;
  GBytes *natural_key; /* mailbox, UIDVALIDITY, UID; or channel and hash */
  const char *channel; /* "mail", "webhook", "sms" */
  const char *source;  /* name of the mailbox or SMS channel */
  bool adopted;        /* old mail: nobody is answered */
  int64_t received_at_ms;
  uint64_t size_bytes;
  const json_t *head; /* what the intake role knew; sealed */
  Content raw;        /* place inbox_raw_place(); owner: the town */
  GBytes *raw_hash;   /* keyed hash of the raw bytes */
} InboxNew;

/* A message as it is read for a decision. */
typedef struct InboxItem {
  Id id;
  InboxState state;
  char *channel, *source;
  bool adopted;
  int64_t received_at_ms, imported_at_ms;
  uint64_t size_bytes;
  int attempts;
  json_t *head; /* NULL: damaged (inbox_load() only) */
  Content raw;
  GBytes *raw_hash;
  char *person_id; /* owner of `raw`; NULL: the town */
} InboxItem;

void inbox_item_free(InboxItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InboxItem, inbox_item_free)

/* "inbox|raw|ID": where a message's raw content is bound to. */
char *inbox_raw_place(const char *id);

/* Take over a message.
 *
 * out_added   false when its natural key is known: a repeat, absorbed
 */
bool inbox_add(Queue *queue, const InboxNew *message, bool *out_added,
               GError **error);

/* Messages that wait for a decision, oldest first.  A row whose head is damaged
 * is held; fewer than `limit` may come then.
 *
 * state   INBOX_STATE_INCOMING; INBOX_STATE_ACTIVE: those a crash or a dead
 *         reader left behind
 * Owned by the caller (InboxItem *). */
GPtrArray *inbox_waiting(Queue *queue, InboxState state, unsigned limit,
                         GError **error);
InboxItem *inbox_load(Queue *queue, const char *id, GError **error);

/* Count an attempt, before it is made and in a commit of its own. */
bool inbox_begin(Queue *queue, InboxItem *item, GError **error);

/* What was decided about a message.  All may be NULL. */
typedef struct InboxOutcome {
  InboxState state; /* DONE, HOLD or DISCARDED */
  const char *kind;
  const char *service;
  const char *person_id; /* the raw content is handed to this person */
  const char *contact_id;
  const char *ticket_id;
  const char *duplicate_of;
  GBytes *content_hash;
} InboxOutcome;

bool inbox_finish(Queue *queue, const InboxItem *item,
                  const InboxOutcome *outcome, GError **error);

/* Make the raw content of a decided message unreadable for good: its key and
 * what lies in the row go.
 *
 * *out_blob   the file that nobody can read any more, for blob_remove() once
 *             that is durable; owned by the caller, NULL: there is none */
bool inbox_forget(Queue *queue, const InboxItem *item, char **out_blob,
                  GError **error);

/* Put a held message back, its attempts counted anew. */
bool inbox_retry(Queue *queue, const char *id, GError **error);

/* Find an earlier message with the same raw bytes, or with the same normalised
 * content; out_id is empty when there is none.
 *
 * raw_hash       NULL: do not look
 * content_hash   NULL: do not look
 */
typedef struct InboxHashes {
  GBytes *raw_hash;
  GBytes *content_hash;
} InboxHashes;
bool inbox_find_duplicate(Queue *queue, const char *not_id, InboxHashes hashes,
                          Id *out_id, GError **error);

/* Note why something was decided; `detail` holds ids and words, no content. */
bool inbox_note(Queue *queue, const char *id, const char *what,
                const char *detail, GError **error);

#endif
