/* SPDX-License-Identifier: Apache-2.0
 *
 * Secrets are read anew for each request: a changed file counts at once.
 */
#include "daemon/deliver/sms_config.h"

#include <string.h>

#include "queue/secret.h"

/* The first line of a credential; a second one is the next secret of a
 * rotation, which only the webhook accepts already. */
static char *
read_secret(const Config *config, const char *name, GError **error)
{
  g_autoptr(GBytes) bytes = config_credential(config, name, error);
  gsize size = 0;

  if (bytes == NULL)
    return NULL;
  const char *text = g_bytes_get_data(bytes, &size);
  char *secret = g_strndup(text, size);
  secret[strcspn(secret, "\r\n")] = '\0';
  return secret;
}

static void
set_missing(ProviderConfig *config, const char *key, const char *value)
{
  if (json_object_get(config, key) == NULL)
    json_object_set_new(config, key, json_string(value));
}

/* The names rows use for a channel's one secret. */
static void
set_secret(ProviderConfig *config, const char *secret)
{
  static const char *const names[] = {"password", "api_key", "token"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    set_missing(config, names[i], secret);
}

static bool
fill_secret(const Config *config, const ChannelSettings *channel,
            ProviderConfig *out, GError **error)
{
  char *secret = NULL;

  if (channel->credential == NULL)
    return true;
  secret = read_secret(config, channel->credential, error);
  if (secret == NULL)
    return false;
  set_secret(out, secret);
  secret_wipe(secret, strlen(secret));
  g_free(secret);
  return true;
}

static bool
make_report_url(const Config *config, const ChannelSettings *channel,
                char **out_url, GError **error)
{
  const char *public_url = config->settings->webhook.public_url;

  if (public_url == NULL || channel->path_credential == NULL)
    return true;
  g_autofree char *path = read_secret(config, channel->path_credential, error);
  if (path == NULL)
    return false;
  *out_url = g_strdup_printf("%s/%s/%s", public_url, channel->name, path);
  return true;
}

bool
sms_config_load(const Config *config, const ChannelSettings *channel,
                ProviderConfig **out_config, char **out_report_url,
                GError **error)
{
  ProviderConfig *out = json_deep_copy(channel->settings);

  g_assert(out != NULL);
  set_missing(out, "from", channel->number);
  if (!fill_secret(config, channel, out, error) ||
      !make_report_url(config, channel, out_report_url, error)) {
    sms_config_free(out);
    return false;
  }
  *out_config = out;
  return true;
}

ProviderConfig *
sms_config_outline(const ChannelSettings *channel)
{
  ProviderConfig *out = json_deep_copy(channel->settings);
  g_assert(out != NULL);
  set_missing(out, "from", channel->number);
  if (channel->credential != NULL)
    set_secret(out, "***");
  return out;
}

void
sms_config_free(ProviderConfig *config)
{
  json_decref(config);
}
