/* SPDX-License-Identifier: Apache-2.0
 *
 * Passwords and tokens of mailboxes.
 */
#include "daemon/mailbox/mailbox_secret.h"

#include <stdbool.h>
#include <string.h>

#include "daemon/imap/imap_error.h"
#include "queue/secret.h"

/* A token server that does not answer is no reason for the long wait after a
 * refused password. */
static char *
get_token(const Config *config, Oauth *oauth, GError **error)
{
  g_autoptr(GError) failure = NULL;
  const char *token = oauth_token(oauth, config, &failure);

  if (token != NULL)
    return g_strdup(token);
  bool network = g_error_matches(failure, OAUTH_ERROR, OAUTH_ERROR_NETWORK);
  g_set_error(error, IMAP_ERROR, network ? IMAP_ERROR_NETWORK : IMAP_ERROR_AUTH,
              "token: %s", failure->message);
  return NULL;
}

char *
mailbox_secret_get(const Config *config, const MailboxSettings *settings,
                   Oauth *oauth, GError **error)
{
  if (settings->auth == AUTH_METHOD_XOAUTH2)
    return get_token(config, oauth, error);
  if (settings->credential == NULL) {
    g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_MISSING,
                        "the mailbox has no credential");
    return NULL;
  }
  g_autoptr(GBytes) bytes =
      config_credential(config, settings->credential, error);
  if (bytes == NULL)
    return NULL;
  return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

void
mailbox_secret_free(char *secret)
{
  if (secret != NULL)
    secret_wipe(secret, strlen(secret));
  g_free(secret);
}
