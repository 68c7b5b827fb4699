/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings and secrets, by the functions the roles use.
 */
#include "daemon/doctor/sms_channel.h"

#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/deliver/http_easy.h"
#include "daemon/deliver/sms_config.h"
#include "daemon/doctor/sms_modem.h"
#include "daemon/http/webhook_load.h"

/* A number of fiction (Bundesnetzagentur 148/2021): nothing is sent to it. */
#define NOBODY "+4915228817386"

static const char *
see_check(void)
{
  return cli_text("bote check, und die Seite dieses Anbieters im Handbuch",
                  "bote check, and this provider's page of the guide");
}

static void
say_wrong(Doctor *doctor, const ChannelSettings *channel, const GError *error)
{
  doctor_say(doctor, DOCTOR_FAILED, channel->name, see_check(), "%s",
             error->message);
}

/* What the webhook needs of it. */
static bool
examine_inbound(Doctor *doctor, const ChannelSettings *channel)
{
  g_autoptr(GError) error = NULL;

  if (channel->path_credential == NULL)
    return true;
  g_autoptr(WebhookChannel) loaded =
      webhook_channel_load(doctor->config, channel, &error);
  if (loaded == NULL)
    say_wrong(doctor, channel, error);
  return loaded != NULL;
}

/* People cannot reply to a name. */
static bool
is_name(const char *sender)
{
  for (; sender != NULL && *sender != '\0'; sender++)
    if (g_ascii_isalpha(*sender))
      return true;
  return false;
}

/* Is nothing of what its provider takes in delivered to us? */
static bool
is_deaf(const ChannelSettings *channel)
{
  const Provider *provider = provider_find(channel->provider);

  return channel->path_credential == NULL &&
         (provider->abilities & PROVIDER_INBOUND) != 0 &&
         (provider->abilities & PROVIDER_POLL) == 0;
}

static void
say_settings(Doctor *doctor, const ChannelSettings *channel,
             const ProviderConfig *config)
{
  const char *from = json_string_value(json_object_get(config, "from"));
  g_autoptr(GString) countries = g_string_new(NULL);

  for (guint i = 0; i < channel->countries->len; i++)
    g_string_append_printf(countries, "%s+%s", i > 0 ? ", " : "",
                           (const char *)channel->countries->pdata[i]);
  if (is_name(from))
    doctor_say(doctor, DOCTOR_WARNING, channel->name,
               cli_text("eine Nummer als Absender (from)",
                        "a number as sender (from)"),
               "%s",
               cli_text("der Absender ist ein Name: niemand kann antworten",
                        "the sender is a name: nobody can reply"));
  else
    doctor_say(doctor, DOCTOR_OK, channel->name, NULL,
               cli_text("%s, Einstellungen vollständig, sendet an %s%s",
                        "%s, settings complete, sends to %s%s"),
               channel->provider, countries->str,
               is_deaf(channel)
                   ? cli_text("; ohne path_credential kommt nichts an",
                              "; without path_credential nothing comes in")
                   : "");
}

static const TransportSettings *
transport_of(const Doctor *doctor, const ChannelSettings *channel)
{
  return settings_transport(doctor->config->settings, channel->transport);
}

void
sms_say_not_encrypted(Doctor *doctor, const ChannelSettings *channel)
{
  doctor_say(doctor, DOCTOR_FAILED, channel->name,
             cli_text("die Adresse mit https:// eintragen",
                      "enter the address with https://"),
             "%s",
             cli_text("die Adresse des Anbieters ist nicht verschlüsselt: es "
                      "wird nichts gesendet",
                      "the provider's address is not encrypted: nothing is "
                      "sent"));
}

/* An SMS was built: what would become of it? */
static void
examine_sending(Doctor *doctor, const SmsSubject *subject)
{
  const TransportSettings *transport = transport_of(doctor, subject->channel);
  const char *url = subject->sending->url;

  if (transport != NULL && transport->kind == TRANSPORT_KIND_NULL)
    doctor_say(doctor, DOCTOR_OK, subject->channel->name, NULL,
               cli_text("nichts verlässt diesen Rechner (transport %s)",
                        "nothing leaves this machine (transport %s)"),
               transport->name);
  else if (transport != NULL && transport->kind == TRANSPORT_KIND_SMSD)
    sms_modem_examine(doctor, subject->channel);
  else if (url != NULL && !http_url_is_allowed(url))
    sms_say_not_encrypted(doctor, subject->channel);
  else
    sms_account_examine(doctor, subject);
}

static void
examine_outbound(Doctor *doctor, const ChannelSettings *channel)
{
  const Provider *provider = provider_find(channel->provider);
  const TransportSettings *transport = transport_of(doctor, channel);
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *report_url = NULL;
  ProviderConfig *config = NULL;

  g_assert(provider != NULL); /* settings_parse() takes no other */
  if (!sms_config_load(doctor->config, channel, &config, &report_url, &error)) {
    say_wrong(doctor, channel, error);
    return;
  }
  SmsOut sms = {
      .id = "doctor", .to = NOBODY, .text = "Bote", .report_url = report_url};
  if (!provider_build_request(provider, &sms, config, &request, &error)) {
    say_wrong(doctor, channel, error);
  } else {
    SmsSubject subject = {.channel = channel,
                          .provider = provider,
                          .config = config,
                          .sending = request,
                          .ca_file =
                              transport != NULL ? transport->ca_file : NULL};
    say_settings(doctor, channel, config);
    examine_sending(doctor, &subject);
  }
  sms_config_free(config);
}

void
sms_channel_examine(Doctor *doctor, const ChannelSettings *channel)
{
  if (examine_inbound(doctor, channel))
    examine_outbound(doctor, channel);
}
