/* SPDX-License-Identifier: Apache-2.0
 *
 * Removing from the server for good what we have taken, and nothing else.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_EXPUNGE_H
#define BOTE_DAEMON_IMAP_IMAP_EXPUNGE_H

#include "daemon/imap/imap_session.h"

/* Mark mails as ours where the folder takes keywords, so that they are known as
 * ours wherever they are moved.  uids: as for imap_session_set_aside(). */
bool imap_expunge_mark(ImapSession *session, const GArray *uids,
                       GError **error);

/* Expunge from the selected folder mails that bear our mark and arrived before
 * a day, never others (UID EXPUNGE, RFC 4315 2.1; a server without it, or
 * without keywords, keeps them).
 *
 * first      the IMAP_WINDOW_UIDS UIDs from here on are looked at
 * before_ms  epoch; the day of it, by UTC, is the first that is kept
 * out_count  how many there were
 */
bool imap_expunge_old(ImapSession *session, uint32_t first, int64_t before_ms,
                      unsigned *out_count, GError **error);

#endif
