/* SPDX-License-Identifier: Apache-2.0
 *
 * The endless part of the mailbox role: connect, look, wait, and what to do
 * about each kind of failure.
 *
 *   network, TLS, protocol   connect again after 5 s, doubling to 300 s
 *   name or password refused connect again after 15 min, so that the server
 *                            does not lock the account; a person is told
 *   NO to a command          look again in 60 s
 *   spool full               look again in 30 s; nothing was acknowledged
 *   spool failed             exit; the disk decides what was durable
 */
#ifndef BOTE_DAEMON_MAILBOX_LOOP_H
#define BOTE_DAEMON_MAILBOX_LOOP_H

#include "daemon/bell.h"
#include "daemon/mailbox/mailbox_box.h"

/* Run until something fails for good.  Returns a code of sysexits.h; the cause
 * was logged.  box->status is set. */
int mailbox_loop_imap(MailboxBox *box, Bell *bell);
int mailbox_loop_maildir(MailboxBox *box, Bell *bell);

#endif
