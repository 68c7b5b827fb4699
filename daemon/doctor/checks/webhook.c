/* SPDX-License-Identifier: Apache-2.0
 *
 * Does the role that takes in SMS answer?  It is asked at its own address for a
 * path whose secret is wrong: 404 is the answer of a role that knows its
 * channels, and leaves nothing behind.
 */
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/deliver/http_easy.h"
#include "daemon/doctor/doctor.h"
#include "daemon/doctor/peer.h"

static const char UNIX_PREFIX[] = "unix:";

/* What the outside is told; that it is encrypted, `check` sees to. */
static void
examine_public_url(Doctor *doctor)
{
  const char *url = doctor->config->settings->webhook.public_url;

  if (url == NULL)
    doctor_say(doctor, DOCTOR_WARNING, NULL,
               cli_text("webhook.public_url: https://…/sms eintragen",
                        "enter webhook.public_url: https://…/sms"),
               "%s",
               cli_text("ohne public_url kommen keine Zustellberichte und "
                        "gelten keine Unterschriften über die Adresse",
                        "without public_url there are no receipts and no "
                        "signatures over the address"));
}

static void
judge(Doctor *doctor, const PeerAnswer *answer, const char *listen)
{
  if (answer->code != CURLE_OK)
    doctor_say(
        doctor, DOCTOR_FAILED, NULL, "systemctl start bote-webhook, bote run",
        cli_text("niemand antwortet an %s (%s)", "nobody answers at %s (%s)"),
        listen, curl_easy_strerror(answer->code));
  else if (answer->http_status == 404)
    doctor_say(doctor, DOCTOR_OK, NULL, NULL,
               cli_text("antwortet an %s", "answers at %s"), listen);
  else if (answer->http_status == 503)
    doctor_say(doctor, DOCTOR_WARNING, NULL,
               cli_text("Protokoll ansehen: journalctl -u bote-webhook",
                        "see the log: journalctl -u bote-webhook"),
               "%s", cli_text("ist überlastet (503)", "is overloaded (503)"));
  else
    doctor_say(doctor, DOCTOR_FAILED, NULL,
               cli_text("webhook.listen ändern oder jenes beenden",
                        "change webhook.listen or stop it"),
               cli_text("an %s antwortet ein anderes Programm (%d)",
                        "another program answers at %s (%d)"),
               listen, answer->http_status);
}

static void
run_webhook(Doctor *doctor)
{
  const Settings *settings = doctor->config->settings;
  const ChannelSettings *channel = settings_webhook_channel(settings);
  const char *listen = settings->webhook.listen;
  bool is_unix = g_str_has_prefix(listen, UNIX_PREFIX);
  g_autoptr(ProviderHttpRequest) request = provider_http_request_new("GET");
  g_auto(PeerAnswer) answer = {0};

  if (channel == NULL) {
    doctor_say(
        doctor, DOCTOR_OK, NULL, NULL, "%s",
        cli_text("keine SMS-Nummer braucht ihn", "no SMS channel needs it"));
    return;
  }
  examine_public_url(doctor);
  request->url = g_strdup_printf("http://%s/sms/%s/doctor",
                                 is_unix ? "localhost" : listen, channel->name);
  if (!http_url_is_allowed(request->url)) {
    doctor_say(doctor, DOCTOR_FAILED, NULL,
               "webhook: {listen: \"127.0.0.1:8312\"}",
               cli_text("%s ist keine Adresse dieses Rechners",
                        "%s is no address of this machine"),
               listen);
    return;
  }
  peer_ask(doctor, request, NULL, is_unix ? listen + strlen(UNIX_PREFIX) : NULL,
           &answer);
  judge(doctor, &answer, listen);
}

const DoctorCheck check_webhook = {.name = "webhook", .run = run_webhook};
