/* SPDX-License-Identifier: Apache-2.0
 *
 * Every provider row, every preset and settings that look at everything, on any
 * request: the first line of the input is the Content-Type, the second the
 * query, the rest the body, which serves as the answer to a sent message and as
 * the text of one, too.  Whatever is found must pass the wire to digest.
 * Seeds: tests/fixtures/providers, tests/fixtures/sms.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/clean_text.h"
#include "parsers/config/provider_preset.h"
#include "parsers/provider/provider.h"
#include "parsers/sms/sms_json.h"
#include "tests/support/fuzz.h"

/* Settings that make the generic row look at everything. */
static const char settings[] =
    "{\"media_hosts\":[\"a.example.org\",\".example.com\"],"
    "\"inbound\":[{\"id\":\"results[].id\",\"from\":\"results[].from|f\","
    "\"to\":\"to\",\"text\":\"results[].text t\",\"time\":\"time\","
    "\"event\":\"e\",\"encoding\":\"maybe-base64\","
    "\"part_ref\":\"a\",\"part_number\":\"b\",\"part_total\":\"c\","
    "\"media\":{\"url\":\"m[*].u|MediaUrl*\",\"type\":\"m[*].y\","
    "\"name\":\"m[*].n\",\"size\":\"m[*].s\",\"data\":\"m[*].d\"}},"
    "{\"from\":\"f\",\"text\":\"t\",\"encoding\":\"base64\"}],"
    "\"report\":{\"id\":\"id\",\"status\":\"status a\",\"code\":\"code\","
    "\"opt_out\":[\"1\"],\"states\":{\"D*\":\"delivered\"}},"
    "\"send\":{\"url\":\"https://a.example.org/{text}\",\"json\":"
    "{\"t\":\"{text}\",\"n?\":\"={id}\"},\"ok\":{\"path\":\"ok\","
    "\"is\":[\"1\"]},\"id\":\"id\",\"code\":\"code\","
    "\"codes\":{\"7\":\"account\"}}}";

/* The line at `*data` without its end; `*data` is moved behind it. */
static char *
take_line(const char **data, size_t *size)
{
  const char *end = *size > 0 ? memchr(*data, '\n', *size) : NULL;
  size_t length = end ? (size_t)(end - *data) : *size;
  char *line = g_strndup(*data, length);

  *data += length + (end != NULL);
  *size -= length + (end != NULL);
  return line;
}

/* A batch that the wire refuses is a message in hold. */
static void
check_batch(const SmsBatch *batch)
{
  json_t *wire = sms_batch_to_json(batch);
  g_autoptr(SmsBatch) again = sms_batch_from_json(wire, NULL);

  g_assert(again);
  g_assert(again->messages->len == batch->messages->len);
  json_decref(wire);
}

static void
try_answer(const Provider *row, const json_t *config,
           const ProviderRequest *request)
{
  ProviderResponse response = {.http_status = 200,
                               .body = request->body,
                               .body_size = request->body_size};
  ProviderSendResult result;
  ProviderCheckResult checked;

  provider_parse_response(row, &response, config, &result);
  g_assert(!result.code || g_utf8_validate(result.code, -1, NULL));
  provider_send_result_clear(&result);
  if (row->check) {
    provider_parse_check(row, &response, config, &checked);
    provider_check_result_clear(&checked);
  }
}

/* Texts that are sent were cleaned when they came in. */
static void
try_send(const Provider *row, const json_t *config,
         const ProviderRequest *request)
{
  g_autofree char *text = clean_text(request->body, request->body_size);
  const SmsOut sms = {.id = "0abc2",
                      .from = text,
                      .to = "+4915228817386",
                      .text = text,
                      .report_url = "https://bote.example.org/sms/x/y"};
  g_autoptr(ProviderHttpRequest) made = NULL;

  if (!provider_build_request(row, &sms, config, &made, NULL) || !made->url)
    return;
  g_assert(!strpbrk(made->url, "\r\n \""));
  for (guint i = 0; i < made->headers->len; i++)
    g_assert(!strpbrk(made->headers->pdata[i], "\r\n"));
}

static void
try_row(const Provider *row, const json_t *config,
        const ProviderRequest *request)
{
  g_autoptr(SmsBatch) batch = NULL;
  g_autoptr(GError) error = NULL;
  bool ok = provider_parse(row, request, config, &batch, &error);

  g_assert(ok == (batch != NULL) && ok == (error == NULL));
  if (ok)
    check_batch(batch);
  try_answer(row, config, request);
  try_send(row, config, request);
}

/* Read once: YAML costs more than all rows together. */
static const GPtrArray *
all_settings(void)
{
  static GPtrArray *all = NULL;
  if (all)
    return all;
  g_auto(GStrv) presets = provider_preset_names();
  all = g_ptr_array_new();
  g_ptr_array_add(all, json_loads(settings, 0, NULL));
  for (char **preset = presets; *preset; preset++)
    g_ptr_array_add(all, provider_preset(*preset));
  return all;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *rest = (const char *)data;
  g_autofree char *type = take_line(&rest, &size);
  g_autofree char *query = take_line(&rest, &size);
  const GPtrArray *all = all_settings();
  ProviderRequest request = {.method = "POST",
                             .query = query,
                             .content_type = type,
                             .body = rest,
                             .body_size = size};
  json_t *config =
      json_pack("{s:s, s:s, s:s, s:s}", "url", "https://a.example.org", "user",
                "u", "password", "p", "api_key", "k");

  for (const Provider *const *row = provider_registry; *row; row++)
    if (!(*row)->compile)
      try_row(*row, config, &request);
  json_decref(config);
  for (guint i = 0; i < all->len; i++)
    try_row(provider_find("generic"), all->pdata[i], &request);
  (void)provider_allows_media(provider_find("twilio"), query, NULL);
  return 0;
}
