/* SPDX-License-Identifier: Apache-2.0
 *
 * The beginning of an SMTP session, left to curl: name, TCP, TLS or STARTTLS
 * with chain and host verified, EHLO, AUTH.  What follows is ours
 * (daemon/transports/smtp.c): curl 7.88 waits for the reply to the final dot
 * within curl_multi_perform(), so that one slow server would stop all others.
 */
#ifndef BOTE_DAEMON_DELIVER_SMTP_CONNECT_H
#define BOTE_DAEMON_DELIVER_SMTP_CONNECT_H

#include "daemon/deliver/smtp_dialogue.h"

enum {
  SMTP_CONNECT_MS = 30000,   /* name, TCP (RFC 5321 4.5.3.2 has none) */
  SMTP_GREETING_MS = 300000, /* RFC 5321 4.5.3.2.1 */
};

/* Set the handle up to connect and sign in, and no further.
 *
 * easy      fresh or reset; not yet in a multi handle
 * dialogue  follows the session; lives as long as the handle connects
 * error     CONFIG_ERROR, OAUTH_ERROR, G_SPAWN_ERROR: nothing to sign in with,
 *           or TLS is switched off towards another machine; the transport
 *           pauses.  May wait for a token, see oauth.h.
 */
bool smtp_connect_set_up(CURL *easy, const TransportRoute *route,
                         SmtpDialogue *dialogue, GError **error);

/* What became of a connection that curl could not set up. */
void smtp_connect_result(CURLcode code, SmtpDialogue *dialogue,
                         OutboxResult *out);

#endif
