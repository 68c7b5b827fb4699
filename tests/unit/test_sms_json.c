/* SPDX-License-Identifier: Apache-2.0
 *
 * The wire form of SMS: what goes in comes out, and nothing else does.
 */
#include "parsers/sms/sms_json.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/provider/provider.h"
#include "tests/support/cases.h"

static void
test_sms_json_round_trip(void)
{
  static const char wire_text[] =
      "{\"messages\": [{\"event_id\": \"e1\", \"media\": ["
      "{\"url\": \"https://media.example.org/1\", \"size\": 48211},"
      "{\"type\": \"image/jpeg\", \"name\": \"photo.jpg\","
      " \"bytes\": \"/9j/4A==\"}],"
      " \"provider_id\": \"a1\", \"from\": \"+4915228817386\","
      " \"to\": \"+493023125000\", \"text\": \"Schlagloch\\nMühlstraße 3 😀\","
      " \"sent_at_ms\": 1779351240000, \"no_reply\": true, \"part_ref\": 7,"
      " \"part_number\": 2, \"part_total\": 3},"
      " {\"from\": \"BANK\", \"text\": \"\", \"sent_at_ms\": 0,"
      " \"part_ref\": 0, \"part_number\": 0, \"part_total\": 0}],"
      " \"reports\": [{\"reference\": \"r1\", \"state\": \"failed_perm\","
      " \"code\": \"21610\", \"opt_out\": true},"
      " {\"provider_id\": \"p2\", \"state\": \"delivered\"}]}";
  json_t *wire = json_loads(wire_text, 0, NULL);
  g_assert_nonnull(wire);
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  g_assert_no_error(error);
  g_assert_cmpint(batch->messages->len, ==, 2);
  const SmsIn *sms = batch->messages->pdata[0];
  g_assert_cmpstr(sms->text, ==, "Schlagloch\nMühlstraße 3 😀");
  g_assert_cmpint(sms->sent_at_ms, ==, INT64_C(1779351240000));
  g_assert_true(sms->no_reply);
  g_assert_cmpint(sms->part_total, ==, 3);
  const SmsMedia *photo = sms->media->pdata[1];
  g_assert_cmpmem(g_bytes_get_data(photo->bytes, NULL),
                  g_bytes_get_size(photo->bytes), "\xff\xd8\xff\xe0", 4);
  g_assert_null(photo->url);
  const SmsReport *report = batch->reports->pdata[0];
  g_assert_cmpint(report->state, ==, SMS_REPORT_FAILED_PERMANENT);
  json_t *again = sms_batch_to_json(batch);
  g_assert_true(json_equal(wire, again));
  json_decref(again);
  json_decref(wire);
}

typedef struct HostileRow {
  const char *name, *wire;
  ParseError code;
} HostileRow;

#define MESSAGE(members) "{\"messages\": [{" members "}], \"reports\": []}"
#define REPORT(members) "{\"messages\": [], \"reports\": [{" members "}]}"

static const HostileRow hostile[] = {
    {"no-object", "[]", PARSE_ERROR_SYNTAX},
    {"null", "null", PARSE_ERROR_SYNTAX},
    {"no-reports", "{\"messages\": []}", PARSE_ERROR_SYNTAX},
    {"no-list", "{\"messages\": {}, \"reports\": []}", PARSE_ERROR_SYNTAX},
    {"element", "{\"messages\": [1], \"reports\": []}", PARSE_ERROR_SYNTAX},
    {"no-from", MESSAGE("\"text\": \"x\""), PARSE_ERROR_SYNTAX},
    {"no-text", MESSAGE("\"from\": \"1\""), PARSE_ERROR_SYNTAX},
    {"from-number", MESSAGE("\"from\": 1, \"text\": \"x\""),
     PARSE_ERROR_SYNTAX},
    {"from-line-break", MESSAGE("\"from\": \"1\\n2\", \"text\": \"x\""),
     PARSE_ERROR_SYNTAX},
    {"from-c1-control", MESSAGE("\"from\": \"1\\u0085\", \"text\": \"x\""),
     PARSE_ERROR_SYNTAX},
    {"time-text",
     MESSAGE("\"from\": \"1\", \"text\": \"x\", \"sent_at_ms\": \"1\""),
     PARSE_ERROR_SYNTAX},
    {"time-real",
     MESSAGE("\"from\": \"1\", \"text\": \"x\", \"sent_at_ms\": 1.5"),
     PARSE_ERROR_SYNTAX},
    {"time-negative",
     MESSAGE("\"from\": \"1\", \"text\": \"x\", \"sent_at_ms\": -1"),
     PARSE_ERROR_LIMIT},
    {"time-far",
     MESSAGE("\"from\": \"1\", \"text\": \"x\","
             "\"sent_at_ms\": 9223372036854775807"),
     PARSE_ERROR_LIMIT},
    {"part-large",
     MESSAGE("\"from\": \"1\", \"text\": \"x\", \"part_total\": 4294967297"),
     PARSE_ERROR_LIMIT},
    {"bool", MESSAGE("\"from\": \"1\", \"text\": \"x\", \"no_reply\": 1"),
     PARSE_ERROR_SYNTAX},
    {"media", MESSAGE("\"from\": \"1\", \"text\": \"x\", \"media\": {}"),
     PARSE_ERROR_SYNTAX},
    {"media-size",
     MESSAGE("\"from\": \"1\", \"text\": \"x\","
             "\"media\": [{\"size\": 9223372036854775807}]"),
     PARSE_ERROR_LIMIT},
    {"media-bytes",
     MESSAGE("\"from\": \"1\", \"text\": \"x\","
             "\"media\": [{\"bytes\": 1}]"),
     PARSE_ERROR_SYNTAX},
    {"media-url",
     MESSAGE("\"from\": \"1\", \"text\": \"x\","
             "\"media\": [{\"url\": \"a\\nb\"}]"),
     PARSE_ERROR_SYNTAX},
    {"state", REPORT("\"reference\": \"1\", \"state\": \"eaten\""),
     PARSE_ERROR_SYNTAX},
    {"state-number", REPORT("\"reference\": \"1\", \"state\": 1"),
     PARSE_ERROR_SYNTAX},
    {"no-reference", REPORT("\"state\": \"sent\""), PARSE_ERROR_SYNTAX},
};

static void
test_sms_json_hostile(const void *user)
{
  const HostileRow *row = user;
  json_t *wire = json_loads(row->wire, JSON_DECODE_ANY, NULL);
  g_assert_nonnull(wire);
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  g_assert_null(batch);
  g_assert_error(error, PARSE_ERROR, (int)row->code);
  json_decref(wire);
}

/* A message with these lengths; NULL or the error's code. */
static bool
is_read(size_t from_size, size_t text_size, unsigned count)
{
  g_autofree char *from = g_strnfill(from_size, '1');
  g_autofree char *text = g_strnfill(text_size, 'x');
  json_t *wire = json_pack("{s:[], s:[]}", "messages", "reports");
  for (unsigned i = 0; i < count; i++)
    json_array_append_new(json_object_get(wire, "messages"),
                          json_pack("{s:s, s:s}", "from", from, "text", text));
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  json_decref(wire);
  if (batch == NULL)
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
  return batch != NULL;
}

/* A message with so many media, each of this size. */
static bool
takes_media(size_t count, size_t size)
{
  g_autofree guchar *zeros = g_malloc0(size);
  g_autofree char *bytes = g_base64_encode(zeros, size);
  json_t *wire = json_pack("{s:[{s:s, s:s, s:[]}], s:[]}", "messages", "from",
                           "1", "text", "", "media", "reports");
  json_t *list = json_object_get(
      json_array_get(json_object_get(wire, "messages"), 0), "media");
  for (size_t i = 0; i < count; i++)
    json_array_append_new(list, json_pack("{s:s}", "bytes", bytes));
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  json_decref(wire);
  return batch != NULL;
}

static void
test_sms_json_limits(void)
{
  g_assert_true(takes_media(SMS_MEDIA_MAX, 1));
  g_assert_false(takes_media(SMS_MEDIA_MAX + 1, 1));
  g_assert_true(takes_media(1, SMS_WIRE_BYTES_MAX));
  g_assert_false(takes_media(1, SMS_WIRE_BYTES_MAX + 4));
  g_assert_true(is_read(SMS_WIRE_LINE_MAX, SMS_WIRE_TEXT_MAX, 1));
  g_assert_false(is_read(SMS_WIRE_LINE_MAX + 1, 1, 1));
  g_assert_false(is_read(1, SMS_WIRE_TEXT_MAX + 1, 1));
  g_assert_true(is_read(1, 1, PROVIDER_BATCH_MAX));
  g_assert_false(is_read(1, 1, PROVIDER_BATCH_MAX + 1));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/sms-json/round-trip", test_sms_json_round_trip);
  g_test_add_func("/parsers/sms-json/limits", test_sms_json_limits);
  CASES_ADD_ROWS("/parsers/sms-json/hostile", hostile, test_sms_json_hostile);
  return g_test_run();
}
