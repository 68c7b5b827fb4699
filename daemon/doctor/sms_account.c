/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks the provider for the account; where it has no such question, connects.
 * A wrong password is tried at nobody's: it might be taken for an attack.
 */
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/deliver/http_easy.h"
#include "daemon/doctor/peer.h"
#include "daemon/doctor/sms_channel.h"

enum { MIN_BALANCE = 5 }; /* in the account's currency: some sixty SMS */

/* What an outcome means here; without a remedy it is about the key. */
typedef struct Meaning {
  DoctorState state;
  const char *german, *english;
  const char *remedy_german, *remedy_english;
} Meaning;

#define LATER_DE "später wieder fragen, Statusseite des Anbieters ansehen"
#define LATER_EN "ask again later, see the provider's status page"

static const Meaning meanings[] = {
    [PROVIDER_SEND_PERMANENT] = {DOCTOR_FAILED, "weist die Frage zurück",
                                 "refuses the question", LATER_DE, LATER_EN},
    [PROVIDER_SEND_TRANSIENT] = {DOCTOR_FAILED, "antwortet unverständlich",
                                 "answers in a way that is not understood",
                                 LATER_DE, LATER_EN},
    [PROVIDER_SEND_THROTTLED] = {DOCTOR_WARNING, "bittet zu warten",
                                 "asks to wait", LATER_DE, LATER_EN},
    [PROVIDER_SEND_ACCOUNT] = {DOCTOR_FAILED, "meldet: kein Guthaben",
                               "says: no credit", "das Konto aufladen",
                               "top up the account"},
    [PROVIDER_SEND_CONFIG] = {DOCTOR_FAILED, "nimmt den Schlüssel nicht an",
                              "refuses the key", NULL, NULL},
    [PROVIDER_SEND_UNKNOWN] = {DOCTOR_FAILED, "antwortet unverständlich",
                               "answers in a way that is not understood",
                               LATER_DE, LATER_EN},
};

/* Which file to write anew, and where its content is found. */
static char *
key_remedy(const ChannelSettings *channel, const char *where)
{
  if (channel->credential == NULL)
    return g_strdup(
        cli_text("credential: eintragen, die Datei mit dem Schlüssel",
                 "enter credential:, the file with the key"));
  if (where == NULL)
    return g_strdup_printf(
        cli_text("die Datei %s enthält einen anderen – den richtigen "
                 "hineinschreiben",
                 "the file %s holds another one – write the right one there"),
        channel->credential);
  return g_strdup_printf(
      cli_text(
          "die Datei %s enthält einen anderen – den von %s hineinschreiben",
          "the file %s holds another one – write the one of %s there"),
      channel->credential, where);
}

static void
say_refused(Doctor *doctor, const SmsSubject *subject,
            const ProviderCheckResult *result, int http_status)
{
  const ChannelSettings *channel = subject->channel;
  const Meaning *meaning = &meanings[result->outcome];
  g_autofree char *remedy =
      meaning->remedy_english == NULL
          ? key_remedy(channel, result->where)
          : g_strdup(cli_text(meaning->remedy_german, meaning->remedy_english));

  doctor_say(doctor, meaning->state, channel->name, remedy, "%s %s (%d)",
             channel->provider, cli_text(meaning->german, meaning->english),
             http_status);
}

/* The channel's own limit; false: it is no number. */
static bool
parse_min_balance(const ChannelSettings *channel, double *out)
{
  const char *text =
      json_string_value(json_object_get(channel->settings, "min_balance"));
  char *end = NULL;

  *out = MIN_BALANCE;
  if (text == NULL)
    return true;
  *out = g_ascii_strtod(text, &end);
  return end != text && *end == '\0';
}

/* "46.75 EUR", as a row's paths make it; the currency may be missing, and only
 * letters pass. */
typedef struct Balance {
  double amount;
  const char *currency; /* with the blank before it, or "" */
} Balance;

static bool
parse_balance(const char *text, Balance *out)
{
  char *end = NULL;

  out->amount = g_ascii_strtod(text, &end);
  out->currency = end;
  if (end == text || (*end != '\0' && *end != ' '))
    return false;
  for (const char *at = end; *at != '\0'; at++)
    if (!g_ascii_isalpha(*at) && at != end)
      out->currency = "";
  return true;
}

static void
judge_balance(Doctor *doctor, const SmsSubject *subject, const Balance *balance)
{
  const ChannelSettings *channel = subject->channel;
  double limit = 0;

  if (!parse_min_balance(channel, &limit))
    doctor_say(
        doctor, DOCTOR_FAILED, channel->name, "settings: {min_balance: 5}",
        "%s",
        cli_text("min_balance ist keine Zahl", "min_balance is no number"));
  else if (balance->amount >= limit)
    doctor_say(doctor, DOCTOR_OK, channel->name, NULL,
               cli_text("%s nimmt den Schlüssel an, Guthaben %.2f%s",
                        "%s accepts the key, balance %.2f%s"),
               channel->provider, balance->amount, balance->currency);
  else
    doctor_say(doctor, balance->amount > 0 ? DOCTOR_WARNING : DOCTOR_FAILED,
               channel->name,
               cli_text("das Konto aufladen", "top up the account"),
               cli_text("das Guthaben bei %s ist nur %.2f%s (Grenze %.2f)",
                        "the balance at %s is only %.2f%s (limit %.2f)"),
               channel->provider, balance->amount, balance->currency, limit);
}

static void
judge_account(Doctor *doctor, const SmsSubject *subject, const char *balance)
{
  const ChannelSettings *channel = subject->channel;
  Balance parsed = {0};

  if (balance == NULL)
    doctor_say(doctor, DOCTOR_OK, channel->name, NULL,
               cli_text("%s nimmt den Schlüssel an", "%s accepts the key"),
               channel->provider);
  else if (!parse_balance(balance, &parsed))
    doctor_say(doctor, DOCTOR_WARNING, channel->name,
               cli_text("dort nachsehen", "look it up there"),
               cli_text("%s nimmt den Schlüssel an, nennt aber kein Guthaben",
                        "%s accepts the key, but tells no balance"),
               channel->provider);
  else
    judge_balance(doctor, subject, &parsed);
}

static void
say_unreachable(Doctor *doctor, const SmsSubject *subject, CURLcode code)
{
  const char *remedy = cli_text("Adresse, DNS und Firewall prüfen",
                                "check address, DNS and firewall");

  if (code == CURLE_PEER_FAILED_VERIFICATION)
    remedy = cli_text("Uhr, Adresse und ca_file prüfen",
                      "check clock, address and ca_file");
  doctor_say(
      doctor, DOCTOR_FAILED, subject->channel->name, remedy,
      cli_text("%s ist nicht erreichbar (%s)", "%s cannot be reached (%s)"),
      subject->channel->provider, curl_easy_strerror(code));
}

static void
ask(Doctor *doctor, const SmsSubject *subject,
    const ProviderHttpRequest *request)
{
  g_auto(PeerAnswer) answer = {0};
  ProviderCheckResult result = {0};

  peer_ask(doctor, request, subject->ca_file, NULL, &answer);
  if (answer.code != CURLE_OK) {
    say_unreachable(doctor, subject, answer.code);
    return;
  }
  ProviderResponse response = {.http_status = answer.http_status,
                               .body = answer.body->str,
                               .body_size = answer.body->len};
  provider_parse_check(subject->provider, &response, subject->config, &result);
  if (result.outcome == PROVIDER_SEND_SENT)
    judge_account(doctor, subject, result.balance);
  else
    say_refused(doctor, subject, &result, answer.http_status);
  provider_check_result_clear(&result);
}

static void
connect_only(Doctor *doctor, const SmsSubject *subject)
{
  CURLcode code = peer_connect(doctor, subject->sending->url, subject->ca_file);

  if (code != CURLE_OK)
    say_unreachable(doctor, subject, code);
  else
    doctor_say(doctor, DOCTOR_OK, subject->channel->name, NULL,
               cli_text("%s ist erreichbar", "%s can be reached"),
               subject->channel->provider);
}

void
sms_account_examine(Doctor *doctor, const SmsSubject *subject)
{
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!provider_build_check(subject->provider, subject->config, &request,
                            &error))
    doctor_say(doctor, DOCTOR_FAILED, subject->channel->name, NULL, "%s",
               error->message);
  else if (request != NULL && !http_url_is_allowed(request->url))
    sms_say_not_encrypted(doctor, subject->channel);
  else if (request != NULL)
    ask(doctor, subject, request);
  else if (subject->sending->url != NULL)
    connect_only(doctor, subject);
}
