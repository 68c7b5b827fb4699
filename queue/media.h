/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures that a provider keeps for us: which are to be fetched, when, and
 * what became of it.  A fetch may be repeated, it changes nothing over there.
 *
 *   waiting --media_lease--> leased --media_fetched--> fetched
 *   leased --media_lease--> leased     (no result came in time)
 *   leased --media_defer--> waiting    leased, waiting --media_fail--> failed
 */
#ifndef BOTE_QUEUE_MEDIA_H
#define BOTE_QUEUE_MEDIA_H

#include "queue/queue.h"

enum {
  /* A picture that cannot be had for so long is given up: the clerk has to ask
   * for it.  Providers keep them for weeks, so a weekend's outage is bridged.
   */
  MEDIA_LIFE_S = 3 * 86400,
};

/* One of them. */
typedef struct Media {
  Id id, inbox_id; /* its own, and the SMS's */
  char *channel;
  char *url; /* NULL: it is over */
  int attempts;
  bool is_over;
  int64_t created_at_ms;
} Media;

void media_free(Media *media);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Media, media_free)

/* One that is wanted; everything is borrowed. */
typedef struct MediaNew {
  const char *inbox_id;
  int position; /* among those of its SMS, counted from 0 */
  const char *channel, *url;
} MediaNew;

/* Have a picture fetched from now on. */
bool media_add(Queue *queue, const MediaNew *wish, GError **error);

/* Count an attempt for those that are due, earliest first (Media *), owned by
 * the caller. */
GPtrArray *media_lease(Queue *queue, unsigned limit, GError **error);
/* One by its id; STORE_ERROR_MISSING: there is none. */
Media *media_load(Queue *queue, const char *id, GError **error);

/* It is there.  What is over already stays as it is, here and below. */
bool media_fetched(Queue *queue, const Media *media, GError **error);
/* Try again by the plan of retry.h. */
bool media_defer(Queue *queue, const Media *media, GError **error);
bool media_fail(Queue *queue, const Media *media, GError **error);

/* INT64_MAX: none waits. */
bool media_next_due(Queue *queue, int64_t *out_due_ms, GError **error);

#endif
