/* SPDX-License-Identifier: Apache-2.0
 *
 * Long SMS, which come in parts, in any order, some of them not at all.  Each
 * part is a message in the inbox as soon as it is there; when the last one has
 * come, or time is up, one message with all their words goes on in the usual
 * way, and the parts are done.
 *
 * The joined message is a row whose head says
 *   {"joined": SET, "total": 3, "missing": "2"}     "missing" only with gaps
 */
#ifndef BOTE_DAEMON_DIGEST_PARTS_H
#define BOTE_DAEMON_DIGEST_PARTS_H

#include "daemon/digest/digest.h"

/* A text waits so long for its parts: telephones and centres hand on what they
 * hold when somebody comes into the net again. */
#define PARTS_WAIT_MS INT64_C(86400000)
/* One that may be about a danger waits only while parts that were sent together
 * come in one after the other. */
#define PARTS_URGENT_MS INT64_C(15000)
/* A part that comes later still belongs to its text: as long as a provider may
 * repeat what we did not take (a stale signature holds 4 days). */
#define PARTS_KEEP_MS (4 * INT64_C(86400000))

/* The agenda's kind; the subject is the set. */
#define PARTS_TIMER "sms-part"

typedef enum PartFate {
  PART_FATE_WHOLE, /* no part, or one taken as it is: it goes on */
  PART_FATE_KEPT,  /* the row is done; its words go on with the others */
  PART_FATE_LATE,  /* goes on: what it belongs to went before */
} PartFate;

typedef struct PartVerdict {
  PartFate fate;
  Id joined; /* LATE: the message that its siblings became */
} PartVerdict;

/* Decide about an SMS that may be a part.
 *
 * sms   LATE: "[2/3] " stands before its words, which are no keyword
 */
bool digest_take_part(Digest *digest, const InboxItem *item, SmsIn *sms,
                      PartVerdict *out, GError **error);

/* A set's time is up: it goes on as it is, or it is forgotten. */
bool digest_part_due(Digest *digest, const char *set_id, GError **error);

#endif
