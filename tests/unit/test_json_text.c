/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON as text against what jansson writes.
 */
#include "parsers/json_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void
check(json_t *value)
{
  char *expected = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
  g_autoptr(GString) text = g_string_new("before ");
  json_text_append(text, value);
  g_assert_nonnull(expected);
  g_assert_cmpstr(text->str + strlen("before "), ==, expected);
  g_assert_cmpuint(strlen(text->str), ==, text->len);
  free(expected);
  json_decref(value);
}

static void
test_json_text_strings(void)
{
  check(json_string(""));
  check(json_string("Straße, „so“ 😀"));
  for (int c = 0; c < 0x80; c++) {
    const char text[] = {(char)c, 'x', (char)c, (char)c};
    check(json_stringn(text, 1));
    check(json_stringn(text, sizeof text));
  }
}

static void
test_json_text_values(void)
{
  check(json_true());
  check(json_false());
  check(json_null());
  check(json_integer(0));
  check(json_integer(INT64_MIN));
  check(json_real(0.1));
  check(json_object());
  check(json_array());
  check(json_pack("{s:s, s:[i, n, {s:b}, []], s:{}}", "z \"key\"\n", "a", "b",
                  1, "c", 1, "a"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/json_text/strings", test_json_text_strings);
  g_test_add_func("/parsers/json_text/values", test_json_text_values);
  return g_test_run();
}
