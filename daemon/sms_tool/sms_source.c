/* SPDX-License-Identifier: Apache-2.0
 *
 * Names to rows.
 */
#include "daemon/sms_tool/sms_source.h"

#include "daemon/cli_print.h"
#include "parsers/config/provider_preset.h"
#include "parsers/config/provider_preset.h"
#include "parsers/nearest.h"

#define GENERIC "generic"

void
sms_source_clear(SmsSource *source)
{
  json_decref(source->config);
  config_unref(source->loaded);
  *source = (SmsSource){0};
}

/* See sms_source_by_name(). */
static json_t *
generic_settings(void)
{
  static const char text[] =
      "{'signature': {'kind': 'hmac', 'header': 'X-Signature',"
      "  'timestamp': 'X-Timestamp', 'recipe': 'T.B'},"
      " 'inbound': {'id': 'id', 'from': 'from', 'to': 'to', 'text': 'text',"
      "  'time': 'time'},"
      " 'report': {'id': 'id', 'reference': 'reference', 'status': 'status',"
      "  'code': 'code', 'states': {'queued': 'queued', 'sent': 'sent',"
      "   'delivered': 'delivered', 'failed_temp': 'failed_temp',"
      "   'failed_perm': 'failed_perm', 'expired': 'expired'}},"
      " 'send': {'url': 'https://gateway.example.org/send',"
      "  'headers': {'Authorization': 'Bearer {token}'},"
      "  'json': {'id': '{id}', 'from': '{from}', 'to': '{to}',"
      "   'text': '{text}'}, 'id': 'id'}}";
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');

  return json_loads(json, 0, NULL);
}

static int
refuse_name(const char *name)
{
  g_auto(GStrv) presets = provider_preset_names();
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  for (const Provider *const *row = provider_registry; *row != NULL; row++)
    g_ptr_array_add(names, (void *)(*row)->name);
  for (char **preset = presets; *preset != NULL; preset++)
    g_ptr_array_add(names, *preset);
  const char *nearest =
      nearest_name(name, (const char *const *)names->pdata, names->len);
  g_ptr_array_add(names, NULL);
  g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
  return cli_fail(EX_USAGE, name,
                  cli_text("diesen Anbieter kennt Bote nicht",
                           "Bote knows no such provider"),
                  nearest != NULL ? nearest : all);
}

int
sms_source_by_name(const char *name, SmsSource *out)
{
  const Provider *provider = provider_find(name);
  json_t *preset = provider == NULL ? provider_preset(name) : NULL;

  if (provider == NULL && preset == NULL)
    return refuse_name(name);
  *out = (SmsSource){.provider = provider, .config = preset};
  if (preset != NULL)
    out->provider = provider_find(GENERIC);
  else
    out->config =
        g_str_equal(name, GENERIC) ? generic_settings() : json_object();
  return EX_OK;
}

int
sms_source_by_channel(const char *file, const char *channel, SmsSource *out)
{
  g_autofree char *path = config_find(file);
  g_autoptr(GError) error = NULL;
  g_auto(SmsSource) source = {.loaded = config_load_plain(path, NULL, &error)};

  if (source.loaded == NULL)
    return cli_fail_config(error);
  source.channel = settings_channel(source.loaded->settings, channel);
  if (source.channel == NULL)
    return cli_fail(EX_USAGE, channel,
                    cli_text("diesen Kanal gibt es nicht", "no such channel"),
                    path);
  source.provider = provider_find(source.channel->provider);
  if (source.provider == NULL)
    return refuse_name(source.channel->provider);
  source.config = json_deep_copy(source.channel->settings);
  *out = source;
  source = (SmsSource){0};
  return EX_OK;
}
