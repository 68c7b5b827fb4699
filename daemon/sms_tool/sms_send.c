/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms send -n`: shows the request by which a provider would be asked to
 * send, with "***" for secrets, which are never even read.  Sending itself is
 * not for a tool: messages leave through the outbox, where caps, budget and
 * opt-outs count.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/sms_source.h"
#include "daemon/sms_tool/sms_tool.h"
#include "parsers/json_text.h"
#include "parsers/sms/e164.h"
#include "parsers/sms/gsm7.h"

#define HIDDEN "***"
#define HIDDEN_ENCODED "%2A%2A%2A" /* in a query or form */
/* Stands for the id of a row of the outbox. */
#define EXAMPLE_ID "0000000000000000"

typedef struct Send {
  bool dry_run, json;
  const char *config, *channel, *provider, *from, *to;
  SmsSource source;
} Send;

static void
send_clear(Send *send)
{
  sms_source_clear(&send->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Send, send_clear)

/* What rows ask of their settings, where no account is configured.  Secrets are
 * hidden; the others show where the account's values would stand. */
static const struct {
  const char *name, *value;
  bool is_secret;
} placeholders[] = {
    {"password", HIDDEN, true},
    {"api_key", HIDDEN, true},
    {"token", HIDDEN, true},
    {"user", "USER", false},
    {"account", "ACCOUNT", false},
    {"account_sid", "ACCOUNT", false},
    {"plan", "PLAN", false},
    {"platform_id", "PLATFORM", false},
    {"partner_id", "PARTNER", false},
    {"url", "https://gateway.example.org/send", false},
    {"from", "+4915228817386", false},
};

static bool
has_default(const Provider *row, const char *name)
{
  const ProviderPair *pair = row->send != NULL ? row->send->defaults : NULL;

  for (; pair != NULL && pair->name != NULL; pair++)
    if (strcmp(pair->name, name) == 0)
      return true;
  return false;
}

static void
set_missing(const SmsSource *source, const char *name, const char *value)
{
  if (value != NULL && json_object_get(source->config, name) == NULL &&
      !has_default(source->provider, name))
    json_object_set_new(source->config, name, json_string(value));
}

/* A configured channel lacks its secrets only; a provider by name all. */
static void
fill_settings(Send *send)
{
  const SmsSource *source = &send->source;
  const ChannelSettings *channel = source->channel;

  if (send->from != NULL)
    json_object_set_new(source->config, "from", json_string(send->from));
  if (channel != NULL)
    set_missing(source, "from", channel->number);
  for (size_t i = 0; i < G_N_ELEMENTS(placeholders); i++)
    if (channel == NULL || placeholders[i].is_secret)
      set_missing(source, placeholders[i].name, placeholders[i].value);
}

static bool
take_arguments(int *argc, char **argv, Send *out)
{
  out->dry_run = cli_take_dry_run(argc, argv);
  out->json = cli_take_flag(argc, argv, "--json");
  return cli_take_option(argc, argv, "--config", &out->config) &&
         cli_take_option(argc, argv, "--channel", &out->channel) &&
         cli_take_option(argc, argv, "--provider", &out->provider) &&
         cli_take_option(argc, argv, "--from", &out->from) &&
         cli_take_option(argc, argv, "--to", &out->to) &&
         cli_check_rest(*argc, argv, *argc);
}

/* What is missing; true: nothing. */
static bool
is_complete(const Send *send, int texts)
{
  if (!send->dry_run) {
    (void)cli_fail(
        EX_USAGE, "send", /* the caller returns the code */
        cli_text("gesendet wird nur über den Ausgang, damit Obergrenzen und "
                 "Abmeldungen zählen",
                 "messages leave through the outbox only, so that caps and "
                 "opt-outs count"),
        cli_text("mit -n zeigt es, was gesendet würde",
                 "with -n it shows what would be sent"));
    return false;
  }
  if ((send->channel == NULL) != (send->provider == NULL) && send->to != NULL &&
      texts > 0)
    return true;
  (void)cli_fail(EX_USAGE, "send", /* as above */
                 cli_text("es fehlt etwas", "something is missing"),
                 "send -n --channel NAME|--provider PROVIDER --to NUMBER TEXT");
  return false;
}

static int
find_source(Send *send)
{
  return send->channel != NULL
             ? sms_source_by_channel(send->config, send->channel, &send->source)
             : sms_source_by_name(send->provider, &send->source);
}

/* The countries of the channel, ended by NULL; only Germany without one. */
static const char **
list_countries(const Send *send)
{
  const ChannelSettings *channel = send->source.channel;
  guint count = channel != NULL ? channel->countries->len : 0;
  const char **codes = count > 0 ? g_new0(const char *, count + 1) : NULL;

  for (guint i = 0; i < count; i++)
    codes[i] = channel->countries->pdata[i];
  return codes;
}

/* The destination in E.164, or NULL and why. */
static char *
destination(const Send *send)
{
  g_autofree char *number = e164_normalise(send->to, E164_MODE_USER);
  g_autofree const char **countries = list_countries(send);
  E164Refusal refusal = number != NULL
                            ? e164_check_destination(number, countries)
                            : E164_REFUSAL_SYNTAX;

  if (refusal == E164_REFUSAL_NONE)
    return g_steal_pointer(&number);
  (void)cli_fail(EX_DATAERR, "--to", /* the caller returns the code */
                 e164_refusal_to_string(refusal),
                 cli_text("eine deutsche Mobilnummer oder ein Land aus "
                          "'countries' des Kanals angeben",
                          "name a German mobile number or one of the "
                          "channel's 'countries'"));
  return NULL;
}

/* The address for receipts, its secret hidden; NULL without one. */
static char *
report_url(const Send *send)
{
  const ChannelSettings *channel = send->source.channel;

  if (channel == NULL)
    return g_strdup("https://bote.example.org/sms/NAME/" HIDDEN);
  const char *public_url = send->source.loaded->settings->webhook.public_url;
  if (public_url == NULL || channel->path_credential == NULL)
    return NULL;
  return g_strdup_printf("%s/%s/" HIDDEN, public_url, channel->name);
}

/* Hidden secrets look the same wherever they stand. */
static char *
show(const char *text, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid(text, (gssize)size);
  GString *out = g_string_new(valid);

  g_string_replace(out, HIDDEN_ENCODED, HIDDEN, 0);
  return g_string_free(out, FALSE);
}

static json_t *
headers_to_json(const ProviderHttpRequest *request)
{
  json_t *object = json_object();

  for (guint i = 0; i < request->headers->len; i++) {
    g_auto(GStrv) pair = g_strsplit(request->headers->pdata[i], ": ", 2);
    json_object_set_new(object, pair[0],
                        json_string(pair[1] != NULL ? pair[1] : ""));
  }
  if (request->user != NULL)
    json_object_set_new(object, "Authorization", json_string("Basic " HIDDEN));
  return object;
}

static json_t *
request_to_json(const ProviderHttpRequest *request, const SmsMeasure *cost)
{
  gsize size = 0;
  const char *bytes =
      request->body != NULL ? g_bytes_get_data(request->body, &size) : NULL;
  g_autofree char *url =
      request->url != NULL ? show(request->url, strlen(request->url)) : NULL;
  g_autofree char *body = bytes != NULL ? show(bytes, size) : NULL;

  return json_pack(
      "{s:s, s:s?, s:o, s:s?, s:s, s:i}", "method", request->method, "url", url,
      "headers", headers_to_json(request), "body", body, "encoding",
      sms_coding_to_string(cost->coding), "segments", (int)cost->segments);
}

static void
print_request(const json_t *object)
{
  static const CliNoun segment = {"Segment", "Segmente", "segment", "segments"};
  json_t *headers = json_object_get(object, "headers");
  json_t *value = NULL;
  const char *name = NULL;
  g_autofree char *segments =
      cli_count((size_t)json_whole(object, "segments"), &segment);

  printf("%s, %s\n\n", json_text_or_empty(object, "encoding"), segments);
  if (*json_text_or_empty(object, "url") == '\0') {
    puts(cli_text("Dieser Anbieter wird nicht über HTTP gefragt.",
                  "This provider is not asked by HTTP."));
    return;
  }
  printf("%s %s\n", json_text_or_empty(object, "method"),
         json_text_or_empty(object, "url"));
  json_object_foreach(headers, name, value)
  {
    printf("%s: %s\n", name, json_string_value(value));
  }
  if (*json_text_or_empty(object, "body") != '\0')
    printf("\n%s\n", json_text_or_empty(object, "body"));
}

/* Build the request and show it. */
static int
show_request(const Send *send, const char *to, const char *typed)
{
  SmsMeasure cost = {0};
  g_autofree char *valid = g_utf8_make_valid(typed, -1);
  g_autofree char *text = gsm7_prepare(valid, &cost);
  g_autofree char *url = report_url(send);
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  SmsOut sms = {.id = EXAMPLE_ID, .to = to, .text = text, .report_url = url};

  if (!provider_build_request(send->source.provider, &sms, send->source.config,
                              &request, &error))
    return cli_fail(EX_CONFIG, send->source.provider->name, error->message,
                    cli_text("in settings des Kanals ergänzen",
                             "add it to the channel's settings"));
  json_auto_t *object = request_to_json(request, &cost);
  if (!send->json) {
    print_request(object);
    return EX_OK;
  }
  (void)json_dumpf(object, stdout, JSON_COMPACT); /* main() looks at stdout */
  (void)fputc('\n', stdout);
  return EX_OK;
}

int
sms_send_run(int argc, char **argv)
{
  g_auto(Send) send = {0};

  if (!take_arguments(&argc, argv, &send) || !is_complete(&send, argc - 1))
    return EX_USAGE;
  int code = find_source(&send);
  if (code != EX_OK)
    return code;
  fill_settings(&send);
  g_autofree char *to = destination(&send);
  sms_drop_dashes(&argc, argv);
  g_autofree char *text = g_strjoinv(" ", argv + 1);
  return to != NULL ? show_request(&send, to, text) : EX_DATAERR;
}
