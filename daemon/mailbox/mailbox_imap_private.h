/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of IMAP intake share: mailbox_imap.c (looking),
 * mailbox_imap_take.c (taking what was found) and mailbox_imap_clear.c (the
 * folder of processed mail).
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_IMAP_PRIVATE_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_IMAP_PRIVATE_H

#include "daemon/mailbox/mailbox_imap.h"

/* Three refusals or nine cut connections: then a mail is left to a person. */
enum { MAILBOX_BLAME_MAX = 9 };

struct MailboxImap {
  MailboxBox *box;
  MailboxCursor cursor;
  MailboxCursor saved;     /* what stands in the file */
  int64_t select_again_ms; /* a selection is believed until then */
  int64_t clear_again_ms;  /* the folder of processed mail, then */
  bool look_for_rest;      /* mail spooled but not set aside may lie there */
  int64_t rest_again_ms;   /* look for it again then; INT64_MAX: no need */
  GHashTable *tries;       /* uid -> blame for failed readings */
  GHashTable *totals; /* uid -> bytes of the first reading, if not as said */
  uint32_t alone_uid; /* up to here a joint reading failed: one by one */
};

/* What taking mails needs, and leaves. */
typedef struct MailboxTaking {
  MailboxImap *intake;
  ImapSession *session;
  bool adopted;    /* their records say so */
  uint32_t failed; /* lowest UID that could not be read and shall be tried
                      again; begins as UINT32_MAX: none */
} MailboxTaking;

/* Spool these mails, all wanted, by rising UID, and set them aside.
 * error  as mailbox_imap_round(). */
bool mailbox_imap_take(MailboxTaking *taking, const GArray *mails,
                       GError **error);

/* Set aside; a server that refuses is asked again later.  What lies in a folder
 * of sent mail stays there. */
bool mailbox_imap_set_aside(MailboxImap *intake, ImapSession *session,
                            const GArray *uids, const char *folder,
                            GError **error);

/* Mark what lies in the spool and is about to be moved to the processed folder,
 * from which it goes some day.  Not adopted mail: it is old already, and a
 * person cares for it.  A refusal does no harm: it stays. */
bool mailbox_imap_mark(const MailboxTaking *taking, const GArray *uids,
                       GError **error);

/* Once a day, expunge from the processed folder what we took and what arrived
 * longer ago than settings->processed_days.  Another folder than ours is
 * selected afterwards.  A server that refuses is asked again the next day.
 * error  as mailbox_imap_round(), but not IMAP_ERROR_REFUSED. */
bool mailbox_imap_clear(MailboxImap *intake, ImapSession *session,
                        GError **error);

#endif
