/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms replay`: reads a provider's request again, as the webhook and
 * digest would, and tells what it holds.  Nothing is stored or answered.  The
 * signature is checked first; the body is read behind the walls of the parse
 * role, for it is a stranger's.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/clock.h"
#include "daemon/secret_lines.h"
#include "daemon/sms_tool/sms_body.h"
#include "daemon/sms_tool/sms_source.h"
#include "daemon/sms_tool/sms_tool.h"
#include "parsers/http_text.h"
#include "parsers/parse_error.h"
#include "queue/secret.h"

#define OUR_PREFIX "/sms" /* of a target; public_url stands for it */

typedef struct Replay {
  const char *secret_file, *url, *config, *channel, *provider;
  bool json;
  SmsSource source;
  char **secrets; /* NULL: the signature is not checked */
  HttpText *request;
} Replay;

static void
replay_clear(Replay *replay)
{
  sms_source_clear(&replay->source);
  secret_lines_free(replay->secrets);
  http_text_free(replay->request);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Replay, replay_clear)

static void
note(const char *german, const char *english)
{
  (void)fprintf(stderr, "bote: %s\n", cli_text(german, english));
}

/* --- what was asked --- */

static bool
take_arguments(int argc, char **argv, Replay *out)
{
  out->json = cli_take_flag(&argc, argv, "--json");
  if (!cli_take_option(&argc, argv, "--secret-file", &out->secret_file) ||
      !cli_take_option(&argc, argv, "--url", &out->url) ||
      !cli_take_option(&argc, argv, "--config", &out->config) ||
      !cli_take_option(&argc, argv, "--channel", &out->channel) ||
      !cli_check_rest(argc, argv, 1))
    return false;
  out->provider = argc > 1 ? argv[1] : NULL;
  if ((out->provider == NULL) != (out->channel == NULL))
    return true;
  (void)cli_fail(EX_USAGE, "replay", /* the caller returns the code */
                 cli_text("PROVIDER oder --channel NAME fehlt, oder beides ist "
                          "angegeben",
                          "one of PROVIDER and --channel NAME is needed"),
                 cli_text("siehe --help", "see --help"));
  return false;
}

/* What the file of secrets holds: --secret-file, else the channel's. */
static GBytes *
read_secret_file(const Replay *replay, GError **error)
{
  char *text = NULL;
  gsize size = 0;

  if (replay->secret_file == NULL)
    return config_credential(replay->source.loaded,
                             replay->source.channel->signature_credential,
                             error);
  return g_file_get_contents(replay->secret_file, &text, &size, error)
             ? g_bytes_new_take(text, size)
             : NULL;
}

static int
load_secrets(Replay *replay)
{
  const ChannelSettings *channel = replay->source.channel;
  g_autoptr(GError) error = NULL;
  gsize size = 0;

  if (replay->secret_file == NULL &&
      (channel == NULL || channel->signature_credential == NULL))
    return EX_OK;
  g_autoptr(GBytes) bytes = read_secret_file(replay, &error);
  if (bytes != NULL) {
    const char *text = g_bytes_get_data(bytes, &size);
    g_autofree char *all = g_strndup(text, size);
    replay->secrets = secret_lines_split(all);
    secret_wipe(all, size);
  }
  if (replay->secrets != NULL && replay->secrets[0] != NULL)
    return EX_OK;
  return cli_fail(EX_NOINPUT, cli_text("Schlüssel", "secrets"),
                  error != NULL
                      ? error->message
                      : cli_text("die Datei ist leer", "the file is empty"),
                  cli_text("eine Datei mit einem Schlüssel je Zeile angeben",
                           "name a file with one secret a line"));
}

static int
load_request(Replay *replay)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = sms_body_read_stdin(&error);

  if (bytes != NULL)
    replay->request = sms_body_to_request(bytes, &error);
  if (replay->request != NULL)
    return EX_OK;
  return cli_fail(EX_DATAERR, cli_text("Standardeingabe", "standard input"),
                  error->message,
                  cli_text("erwartet wird ein HTTP-Request, wie er ankam",
                           "an HTTP request is expected, as it came"));
}

/* --- the signature --- */

/* The URL that the provider signed, as far as it can be known: --url, what the
 * configuration says, a whole URL in the request; at last the Host field, which
 * the webhook itself never believes. */
static char *
signed_url(const Replay *replay)
{
  const char *target = replay->request->target;
  const char *host = http_text_header(replay->request, "Host");
  const char *public_url =
      replay->source.loaded != NULL
          ? replay->source.loaded->settings->webhook.public_url
          : NULL;

  if (replay->url != NULL)
    return g_strdup(replay->url);
  if (target[0] != '/')
    return g_strdup(target);
  if (public_url != NULL && g_str_has_prefix(target, OUR_PREFIX "/"))
    return g_strconcat(public_url, target + strlen(OUR_PREFIX), NULL);
  return g_strdup_printf("https://%s%s", host != NULL ? host : "", target);
}

/* A replay is of an old request, or of one from a machine whose clock is
 * ahead: the age is told, but changes nothing. */
static SignatureVerdict
verify(const Replay *replay, const SignatureScheme *scheme,
       const SignatureInput *input)
{
  const char *const *secrets = (const char *const *)replay->secrets;
  Clock *clock = clock_new_system();
  int64_t now_ms = clock_now_ms(clock);
  SignatureResult result = {0};

  clock_free(clock);
  (void)signature_verify(scheme, input, secrets, now_ms, &result);
  if (result.verdict == SIGNATURE_WRONG && result.signed_at_ms > 0)
    (void)signature_verify(scheme, input, secrets, result.signed_at_ms,
                           &result);
  if (result.verdict == SIGNATURE_STALE)
    note("die Signatur stimmt, ist aber alt; der Webhook nähme sie noch an",
         "the signature is right but old; the webhook would still take it");
  if (result.verdict == SIGNATURE_EXPIRED)
    note("die Signatur stimmt, ist aber abgelaufen; der Webhook lehnte sie ab",
         "the signature is right but expired; the webhook would refuse it");
  return result.verdict;
}

static int
refuse_signature(SignatureVerdict verdict)
{
  return cli_fail(
      EX_NOPERM, cli_text("Signatur", "signature"),
      verdict == SIGNATURE_MISSING ? cli_text("fehlt", "missing")
                                   : cli_text("falsch", "wrong"),
      cli_text("Schlüssel und --url prüfen: so, wie der Anbieter sie kennt",
               "check secret and --url: as the provider knows them"));
}

static int
check_signature(const Replay *replay)
{
  const HttpText *request = replay->request;
  g_autofree char *url = signed_url(replay);
  g_autoptr(GError) error = NULL;
  SignatureScheme scheme = {0};
  SignatureInput input = {
      .method = request->method,
      .url = url,
      .content_type = http_text_header(request, "Content-Type"),
      .headers = request->headers,
  };

  input.body = g_bytes_get_data(request->body, &input.body_size);
  if (!provider_signature(replay->source.provider, replay->source.config,
                          &scheme, &error))
    return cli_fail(EX_CONFIG, cli_text("Signatur", "signature"),
                    error->message, NULL);
  if (scheme.kind == SIGNATURE_NONE && replay->secrets != NULL)
    note("dieser Anbieter unterschreibt nicht; es gibt nichts zu prüfen",
         "this provider does not sign; there is nothing to check");
  else if (scheme.kind != SIGNATURE_NONE && replay->secrets == NULL)
    note("die Signatur wurde nicht geprüft: --secret-file fehlt",
         "the signature was not checked: --secret-file is missing");
  if (scheme.kind == SIGNATURE_NONE || replay->secrets == NULL)
    return EX_OK;
  SignatureVerdict verdict = verify(replay, &scheme, &input);
  return verdict == SIGNATURE_WRONG || verdict == SIGNATURE_MISSING
             ? refuse_signature(verdict)
             : EX_OK;
}

/* --- what it holds --- */

static int
print_batch(const Replay *replay)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch =
      sms_body_parse(&replay->source, replay->request, &error);

  if (batch == NULL && g_error_matches(error, PARSE_ERROR, PARSE_ERROR_SYNTAX))
    return cli_fail(EX_DATAERR, cli_text("Request", "request"), error->message,
                    NULL);
  if (batch == NULL)
    return cli_fail(EX_UNAVAILABLE,
                    cli_text("Sandbox für Fremdes", "sandbox for strangers"),
                    error->message,
                    cli_text("seccomp(2) und einen weiteren Prozess erlauben",
                             "allow seccomp(2) and another process"));
  json_auto_t *object = sms_body_to_json(batch);
  (void)json_dumpf(object, stdout,
                   replay->json ? JSON_COMPACT : JSON_INDENT(2));
  (void)fputc('\n', stdout); /* main() looks at stdout */
  return EX_OK;
}

int
sms_replay_run(int argc, char **argv)
{
  g_auto(Replay) replay = {0};

  if (!take_arguments(argc, argv, &replay))
    return EX_USAGE;
  int code =
      replay.channel != NULL
          ? sms_source_by_channel(replay.config, replay.channel, &replay.source)
          : sms_source_by_name(replay.provider, &replay.source);
  if (code == EX_OK)
    code = load_secrets(&replay);
  if (code == EX_OK)
    code = load_request(&replay);
  if (code == EX_OK)
    code = check_signature(&replay);
  return code == EX_OK ? print_batch(&replay) : code;
}
