/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail at an IMAP server that answers properly, and an intake in trouble:
 * what tests of disks, descriptors and memory share.
 */
#ifndef BOTE_TESTS_SUPPORT_MAILBOX_TAKE_H
#define BOTE_TESTS_SUPPORT_MAILBOX_TAKE_H

#include "daemon/mailbox/mailbox_watch.h"
#include "tests/support/imap_script.h"
#include "tests/support/mailbox_fixture.h"

/* A mailbox known to be empty, with a clock so fast that no step waits. */
MailboxFixture *mailbox_take_new(void);

/* Start the server.
 *
 * moved  the mail was set aside before */
ImapScript *mailbox_take_serve(MailboxFixture *fixture, bool moved);

MailboxWatch *mailbox_take_watch(MailboxFixture *fixture);
void mailbox_take_step_well(MailboxWatch *watch);

/* How often the mail lies in the spool: always whole, under one key. */
size_t mailbox_take_records(const MailboxFixture *fixture);

/* True when the client, by the server's log, set the mail aside. */
bool mailbox_take_was_moved(const char *log);

/* The process that `script` served has ended, and all is well again: nothing
 * was set aside that is not spooled, and another process takes the mail. */
void mailbox_take_restart(MailboxFixture *fixture, ImapScript *script);

#endif
