/* SPDX-License-Identifier: Apache-2.0
 *
 * The endless part of the mailbox role, over mailbox_watch.h and
 * maildir_intake.h.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_LOOP_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_LOOP_H

#include "daemon/bell.h"
#include "daemon/mailbox/mailbox_box.h"

/* Run until something fails for good.  Returns a code of sysexits.h; the cause
 * was logged.  box->status is set. */
int mailbox_loop_imap(MailboxBox *box, Bell *bell);
int mailbox_loop_maildir(MailboxBox *box, Bell *bell);

#endif
