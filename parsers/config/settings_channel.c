/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold between the keys of an SMS channel, its provider and its
 * transport.
 */
#include "parsers/config/provider_preset.h"
#include "parsers/config/schema.h"
#include "parsers/config/settings_private.h"
#include "parsers/config/smsd_settings.h"
#include "parsers/json_text.h"
#include "parsers/provider/provider.h"

static void
check_provider(const SettingsCheck *check, const YamlNode *map,
               const char *provider)
{
  if (provider == NULL || provider_find(provider) != NULL)
    return;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const Provider *const *row = provider_registry; *row != NULL; row++)
    g_ptr_array_add(names, (void *)(*row)->name);
  g_autofree char *hint =
      schema_hint(provider, (const char *const *)names->pdata, names->len);
  g_ptr_array_add(names, NULL);
  g_autofree char *known = g_strjoinv(", ", (char **)names->pdata);
  problems_add(check->problems, yaml_node_place(map, "provider"),
               "there is no SMS provider '%s'%s%s", provider,
               *hint != '\0' ? hint : " – known are ",
               *hint != '\0' ? "" : known);
}

static bool
is_polled(const ChannelSettings *channel)
{
  const Provider *provider =
      channel->provider == NULL ? NULL : provider_find(channel->provider);
  return provider != NULL && (provider->abilities & PROVIDER_POLL) != 0;
}

static void
check_modem(const SettingsCheck *check, const YamlNode *map,
            const ChannelSettings *channel)
{
  SmsdSettings settings;
  g_autoptr(GError) error = NULL;
  if (!is_polled(channel))
    return;
  if (!smsd_settings_read(channel, &settings, &error))
    problems_add(check->problems, yaml_node_place(map, "settings"), "%s",
                 error->message);
  /* Whoever knew the path could write SMS in anybody's name. */
  if (channel->path_credential != NULL)
    problems_add(check->problems, yaml_node_place(map, "path_credential"),
                 "provider '%s' has no webhook – leave 'path_credential' out",
                 channel->provider);
}

/* A provider is reached by HTTP, a modem through its database. */
static void
check_kind(const SettingsCheck *check, const ChannelSettings *channel,
           const TransportSettings *transport, FilePosition place)
{
  TransportKind wanted =
      is_polled(channel) ? TRANSPORT_KIND_SMSD : TRANSPORT_KIND_HTTP;
  if (transport->kind != wanted && transport->kind != TRANSPORT_KIND_NULL)
    problems_add(check->problems, place,
                 "transport '%s' cannot send SMS for provider '%s' – its kind "
                 "must be %s or null",
                 channel->transport, channel->provider,
                 is_polled(channel) ? "smsd" : "http");
}

static void
complain_of_preset(const SettingsCheck *check, const YamlNode *map,
                   const ChannelSettings *channel)
{
  const char *name = json_text(channel->settings, "preset");
  g_auto(GStrv) names = provider_preset_names();
  g_autofree char *known = g_strjoinv(", ", names);
  g_autofree char *hint =
      schema_hint(name, (const char *const *)names, g_strv_length(names));
  problems_add(check->problems, yaml_node_place(map, "settings"),
               "there is no preset '%s'%s%s", name,
               *hint != '\0' ? hint : " – known are ",
               *hint != '\0' ? "" : known);
}

/* The preset under the channel's own settings, and whether the row knows their
 * words. */
static void
check_provider_settings(const SettingsCheck *check, const YamlNode *map,
                        const ChannelSettings *channel)
{
  const Provider *provider =
      channel->provider == NULL ? NULL : provider_find(channel->provider);
  g_autoptr(GError) error = NULL;
  if (provider == NULL)
    return;
  if (!provider_preset_apply(channel->settings)) {
    complain_of_preset(check, map, channel);
    return;
  }
  if (!provider_check_settings(provider, channel->settings, &error))
    problems_add(check->problems, yaml_node_place(map, "settings"), "%s",
                 error->message);
}

void
settings_check_channel(const SettingsCheck *check, const YamlNode *map,
                       const ChannelSettings *channel)
{
  check_provider(check, map, channel->provider);
  check_provider_settings(check, map, channel);
  check_modem(check, map, channel);
  if (channel->transport == NULL)
    return;
  const TransportSettings *transport =
      settings_transport(check->settings, channel->transport);
  FilePosition place = yaml_node_place(map, "transport");
  if (transport == NULL) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GPtrArray *all = check->settings->transports;
    for (unsigned i = 0; i < all->len; i++)
      g_ptr_array_add(names, ((TransportSettings *)all->pdata[i])->name);
    g_autofree char *hint = schema_hint(
        channel->transport, (const char *const *)names->pdata, names->len);
    problems_add(check->problems, place, "there is no transport '%s'%s",
                 channel->transport, hint);
  } else {
    check_kind(check, channel, transport, place);
  }
}
