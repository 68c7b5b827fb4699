/* SPDX-License-Identifier: Apache-2.0
 *
 * Intake from a Maildir (https://cr.yp.to/proto/maildir.html): what is new in
 * new/ or cur/ is spooled durably, then moved to a Maildir++ subfolder.
 *
 * A file's unique name is its natural key.  What lies there when the Maildir is
 * met first is remembered by name (STATE/mailbox/NAME.old, sorted hashes of
 * eight bytes) and left alone: times of files follow another clock than ours,
 * and change when somebody copies the folder.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILDIR_INTAKE_H
#define BOTE_DAEMON_MAILBOX_MAILDIR_INTAKE_H

#include "daemon/mailbox/mailbox_box.h"

typedef struct MaildirIntake MaildirIntake;

/* Meet the Maildir; its folders are made where they are missing.
 *
 * box    kept, not owned
 * error  STORE_ERROR: exit
 */
MaildirIntake *maildir_intake_new(MailboxBox *box, GError **error);
void maildir_intake_free(MaildirIntake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MaildirIntake, maildir_intake_free)

/* A descriptor that becomes readable when something is delivered; -1 where the
 * kernel has none.  Belongs to the intake; a round drains it. */
int maildir_intake_fd(const MaildirIntake *intake);

/* Look once and take all that is new, and the old that shall be adopted.
 * error  STORE_ERROR_FULL: wait for room; other STORE_ERROR: exit. */
bool maildir_intake_round(MaildirIntake *intake, GError **error);

/* How many old mails adopting would take.  Does not change anything, also not
 * when the Maildir was never met: then all in it are old. */
bool maildir_intake_count_old(const MailboxBox *box, int64_t since_ms,
                              unsigned *out_count, GError **error);

/* "Bote/Erledigt" as a Maildir++ folder: ".Bote.Erledigt"; owned by the
 * caller. */
char *maildir_subfolder(const char *name);

#endif
