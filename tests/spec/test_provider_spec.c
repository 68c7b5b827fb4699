/* SPDX-License-Identifier: Apache-2.0
 *
 * The providers against what they document: every call, receipt, word and
 * answer of the measuring data.  Providers without a row are settings of
 * `generic` (tests/fixtures/sms-settings), so that nothing is left out.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/provider/provider.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"
#include "tests/support/sms_settings.h"

static GByteArray *
unhex(const char *hex)
{
  GByteArray *out = g_byte_array_new();
  for (; hex != NULL && hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
    guint8 byte = (guint8)(g_ascii_xdigit_value(hex[0]) * 16 +
                           g_ascii_xdigit_value(hex[1]));
    g_byte_array_append(out, &byte, 1);
  }
  return out;
}

/* The request of a case; that of a modem is a row of its table. */
static SmsBatch *
parse_case(const json_t *row)
{
  const json_t *table_row = json_object_get(row, "row");
  g_autoptr(GByteArray) bytes = unhex(json_text(row, "body_hex"));
  char *text = table_row == NULL ? NULL : json_dumps(table_row, 0);
  const char *body = json_text(row, "body");
  if (text != NULL)
    body = text;
  const ProviderRequest request = {
      .method = json_text(row, "method"),
      .query = json_text(row, "query"),
      .content_type =
          text != NULL ? "application/json" : json_text(row, "content_type"),
      .body = body != NULL ? (const void *)body : bytes->data,
      .body_size = body != NULL ? strlen(body) : bytes->len};
  g_test_message("%s", json_text(row, "id"));
  SmsBatch *batch = sms_settings_parse(json_text(row, "provider"), &request);
  free(text);
  return batch;
}

static void
check_media(const json_t *expect, const SmsIn *sms)
{
  const json_t *list = json_object_get(expect, "media");
  g_assert_cmpuint(sms->media->len, ==, json_array_size(list));
  for (guint i = 0; i < MIN(sms->media->len, json_array_size(list)); i++) {
    const json_t *want = json_array_get(list, i);
    const SmsMedia *media = sms->media->pdata[i];
    g_autoptr(GByteArray) bytes = unhex(json_text(want, "bytes_hex"));
    g_assert_cmpstr(media->url, ==, json_text(want, "url"));
    g_assert_cmpstr(media->type, ==, json_text(want, "type"));
    g_assert_cmpstr(media->name, ==, json_text(want, "name"));
    if (json_object_get(want, "size") != NULL)
      g_assert_cmpint(media->size, ==,
                      json_integer_value(json_object_get(want, "size")));
    g_assert_true((media->bytes != NULL) ==
                  json_is_true(json_object_get(want, "inline")));
    if (media->bytes != NULL)
      g_assert_cmpmem(g_bytes_get_data(media->bytes, NULL),
                      g_bytes_get_size(media->bytes), bytes->data, bytes->len);
  }
}

static void
check_one_message(const json_t *expect, const SmsIn *sms)
{
  const json_t *concat = json_object_get(expect, "concat");
  g_assert_cmpstr(sms->provider_id, ==, json_text(expect, "id"));
  g_assert_cmpstr(sms->from, ==, json_text(expect, "sender"));
  if (json_object_get(expect, "to") != NULL)
    g_assert_cmpstr(sms->to, ==, json_text(expect, "to"));
  if (json_object_get(expect, "event_id") != NULL)
    g_assert_cmpstr(sms->event_id, ==, json_text(expect, "event_id"));
  g_assert_cmpstr(sms->text, ==, json_text(expect, "text"));
  if (json_object_get(expect, "ts") != NULL)
    g_assert_cmpint(sms->sent_at_ms, ==,
                    json_integer_value(json_object_get(expect, "ts")) * 1000);
  check_media(expect, sms);
  g_assert_cmpint(sms->part_total, ==,
                  json_integer_value(json_object_get(concat, "total")));
  g_assert_cmpint(sms->part_number, ==,
                  json_integer_value(json_object_get(concat, "part")));
  if (concat != NULL)
    g_assert_cmpint(sms->part_ref, ==,
                    g_ascii_strtoll(json_text(concat, "ref"), NULL, 10));
}

static void
check_inbound(const json_t *expect, const SmsBatch *batch)
{
  const json_t *ids = json_object_get(expect, "ids");
  const json_t *texts = json_object_get(expect, "texts");
  size_t wanted = json_object_get(expect, "ignore") != NULL ? 0
                  : ids != NULL ? json_array_size(ids)
                                : 1;
  g_assert_cmpuint(batch->reports->len, ==, 0);
  g_assert_cmpuint(batch->messages->len, ==, wanted);
  if (batch->messages->len != wanted || wanted == 0)
    return;
  if (ids == NULL)
    check_one_message(expect, batch->messages->pdata[0]);
  for (size_t i = 0; i < json_array_size(ids); i++) {
    const SmsIn *sms = batch->messages->pdata[i];
    g_assert_cmpstr(sms->provider_id, ==,
                    json_string_value(json_array_get(ids, i)));
    g_assert_cmpstr(sms->text, ==, json_string_value(json_array_get(texts, i)));
  }
}

static void
check_one_report(const json_t *expect, const SmsReport *report)
{
  g_assert_cmpstr(report->provider_id, ==, json_text(expect, "id"));
  if (json_text(expect, "ref") != NULL)
    g_assert_cmpstr(report->reference, ==, json_text(expect, "ref"));
  g_assert_cmpint(report->opt_out, ==,
                  json_is_true(json_object_get(expect, "optout")));
  g_assert_cmpstr(sms_report_state_to_string(report->state), ==,
                  json_text(expect, "state"));
}

static void
check_report(const json_t *expect, const SmsBatch *batch)
{
  const json_t *list = json_object_get(expect, "list");
  size_t wanted = list != NULL ? json_array_size(list) : 1;
  g_assert_cmpuint(batch->messages->len, ==, 0);
  g_assert_cmpuint(batch->reports->len, ==, wanted);
  if (batch->reports->len != wanted)
    return;
  if (list == NULL)
    check_one_report(expect, batch->reports->pdata[0]);
  for (size_t i = 0; i < json_array_size(list); i++) {
    const SmsReport *report = batch->reports->pdata[i];
    const json_t *pair = json_array_get(list, i);
    g_assert_cmpstr(report->provider_id, ==,
                    json_string_value(json_array_get(pair, 0)));
    g_assert_cmpstr(sms_report_state_to_string(report->state), ==,
                    json_string_value(json_array_get(pair, 1)));
  }
}

static void
each_case(const char *name, void (*check)(const json_t *, const SmsBatch *))
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  size_t i = 0;
  json_t *row = NULL;
  json_array_foreach(json_object_get(root, name), i, row)
  {
    g_autoptr(SmsBatch) batch = parse_case(row);
    if (batch != NULL)
      check(json_object_get(row, "expect"), batch);
  }
  g_test_message("%zu cases", i);
  if (root != NULL)
    g_assert_cmpuint(i, >=, 10);
  json_decref(root);
}

static void
test_provider_spec_inbound(void)
{
  each_case("inbound", check_inbound);
}

static void
test_provider_spec_reports(void)
{
  each_case("dlr", check_report);
}

/* "duplicate": taken before, which is as good as taken now. */
static void
check_class(const json_t *expect, const ProviderSendResult *result)
{
  const char *class = json_text(expect, "cls");
  const char *got = provider_send_class_to_string(result->outcome);
  if (json_is_true(json_object_get(expect, "ok")))
    g_assert_cmpstr(got, ==, "sent");
  else if (strcmp(class, "permanent|account by name") == 0)
    g_assert_cmpstr(got, ==, "account");
  else
    g_assert_cmpstr(got, ==, class);
}

static void
check_answer(const json_t *row)
{
  const json_t *expect = json_object_get(row, "expect");
  const char *first =
      json_string_value(json_array_get(json_object_get(expect, "ids"), 0));
  const char *body = json_text(row, "body");
  const ProviderResponse response = {
      .http_status = (int)json_integer_value(json_object_get(row, "status")),
      .body = body,
      .body_size = strlen(body)};
  ProviderSendResult result;
  SmsKnown known = sms_settings_known(json_text(row, "provider"));
  g_test_message("%d %s", response.http_status, body);
  provider_parse_response(known.row, &response, known.config, &result);
  check_class(expect, &result);
  g_assert_cmpint(result.opt_out, ==,
                  json_is_true(json_object_get(expect, "optout")));
  if (json_object_get(expect, "ok") == json_true())
    g_assert_cmpstr(result.provider_id, ==,
                    first != NULL ? first : json_text(expect, "id"));
  provider_send_result_clear(&result);
  json_decref(known.config);
}

static void
test_provider_spec_answers(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  size_t i = 0;
  json_t *row = NULL;
  json_array_foreach(json_object_get(root, "send_responses"), i, row)
      check_answer(row);
  if (root != NULL)
    g_assert_cmpuint(i, >=, 30);
  json_decref(root);
}

/* What a town would have to know before it can use them. */
static void
test_provider_spec_settings_are_right(void)
{
  static const char *const names[] = {
      "vonage-sms", "plivo",   "messagebird", "bird",
      "infobip",    "sipgate", "lox24",       "linkmobility"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    SmsKnown known = sms_settings_known(names[i]);
    g_autoptr(GError) error = NULL;
    g_assert_true(provider_check_settings(known.row, known.config, &error));
    g_assert_no_error(error);
    json_decref(known.config);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/provider/spec/inbound", test_provider_spec_inbound);
  g_test_add_func("/parsers/provider/spec/reports", test_provider_spec_reports);
  g_test_add_func("/parsers/provider/spec/answers", test_provider_spec_answers);
  g_test_add_func("/parsers/provider/spec/settings-are-right",
                  test_provider_spec_settings_are_right);
  return g_test_run();
}
