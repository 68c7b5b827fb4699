/* SPDX-License-Identifier: Apache-2.0
 *
 * The names of mail that lay in a Maildir before our time, as a sorted file of
 * hashes that is mapped, so that ten thousand old mails cost no memory.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILDIR_OLD_H
#define BOTE_DAEMON_MAILBOX_MAILDIR_OLD_H

#include <glib.h>
#include <stdbool.h>

typedef struct MaildirOld MaildirOld;

/* Open; NULL without an error: never written.
 * error  STORE_ERROR_CORRUPT, _IO */
MaildirOld *maildir_old_open(const char *path, GError **error);
void maildir_old_free(MaildirOld *old);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MaildirOld, maildir_old_free)

/* Was this mail (its name without flags) there at the beginning? */
bool maildir_old_has(const MaildirOld *old, const char *unique);

/* Write the names durably.  error: as durable_file_write(). */
bool maildir_old_write(const char *path, const GPtrArray *names,
                       GError **error);

#endif
