/* SPDX-License-Identifier: Apache-2.0
 *
 * What telephones and gateways do to texts, numbers and times on the way: all
 * of it arrives, cleaned.
 */
#include "parsers/provider/inbound.h"

#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/clean_text.h"
#include "parsers/json_path.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider.h"
#include "parsers/sms/sms_json.h"
#include "tests/support/cases.h"
#include "tests/support/json_text.h"

#define BYTES(text) (text), sizeof(text) - 1

static void
test_inbound_cleans_text(void)
{
  static const struct {
    const char *bytes;
    size_t size;
    const char *want;
  } rows[] = {
      {BYTES("Gr\xc3\xb6\xc3\x9f"
             "e"),
       "Größe"},
      {BYTES("Gro\xcc\x88\xc3\x9f"
             "e"),
       "Größe"}, /* composed */
      {BYTES("a\0b\0"), "ab"},
      {BYTES("a\x01\x02\x7f"
             "b"),
       "ab"},
      {BYTES("a\tb\nc\r\nd"), "a b\nc\nd"},
      {BYTES("a\xc2\x85"
             "b"),
       "ab"}, /* C1 */
      {BYTES("Stra\xdf"
             "e"),
       "Straße"}, /* Windows-1252 */
      {BYTES("Gr\xc3\xb6\xc3\x9f"
             "e \xc3"),
       "Größe \uFFFD"},                      /* cut */
      {BYTES("\xef\xbb\xbfSTOPP"), "STOPP"}, /* a mark is no letter */
      {BYTES(""), ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = clean_text(rows[i].bytes, rows[i].size);
    g_assert_cmpstr(text, ==, rows[i].want);
  }
  g_autofree char *absent = clean_text(NULL, 0);
  g_assert_cmpstr(absent, ==, "");
}

static void
test_inbound_reads_utf16(void)
{
  static const struct {
    const char *bytes;
    size_t size;
    const char *want;
  } rows[] = {
      {BYTES("\0J\0A"), "JA"},
      {BYTES("\xd8\x3d\xde\x00"), "😀"},
      {BYTES("\xd8\x3d"), "\uFFFD"},
      {BYTES("\xde\x00\xd8\x3d"), "\uFFFD\uFFFD"},
      {BYTES("\xd8\x3d\0!"), "\uFFFD!"},
      {BYTES("\xd8\x3d\xd8\x3d\xde\x00"), "\uFFFD😀"},
      {BYTES("\0A\0\0\0B"), "AB"},
      {BYTES("\0A\0"), "A\uFFFD"},
      {BYTES("\xfe\xff\0A"), "A"},
      {BYTES("\xff\xfe"
             "A\0"),
       "A"},
      {BYTES(""), ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = charset_utf16_to_utf8(rows[i].bytes, rows[i].size);
    g_assert_cmpstr(text, ==, rows[i].want);
    g_assert_true(g_utf8_validate(text, -1, NULL));
  }
}

static void
test_inbound_mends_json(void)
{
  static const struct {
    const char *bytes;
    size_t size;
    const char *want; /* of "t"; NULL: not even mended */
  } rows[] = {
      {BYTES("{\"t\":\"a\\u0000b\"}"), "ab"},
      {BYTES("{\"t\":\"a\0b\"}"), "ab"},
      {BYTES("{\"t\":\"\\ud83d\"}"), "\uFFFD"},
      {BYTES("{\"t\":\"\\ude00x\"}"), "\uFFFDx"},
      {BYTES("{\"t\":\"\\ud83d\\ud83d\\ude00\"}"), "\uFFFD😀"},
      {BYTES("{\"t\":\"\\ud83d\\n\"}"), "\uFFFD\n"},
      {BYTES("{\"t\":\"Stra\xdf"
             "e\\u0000\"}"),
       "Stra\uFFFDe"},
      {BYTES("{\"t\":\"a\nb\x01\"}"), "a\nb\x01"},
      {BYTES("{\"t\":\"\\\\u0000 \\\"\\u0000\"}"), "\\u0000 \""},
      {BYTES("\xef\xbb\xbf {\"t\":\"x\"}"), "x"}, /* RFC 8259 8.1 */
      {BYTES("\xef\xbb\xbf"), NULL},
      {BYTES("{\"t\":\"\\u12\"}"), NULL},
      {BYTES("{\"t\":\"\\"), NULL},
      {BYTES("{\"t\":\"\\ud83d\\"), NULL},
      {BYTES("{\"t\":1,\"t\\u0000\":2}"), NULL}, /* twice the same name */
      {BYTES("\0"), NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_t *root = json_parse_untrusted(rows[i].bytes, rows[i].size, NULL);
    g_test_message("row %zu", i);
    g_assert_cmpstr(json_text(root, "t"), ==, rows[i].want);
    json_decref(root);
  }
}

static void
test_inbound_decodes_base64(void)
{
  g_autofree char *long_words = g_base64_encode(
      (const guchar *)BYTES("Schlagloch in der Mühlstraße 3, sehr tief"));
  g_autofree char *bytes = g_base64_encode(
      (const guchar *)BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"));
  const struct {
    const char *text;
    const char *always, *careful;
  } rows[] = {
      {long_words, "Schlagloch in der Mühlstraße 3, sehr tief",
       "Schlagloch in der Mühlstraße 3, sehr tief"},
      {bytes, NULL, NULL},
      {"SkE=", "JA", NULL}, /* too short to be sure */
      {"JA", NULL, NULL},
      {"Test", NULL, NULL},
      {"", NULL, NULL},
      {"Schlagloch", NULL, NULL},
      {"Schlaglochinderstrassedreissig", NULL, NULL},
      {"SCHLAGLOCHINDERSTRASSE1234", NULL, NULL},
      {"AAAA", NULL, NULL},     /* NULs */
      {"SkE=SkE=", NULL, NULL}, /* padding in the middle */
      {"SkE", NULL, NULL},
      {"Sk E=", NULL, NULL},
      /* Android's Base64.DEFAULT breaks lines, Base64.URL_SAFE has its own
       * last two letters. */
      {"U2NobGFnbG9jaCBpbiBkZXIg\r\nTcO8aGxzdHJh\n",
       "Schlagloch in der Mühlstra", "Schlagloch in der Mühlstra"},
      {"SkE_", "JA?", NULL},
      {"\n", NULL, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *always = inbound_decode_base64(rows[i].text, false);
    g_autofree char *careful = inbound_decode_base64(rows[i].text, true);
    g_test_message("%s", rows[i].text);
    g_assert_cmpstr(always, ==, rows[i].always);
    g_assert_cmpstr(careful, ==, rows[i].careful);
  }
}

static void
test_inbound_reads_times(void)
{
  static const struct {
    const char *text;
    int64_t want_ms;
  } rows[] = {
      {"1605878104", INT64_C(1605878104000)},
      {"1605878104123", INT64_C(1605878104123)},
      {"20240115201607", INT64_C(1705349767000)},
      {"2024-01-15T20:16:07Z", INT64_C(1705349767000)},
      {"2024-01-15T21:16:07.588+01:00", INT64_C(1705349767588)},
      {"2024-01-15T20:16:07.588+0000", INT64_C(1705349767588)},
      {"2024-01-15 20:16:07", INT64_C(1705349767000)},
      {"1705349767.25", INT64_C(1705349767250)}, /* Unix time as a real */
      {"1705349767.0", INT64_C(1705349767000)},
      {"1705349767588.75", INT64_C(1705349767588)},
      {"1705349767.", 0},
      {"1705349767.2x", 0},
      {"20240115201607.5", 0},
      {"1.5", 0},
      {"20249915201607", 0},
      {"gestern", 0},
      {"", 0},
      {"-1", 0},
      {"99999999999999999999", 0},
      {"1912-01-15T20:16:07Z", 0},
      {NULL, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(inbound_parse_time(rows[i].text), ==, rows[i].want_ms);
  }
}

static void
test_inbound_numbers(void)
{
  static const struct {
    const char *from;
    bool is_national;
    const char *want;
    bool no_reply;
  } rows[] = {
      {"4915228817386", false, "+4915228817386", false},
      {"+4915228817386", false, "+4915228817386", false},
      {"004915228817386", false, "+4915228817386", false},
      {"4915228817386", true, "4915228817386", true},
      {"0152 28817386", true, "+4915228817386", false},
      {"+4915228817386", true, "+4915228817386", false},
      {"22000", false, "22000", true},
      {"110", false, "110", true},
      {"Telekom", false, "Telekom", true},
      {"Stadt\nX", false, "Stadt X", true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(SmsBatch) batch = sms_batch_new();
    const InboundFields fields = {.from = rows[i].from,
                                  .to = rows[i].from,
                                  .is_national = rows[i].is_national};
    const SmsIn *sms = inbound_add_message(batch, &fields, NULL);
    g_test_message("%s", rows[i].from);
    g_assert_cmpstr(sms->from, ==, rows[i].want);
    g_assert_cmpstr(sms->to, ==, rows[i].want);
    g_assert_cmpint(sms->no_reply, ==, rows[i].no_reply);
  }
}

/* Whatever is found passes the wire: else the child would count as dead, and
 * the message would end in hold. */
static void
test_inbound_fits_the_wire(void)
{
  g_autofree char *line = g_strnfill(100000, 'x');
  g_autofree char *text = g_strnfill(1000000, 'x');
  g_autofree char *wide = g_strnfill(3 * CLEAN_TEXT_MAX, '\xd4');
  g_autoptr(SmsBatch) batch = sms_batch_new();
  const InboundFields fields = {.event = line,
                                .id = "a\nb\x01",
                                .from = line,
                                .to = line,
                                .text = text,
                                .part_ref = "99999999999999999999",
                                .part_number = "-1",
                                .part_total = "x"};
  const InboundFields others = {.from = "1", .text = wide};
  const InboundMedium medium = {.url = line, .type = line, .size = "1e99"};
  const ReportFields report = {.id = line, .reference = line, .code = line};
  SmsIn *sms = inbound_add_message(batch, &fields, NULL);
  inbound_add_medium(sms, &medium);
  g_assert_nonnull(inbound_add_message(batch, &others, NULL));
  g_assert_true(inbound_add_report(batch, &report, NULL));
  json_t *wire = sms_batch_to_json(batch);
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) again = sms_batch_from_json(wire, &error);
  g_assert_no_error(error);
  g_assert_nonnull(again);
  json_decref(wire);
}

static void
test_inbound_limits_media(void)
{
  g_autoptr(SmsBatch) batch = sms_batch_new();
  const InboundFields fields = {.from = "1"};
  g_autofree char *large = g_strnfill(SMS_WIRE_BYTES_MAX / 3 * 4 + 4, 'A');
  const InboundMedium too_large = {
      .data = large, .type = "image/jpeg", .size = "7000000"};
  SmsIn *sms = inbound_add_message(batch, &fields, NULL);
  for (int i = 0; i < SMS_MEDIA_MAX + 5; i++)
    inbound_add_medium(sms, &too_large);
  g_assert_cmpuint(sms->media->len, ==, SMS_MEDIA_MAX);
  const SmsMedia *media = sms->media->pdata[0];
  g_assert_null(media->bytes);
  g_assert_cmpint(media->size, ==, 7000000);
  g_assert_cmpstr(media->type, ==, "image/jpeg");
}

/* A picture is whole however its base64 came (RFC 4648 4 and 5). */
static void
test_inbound_takes_any_base64(void)
{
  static const char *const rows[] = {
      "//79+/8=",
      "__79-_8=",
      "__79-_8",
      "//79+/8",
      "//7\r\n9+/\r\n8=\r\n",
      " //79 +/8=\t",
      "data:image/jpeg;base64,//79+/8=",
      "data:;base64,__79-_8",
  };
  static const guint8 want[] = {0xff, 0xfe, 0xfd, 0xfb, 0xff};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(SmsBatch) batch = sms_batch_new();
    const InboundFields fields = {.from = "1"};
    const InboundMedium medium = {.data = rows[i]};
    SmsIn *sms = inbound_add_message(batch, &fields, NULL);
    inbound_add_medium(sms, &medium);
    const SmsMedia *media = sms->media->pdata[0];
    gsize size = 0;
    const void *bytes = g_bytes_get_data(media->bytes, &size);
    g_test_message("%s", rows[i]);
    g_assert_cmpmem(bytes, size, want, sizeof want);
  }
}

static void
test_inbound_batch_is_limited(void)
{
  g_autoptr(SmsBatch) batch = sms_batch_new();
  const InboundFields fields = {.from = "1"};
  g_autoptr(GError) error = NULL;
  for (int i = 0; i < PROVIDER_BATCH_MAX; i++)
    g_assert_nonnull(inbound_add_message(batch, &fields, NULL));
  g_assert_null(inbound_add_message(batch, &fields, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"cleans-text", test_inbound_cleans_text},
      {"reads-utf16", test_inbound_reads_utf16},
      {"mends-json", test_inbound_mends_json},
      {"decodes-base64", test_inbound_decodes_base64},
      {"reads-times", test_inbound_reads_times},
      {"numbers", test_inbound_numbers},
      {"fits-the-wire", test_inbound_fits_the_wire},
      {"limits-media", test_inbound_limits_media},
      {"takes-any-base64", test_inbound_takes_any_base64},
      {"batch-is-limited", test_inbound_batch_is_limited},
      {NULL, NULL},
  };
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  cases_add("/parsers/inbound", cases);
  return g_test_run();
}
