/* SPDX-License-Identifier: Apache-2.0
 *
 * How far an IMAP mailbox was read, and the rules that follow from it.  Pure
 * but for loading and saving the one small file STATE/mailbox/NAME.state.
 *
 *   unknown --(meet)--> known: mail that was there before is left alone
 *   known   --(meet, UIDVALIDITY changed or UIDs fell)--> known, from UID 1:
 *           everything is read again, and digest recognises what it has by
 *           content (RFC 9051 2.3.1.1)
 *
 * The file may be old by some mails after a crash: what is read twice has the
 * same key.  It must never be ahead of what is durable in the spool.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_CURSOR_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_CURSOR_H

#include <glib.h>

#include "daemon/imap/imap_session.h"

enum {
  MAIL_BYTES_MAX = 25 * 1048576, /* larger: header only */
  MAILBOX_BATCH_MAILS = 50,      /* read by one command, spooled as one file */
  MAILBOX_BACKOFF_MIN_MS = 5000,
  MAILBOX_BACKOFF_MAX_MS = 300000,
  MAILBOX_KEY_LENGTH = 64, /* hex digits */
};

typedef struct MailboxCursor {
  uint32_t uidvalidity;    /* 0: never seen */
  uint32_t start_uid;      /* below lies mail from before our time */
  uint32_t last_uid;       /* up to here all is spooled or left alone */
  uint32_t renumbered_uid; /* up to here mail was there when UIDs changed */
  int64_t first_seen_ms;   /* epoch; when the mailbox was met first */
  int64_t generation_ms;   /* 0, or when UIDs fell under one UIDVALIDITY */
} MailboxCursor;

typedef enum MailboxMeeting {
  MAILBOX_MEETING_SAME,
  MAILBOX_MEETING_FIRST,
  MAILBOX_MEETING_RENUMBERED,
} MailboxMeeting;

/* Load; a missing file gives the cursor of a mailbox never seen.
 * error  STORE_ERROR_CORRUPT: not what was saved; stop, a person looks. */
bool mailbox_cursor_load(const char *path, MailboxCursor *out_cursor,
                         GError **error);
/* Save durably.  error: STORE_ERROR_FULL can be tried again; _IO: exit. */
bool mailbox_cursor_save(const char *path, const MailboxCursor *cursor,
                         GError **error);

/* Compare with what the server says now, and change the cursor if need be. */
MailboxMeeting mailbox_cursor_meet(MailboxCursor *cursor,
                                   const ImapFolder *folder, int64_t now_ms);

/* True when this is new mail of ours to read. */
bool mailbox_cursor_takes(const MailboxCursor *cursor, const ImapMail *mail);

/* True when it lay there before our time and arrived at `since_ms` or later:
 * read only when a person adopts it. */
bool mailbox_cursor_adopts(const MailboxCursor *cursor, const ImapMail *mail,
                           int64_t since_ms);

/* True when it is spooled already but still lies in the folder. */
bool mailbox_cursor_left_over(const MailboxCursor *cursor,
                              const ImapMail *mail);

/* The range to list next: from *first on; sets *last (0: to the end).
 *
 * step  UIDs to look at; doubled after an empty window by the caller
 */
void mailbox_cursor_window(const ImapFolder *folder, uint32_t first,
                           uint32_t step, uint32_t *out_last);

/* The natural key of a mail, hex with NUL: BLAKE2b of mailbox, UIDVALIDITY,
 * UID, and the generation where there is one. */
void mailbox_cursor_key(const MailboxCursor *cursor, const char *mailbox,
                        uint32_t uid, char out_key[MAILBOX_KEY_LENGTH + 1]);

/* How many of the mails, from the first on, are read by one command: several
 * small ones up to IMAP_PIECE_BYTES, or one. */
unsigned mailbox_batch_length(const ImapMail *mails, unsigned count);

/* Wait before the next connection: 5 s doubling to 300 s, half of it random.
 *
 * failures  in a row, from 1
 * random    any number
 */
int64_t mailbox_backoff_ms(unsigned failures, uint32_t random);

#endif
