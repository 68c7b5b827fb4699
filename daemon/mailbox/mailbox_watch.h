/* SPDX-License-Identifier: Apache-2.0
 *
 * One IMAP mailbox under watch: its connection, looking, waiting for more, and
 * what to do about each kind of failure.  A step at a time; the endless part is
 * mailbox_loop.h.
 *
 *   apart ──(step: connect)──> connected ──(step: look, wait)──> connected
 *   connected ──(pause: session dead)──> apart
 *
 * Mail is waited for with IDLE where the server has it.  Besides, the folder is
 * looked at every settings->poll_s: servers, and what lies between, forget an
 * IDLE without a word.  An IDLE that would outlast IMAP_IDLE_MS is renewed.
 *
 *   network, TLS, protocol   connect again after 5 s, doubling to 300 s
 *   token refused            once more at once with a fresh one, then:
 *   name or secret refused   connect again after 15 min, so that the server
 *                            does not lock the account; a person is told
 *   NO to a command          look again in 60 s
 *   spool full               look again in 30 s; nothing was acknowledged
 *   spool failed             final: the disk decides what was durable
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_WATCH_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_WATCH_H

#include "daemon/mailbox/mailbox_box.h"

enum {
  MAILBOX_REFUSED_MS = 60000, /* after NO: not our doing, it passes or not */
  MAILBOX_FULL_MS = 30000,    /* until somebody made room */
  MAILBOX_AUTH_MS = 900000,   /* a refused secret is not tried often */
};

typedef struct MailboxWatch MailboxWatch;

/* box      kept, not owned
 * bell_fd  wakes; -1: none
 * error    as mailbox_cursor_load() */
MailboxWatch *mailbox_watch_new(MailboxBox *box, int bell_fd, GError **error);
void mailbox_watch_free(MailboxWatch *watch); /* says LOGOUT */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxWatch, mailbox_watch_free)

/* Connect if need be, look, and wait for more: at most settings->poll_s.
 *
 * error  IMAP_ERROR, STORE_ERROR, CONFIG_ERROR: ask mailbox_watch_pause_ms().
 */
bool mailbox_watch_step(MailboxWatch *watch, GError **error);

/* Judge the failure of a step, and log and count it.
 *
 * Returns for how many milliseconds of the box's clock nothing is tried; -1
 * when the failure is final: the process must end.
 */
int64_t mailbox_watch_pause_ms(MailboxWatch *watch, const GError *error);

#endif
