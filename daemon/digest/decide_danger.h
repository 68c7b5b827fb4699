/* SPDX-License-Identifier: Apache-2.0
 *
 * Danger comes before any other rule: every message is looked at before a
 * service, a limit or a question of ours sees it.
 */
#ifndef BOTE_DAEMON_DIGEST_DECIDE_DANGER_H
#define BOTE_DAEMON_DIGEST_DECIDE_DANGER_H

#include "daemon/service.h"
#include "parsers/danger/danger.h"

/* What was found, as long as its message is decided about. */
typedef struct FoundDanger {
  IncomingDanger told;
  DangerHit hit;
} FoundDanger;

void found_danger_clear(FoundDanger *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FoundDanger, found_danger_clear)

/* Look at the words of a message; of a mail once it is known to what it
 * belongs.  incoming->danger points into `out` where they tell of a danger.
 *
 * An SMS: all its words, unless it is a STOP.  A mail: its subject and its
 * writer's own words, and those of a mail that he passes on, unless he says
 * something himself and that mail is more than a week old.  Of what he answers
 * only where he himself says little ("siehe unten"), and no thanks: it is
 * mostly ours and speaks of 112, too.  A department's answer tells what became
 * of a danger that is known; a machine's mail and a bounce repeat what others
 * wrote. */
void danger_look(const Desk *desk, Incoming *incoming, FoundDanger *out);

/* The same of a machine's mail that answers nothing of ours: a pumping station
 * may have a mailbox, too, and nobody else would read it. */
bool danger_is_in_automatic(const Desk *desk, const Incoming *incoming);

#endif
