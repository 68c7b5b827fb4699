/* SPDX-License-Identifier: Apache-2.0
 *
 * To what a message belongs, as digest finds out (digest/belong.h) and services
 * read it.
 */
#ifndef BOTE_DAEMON_BELONGING_H
#define BOTE_DAEMON_BELONGING_H

#include "parsers/token.h"
#include "queue/ticket.h"

/* To what a message belongs, found without looking at what it says. */
typedef enum BelongingKind {
  BELONGING_NEW,        /* a new matter, or a stranger's reply */
  BELONGING_CITIZEN,    /* the contact of a ticket writes about it */
  BELONGING_DEPARTMENT, /* a reply to a ticket mail of a department */
  BELONGING_QUESTION,   /* the answer of a listed address (authority) */
  BELONGING_ONCALL,     /* the answer to an alarm */
  BELONGING_RECORDING,  /* the answer whether somebody may record */
  BELONGING_LIST,       /* the answer to a weekly list of letters */
  BELONGING_MORNING,    /* a reply to a list about many tickets */
  BELONGING_SURVEY,     /* somebody takes part in a survey */
  BELONGING_BOUNCE,     /* a report about a mail of ours */
  BELONGING_AUTOMATIC,  /* a machine wrote: kept, never answered */
  BELONGING_SENT,       /* somebody of the town's answered past us */
} BelongingKind;

const char *belonging_kind_to_string(BelongingKind kind);

/* Another ticket whose code a mail carries, and that code, verified. */
typedef struct BelongingOther {
  Ticket *ticket; /* owned */
  TokenRef token;
} BelongingOther;

typedef struct Belonging {
  BelongingKind kind;
  Ticket *ticket; /* owned; NULL for a new matter */
  TokenRef token; /* verified; role 0 when it was found without one */
  bool linked;    /* a stranger replied: `ticket` is only a hint for a clerk */
  bool again;     /* found by its words: he tells once more what is open */
  GPtrArray *several; /* Ticket *, owned: those a new one may answer; or NULL */
  const struct Questionnaire *survey; /* of the town's, in which he does */
  GPtrArray *others; /* BelongingOther *, owned: it is written to these as well
                         as to `ticket`, in the same role; or NULL */
} Belonging;

#endif
