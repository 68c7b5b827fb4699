/* SPDX-License-Identifier: Apache-2.0
 *
 * One mailbox being read: what IMAP and Maildir intake share.  Paths, the
 * writer of its spool files, the request to adopt old mail.
 *
 * A record in the spool: {"kind": "mail", "mailbox", "key", "uidvalidity",
 * "uid", "received_at_ms", "fetched_at_ms", "size", and where true "adopted",
 * "oversize" (the body is the header block only), "renumbered", "incomplete"};
 * the body are the raw bytes.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_BOX_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_BOX_H

#include "daemon/config.h"
#include "daemon/mailbox/mailbox_cursor.h"
#include "queue/spool.h"

typedef struct Clock Clock;
typedef struct Status Status;

typedef struct MailboxBox {
  const Config *config;            /* kept, not owned */
  const MailboxSettings *settings; /* of the config */
  Clock *clock;                    /* kept, not owned */
  Status *status;                  /* kept, not owned; may be NULL */
  SecretBoxPublic reader;          /* digest */
  char *spool_folder;              /* STATE/spool/in/mailbox */
  char *state_file;                /* STATE/mailbox/NAME.state */
  char *adopt_file;                /* STATE/mailbox/NAME.adopt */
} MailboxBox;

/* status NULL and reader zero will do where nothing is spooled (a command).
 * error  STORE_ERROR of the folders that are made. */
MailboxBox *mailbox_box_new(const Config *config,
                            const MailboxSettings *settings, Clock *clock,
                            GError **error);
void mailbox_box_free(MailboxBox *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxBox, mailbox_box_free)

/* Raise a counter, if there is a status. */
void mailbox_box_count(MailboxBox *box, const char *counter, int64_t by);

/* Say that the work makes progress, to the watchdog and in the status file. */
void mailbox_box_progress(MailboxBox *box);

/* Real milliseconds to poll until `until_ms` (epoch, the box's clock), short
 * enough that progress is said often. */
int mailbox_box_slice_ms(const MailboxBox *box, int64_t until_ms);

/* Wait until `until_ms`; ends early when one of the descriptors is readable
 * (-1: none). */
void mailbox_box_wait(MailboxBox *box, int64_t until_ms, int one_fd,
                      int other_fd);

/* What a record's head says. */
typedef struct MailboxRecord {
  const char *key;           /* MAILBOX_KEY_LENGTH hex digits */
  uint32_t uidvalidity, uid; /* 0 for a Maildir */
  int64_t received_at_ms;    /* 0: now */
  uint64_t size_bytes;       /* of the mail, even if less was read */
  bool adopted, oversize, renumbered, incomplete;
} MailboxRecord;

/* The head; owned by the caller.
 *
 * On a test machine the clock is not that of the mail server: there the time
 * of arrival is always now. */
json_t *mailbox_record_head(const MailboxBox *box, const MailboxRecord *record);

/* Begin a spool file whose first record has this key.
 * error  STORE_ERROR_FULL also when there is no room for another intake. */
SpoolWriter *mailbox_box_writer(MailboxBox *box, const char *key,
                                GError **error);

/* Make a file of `count` records durable and wake digest.  Only after success
 * may anything be acknowledged.  STORE_ERROR_IO: exit. */
bool mailbox_box_commit(MailboxBox *box, SpoolWriter *writer, unsigned count,
                        GError **error);

/* The request to read old mail.
 *
 * out_since_ms  mail that arrived then or later; epoch milliseconds
 * Returns false when there is none or it cannot be read (which is logged and
 * the file removed).
 */
bool mailbox_box_adopt_wanted(const MailboxBox *box, int64_t *out_since_ms);
bool mailbox_box_adopt_request(const MailboxBox *box, int64_t since_ms,
                               GError **error);
/* It is done: forget it. */
void mailbox_box_adopt_done(const MailboxBox *box, unsigned count);

#endif
