/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of a replayed message, and in what two towns differ.
 */
#ifndef BOTE_DAEMON_REPLAY_REPLAY_OUTCOME_H
#define BOTE_DAEMON_REPLAY_REPLAY_OUTCOME_H

#include "daemon/digest/digest.h"

/* What became of all that was taken in one millisecond: an array with an object
 * for each message (a request may hold several), in the order of their ids:
 *
 *   {"channel", "state", "kind", "service", "ticket", "category",
 *    "department", "danger", "place", "due", "letter",
 *    "answers": ["confirmation by mail", …], "why": ["belongs: new", …]}
 *
 * What there is none of is left out; "due" is a day of the town.
 *
 * Returns the array, owned by the caller; NULL: STORE_ERROR */
json_t *replay_outcome(Digest *digest, int64_t at_ms, GError **error);

/* In what two such arrays differ, whys apart: an array of
 * {"what": "category", "was": "muell", "is": "strassenschaden"}; a member that
 * one lacks is left out.  Ticket numbers are compared by there being one.
 * Owned by the caller; empty: in nothing. */
json_t *replay_outcome_compare(const json_t *was, const json_t *is);

#endif
