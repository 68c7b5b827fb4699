/* SPDX-License-Identifier: Apache-2.0
 *
 * The town's model and the story of its training in the store.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_STORE_H
#define BOTE_DAEMON_LEARN_LEARN_STORE_H

#include <jansson.h>

#include "parsers/learn/learn_model.h"
#include "queue/queue.h"

/* The town's key for hashes of features; another town's hashes are others. */
void learn_store_key(const Queue *queue, LearnKey *out_key);

typedef struct StoredModel {
  LearnModel *model; /* NULL: there is none, or it cannot be read any more */
  char *id;          /* of its row; NULL: there is none */
  char *blob;        /* its file; NULL: it has none */
  int64_t trained_at_ms;
} StoredModel;

void stored_model_clear(StoredModel *stored);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StoredModel, stored_model_clear)

/* out_unread  why the bytes of a row are no model of ours; the caller's; NULL:
 *             they are, or there is none */
bool learn_store_load(Queue *queue, StoredModel *out, char **out_unread,
                      GError **error);

/* Put a model in place of the one that is there, within a transaction.
 *
 * model   of any key
 * now_ms  when its texts were looked at
 * out     what is there now, of the town's key.  The blob of the one before is
 *         the caller's to remove after the commit. */
bool learn_store_replace(Queue *queue, const LearnModel *model, int64_t now_ms,
                         StoredModel *out, GError **error);
/* There is none any more. */
bool learn_store_drop(Queue *queue, GError **error);

/* Keep how a training went, and the newest event that it knew. */
bool learn_store_add_run(Queue *queue, const char *newest_event,
                         const json_t *report, GError **error);
/* The last one; *out_report NULL: there was none. */
bool learn_store_last_run(Queue *queue, json_t **out_report, int64_t *out_at_ms,
                          GError **error);

/* The newest event of any ticket, "" when there is none; owned.  NULL with
 * error set. */
char *learn_store_newest_event(Queue *queue, GError **error);
/* Was anything solved or commanded since the last training began? */
bool learn_store_has_news(Queue *queue, bool *out_has, GError **error);
/* Was anybody erased after this? */
bool learn_store_has_erased(Queue *queue, int64_t since_ms, bool *out_has,
                            GError **error);

#endif
