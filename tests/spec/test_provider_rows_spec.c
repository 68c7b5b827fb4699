/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the provider table against what others have written down of their
 * providers: messages, receipts, words for states, answers, signatures.
 */
#include <string.h>

#include "parsers/form.h"
#include "parsers/provider/provider.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

/* The data's name of a provider, ours, and a receipt in which %s is the word
 * for a state. */
static const struct {
  const char *provider, *row, *receipt;
} rows[] = {
    {"twilio", "twilio", "MessageSid=1&MessageStatus=%s"},
    {"vonage-messages", "vonage", "{\"message_uuid\":\"1\",\"status\":\"%s\"}"},
    {"sinch", "sinch",
     "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"1\","
     "\"status\":\"%s\"}"},
    {"telnyx", "telnyx",
     "{\"data\":{\"event_type\":\"message.finalized\",\"payload\":{"
     "\"id\":\"1\",\"to\":[{\"status\":\"%s\"}]}}}"},
};

enum { ROWS = G_N_ELEMENTS(rows) };

static const Provider *
row_of(const char *provider)
{
  for (size_t i = 0; i < ROWS; i++)
    if (strcmp(rows[i].provider, provider) == 0)
      return provider_find(rows[i].row);
  return NULL;
}

static SmsBatch *
parse(const Provider *row, const ProviderRequest *request)
{
  json_t *config = json_object();
  SmsBatch *batch = NULL;
  g_autoptr(GError) error = NULL;

  (void)provider_parse(row, request, config, &batch, &error);
  g_assert_no_error(error);
  json_decref(config);
  return batch;
}

static SmsBatch *
parse_case(const Provider *row, const json_t *given)
{
  const char *body = json_text(given, "body") ? json_text(given, "body") : "";
  const ProviderRequest request = {.method = json_text(given, "method"),
                                   .query = json_text(given, "query"),
                                   .content_type =
                                       json_text(given, "content_type"),
                                   .body = body,
                                   .body_size = strlen(body)};

  return parse(row, &request);
}

static void
check_media(const SmsIn *sms, const json_t *media)
{
  g_assert_cmpuint(sms->media->len, ==, json_array_size(media));
  for (guint i = 0; i < sms->media->len; i++) {
    const json_t *want = json_array_get(media, i);
    const SmsMedia *got = sms->media->pdata[i];
    g_assert_cmpstr(got->url, ==, json_text(want, "url"));
    g_assert_cmpstr(got->type, ==, json_text(want, "type"));
    g_assert_cmpint(got->size, ==,
                    json_integer_value(json_object_get(want, "size")));
  }
}

static void
check_inbound(const Provider *row, const json_t *given)
{
  const json_t *expect = json_object_get(given, "expect");
  g_autoptr(SmsBatch) batch = parse_case(row, given);

  g_assert_cmpuint(batch->messages->len, ==, 1);
  g_assert_cmpuint(batch->reports->len, ==, 0);
  if (batch->messages->len == 0)
    return;
  const SmsIn *sms = batch->messages->pdata[0];
  g_assert_cmpstr(sms->provider_id, ==, json_text(expect, "id"));
  g_assert_cmpstr(sms->event_id, ==, json_text(expect, "event_id"));
  g_assert_cmpstr(sms->from, ==, json_text(expect, "sender"));
  g_assert_cmpstr(sms->to, ==, json_text(expect, "to"));
  g_assert_cmpstr(sms->text, ==, json_text(expect, "text"));
  check_media(sms, json_object_get(expect, "media"));
}

static void
check_report(const Provider *row, const json_t *given)
{
  const json_t *expect = json_object_get(given, "expect");
  g_autoptr(SmsBatch) batch = parse_case(row, given);

  g_assert_cmpuint(batch->messages->len, ==, 0);
  g_assert_cmpuint(batch->reports->len, ==, 1);
  if (batch->reports->len == 0)
    return;
  const SmsReport *report = batch->reports->pdata[0];
  g_assert_cmpstr(report->provider_id, ==, json_text(expect, "id"));
  g_assert_cmpstr(sms_report_state_to_string(report->state), ==,
                  json_text(expect, "state"));
  g_assert_cmpint(report->opt_out, ==,
                  json_is_true(json_object_get(expect, "optout")));
}

/* An answer to sending; the data says "ok" where we say "sent". */
static void
check_answer(const Provider *row, const json_t *given)
{
  const json_t *expect = json_object_get(given, "expect");
  const char *body = json_text(given, "body");
  const ProviderResponse response = {
      .http_status = (int)json_integer_value(json_object_get(given, "status")),
      .body = body,
      .body_size = strlen(body)};
  const char *wanted = json_is_true(json_object_get(expect, "ok"))
                           ? "sent"
                           : json_text(expect, "cls");
  json_t *config = json_object();
  ProviderSendResult result;

  provider_parse_response(row, &response, config, &result);
  g_assert_cmpstr(provider_send_class_to_string(result.outcome), ==, wanted);
  g_assert_cmpstr(result.provider_id, ==, json_text(expect, "id"));
  g_assert_cmpint(result.opt_out, ==,
                  json_is_true(json_object_get(expect, "optout")));
  provider_send_result_clear(&result);
  json_decref(config);
}

/* Every case of a list that is of one of our rows; at least `least`. */
static void
each_case(const char *list, unsigned least,
          void (*check)(const Provider *row, const json_t *given))
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  unsigned checked = 0;
  size_t i = 0;
  json_t *given = NULL;

  json_array_foreach(json_object_get(root, list), i, given)
  {
    const Provider *row = row_of(json_text(given, "provider"));
    if (row == NULL)
      continue;
    g_test_message("%s %zu: %s", list, i, row->name);
    check(row, given);
    checked++;
  }
  if (root != NULL)
    g_assert_cmpuint(checked, >=, least);
  json_decref(root);
}

static void
test_provider_rows_spec_inbound(void)
{
  each_case("inbound", 5, check_inbound);
}

static void
test_provider_rows_spec_reports(void)
{
  each_case("dlr", 2, check_report);
}

static void
test_provider_rows_spec_answers(void)
{
  each_case("send_responses", 7, check_answer);
}

static void
check_word(size_t row, const char *word, const char *wanted)
{
  g_autoptr(GString) body = g_string_new(rows[row].receipt);
  g_string_replace(body, "%s", word, 1);
  const ProviderRequest request = {
      .method = "POST", .body = body->str, .body_size = body->len};
  g_autoptr(SmsBatch) batch = parse(provider_find(rows[row].row), &request);

  g_test_message("%s: %s", rows[row].row, word);
  g_assert_cmpuint(batch->reports->len, ==, 1);
  if (batch->reports->len == 0)
    return;
  const SmsReport *report = batch->reports->pdata[0];
  g_assert_cmpstr(sms_report_state_to_string(report->state), ==, wanted);
}

/* "failed_perm*": the error's code decides where there is one. */
static char *
state_word(const char *note)
{
  return g_strndup(note, strcspn(note, "*+("));
}

static void
test_provider_rows_spec_states(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  const char *word = NULL;
  json_t *note = NULL;

  for (size_t i = 0; root != NULL && i < ROWS; i++) {
    json_t *map =
        json_object_get(json_object_get(root, "status_map"), rows[i].provider);
    g_assert_cmpuint(json_object_size(map), >, 4);
    json_object_foreach(map, word, note)
    {
      g_autofree char *wanted = state_word(json_string_value(note));
      check_word(i, word, wanted);
    }
    check_word(i, "teleported", "ignored");
  }
  json_decref(root);
}

/* Twilio's codes, of receipts and of refusals alike. */
static void
test_provider_rows_spec_twilio_codes(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  const char *code = NULL;
  json_t *note = NULL;

  json_object_foreach(json_object_get(root, "twilio_error_code"), code, note)
  {
    g_autofree char *wanted = state_word(json_string_value(note));
    g_autofree char *word = g_strdup_printf("failed&ErrorCode=%s", code);
    if (g_str_has_prefix(wanted, "failed_"))
      check_word(0, word, wanted);
  }
  json_decref(root);
}

/* The clock that the case means. */
static int64_t
clock_of(const json_t *given, const char *timestamp)
{
  const json_t *now = json_object_get(given, "now");

  if (now != NULL)
    return 1000 * json_integer_value(now);
  return timestamp ? 1000 * g_ascii_strtoll(timestamp, NULL, 10) : 0;
}

static GString *
form_of(const json_t *params)
{
  GString *form = g_string_new(NULL);

  for (size_t i = 0; i < json_array_size(params); i++) {
    const json_t *pair = json_array_get(params, i);
    form_append(form, json_string_value(json_array_get(pair, 0)),
                json_string_value(json_array_get(pair, 1)));
  }
  return form;
}

static void
check_signature(const Provider *row, const json_t *given)
{
  const SignatureScheme *scheme = row->signature;
  g_autofree char *timestamp = json_scalar(given, "timestamp");
  g_autofree char *nonce = json_scalar(given, "nonce");
  g_autoptr(GString) form = form_of(json_object_get(given, "params"));
  const char *key = json_text(given, "public_key")
                        ? json_text(given, "public_key")
                        : json_text(given, "key");
  const char *secrets[] = {"another", key, NULL};
  const char *body = json_text(given, "body");
  const SignatureField headers[] = {
      {scheme->header, json_text(given, "token")
                           ? json_text(given, "token")
                           : json_text(given, "signature")},
      {scheme->timestamp ? scheme->timestamp : "-", timestamp ? timestamp : ""},
      {scheme->nonce ? scheme->nonce : "-", nonce ? nonce : ""},
      {NULL, NULL}};
  const SignatureInput input = {
      .method = "POST",
      .url = json_text(given, "url") ? json_text(given, "url")
                                     : "https://example.org/",
      .content_type =
          body ? "application/json" : "application/x-www-form-urlencoded",
      .headers = headers,
      .body = body ? body : form->str,
      .body_size = body ? strlen(body) : form->len};
  SignatureResult result;
  bool fits = signature_verify(scheme, &input, secrets,
                               clock_of(given, timestamp), &result);

  g_test_message("%s", json_text(given, "id"));
  g_assert_cmpint(fits && result.verdict == SIGNATURE_FRESH, ==,
                  json_is_true(json_object_get(given, "valid")));
}

static void
test_provider_rows_spec_signatures(void)
{
  each_case("signatures", 15, check_signature);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/provider-rows/spec/inbound",
                  test_provider_rows_spec_inbound);
  g_test_add_func("/parsers/provider-rows/spec/reports",
                  test_provider_rows_spec_reports);
  g_test_add_func("/parsers/provider-rows/spec/answers",
                  test_provider_rows_spec_answers);
  g_test_add_func("/parsers/provider-rows/spec/states",
                  test_provider_rows_spec_states);
  g_test_add_func("/parsers/provider-rows/spec/twilio-codes",
                  test_provider_rows_spec_twilio_codes);
  g_test_add_func("/parsers/provider-rows/spec/signatures",
                  test_provider_rows_spec_signatures);
  return g_test_run();
}
