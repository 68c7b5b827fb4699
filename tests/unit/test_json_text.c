/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is that of json_dumps(), for each kind of value.
 */
#include "parsers/json_text.h"

static const char *const rows[] = {
    "{}",
    "[]",
    "{\"a\":{\"b\":[1,[],{}]},\"ä\\\"\":\"\"}",
    "[null,true,false,\"x\"]",
    "[0,-1,10,-120,9223372036854775807,-9223372036854775808]",
    "[0.5,-1e300,1e-7,3.0,0.1,-0.0,123456789.125]",
    "[\"plain\",\"Straße\",\"€😀/\x7f\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"a\\u0001b\\u001f\\u000bc\"]",
};

static void
test_json_text_append(gconstpointer data)
{
  json_auto_t *value = json_loads(data, 0, NULL);
  g_assert_nonnull(value);
  g_autofree char *expected = json_dumps(value, JSON_COMPACT);
  g_autoptr(GString) text = g_string_new(NULL);
  json_text_append(text, value);
  g_assert_cmpstr(text->str, ==, expected);
}

/* Each character of ASCII, NUL among them. */
static void
test_json_text_each_character(void)
{
  char ascii[128];
  for (size_t i = 0; i < sizeof ascii; i++)
    ascii[i] = (char)i;
  json_auto_t *value = json_pack("[s#]", ascii, (int)sizeof ascii);
  g_assert_nonnull(value);
  g_autofree char *expected = json_dumps(value, JSON_COMPACT);
  g_autoptr(GString) text = g_string_new("kept ");
  json_text_append(text, value);
  g_assert_cmpstr(text->str + 5, ==, expected);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/parsers/json-text/%zu", i);
    g_test_add_data_func(path, rows[i], test_json_text_append);
  }
  g_test_add_func("/parsers/json-text/each-character",
                  test_json_text_each_character);
  return g_test_run();
}
