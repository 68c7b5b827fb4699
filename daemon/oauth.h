/* SPDX-License-Identifier: Apache-2.0
 *
 * Access tokens for XOAUTH2: by the client credentials grant (RFC 6749 4.4), or
 * from a configured command.  Kept until shortly before they expire.
 */
#ifndef BOTE_DAEMON_OAUTH_H
#define BOTE_DAEMON_OAUTH_H

#include "daemon/config.h"

#define OAUTH_ERROR (oauth_error_quark())
GQuark oauth_error_quark(void);

typedef enum OauthError {
  OAUTH_ERROR_REFUSED, /* the answer is no: a person must look */
  OAUTH_ERROR_NETWORK, /* no answer: try again later */
} OauthError;

enum {
  OAUTH_TIMEOUT_S = 20,       /* the caller waits; token servers take < 1 s */
  OAUTH_EARLY_S = 60,         /* a token is renewed so long before its end */
  OAUTH_COMMAND_LIFE_S = 300, /* a command does not say how long it holds */
  OAUTH_FAILURE_S = 60,       /* after a failure nobody is asked for so long */
  OAUTH_ANSWER_MAX = 65536,   /* bytes */
};

/* One account's tokens. */
typedef struct Oauth Oauth;

/* settings, token_command  kept, not owned; the command wins when not NULL */
Oauth *oauth_new(const OauthSettings *settings, const char *token_command);

/* The token to sign in with, fetched if need be: this waits for the network, at
 * most OAUTH_TIMEOUT_S (a command: TOKEN_COMMAND_MS).
 *
 * error  OAUTH_ERROR; G_SPAWN_ERROR of token_command.h; CONFIG_ERROR when the
 *        client's secret cannot be read.  Never holds a secret.
 * Returns the token, borrowed until the next call.
 */
const char *oauth_token(Oauth *oauth, const Config *config, GError **error);

/* The server refused the token: fetch a new one next time. */
void oauth_forget(Oauth *oauth);

void oauth_free(Oauth *oauth);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Oauth, oauth_free)

#endif
