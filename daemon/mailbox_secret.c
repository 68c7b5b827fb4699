/* SPDX-License-Identifier: Apache-2.0
 *
 * Passwords and tokens of mailboxes.
 */
#include "daemon/mailbox_secret.h"

#include <string.h>

#include "daemon/imap_error.h"
#include "daemon/token_command.h"
#include "queue/secret.h"

char *
mailbox_secret_get(const Config *config, const MailboxSettings *settings,
                   GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (settings->auth == AUTH_METHOD_XOAUTH2) {
    char *token = settings->token_command == NULL
                      ? NULL
                      : token_command_run(settings->token_command,
                                          TOKEN_COMMAND_MS, &failure);
    if (token == NULL)
      g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_AUTH,
                          failure != NULL ? failure->message
                                          : "no token_command is configured");
    return token;
  }
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
