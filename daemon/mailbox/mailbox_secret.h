/* SPDX-License-Identifier: Apache-2.0
 *
 * What signs a mailbox in: a password from a credential, or an access token
 * for XOAUTH2.
 */
#ifndef BOTE_DAEMON_MAILBOX_MAILBOX_SECRET_H
#define BOTE_DAEMON_MAILBOX_MAILBOX_SECRET_H

#include "daemon/config.h"
#include "daemon/oauth.h"

/* Fetch it anew for each connection: passwords are changed, tokens expire.
 *
 * oauth  of this mailbox; used for XOAUTH2 only
 * error  CONFIG_ERROR as config_credential(); IMAP_ERROR_NETWORK when the token
 *        server does not answer; IMAP_ERROR_AUTH when no token can be had
 * Returns the text, owned by the caller: free with mailbox_secret_free().
 */
char *mailbox_secret_get(const Config *config, const MailboxSettings *settings,
                         Oauth *oauth, GError **error);
void mailbox_secret_free(char *secret); /* wipes it */

#endif
