/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking through a Maildir: which mails lie there, and which of them are
 * wanted.  It reads names and times only.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILDIR_LOOK_H
#define BOTE_DAEMON_MAILBOX_MAILDIR_LOOK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "daemon/mailbox/maildir_old.h"

/* A mail that lies in new/ or cur/. */
typedef struct MaildirEntry {
  const char *folder; /* "new" or "cur" */
  char *file;         /* name with flags */
  char *unique;       /* without: what identifies the mail */
} MaildirEntry;

void maildir_entry_free(MaildirEntry *entry);

/* Which mails are wanted. */
typedef struct MaildirChoice {
  const char *maildir;   /* absolute */
  const MaildirOld *old; /* from before our time; NULL: all are */
  GHashTable *passed;    /* unique names to pass over; NULL: none */
  bool adopting;         /* the old ones since `since_ms`, else the new ones */
  int64_t since_ms;      /* by the time of the file */
} MaildirChoice;

/* Mails that are wanted, by unique name, which means by age.
 *
 * limit  look no further after so many
 * error  STORE_ERROR
 * Returns MaildirEntry *, owned by the caller.
 */
GPtrArray *maildir_look(const MaildirChoice *choice, unsigned limit,
                        GError **error);

/* The unique names of everything; owned by the caller. */
GPtrArray *maildir_look_names(const char *maildir, GError **error);

#endif
