/* SPDX-License-Identifier: Apache-2.0
 *
 * Headers of long messages, right and wrong ones.
 */
#include "parsers/sms/udh.h"

#include <glib.h>

#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static const struct {
  const char *hex;
  UdhConcat want; /* total 0: none */
} headers[] = {
    {NULL, {0, 0, 0}},
    {"", {0, 0, 0}},
    {"050003CC0503", {0xCC, 5, 3}},
    {"050003cc0503", {0xCC, 5, 3}},
    {"06080412340502", {0x1234, 5, 2}},
    {"0824010100032A0302", {0x2A, 3, 2}}, /* a Turkish alphabet before it */
    {"0A0003010201000302FFFE", {2, 255, 254}}, /* the last one counts */
    {"050003CC0500", {0, 0, 0}},               /* parts count from 1 */
    {"050003CC0506", {0, 0, 0}},               /* 6 of 5 */
    {"050003CC00", {0, 0, 0}},                 /* shorter than it says */
    {"050003CC0503FF", {0, 0, 0}},             /* longer */
    {"050004CC0503", {0, 0, 0}},               /* the element is longer */
    {"0600037F0201FF", {0, 0, 0}},             /* an element cut */
    {"0605040B8423F0", {0, 0, 0}},             /* ports: a WAP push */
    {"00", {0, 0, 0}},
    {"05000", {0, 0, 0}},
    {"050003CC05xx", {0, 0, 0}},
};

static void
test_udh_read_concat(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
    UdhConcat got = {0};
    bool found = udh_read_concat(headers[i].hex, &got);
    g_test_message("%s", headers[i].hex);
    g_assert_cmpint(found, ==, headers[i].want.total != 0);
    g_assert_cmpint(got.reference, ==, headers[i].want.reference);
    g_assert_cmpint(got.total, ==, headers[i].want.total);
    g_assert_cmpint(got.number, ==, headers[i].want.number);
  }
}

static void
test_udh_longer_than_an_sms(void)
{
  g_autoptr(GString) hex = g_string_new("FF");
  UdhConcat got;
  for (int i = 0; i < 255; i++)
    g_string_append(hex, "00");
  g_assert_false(udh_read_concat(hex->str, &got));
}

static void
test_udh_published_cases(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  const json_t *cases = json_object_get(json_object_get(root, "gsm"), "concat");
  for (size_t i = 0; i < json_array_size(cases); i++) {
    const json_t *row = json_array_get(cases, i);
    UdhConcat got = {0};
    bool found = udh_read_concat(json_text(row, "udh_hex"), &got);
    g_test_message("%s", json_text(row, "id"));
    g_assert_cmpint(found, ==, json_is_true(json_object_get(row, "valid")));
    g_assert_cmpint(got.reference, ==,
                    json_integer_value(json_object_get(row, "ref")));
    g_assert_cmpint(got.total, ==,
                    json_integer_value(json_object_get(row, "total")));
    g_assert_cmpint(got.number, ==,
                    json_integer_value(json_object_get(row, "part")));
  }
  if (root != NULL)
    g_assert_cmpuint(json_array_size(cases), >=, 4);
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/udh/concat", test_udh_read_concat);
  g_test_add_func("/parsers/udh/longer-than-an-sms",
                  test_udh_longer_than_an_sms);
  g_test_add_func("/parsers/udh/published", test_udh_published_cases);
  return g_test_run();
}
