/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of IMAP intake share: mailbox_imap.c (looking) and
 * mailbox_imap_take.c (taking what was found).
 */
#ifndef BOTE_DAEMON_MAILBOX_IMAP_PRIVATE_H
#define BOTE_DAEMON_MAILBOX_IMAP_PRIVATE_H

#include "daemon/mailbox_imap.h"

/* Three refusals or nine cut connections: then a mail is left to a person. */
enum { MAILBOX_BLAME_MAX = 9 };

struct MailboxImap {
  MailboxBox *box;
  MailboxCursor cursor;
  MailboxCursor saved;   /* what stands in the file */
  bool look_for_rest;    /* mail spooled but not set aside may lie there */
  int64_t rest_again_ms; /* look for it again then; INT64_MAX: no need */
  GHashTable *tries;     /* uid -> blame for failed readings */
  GHashTable *totals;    /* uid -> bytes of the first reading, if not as said */
  uint32_t alone_uid;    /* up to here a joint reading failed: one by one */
};

/* Spool these mails, all wanted, and set them aside.  Takes ascending UIDs.
 *
 * adopted     their records say so
 * out_failed  set to the lowest UID that could not be read and shall be tried
 *             again, if there is one
 */
bool mailbox_imap_take(MailboxImap *intake, ImapSession *session,
                       const GArray *mails, bool adopted, uint32_t *out_failed,
                       GError **error);

/* Set aside; a server that refuses is asked again later. */
bool mailbox_imap_set_aside(MailboxImap *intake, ImapSession *session,
                            const GArray *uids, const char *folder,
                            GError **error);

#endif
