/* SPDX-License-Identifier: Apache-2.0
 *
 * The stable form, the wire form there and back, and a peer that lies.
 */
#include "parsers/message_json.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/parse_message.h"
#include "tests/support/cases.h"
#include "tests/support/golden.h"

static char *
dump(json_t *object)
{
  char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(object);
  return text;
}

/* The same message after its way through the wire form. */
static Message *
send_and_receive(const Message *message, bool beside)
{
  g_autoptr(GString) texts = beside ? g_string_new(NULL) : NULL;
  json_t *wire = message_to_wire(message, texts);
  g_autoptr(GBytes) bytes = beside ? g_bytes_new(texts->str, texts->len) : NULL;
  g_autoptr(GError) error = NULL;
  Message *again = message_from_wire(wire, bytes, &error);
  json_decref(wire);
  g_assert_no_error(error);
  return again;
}

/* Every fixture survives it unchanged, its texts in the JSON or beside it. */
static void
test_message_json_round_trip(gconstpointer data)
{
  static const MimeOptions options = {.staff = true};
  g_autoptr(GBytes) raw = golden_read(data);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_autofree char *before = dump(message_to_wire(message, NULL));
  for (int beside = 0; beside <= 1; beside++) {
    g_autoptr(Message) again = send_and_receive(message, beside == 1);
    g_assert_cmpstr(again->staff_text, ==, message->staff_text);
    g_autofree char *after = dump(message_to_wire(again, NULL));
    g_assert_cmpstr(before, ==, after);
  }
}

static void
test_message_json_stable_form(void)
{
  g_autoptr(Message) message = message_new();
  message->subject = g_strdup("Loch");
  message->from = address_new(NULL, "a@example.org");
  message->return_path = g_strdup("");
  message->staff_text = g_strdup("x");
  message->auth = AUTH_VERDICT_PASS;
  g_autofree char *text = dump(message_to_json(message));
  g_assert_cmpstr(text, ==,
                  "{\"from\":{\"address\":\"a@example.org\"},"
                  "\"kind\":\"message\",\"subject\":\"Loch\"}");
}

#define BASE "{\"kind\":\"message\",\"auth\":\"none\""
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILE_OF(name, hash, size)                                              \
  BASE ",\"attachments\":[{\"filename\":\"" name                               \
       "\",\"type\":\"a/b\",\"sha256\":\"" hash "\",\"size\":" size "}]}"

static const struct Lie {
  const char *name, *wire;
  int code; /* ParseError, or -1: it is fine */
} lies[] = {
    {"truth", BASE "}", -1},
    {"truth-with-file", FILE_OF("a.jpg", HASH, "1"), -1},
    {"no-object", "[]", PARSE_ERROR_SYNTAX},
    {"no-kind", "{\"auth\":\"none\"}", PARSE_ERROR_SYNTAX},
    {"unknown-kind", "{\"kind\":\"x\",\"auth\":\"none\"}", PARSE_ERROR_SYNTAX},
    {"unknown-auth", "{\"kind\":\"message\",\"auth\":\"yes\"}",
     PARSE_ERROR_SYNTAX},
    {"staff-text-as-text", BASE ",\"staff_text\":true,\"text\":\"a\"}", -1},
    {"staff-text-as-no-text", BASE ",\"staff_text\":true}", -1},
    {"staff-text-as-no", BASE ",\"staff_text\":false}", PARSE_ERROR_SYNTAX},
    {"true-as-text", BASE ",\"text\":true}", PARSE_ERROR_SYNTAX},
    {"number-as-text", BASE ",\"text\":1}", PARSE_ERROR_SYNTAX},
    {"text-as-list", BASE ",\"to\":\"a\"}", PARSE_ERROR_SYNTAX},
    {"text-as-address", BASE ",\"from\":\"a\"}", PARSE_ERROR_SYNTAX},
    {"address-without-address", BASE ",\"from\":{\"name\":\"a\"}}",
     PARSE_ERROR_SYNTAX},
    {"line-feed-in-a-line", BASE ",\"subject\":\"a\\nb\"}", PARSE_ERROR_SYNTAX},
    {"line-feed-in-an-address", BASE ",\"from\":{\"address\":\"a\\r\\nb\"}}",
     PARSE_ERROR_SYNTAX},
    {"nul-in-a-text", BASE ",\"text\":\"a\\u0000b\"}", PARSE_ERROR_SYNTAX},
    {"number-in-a-list", BASE ",\"references\":[1]}", PARSE_ERROR_SYNTAX},
    {"path-as-file-name", FILE_OF("../a", HASH, "1"), PARSE_ERROR_SYNTAX},
    {"hidden-file-name", FILE_OF(".a", HASH, "1"), PARSE_ERROR_SYNTAX},
    {"bad-hash", FILE_OF("a", "xyz", "1"), PARSE_ERROR_SYNTAX},
    {"negative-size", FILE_OF("a", HASH, "-1"), PARSE_ERROR_LIMIT},
    {"huge-size", FILE_OF("a", HASH, "99999999999"), PARSE_ERROR_LIMIT},
    {"text-as-size", FILE_OF("a", HASH, "\"1\""), PARSE_ERROR_SYNTAX},
    {"number-as-file", BASE ",\"attachments\":[1]}", PARSE_ERROR_SYNTAX},
    {"text-as-bool", BASE ",\"staff_doubtful\":\"no\"}", PARSE_ERROR_SYNTAX},
    {"bad-content-hash", BASE ",\"content_hash\":\"a\"}", PARSE_ERROR_SYNTAX},
    {"place",
     BASE ",\"places\":[{\"source\":\"text\",\"text\":\"a\","
          "\"offset\":1,\"latitude\":54.1,\"longitude\":12,\"confidence\":1}]}",
     -1},
    {"place-of-no-source", BASE ",\"places\":[{\"confidence\":1}]}",
     PARSE_ERROR_SYNTAX},
    {"place-from-nowhere",
     BASE ",\"places\":[{\"source\":\"x\",\"confidence\":1}]}",
     PARSE_ERROR_SYNTAX},
    {"place-too-sure",
     BASE ",\"places\":[{\"source\":\"photo\",\"confidence\":2}]}",
     PARSE_ERROR_LIMIT},
    {"place-off-the-globe",
     BASE ",\"places\":[{\"source\":\"photo\",\"latitude\":91,"
          "\"longitude\":0,\"confidence\":1}]}",
     PARSE_ERROR_LIMIT},
    {"place-row",
     BASE ",\"places\":[[\"text\",\"a\",100,1,true,null,54.1,12]]}", -1},
    {"place-row-unsure", BASE ",\"places\":[[\"text\",\"a\",0.5]]}", -1},
    {"place-row-cut-short", BASE ",\"places\":[[\"text\",\"a\"]]}",
     PARSE_ERROR_SYNTAX},
    {"place-row-empty", BASE ",\"places\":[[]]}", PARSE_ERROR_SYNTAX},
    {"place-row-too-sure", BASE ",\"places\":[[\"text\",\"a\",101,1,true]]}",
     PARSE_ERROR_LIMIT},
    {"place-row-half-on-the-globe",
     BASE ",\"places\":[[\"text\",\"a\",90,1,true,null,54.1]]}",
     PARSE_ERROR_SYNTAX},
    {"place-row-of-another-order",
     BASE ",\"places\":[[\"a\",\"text\",90,1,true]]}", PARSE_ERROR_SYNTAX},
    {"list-as-recipient", BASE ",\"bounce_recipients\":[[]]}",
     PARSE_ERROR_SYNTAX},
};

static void
test_message_json_lie(gconstpointer data)
{
  const struct Lie *row = data;
  json_t *wire = json_loads(row->wire, JSON_ALLOW_NUL, NULL);
  g_assert_nonnull(wire);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = message_from_wire(wire, NULL, &error);
  json_decref(wire);
  g_assert_true((message == NULL) == (error != NULL));
  if (row->code < 0)
    g_assert_no_error(error);
  else
    g_assert_error(error, PARSE_ERROR, row->code);
}

/* Texts that stand beside the JSON. */
static void
test_message_json_lies_beside(void)
{
  static const struct {
    const char *wire, *texts;
    size_t size;
    bool good;
  } rows[] = {
      {BASE ",\"text\":3,\"full_text\":2}", "abcde", 5, true},
      {BASE ",\"text\":0}", "", 0, true},
      {BASE ",\"text\":3}", "abcde", 5, false},  /* some are left */
      {BASE ",\"text\":6}", "abcde", 5, false},  /* too few */
      {BASE ",\"text\":-1}", "abcde", 5, false}, /* backwards */
      {BASE ",\"text\":9223372036854775807}", "abcde", 5, false},
      {BASE ",\"subject\":3}", "abc", 3, false}, /* no text of many lines */
      {BASE ",\"text\":3}", "a\0c", 3, false},
      {BASE ",\"text\":1,\"full_text\":1}", "ä", 2, false}, /* cut apart */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_t *wire = json_loads(rows[i].wire, 0, NULL);
    g_autoptr(GBytes) texts = g_bytes_new_static(rows[i].texts, rows[i].size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Message) message = message_from_wire(wire, texts, &error);
    json_decref(wire);
    g_assert_true(rows[i].good == (message != NULL));
    if (!rows[i].good)
      g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
  }
}

static json_t *
base(void)
{
  return json_pack("{s:s,s:s}", "kind", "message", "auth", "none");
}

static void
assert_too_much(json_t *wire)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = message_from_wire(wire, NULL, &error);
  json_decref(wire);
  g_assert_null(message);
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

static void
test_message_json_too_much(void)
{
  g_autofree char *text = g_strnfill(MESSAGE_WIRE_TEXT_MAX / 2 + 1, 'a');
  json_t *wire = base();
  json_object_set_new(wire, "text", json_string(text));
  json_object_set_new(wire, "full_text", json_string(text));
  assert_too_much(wire);
  wire = base();
  json_object_set_new(wire, "subject", json_string(text));
  assert_too_much(wire);
  wire = base();
  json_t *list = json_array();
  for (int i = 0; i <= MESSAGE_WIRE_LIST_MAX; i++)
    json_array_append_new(list, json_string("a"));
  json_object_set_new(wire, "references", list);
  assert_too_much(wire);
}

/* What the writer makes, the reader takes, however long the mail is. */
static void
test_message_json_long_texts_fit(void)
{
  g_autoptr(Message) message = message_new();
  message->text = g_strnfill(400000, 'a');
  message->quoted = g_strnfill(400000, 'b');
  message->full_text = g_strnfill(800000, 'c');
  g_autoptr(Message) again = send_and_receive(message, true);
  g_assert_cmpstr(again->text, ==, message->text);
  g_assert_cmpuint(again->problems->len, >=, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  golden_add("/parsers/message-json/round-trip", "tests/fixtures/mail", ".eml",
             test_message_json_round_trip);
  g_test_add_func("/parsers/message-json/stable-form",
                  test_message_json_stable_form);
  g_test_add_func("/parsers/message-json/lies-beside",
                  test_message_json_lies_beside);
  g_test_add_func("/parsers/message-json/too-much", test_message_json_too_much);
  g_test_add_func("/parsers/message-json/long-texts-fit",
                  test_message_json_long_texts_fit);
  CASES_ADD_ROWS("/parsers/message-json/lie", lies, test_message_json_lie);
  return g_test_run();
}
