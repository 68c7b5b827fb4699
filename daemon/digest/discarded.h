/* SPDX-License-Identifier: Apache-2.0
 *
 * What a person discarded (bote inbox discard) is kept for a while, for who
 * discarded the wrong one, and then made unreadable; that it came, and what was
 * decided, stays.
 */
#ifndef BOTE_DAEMON_DIGEST_DISCARDED_H
#define BOTE_DAEMON_DIGEST_DISCARDED_H

#include "daemon/digest/digest.h"

/* Agenda kind; its subject is the message. */
#define DISCARDED_TIMER "inbox-discarded"

/* Plan it: retention.hold_days of town.yaml from now. */
bool digest_plan_forgetting(Digest *digest, const char *inbox_id,
                            GError **error);
/* Its time is up.  The file goes after the commit. */
bool digest_forget_discarded(Digest *digest, const char *inbox_id,
                             GError **error);

#endif
