/* SPDX-License-Identifier: Apache-2.0
 *
 * One IMAP session (RFC 9051, RFC 3501) as the intake needs it: sign in, look
 * what lies in a folder, read bodies piecewise, set them aside, wait for more.
 *
 * Never asked: ENVELOPE, BODYSTRUCTURE (libetpan's parsers recurse).  Never
 * sent: CLOSE, EXPUNGE without UIDs, STORE on what was not named.
 *
 * After IMAP_ERROR_REFUSED and _GONE the session goes on; after any other error
 * it is dead: close it and open a new one.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_SESSION_H
#define BOTE_DAEMON_IMAP_IMAP_SESSION_H

#include <glib.h>

#include "daemon/imap/imap_error.h"
#include "daemon/imap/imap_stream.h"

enum {
  IMAP_PIECE_BYTES = 1048576,  /* asked for in one command */
  IMAP_HEADER_BYTES = 102400,  /* of a mail that is too large */
  IMAP_WINDOW_UIDS = 500,      /* looked at in one command … */
  IMAP_WINDOW_UIDS_MAX = 4000, /* … or more where there are gaps */
  IMAP_IDLE_MS = 1680000,      /* 28 min: servers drop at 30 (RFC 9051 5.4);
                                  by the caller's clock */
  IMAP_COMMAND_MS = 60000,     /* for an answer, besides its size … */
  IMAP_BYTES_PER_MS = 50,      /* … at 50 kB/s */
};

/* What a folder says when it is selected. */
typedef struct ImapFolder {
  uint32_t uidvalidity; /* never 0 */
  uint32_t uidnext;     /* never 0 */
  uint32_t exists;
  bool read_only;
  bool keywords; /* new keywords may be set (PERMANENTFLAGS with \*) */
} ImapFolder;

typedef struct ImapMail {
  uint32_t sequence;        /* message number */
  uint32_t uid;             /* 1 … 4294967295 */
  uint32_t size_bytes;      /* RFC822.SIZE: what the server believes */
  int64_t internal_date_ms; /* 0: none or not a date */
  bool deleted, done;       /* \Deleted; our keyword */
} ImapMail;

typedef struct ImapSession ImapSession;

/* Connect, verify, sign in.
 *
 * mailbox  host, port, tls, ca_file, user, auth.
 * secret   password, or access token for AUTH_METHOD_XOAUTH2; sent only over a
 *          verified connection, or to this machine.
 * error    IMAP_ERROR_NETWORK, _TLS, _AUTH, _PROTOCOL.
 */
ImapSession *imap_session_open(const MailboxSettings *mailbox,
                               const char *secret, GError **error);
/* Says LOGOUT if the session is alive, without waiting for the answer. */
void imap_session_close(ImapSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapSession, imap_session_close)

/* Select a folder (again), which also brings news about it.
 * IMAP_ERROR_REFUSED: there is none. */
bool imap_session_select(ImapSession *session, const char *folder,
                         ImapFolder *out_folder, GError **error);

/* List messages by UID, ascending.
 *
 * first, last  range; last 0: to the end.  UIDs outside are dropped: "n:*"
 *              always names the last message (RFC 9051 6.4.9).
 * out_mails    array of ImapMail, owned by the caller.
 * error        IMAP_ERROR_PROTOCOL when UIDs do not rise with the message
 *              numbers.
 */
bool imap_session_list(ImapSession *session, uint32_t first, uint32_t last,
                       GArray **out_mails, GError **error);

/* Takes some bytes of a body; false: stop, the reader knows why. */
typedef bool (*ImapSink)(const void *bytes, size_t size, void *context);

typedef struct ImapPiece {
  uint32_t uid;
  uint64_t offset; /* of the first byte */
  bool header;     /* of the header block only */
  ImapSink sink;
  void *context;     /* for the sink */
  size_t size_bytes; /* set: bytes given to the sink */
} ImapPiece;

/* Read one piece of a body, at most IMAP_PIECE_BYTES (IMAP_HEADER_BYTES of a
 * header); fewer bytes than asked: the body ends there.
 *
 * error  IMAP_ERROR_GONE when somebody else took the message away;
 *        IMAP_ERROR_REFUSED also when the sink said stop.
 */
bool imap_session_fetch_piece(ImapSession *session, ImapPiece *piece,
                              GError **error);

/* Read several small mails whole, together at most IMAP_PIECE_BYTES.
 *
 * out_bodies  GBytes * for each mail in order; NULL: gone, or cut because it
 *             is larger than it said: read it alone.
 */
bool imap_session_fetch_set(ImapSession *session, const ImapMail *mails,
                            unsigned count, GPtrArray **out_bodies,
                            GError **error);

/* Set mails aside in another folder, made when it is missing: UID MOVE, else
 * COPY, \Deleted and UID EXPUNGE, else our keyword and \Seen (RFC 6851, 4315).
 *
 * uids    array of uint32_t, ascending, at most IMAP_WINDOW_UIDS
 * folder  UTF-8 with "/" between levels, whatever the server uses
 * Repeating it does no harm.
 */
bool imap_session_set_aside(ImapSession *session, const GArray *uids,
                            const char *folder, GError **error);

/* Ask whether mail lies in the selected folder that arrived behind `last_uid`,
 * by NOOP and UID SEARCH: cheaper than selecting it again, which says more.
 *
 * out_news  also true, without asking, when the server spoke of an arrival
 *           since the folder was selected; and when it refuses to search, for
 *           then only selecting and listing tell.
 */
bool imap_session_peek(ImapSession *session, uint32_t last_uid, bool *out_news,
                       GError **error);

/* True when the server can wait for us (RFC 2177). */
bool imap_session_can_idle(const ImapSession *session);

/* Wait for new mail in the selected folder: start, wait as often as you like,
 * stop; nothing else in between, and not longer than IMAP_IDLE_MS together.
 * News that come at the stop are not lost: the next wait or peek tells them.
 * IMAP_ERROR_REFUSED: announced, not given; can_idle is false from now on. */
bool imap_session_idle_start(ImapSession *session, GError **error);

/* other_fd    wakes as well (a bell); -1: none
 * timeout_ms  real milliseconds
 * out_wake    DATA: a message arrived */
bool imap_session_idle_wait(ImapSession *session, int other_fd, int timeout_ms,
                            ImapWake *out_wake, GError **error);
bool imap_session_idle_stop(ImapSession *session, GError **error);

#endif
