/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of SMSD's tables as spool records; see poll.h.
 */
#ifndef BOTE_DAEMON_POLL_POLL_RECORD_H
#define BOTE_DAEMON_POLL_POLL_RECORD_H

#include "daemon/poll/poll.h"
#include "queue/smsd.h"
#include "queue/spool.h"

/* Add an SMS that came in.  Its time gets the offset of the time zone, which a
 * reader in a sandbox cannot know. */
bool poll_record_inbound(const PollOptions *options, SpoolWriter *writer,
                         const SmsdInbound *inbound, GError **error);

/* Add what became of an SMS of ours. */
bool poll_record_sent(const PollOptions *options, SpoolWriter *writer,
                      const SmsdSent *sent, GError **error);

#endif
