/* SPDX-License-Identifier: Apache-2.0
 *
 * Intake from an IMAP folder: what is new is spooled durably, then set aside on
 * the server.  Waiting and reconnecting is mailbox_watch.h's.
 *
 *   listed -> spooled (durable) -> set aside        (a crash repeats the rest)
 *   listed -> failed three times -> set aside in the problem folder, unread
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_IMAP_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_IMAP_H

#include "daemon/mailbox/mailbox_box.h"

typedef struct MailboxImap MailboxImap;

/* box    kept, not owned
 * error  as mailbox_cursor_load() */
MailboxImap *mailbox_imap_new(MailboxBox *box, GError **error);
void mailbox_imap_free(MailboxImap *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxImap, mailbox_imap_free)

/* Say that the next round has a new session: what was spooled and not set aside
 * before is looked for again. */
void mailbox_imap_reconnected(MailboxImap *intake);

/* Look and take all that is new, as cheaply as can be: a round when one is due,
 * else only when the server says that there is something.
 *
 * error  as for a round.
 */
bool mailbox_imap_look(MailboxImap *intake, ImapSession *session,
                       GError **error);

/* A round: select the folder, compare its numbering, take all that is new; once
 * a day, clear the folder of processed mail before.
 *
 * error  IMAP_ERROR_REFUSED: the session goes on, look again later; other
 *        IMAP_ERROR: the session is dead.  STORE_ERROR_FULL: nothing was
 *        acknowledged, wait for room; other STORE_ERROR: exit.
 */
bool mailbox_imap_round(MailboxImap *intake, ImapSession *session,
                        GError **error);

/* How many old mails adopting would take; reads nothing else.
 * error  as for a round. */
bool mailbox_imap_count_old(MailboxImap *intake, ImapSession *session,
                            int64_t since_ms, unsigned *out_count,
                            GError **error);

#endif
