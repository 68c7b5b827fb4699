/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings and secrets become a channel.
 */
#include "daemon/http/webhook_load.h"

#include <string.h>

#include "queue/secret.h"

/* A credential as text; NULL with error set. */
static char *
read_secret(const Config *config, const char *name, GError **error)
{
  g_autoptr(GBytes) bytes = config_credential(config, name, error);
  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  return g_strndup(data, size);
}

static void
wipe_text(char **text)
{
  if (*text)
    secret_wipe(*text, strlen(*text));
  g_free(*text);
}

WebhookChannel *
webhook_channel_load(const Config *config, const ChannelSettings *settings,
                     GError **error)
{
  __attribute__((cleanup(wipe_text))) char *paths = NULL;
  __attribute__((cleanup(wipe_text))) char *keys = NULL;
  const Provider *provider = provider_find(settings->provider);
  if (provider == NULL) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID,
                "channel '%s': unknown provider '%s'", settings->name,
                settings->provider);
    return NULL;
  }
  paths = read_secret(config, settings->path_credential, error);
  if (paths == NULL)
    return NULL;
  if (settings->signature_credential) {
    keys = read_secret(config, settings->signature_credential, error);
    if (keys == NULL)
      return NULL;
  }
  g_autoptr(WebhookChannel) channel = webhook_channel_new(
      settings->name, provider, settings->settings, paths, error);
  if (channel == NULL ||
      !webhook_channel_set_signature(
          channel, keys, config->settings->webhook.public_url, error))
    return NULL;
  return g_steal_pointer(&channel);
}
