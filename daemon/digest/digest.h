/* SPDX-License-Identifier: Apache-2.0
 *
 * What the one writer owns, and the steps of one turn of its loop:
 *
 *   results  spool/done   -> outbox                        one commit; synced
 *                                                          before its files go
 *   import   spool/in/…   -> inbox (incoming)              one commit, synced
 *   decide   inbox        -> records, answers, "done"      one commit a lot
 *   timers   agenda       -> what services do in time      one commit
 *   handout  outbox       -> spool/out, for deliver        one commit, synced,
 *                                                          and a file
 *   fetch    media        -> spool/out, for deliver        one commit, synced,
 *                                                          and a file
 *   learn    ticket       -> the town's model              one commit at last
 *   project  release      -> public.db, for site           one commit there
 *
 * A commit waits for the disk where something outside depends on it: a spool
 * file is removed, a message is handed out, a page or a request shows a row.
 * What was committed before is durable with it.
 *
 * Each step says whether it found work, so that the loop knows when to rest.
 * A failure with STORE_ERROR_IO or _CORRUPT ends the process: start is recover.
 */
#ifndef BOTE_DAEMON_DIGEST_DIGEST_H
#define BOTE_DAEMON_DIGEST_DIGEST_H

#include "daemon/parse/parse_client.h"
#include "daemon/service.h"

typedef struct Bell Bell;
typedef struct Clock Clock;
typedef struct Status Status;

enum {
  DIGEST_LOT = 10,            /* messages that share a commit; half as many
                                 may be left of the lot before */
  DIGEST_LOTS = 10,           /* at most, until their answers are handed out */
  DIGEST_IMPORT_FILES = 100,  /* spool files that share a commit */
  DIGEST_PAUSE_WAITING = 200, /* more late mails than this: answers pause */
  DIGEST_LATE_MS = 86400000,
};

typedef struct Digest {
  Config *config;
  Clock *clock;
  Texts *texts;
  GTimeZone *zone;
  Bell *bell;
  Status *status;
  Store *store, *keys;
  Keyring *ring;
  Queue queue;
  SecretBoxPair spool_pair;
  SecretBoxPublic deliver_public;
  ParseClient *text, *image;
  struct BlobLot *blob_lot; /* written since the last commit */
  char *blobs, *spool_in, *spool_out, *spool_done;
  bool spared;        /* the last lot failed by something passing: the attempt
                           that was counted for it is made now */
  bool none_left;     /* no message is active but those of the next lot */
  GPtrArray *counted; /* InboxItem *: the next lot, its attempts counted and
                          committed; NULL: none */
  GPtrArray *asked;   /* char *: ids of what the reader works on, in order */
  GPtrArray *early;   /* Reading *: what was read before its turn */
  struct Reading *copying; /* whose picture is being copied; NULL: nobody's */
  GPtrArray *unreadable;   /* char *: blobs that no row of the lot names */
  struct Harvest *stored;  /* results whose files still lie there; or NULL */
  int64_t swept_at_ms;     /* when unused keys were last swept; 0: not yet */
  struct Projection *projection; /* public.db; NULL until the first time */
  GHashTable *segments; /* path -> SpoolReader *, while a segment grows */
  struct TownLearner *learner; /* daemon/learn/town_learner.h */
  unsigned forgotten;          /* keys, when the learner last heard of it */
} Digest;

/* Open store, keys and spool and start the readers; what fails is closed.
 *
 * error   STORE_ERROR_BUSY: another digest runs; CONFIG_ERROR: a key file
 */
bool digest_open(Digest *digest, Config *config, Clock *clock, GError **error);
void digest_project_close(Digest *digest); /* by digest_close() */
void digest_close(Digest *digest);

/* Make this moment the queue's present; each step begins so. */
void digest_begin(Digest *digest);
/* A desk for the present moment; begins a step, too. */
Desk digest_desk(Digest *digest);

/* Steps; out_worked is true when there was something to do. */
bool digest_import(Digest *digest, bool *out_worked, GError **error);
bool digest_decide(Digest *digest, bool *out_worked, GError **error);
/* For steps that commit anyway: count the attempts of the next lot within the
 * open transaction, unless one is counted already; and forget that lot when the
 * transaction was rolled back. */
bool digest_count_next(Digest *digest, GError **error);
void digest_uncount(Digest *digest);
/* The files of results are removed by the turn after the one that stored them,
 * which is never rested before. */
bool digest_results(Digest *digest, bool *out_worked, GError **error);
void digest_results_close(Digest *digest); /* by digest_close() */
bool digest_timers(Digest *digest, bool *out_worked, GError **error);
bool digest_handout(Digest *digest, bool *out_worked, GError **error);
/* Before the first step: give back what was leased and never handed out. */
bool digest_return_leases(Digest *digest, GError **error);

/* After that: mails whose transport was renamed or removed go by the one that
 * is there; what waits for an SMS channel that is gone is told. */
bool digest_adopt_orphans(Digest *digest, GError **error);

/* Project what may be shown into public.db, at most once a minute and only when
 * something changed; the file may be removed at any time while digest is down.
 * A public.db that cannot be written is logged, not fatal: pages grow old. */
bool digest_project(Digest *digest, bool *out_worked, GError **error);
/* Somebody decided: do not wait for the minute. */
void digest_project_soon(Digest *digest);

/* Learn categories from the town's tickets (daemon/learn/town_learner.h), when
 * somebody or a timer wants it; a little each turn. */
bool digest_learn(Digest *digest, bool *out_worked, GError **error);
bool digest_learn_open(Digest *digest, GError **error); /* by digest_open() */

/* When the next row falls due, epoch milliseconds; INT64_MAX: nothing waits. */
bool digest_next_due(Digest *digest, int64_t *out_due_ms, GError **error);

/* Sweep what nobody used; once at start and daily. */
bool digest_upkeep(Digest *digest, GError **error);
/* For a moment without work: the write-ahead log goes into the database. */
bool digest_idle(Digest *digest, GError **error);

/* True when a failure is one that no message is to blame for: disk, keys,
 * schema.  The transaction is rolled back and the process ends. */
bool digest_error_is_fatal(const GError *error);

/* True for a failure that goes away without us: a full disk, no process left.
 * Nothing was done; the step is tried again after a while. */
bool digest_error_is_passing(const GError *error);

/* The names outbox rows carry as transport: the mail transport, SMS channels.
 * Owned by the caller, the strings by the configuration. */
GPtrArray *digest_transports(const Digest *digest);

#endif
