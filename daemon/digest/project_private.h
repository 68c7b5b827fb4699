/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the projection share: public.db and how far it is.
 */
#ifndef BOTE_DAEMON_DIGEST_PROJECT_PRIVATE_H
#define BOTE_DAEMON_DIGEST_PROJECT_PRIVATE_H

#include "queue/queue.h"

typedef struct Projection {
  Queue *queue; /* of the store; borrowed */
  Store *store;
  int64_t due_ms;         /* by digest's clock */
  char *seen;             /* the state of the store that was projected */
  int64_t released_at_ms; /* the latest decision that was projected */
  unsigned forgotten;     /* keys, see keyring_forgotten() */
  unsigned copied;        /* pictures, by the present projection */
  bool more;              /* pictures wait for the next one */
  bool unclean;           /* the log may hold what is public no more */
} Projection;

/* One row of `published`; text NULL: it is public no more. */
typedef struct Published {
  const char *kind, *id, *field, *text;
  int64_t decided_at_ms;
} Published;

bool project_put_published(Projection *projection, const Published *row,
                           GError **error);

/* Publish the copy of a picture, or withdraw it.  One whose owner was erased,
 * or that cannot be read, is not public whatever was decided.
 *
 * release   id is the attachment's */
bool project_photo(Projection *projection, const Published *release,
                   GError **error);

/* Remove the pictures that nothing in `published` stands for. */
bool project_drop_photos(Projection *projection, GError **error);

/* Append the surveys and their states, so that a change is seen. */
bool project_survey_states(Store *store, GString *states, GError **error);
/* Replace what public.db knows of the surveys. */
bool project_surveys(Projection *projection, Store *store, GError **error);

/* After the commit: take what is public no more out of the log, too.
 *
 * STORE_ERROR_BUSY: a visitor reads; try again later. */
bool project_clean(Projection *projection, GError **error);

#endif
