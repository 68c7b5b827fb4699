/* SPDX-License-Identifier: Apache-2.0
 *
 * Every provider row on any request: the first line of the input is the
 * Content-Type, the second the query, the rest the body, which serves as the
 * answer to a sent message, too.  Seeds: tests/fixtures/providers.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/provider.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Settings that make the generic row look at everything. */
static const char settings[] =
    "{\"inbound\":{\"id\":\"results[].id\",\"from\":\"results[].from\","
    "\"to\":\"to\",\"text\":\"results[].text\",\"time\":\"time\","
    "\"part_ref\":\"a\",\"part_number\":\"b\",\"part_total\":\"c\"},"
    "\"report\":{\"id\":\"id\",\"status\":\"status\",\"code\":\"code\","
    "\"opt_out\":[\"1\"],\"states\":{\"D\":\"delivered\"}},"
    "\"send\":{\"ok\":{\"path\":\"ok\",\"is\":[\"1\"]},\"id\":\"id\","
    "\"code\":\"code\",\"codes\":{\"7\":\"account\"}}}";

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

static void
check_batch(const SmsBatch *batch)
{
  for (guint i = 0; i < batch->messages->len; i++) {
    const SmsIn *sms = batch->messages->pdata[i];
    g_assert(g_utf8_validate(sms->text, -1, NULL));
    g_assert(g_utf8_validate(sms->from, -1, NULL));
  }
}

static void
try_row(const Provider *row, const json_t *config,
        const ProviderRequest *request)
{
  g_autoptr(SmsBatch) batch = NULL;
  g_autoptr(GError) error = NULL;
  ProviderResponse response = {.http_status = 200,
                               .body = request->body,
                               .body_size = request->body_size};
  ProviderSendResult result;
  bool ok = provider_parse(row, request, config, &batch, &error);

  g_assert(ok == (batch != NULL) && ok == (error == NULL));
  if (ok)
    check_batch(batch);
  provider_parse_response(row, &response, config, &result);
  g_assert(!result.code || g_utf8_validate(result.code, -1, NULL));
  provider_send_result_clear(&result);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *rest = (const char *)data;
  g_autofree char *type = take_line(&rest, &size);
  g_autofree char *query = take_line(&rest, &size);
  ProviderRequest request = {.method = "POST",
                             .query = query,
                             .content_type = type,
                             .body = rest,
                             .body_size = size};
  json_t *config = json_loads(settings, 0, NULL);

  for (const Provider *const *row = provider_registry; *row; row++)
    try_row(*row, config, &request);
  json_decref(config);
  return 0;
}
