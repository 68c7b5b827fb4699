/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose request it is, as the rows of providers sign: over the URL that they
 * know, to the last byte, with either of two secrets; and what they are told.
 */
#include "daemon/http/webhook_channel.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "queue/secret.h"

#define PATH "0123456789abcdef0123456789abcdef"
#define PUBLIC "https://bote.example.org/inbound/sms"
#define BODY "MessageSid=SM1&From=%2B4915228817386&Body=JA"
#define NOW_S INT64_C(1795281884)
#define STAMP "1795281884"

static WebhookChannel *
channel_of(const char *provider, const char *secrets)
{
  g_autoptr(GError) error = NULL;
  WebhookChannel *channel = webhook_channel_new("x", provider_find(provider),
                                                NULL, PATH "\n", &error);
  g_assert_no_error(error);
  g_assert_true(
      webhook_channel_set_signature(channel, secrets, PUBLIC, &error));
  g_assert_no_error(error);
  return channel;
}

/* How seven signs: docs.seven.io/en/rest-api/signing. */
static char *
sign_seven(const char *key, const char *url)
{
  g_autofree char *digest =
      g_compute_checksum_for_string(G_CHECKSUM_MD5, BODY, -1);
  g_autofree char *text =
      g_strjoin("\n", STAMP, "nonce", "POST", url, digest, NULL);
  return g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)key,
                                   strlen(key), text, -1);
}

/* How Twilio signs: the URL and the sorted form, SHA-1, base64. */
static char *
sign_twilio(const char *key, const char *url)
{
  g_autofree char *text =
      g_strconcat(url, "BodyJAFrom+4915228817386MessageSidSM1", NULL);
  g_autoptr(GHmac) hmac =
      g_hmac_new(G_CHECKSUM_SHA1, (const guchar *)key, strlen(key));
  guint8 digest[20];
  gsize size = sizeof digest;
  g_hmac_update(hmac, (const guchar *)text, -1);
  g_hmac_get_digest(hmac, digest, &size);
  return g_base64_encode(digest, size);
}

static const struct {
  const char *provider, *header;
  char *(*sign)(const char *key, const char *url);
} signers[] = {
    {"seven", "X-Signature", sign_seven},
    {"twilio", "X-Twilio-Signature", sign_twilio},
};

static bool
is_taken(const WebhookChannel *channel, const char *header,
         const char *signature, const char *query)
{
  g_autofree char *target = g_strconcat("/sms/x/" PATH, query, NULL);
  const SignatureField headers[] = {
      {"Host", "evil.example.org"}, {"X-Forwarded-Host", "evil.example.org"},
      {header, signature},          {"X-Timestamp", STAMP},
      {"X-Nonce", "nonce"},         {NULL, NULL}};
  const SignatureInput input = {.method = "POST",
                                .url = target,
                                .content_type =
                                    "application/x-www-form-urlencoded",
                                .headers = headers,
                                .body = BODY,
                                .body_size = strlen(BODY)};
  SignatureResult result;
  return webhook_channel_verify(channel, &input, NOW_S * 1000, &result);
}

/* The query as the provider asked is signed; one that means the same is
 * another. */
static void
test_webhook_channel_keeps_percent_encoding(void)
{
  static const char *const queries[] = {
      "",       "?a=%2f",   "?a=%2F",      "?a=/",
      "?a=b+c", "?a=b%20c", "?a=%C3%BC&b", "?%61=/"};
  for (size_t s = 0; s < G_N_ELEMENTS(signers); s++) {
    g_autoptr(WebhookChannel) channel =
        channel_of(signers[s].provider, "key\n");
    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
      g_autofree char *url = g_strconcat(PUBLIC "/x/" PATH, queries[i], NULL);
      g_autofree char *signature = signers[s].sign("key", url);
      for (size_t k = 0; k < G_N_ELEMENTS(queries); k++)
        g_assert_cmpint(
            is_taken(channel, signers[s].header, signature, queries[k]), ==,
            i == k);
    }
  }
}

static void
test_webhook_channel_knows_its_public_base_only(void)
{
  static const char *const bases[] = {"https://evil.example.org/inbound/sms",
                                      "http://bote.example.org/inbound/sms",
                                      "https://bote.example.org/sms",
                                      "https://bote.example.org/inbound"};
  for (size_t s = 0; s < G_N_ELEMENTS(signers); s++) {
    g_autoptr(WebhookChannel) channel = channel_of(signers[s].provider, "key");
    for (size_t i = 0; i < G_N_ELEMENTS(bases); i++) {
      g_autofree char *url = g_strconcat(bases[i], "/x/" PATH, NULL);
      g_autofree char *signature = signers[s].sign("key", url);
      g_assert_false(is_taken(channel, signers[s].header, signature, ""));
    }
  }
}

static void
test_webhook_channel_takes_either_secret(void)
{
  static const struct {
    const char *secrets, *key;
    bool taken;
  } rows[] = {
      {"old\nnew\n", "old", true},     {"old\nnew\n", "new", true},
      {"old\r\nnew\r\n", "new", true}, {"old\nnew\n", "other", false},
      {"new\n", "old", false},         {"old\nnew\n", "old\nnew", false},
  };
  g_autofree char *url = g_strconcat(PUBLIC "/x/" PATH, NULL);
  for (size_t s = 0; s < G_N_ELEMENTS(signers); s++)
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
      g_autoptr(WebhookChannel) channel =
          channel_of(signers[s].provider, rows[i].secrets);
      g_autofree char *signature = signers[s].sign(rows[i].key, url);
      g_test_message("%s %zu", signers[s].provider, i);
      g_assert_cmpint(is_taken(channel, signers[s].header, signature, ""), ==,
                      rows[i].taken);
    }
}

/* What is no public key would refuse every request of the provider's: better
 * to say so at the start. */
static void
test_webhook_channel_wants_public_keys(void)
{
  static const struct {
    const char *secrets;
    bool taken;
  } rows[] = {
      {"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n", true},
      {"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\nKEY0_secret\n", false},
      {"KEY0123456789ABCDEF_secret\n", false},
      {"11qYAYKxCrfVS/7TyWQHOg==\n", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(WebhookChannel) channel = webhook_channel_new(
        "x", provider_find("telnyx"), NULL, PATH "\n", NULL);
    g_assert_cmpint(
        webhook_channel_set_signature(channel, rows[i].secrets, PUBLIC, &error),
        ==, rows[i].taken);
    if (rows[i].taken)
      continue;
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED);
    g_assert_null(error != NULL ? strstr(error->message, "_secret") : NULL);
  }
}

/* Never 204, which Kannel takes for a failure; a refused answer is a lost
 * message where 4xx is final. */
static void
test_webhook_channel_answers_as_expected(void)
{
  json_t *agreed =
      json_pack("{s:{s:s, s:s}}", "ack", "status", "202", "body", "OK");
  g_autoptr(WebhookChannel) channel = webhook_channel_new(
      "x", provider_find("generic"), agreed, PATH "\n", NULL);
  ProviderAck ack = webhook_channel_ack(channel);
  g_assert_cmpint(ack.status, ==, 202);
  g_assert_cmpstr(ack.content_type, ==, "text/plain");
  g_assert_cmpstr(ack.body, ==, "OK");
  for (const Provider *const *row = provider_registry; *row != NULL; row++) {
    ack = provider_ack(*row, NULL);
    g_test_message("%s", (*row)->name);
    g_assert_cmpint(ack.status, ==, 200);
    g_assert_cmpstr(ack.body, ==,
                    strcmp((*row)->name, "twilio") == 0 ? "<Response/>" : "");
    g_assert_cmpstr(ack.content_type, ==,
                    strcmp((*row)->name, "twilio") == 0 ? "text/xml"
                                                        : "text/plain");
  }
  json_decref(agreed);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  g_test_add_func("/daemon/webhook-channel/keeps-percent-encoding",
                  test_webhook_channel_keeps_percent_encoding);
  g_test_add_func("/daemon/webhook-channel/knows-its-public-base-only",
                  test_webhook_channel_knows_its_public_base_only);
  g_test_add_func("/daemon/webhook-channel/takes-either-secret",
                  test_webhook_channel_takes_either_secret);
  g_test_add_func("/daemon/webhook-channel/wants-public-keys",
                  test_webhook_channel_wants_public_keys);
  g_test_add_func("/daemon/webhook-channel/answers-as-expected",
                  test_webhook_channel_answers_as_expected);
  return g_test_run();
}
