/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths, secrets and signatures of channels.
 */
#include "daemon/http/webhook_channel.h"

#include <string.h>

#include "daemon/secret_lines.h"
#include "parsers/parse_error.h"
#include "queue/secret.h"

#define PATH_PREFIX "/sms/"
#define PUBLIC_PREFIX "/sms" /* what the public URL stands for */

/* What may stand in a path without percent-encoding (RFC 3986 2.3), so that a
 * proxy has no reason to rewrite it. */
#define UNRESERVED                                                             \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

struct WebhookChannel {
  char *name;
  const Provider *provider;
  const ProviderConfig *config;
  char **path_secrets;
  SignatureScheme scheme;
  char **signature_secrets; /* never NULL, maybe empty */
  char *public_url;
};

static void
set_unsupported(GError **error, const char *name, const char *what)
{
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED, "channel '%s': %s",
              name, what);
}

WebhookChannel *
webhook_channel_new(const char *name, const Provider *provider,
                    const ProviderConfig *config, const char *path_secrets,
                    GError **error)
{
  g_autoptr(WebhookChannel) channel = g_new0(WebhookChannel, 1);
  channel->name = g_strdup(name);
  channel->provider = provider;
  channel->config = config;
  channel->path_secrets = secret_lines_split(path_secrets);
  channel->signature_secrets = secret_lines_split(NULL);
  for (char **secret = channel->path_secrets; *secret; secret++)
    if (strlen(*secret) < WEBHOOK_SECRET_LENGTH ||
        strspn(*secret, UNRESERVED) != strlen(*secret)) {
      set_unsupported(error, name,
                      "the path secret needs 22 or more of A-Z a-z 0-9 - . _ ~"
                      " – make one with: openssl rand -hex 16");
      return NULL;
    }
  if (channel->path_secrets[0] == NULL) {
    set_unsupported(error, name, "the file of the path secret is empty");
    return NULL;
  }
  return g_steal_pointer(&channel);
}

bool
webhook_channel_set_signature(WebhookChannel *channel,
                              const char *signature_secrets,
                              const char *public_url, GError **error)
{
  if (!provider_signature(channel->provider, channel->config, &channel->scheme,
                          error)) {
    g_prefix_error(error, "channel '%s': ", channel->name);
    return false;
  }
  secret_lines_free(channel->signature_secrets);
  channel->signature_secrets = secret_lines_split(signature_secrets);
  g_free(channel->public_url);
  channel->public_url = g_strdup(public_url ? public_url : "");
  for (char **secret = channel->signature_secrets; *secret != NULL; secret++)
    if (!signature_secret_is_key(channel->scheme.kind, *secret)) {
      set_unsupported(error, channel->name,
                      "signature_credential needs the provider's public key, "
                      "32 bytes in base64");
      return false;
    }
  if (channel->scheme.kind == SIGNATURE_NONE ||
      channel->signature_secrets[0] != NULL)
    return true;
  set_unsupported(error, channel->name,
                  "this provider signs, so signature_credential is needed");
  return false;
}

void
webhook_channel_free(WebhookChannel *channel)
{
  if (channel == NULL)
    return;
  secret_lines_free(channel->path_secrets);
  secret_lines_free(channel->signature_secrets);
  g_free(channel->name);
  g_free(channel->public_url);
  g_free(channel);
}

const char *
webhook_channel_name(const WebhookChannel *channel)
{
  return channel->name;
}

ProviderAck
webhook_channel_ack(const WebhookChannel *channel)
{
  return provider_ack(channel->provider, channel->config);
}

bool
webhook_channel_marks_messages(const WebhookChannel *channel)
{
  return provider_marks_messages(channel->config);
}

bool
webhook_channel_is_costly(const WebhookChannel *channel)
{
  return channel->scheme.kind == SIGNATURE_ED25519; /* 40 µs; HMAC: 2 */
}

const Provider *
webhook_channel_provider(const WebhookChannel *channel)
{
  return channel->provider;
}

/* Is one of the channel's paths exactly this?  All are compared, always. */
static bool
has_path(const WebhookChannel *channel, const char *path)
{
  bool found = false;
  for (char **secret = channel->path_secrets; *secret; secret++) {
    g_autofree char *own =
        g_strconcat(PATH_PREFIX, channel->name, "/", *secret, NULL);
    found = signature_secret_equal(own, path) || found;
    secret_wipe(own, strlen(own));
  }
  return found;
}

const WebhookChannel *
webhook_channel_find(const GPtrArray *channels, const char *target)
{
  g_autofree char *path = g_strndup(target, strcspn(target, "?"));
  const WebhookChannel *found = NULL;
  for (guint i = 0; i < channels->len; i++)
    if (has_path(channels->pdata[i], path))
      found = channels->pdata[i];
  secret_wipe(path, strlen(path));
  return found;
}

bool
webhook_channel_verify(const WebhookChannel *channel,
                       const SignatureInput *input, int64_t now_ms,
                       SignatureResult *out)
{
  if (channel->scheme.kind == SIGNATURE_NONE) {
    *out = (SignatureResult){.verdict = SIGNATURE_FRESH};
    return true;
  }
  g_assert(g_str_has_prefix(input->url, PATH_PREFIX)); /* it was found by it */
  g_autofree char *url = g_strconcat(channel->public_url,
                                     input->url + strlen(PUBLIC_PREFIX), NULL);
  SignatureInput whole = *input;
  whole.url = url;
  bool right = signature_verify(&channel->scheme, &whole,
                                (const char *const *)channel->signature_secrets,
                                now_ms, out);
  secret_wipe(url, strlen(url));
  return right;
}
