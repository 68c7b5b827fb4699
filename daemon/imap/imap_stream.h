/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection to an IMAP server: socket, TLS with our own verification, and
 * the driver through which libetpan uses it.  It speaks no IMAP.
 *
 * libetpan's own streams verify no certificate, use select(), and spin at the
 * end of a literal cut short; this driver does none of that.  Every wait ends
 * at an absolute deadline, and every byte passes imap_guard.h first.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_STREAM_H
#define BOTE_DAEMON_IMAP_IMAP_STREAM_H

#include <glib.h>
#include <libetpan/mailstream.h>
#include <stdbool.h>
#include <stdint.h>

#include "parsers/config/settings_rows.h"

typedef struct ImapStream ImapStream;

/* Connect, with TLS_MODE_IMPLICIT also shake hands.
 *
 * mailbox      host, port, tls, ca_file are used.  TLS_MODE_NONE is refused
 *              towards any address that is not loopback (RFC 8314 3).
 * deadline_ms  clock_monotonic_ms() at which to give up.
 * error        IMAP_ERROR_NETWORK; IMAP_ERROR_TLS: certificate, name, or
 *              protocol version not acceptable.
 */
ImapStream *imap_stream_connect(const MailboxSettings *mailbox,
                                int64_t deadline_ms, GError **error);

/* Shake hands now, after STARTTLS was agreed (RFC 9051 6.2.1).  Chain and host
 * name are verified before it returns true; the caller must have made sure
 * that no byte behind the agreement was read already. */
bool imap_stream_start_tls(ImapStream *stream, GError **error);
bool imap_stream_is_secure(const ImapStream *stream); /* TLS or loopback */

/* Allow the next exchange: until `deadline_ms`, an answer of `budget_bytes`
 * with literals of at most `literal_limit`. */
void imap_stream_allow(ImapStream *stream, int64_t deadline_ms,
                       uint64_t budget_bytes, uint64_t literal_limit);

/* The stream for libetpan.  It does not own the connection: free the session
 * first, the connection afterwards. */
mailstream *imap_stream_new_mailstream(ImapStream *stream);

typedef enum ImapWake {
  IMAP_WAKE_TIMEOUT,
  IMAP_WAKE_DATA, /* bytes can be read, or the connection ended */
  IMAP_WAKE_BELL, /* the other descriptor is readable */
} ImapWake;

/* Wait for bytes that are not buffered anywhere yet.
 *
 * other_fd    a descriptor to watch as well; -1: none.
 * timeout_ms  real milliseconds.
 */
ImapWake imap_stream_wait(ImapStream *stream, int other_fd, int timeout_ms);

/* Why the last read or write failed, for the caller's GError; NULL when
 * nothing did.  Borrowed. */
const GError *imap_stream_failure(const ImapStream *stream);

void imap_stream_free(ImapStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapStream, imap_stream_free)

#endif
