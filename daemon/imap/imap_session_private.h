/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the IMAP session share: imap_session.c (commands),
 * imap_login.c (connecting), imap_fetch.c (reading), imap_idle.c (waiting,
 * and asking what is new), imap_expunge.c (removing for good).
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_SESSION_PRIVATE_H
#define BOTE_DAEMON_IMAP_IMAP_SESSION_PRIVATE_H

#include <libetpan/libetpan.h>

#include "daemon/imap/imap_session.h"

/* What an answer may bring besides what was asked for: flag updates, EXISTS. */
enum { IMAP_ANSWER_BYTES = 262144 };

/* Marks what is ours where nothing can be moved. */
#define IMAP_DONE_KEYWORD "$BoteDone"

struct ImapSession {
  ImapStream *stream;
  mailimap *imap;
  bool can_idle, can_move, can_uidplus, can_initial_response;
  bool folder_keywords; /* of the selected folder */
  bool news;            /* a message arrived since the folder was selected */
  char line_tag[16];    /* of the command whose answer is read by lines */
  int64_t command_ms;   /* IMAP_COMMAND_MS; tests have less patience */
  char delimiter;       /* between levels of folder names; 0: not asked yet */
  GHashTable *made;     /* folders that were made or found, as we name them */
};

/* Allow `bytes` of answer to the next command, of which `literal` in one
 * literal, with the time these take. */
void imap_session_allow(ImapSession *session, uint64_t bytes, uint64_t literal);

/* Send one command and read its whole answer.
 *
 * The answer's data stand in session->imap->imap_response_info until the next
 * command.  IMAP_ERROR_REFUSED: NO or BAD, with the response code in the
 * message, never the server's text, which may quote a citizen.
 */
bool imap_session_command(ImapSession *session, const char *command,
                          GError **error);

/* The same with a command of this form, and the usual time for an answer. */
bool imap_session_command_format(ImapSession *session, GError **error,
                                 const char *format, ...) G_GNUC_PRINTF(3, 4);

/* "1:5,7" of ascending UIDs; owned by the caller. */
char *imap_session_format_set(const GArray *uids);

/* Remove the mails of a set from the selected folder, and no others that bear
 * \Deleted (UID EXPUNGE, RFC 4315 2.1): only where the server can_uidplus. */
bool imap_session_expunge_set(ImapSession *session, const char *set,
                              GError **error);

/* Send one line as it is; false: the stream says why. */
bool imap_session_send_line(ImapSession *session, const char *line);

/* Parse the answer whose first line was just read, to its tagged end. */
bool imap_session_read_answer(ImapSession *session, GError **error);

/* The error for a result of libetpan; returns false. */
bool imap_session_fail(ImapSession *session, int result, GError **error);

#endif
