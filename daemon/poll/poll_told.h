/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest was told about SMS that are under way, so that it is told only
 * what is new.  In memory alone: told twice harms nobody.
 */
#ifndef BOTE_DAEMON_POLL_POLL_TOLD_H
#define BOTE_DAEMON_POLL_POLL_TOLD_H

#include "queue/smsd.h"

typedef struct PollTold PollTold;

PollTold *poll_told_new(void);
void poll_told_free(PollTold *told);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PollTold, poll_told_free)

/* The row from which on something may change, for smsd_sent(). */
int64_t poll_told_from(const PollTold *told);

/* Is this row's state new? */
bool poll_told_is_new(const PollTold *told, const SmsdSent *sent);

/* All of these (SmsdSent *, as smsd_sent() gave them) were told. */
void poll_told_all(PollTold *told, const GPtrArray *sent);

#endif
