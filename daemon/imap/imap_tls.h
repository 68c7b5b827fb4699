/* SPDX-License-Identifier: Apache-2.0
 *
 * A GnuTLS session that verifies chain and host name by itself, before the
 * handshake counts as done.  It moves no bytes.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_TLS_H
#define BOTE_DAEMON_IMAP_IMAP_TLS_H

#include <glib.h>
#include <gnutls/gnutls.h>
#include <stdbool.h>

/* Make a client's session, TLS 1.2 or later, with SNI.
 *
 * host         name or address the certificate must be for; kept until the
 *              session ends
 * ca_file      PEM file of trusted certificates; NULL: the system's
 * out_trust, out_session
 *              set as far as it came, also on failure; freed by the caller,
 *              the session first
 * error        IMAP_ERROR_TLS
 */
bool imap_tls_prepare(const char *host, const char *ca_file,
                      gnutls_certificate_credentials_t *out_trust,
                      gnutls_session_t *out_session, GError **error);

/* The IMAP_ERROR_TLS for a handshake that failed with `result`, in the
 * verifier's words where it was the certificate. */
void imap_tls_set_error(gnutls_session_t session, int result, GError **error);

#endif
