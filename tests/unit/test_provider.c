/* SPDX-License-Identifier: Apache-2.0
 *
 * Every row of the provider table against its fixtures.  A case is a JSON
 * object with `config` and one of `request`, `send`, `response`; what comes out
 * is compared as JSON with sorted keys.
 */
#include "parsers/provider/provider.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/config/provider_preset.h"
#include "tests/support/fixture.h"
#include "tests/support/json_text.h"

static void
set_text(json_t *object, const char *key, const char *value)
{
  if (value)
    json_object_set_new(object, key, json_string(value));
}

static json_t *
dump_error(const GError *error)
{
  json_t *out = json_object();

  set_text(out, "error", error->message);
  return out;
}

/* Bytes in hex, as far as fixtures have them. */
static json_t *
dump_media(const SmsMedia *media)
{
  json_t *out = json_object();
  gsize size = 0;
  const guint8 *bytes =
      media->bytes ? g_bytes_get_data(media->bytes, &size) : NULL;
  g_autoptr(GString) hex = g_string_new(NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf(hex, "%02x", bytes[i]);
  set_text(out, "url", media->url);
  set_text(out, "type", media->type);
  set_text(out, "name", media->name);
  if (media->size > 0)
    json_object_set_new(out, "size", json_integer(media->size));
  if (bytes)
    set_text(out, "bytes_hex", hex->str);
  return out;
}

static json_t *
dump_message(const SmsIn *sms)
{
  json_t *out = json_object(), *media = json_array();

  for (guint i = 0; i < sms->media->len; i++)
    json_array_append_new(media, dump_media(sms->media->pdata[i]));
  if (sms->media->len > 0)
    json_object_set(out, "media", media);
  json_decref(media);
  set_text(out, "event_id", sms->event_id);
  set_text(out, "provider_id", sms->provider_id);
  set_text(out, "from", sms->from);
  set_text(out, "to", sms->to);
  set_text(out, "text", sms->text);
  json_object_set_new(out, "sent_at_ms", json_integer(sms->sent_at_ms));
  if (sms->no_reply)
    json_object_set_new(out, "no_reply", json_true());
  if (sms->part_total > 0)
    json_object_set_new(
        out, "part",
        json_pack("[iii]", sms->part_ref, sms->part_number, sms->part_total));
  return out;
}

static json_t *
dump_report(const SmsReport *report)
{
  json_t *out = json_object();

  set_text(out, "provider_id", report->provider_id);
  set_text(out, "reference", report->reference);
  set_text(out, "state", sms_report_state_to_string(report->state));
  set_text(out, "code", report->code);
  if (report->opt_out)
    json_object_set_new(out, "opt_out", json_true());
  return out;
}

static json_t *
dump_batch(const SmsBatch *batch)
{
  json_t *messages = json_array(), *reports = json_array();

  for (guint i = 0; i < batch->messages->len; i++)
    json_array_append_new(messages, dump_message(batch->messages->pdata[i]));
  for (guint i = 0; i < batch->reports->len; i++)
    json_array_append_new(reports, dump_report(batch->reports->pdata[i]));
  return json_pack("{soso}", "messages", messages, "reports", reports);
}

static GByteArray *
unhex(const char *hex)
{
  GByteArray *out = g_byte_array_new();

  for (; hex && hex[0] && hex[1]; hex += 2) {
    guint8 byte = (guint8)(g_ascii_xdigit_value(hex[0]) * 16 +
                           g_ascii_xdigit_value(hex[1]));
    g_byte_array_append(out, &byte, 1);
  }
  return out;
}

static json_t *
run_parse(const Provider *provider, const json_t *config, const json_t *in)
{
  g_autoptr(GByteArray) bytes = unhex(json_text(in, "body_hex"));
  const char *body = json_text(in, "body");
  ProviderRequest request = {.method = json_text(in, "method"),
                             .query = json_text(in, "query"),
                             .content_type = json_text(in, "content_type"),
                             .body = body ? (const void *)body : bytes->data,
                             .body_size = body ? strlen(body) : bytes->len};
  g_autoptr(SmsBatch) batch = NULL;
  g_autoptr(GError) error = NULL;

  if (!provider_parse(provider, &request, config, &batch, &error))
    return dump_error(error);
  return dump_batch(batch);
}

static json_t *
dump_request(const ProviderHttpRequest *request)
{
  json_t *out = json_object(), *headers = json_array();
  gsize size = 0;
  const char *body =
      request->body ? g_bytes_get_data(request->body, &size) : NULL;

  set_text(out, "method", request->method);
  set_text(out, "url", request->url);
  set_text(out, "user", request->user);
  set_text(out, "password", request->password);
  for (guint i = 0; i < request->headers->len; i++)
    json_array_append_new(headers, json_string(request->headers->pdata[i]));
  json_object_set_new(out, "headers", headers);
  if (body)
    json_object_set_new(out, "body", json_stringn(body, size));
  return out;
}

static json_t *
run_send(const Provider *provider, const json_t *config, const json_t *in)
{
  SmsOut sms = {.id = json_text(in, "id"),
                .from = json_text(in, "from"),
                .to = json_text(in, "to"),
                .text = json_text(in, "text"),
                .report_url = json_text(in, "report_url")};
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!provider_build_request(provider, &sms, config, &request, &error))
    return dump_error(error);
  return dump_request(request);
}

static json_t *
run_response(const Provider *provider, const json_t *config, const json_t *in)
{
  const char *body = json_text(in, "body");
  ProviderResponse response = {
      .http_status = (int)json_integer_value(json_object_get(in, "status")),
      .retry_after_s =
          (int)json_integer_value(json_object_get(in, "retry_after_s")),
      .body = body,
      .body_size = body ? strlen(body) : 0};
  ProviderSendResult result;
  json_t *out = json_object();

  provider_parse_response(provider, &response, config, &result);
  set_text(out, "outcome", provider_send_class_to_string(result.outcome));
  set_text(out, "provider_id", result.provider_id);
  set_text(out, "code", result.code);
  set_text(out, "diagnostic", result.diagnostic);
  if (result.opt_out)
    json_object_set_new(out, "opt_out", json_true());
  if (result.outcome == PROVIDER_SEND_THROTTLED)
    json_object_set_new(out, "retry_after_s",
                        json_integer(result.retry_after_s));
  provider_send_result_clear(&result);
  return out;
}

static json_t *
run_check(const Provider *provider, const json_t *config, const json_t *in)
{
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  (void)in;
  if (!provider_build_check(provider, config, &request, &error))
    return dump_error(error);
  return request ? dump_request(request) : json_null();
}

static json_t *
run_checked(const Provider *provider, const json_t *config, const json_t *in)
{
  const char *body = json_text(in, "body");
  ProviderResponse response = {
      .http_status = (int)json_integer_value(json_object_get(in, "status")),
      .body = body,
      .body_size = strlen(body)};
  ProviderCheckResult result;
  json_t *out = json_object();

  provider_parse_check(provider, &response, config, &result);
  set_text(out, "outcome", provider_send_class_to_string(result.outcome));
  set_text(out, "code", result.code);
  set_text(out, "balance", result.balance);
  provider_check_result_clear(&result);
  return out;
}

/* A case may hold several steps, each under one of these names. */
static const struct {
  const char *key;
  json_t *(*run)(const Provider *provider, const json_t *config,
                 const json_t *in);
} steps[] = {
    {"request", run_parse},     {"send", run_send},
    {"response", run_response}, {"check", run_check},
    {"checked", run_checked},
};

static char *
run_fixture(const char *row, const char *bytes, size_t size)
{
  json_error_t why;
  json_t *root = json_loadb(bytes, size, 0, &why);
  json_t *out = json_object();
  json_t *config = json_object_get(root, "config");
  char *dumped = NULL, *text = NULL;

  if (!root)
    g_error("line %d: %s", why.line, why.text);
  g_assert_true(provider_preset_apply(config));
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
    const json_t *in = json_object_get(root, steps[i].key);
    if (in)
      json_object_set_new(out, steps[i].key,
                          steps[i].run(provider_find(row), config, in));
  }
  dumped = json_dumps(out, JSON_INDENT(2) | JSON_SORT_KEYS);
  text = g_strconcat(dumped, "\n", NULL);
  free(dumped);
  json_decref(root);
  json_decref(out);
  return text;
}

static void
test_provider_rows_do_as_their_fixtures_say(void)
{
  for (const Provider *const *row = provider_registry; *row; row++) {
    g_assert_true(provider_find((*row)->name) == *row);
    g_assert_true(((*row)->abilities & PROVIDER_INBOUND) == 0 ||
                  (*row)->messages || (*row)->compile);
    g_assert_cmpint((*row)->ack.status, ==, 200);
    fixture_check_row("providers", (*row)->name, run_fixture);
  }
  g_assert_null(provider_find("nobody"));
}

static void
test_provider_signature_comes_from_settings(void)
{
  static const struct {
    const char *config;
    bool ok;
    SignatureKind kind;
  } rows[] = {
      {"{}", true, SIGNATURE_NONE},
      {"{\"signature\":{\"header\":\"X-S\",\"recipe\":\"T.B\"}}", true,
       SIGNATURE_HMAC},
      {"{\"signature\":{\"kind\":\"jwt\",\"header\":\"Authorization\"}}", true,
       SIGNATURE_JWT},
      {"{\"signature\":{\"kind\":\"hmac\",\"header\":\"X-S\"}}", false,
       SIGNATURE_NONE},
      {"{\"signature\":{\"kind\":\"hmak\",\"header\":\"X\",\"recipe\":\"B\"}}",
       false, SIGNATURE_NONE},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_t *config = json_loads(rows[i].config, 0, NULL);
    SignatureScheme scheme = {.kind = SIGNATURE_NONE};
    g_autoptr(GError) error = NULL;
    bool ok =
        provider_signature(provider_find("generic"), config, &scheme, &error);
    g_assert_cmpint(ok, ==, rows[i].ok);
    g_assert_true(ok == (error == NULL));
    g_assert_cmpint(scheme.kind, ==, rows[i].kind);
    json_decref(config);
  }
}

static void
test_provider_media_come_from_listed_hosts(void)
{
  static const struct {
    const char *url;
    bool allowed;
  } rows[] = {
      {"https://api.twilio.com/2010-04-01/Accounts/A/Media/M", true},
      {"https://mms.twiliocdn.com/x", true},
      {"https://media.example.org/x", true},
      {"http://api.twilio.com/x", false},
      {"https://api.twilio.com.example.com/x", false},
      {"https://api.twilio.com@example.com/x", false},
      {"https://example.com/api.twilio.com", false},
      {"https://twiliocdn.com.example.com/", false},
      {"file:///etc/passwd", false},
      {"", false},
  };
  json_t *config = json_pack("{s:[s]}", "media_hosts", "media.example.org");

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].url);
    g_assert_cmpint(
        provider_allows_media(provider_find("twilio"), rows[i].url, config), ==,
        rows[i].allowed);
  }
  json_decref(config);
}

/* Sinch signs for those who ask for it only. */
static void
test_provider_signature_may_be_switched_off(void)
{
  const Provider *row = provider_find("sinch");
  json_t *off = json_pack("{s:{s:s}}", "signature", "kind", "none");
  json_t *other = json_pack("{s:{s:s}}", "signature", "kind", "hmac");
  SignatureScheme scheme = {.kind = SIGNATURE_JWT};

  g_assert_true(provider_signature(row, off, &scheme, NULL));
  g_assert_cmpint(scheme.kind, ==, SIGNATURE_NONE);
  g_assert_true(provider_signature(row, other, &scheme, NULL));
  g_assert_cmpstr(scheme.recipe, ==, "B.N.T");
  json_decref(off);
  json_decref(other);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/provider/rows-do-as-their-fixtures-say",
                  test_provider_rows_do_as_their_fixtures_say);
  g_test_add_func("/parsers/provider/signature-comes-from-settings",
                  test_provider_signature_comes_from_settings);
  g_test_add_func("/parsers/provider/media-come-from-listed-hosts",
                  test_provider_media_come_from_listed_hosts);
  g_test_add_func("/parsers/provider/signature-may-be-switched-off",
                  test_provider_signature_may_be_switched_off);
  return g_test_run();
}
