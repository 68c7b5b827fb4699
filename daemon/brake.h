/* SPDX-License-Identifier: Apache-2.0
 *
 * Brakes: limits of a whole town or channel that somebody should hear of when
 * they take hold.  What a brake stops is its caller's matter; here is only that
 * a person is told once, not with each message.  `bote stats` lists what was
 * told.
 */
#ifndef BOTE_DAEMON_BRAKE_H
#define BOTE_DAEMON_BRAKE_H

#include "daemon/desk.h"

typedef struct Brake {
  const char *name;             /* "answers" */
  int priority;                 /* of the line when it takes hold, syslog.h */
  const char *event, *next;     /* the same line: what happens, what then */
  const char *released, *again; /* when it lets go; NULL: it never does */
  const char *counter;          /* of the role's status */
} Brake;

/* Note that a brake holds, or does not, and log it if that is news.
 *
 * of      which of several with this name: "sms|2026-05"; NULL: there is one
 * A STORE_ERROR ends the transaction.
 */
bool brake_set(Desk *desk, const Brake *brake, const char *of, bool on,
               GError **error);
/* A brake, which of several with its name, and whether it holds. */
typedef struct BrakeTurn {
  const Brake *brake;
  const char *of;
  bool on;
} BrakeTurn;

/* The same, for who has more to tell: out_news is true when it was. */
bool brake_change(Desk *desk, const BrakeTurn *turn, bool *out_news,
                  GError **error);

#endif
