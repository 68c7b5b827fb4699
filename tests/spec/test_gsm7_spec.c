/* SPDX-License-Identifier: Apache-2.0
 *
 * gsm7.h against tables and segment counts made by others.
 */
#include <glib.h>
#include <jansson.h>

#include "parsers/sms/gsm7.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static guint64
count(const json_t *object, const char *key)
{
  return (guint64)json_integer_value(json_object_get(object, key));
}

static void
check_case(const json_t *row, const char *text, const json_t *want)
{
  SmsMeasure got = gsm7_measure(text);
  const char *coding = got.coding == SMS_CODING_GSM7 ? "gsm7" : "ucs2";

  g_test_message("%s", json_text(row, "id"));
  g_assert_cmpstr(coding, ==, json_text(want, "encoding"));
  g_assert_cmpuint(got.units, ==, count(want, "units"));
  g_assert_cmpuint(got.segments, ==, count(want, "segments"));
}

static void
check_segments_row(const json_t *row)
{
  const json_t *smart = json_object_get(row, "after_smart");
  g_autofree char *prepared = NULL;

  check_case(row, json_text(row, "text"), row);
  if (!smart)
    return;
  prepared = gsm7_prepare(json_text(row, "text"), NULL);
  g_assert_cmpstr(prepared, ==, json_text(smart, "text"));
  check_case(row, prepared, smart);
}

static void
each_row(const char *name, void (*check)(const json_t *row), size_t least)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  const json_t *rows = json_object_get(json_object_get(root, "gsm"), name);

  if (!root)
    return;
  g_assert_cmpuint(json_array_size(rows), >=, least);
  for (size_t i = 0; i < json_array_size(rows); i++)
    check(json_array_get(rows, i));
  json_decref(root);
}

static void
test_gsm7_spec_segments(void)
{
  each_row("segments", check_segments_row, 10);
}

static void
test_gsm7_spec_replacements(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  json_t *map = json_object_get(json_object_get(root, "gsm"), "replacements");
  const char *from = NULL;
  json_t *to = NULL;

  json_object_foreach(map, from, to)
  {
    g_autofree char *prepared = gsm7_prepare(from, NULL);
    g_assert_cmpstr(prepared, ==, json_string_value(to));
  }
  json_decref(root);
}

static void
test_gsm7_spec_corpus(void)
{
  g_autofree char *path = shared_data_path_or_skip("sms/segments.jsonl");
  g_autofree char *all = NULL;
  g_auto(GStrv) lines = NULL;
  unsigned checked = 0;

  if (!path)
    return;
  g_assert_true(g_file_get_contents(path, &all, NULL, NULL));
  lines = g_strsplit(all, "\n", -1);
  for (char **line = lines; *line; line++) {
    json_t *row = json_loads(*line, 0, NULL);
    SmsMeasure got;
    if (!row)
      continue;
    got = gsm7_measure(json_text(row, "text"));
    g_assert_cmpstr(sms_coding_to_string(got.coding), ==,
                    json_text(row, "encoding"));
    g_assert_cmpuint(got.segments, ==, count(row, "segments"));
    checked++;
    json_decref(row);
  }
  g_test_message("%u texts", checked);
  g_assert_cmpuint(checked, >, 1000);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/gsm7/spec/segments", test_gsm7_spec_segments);
  g_test_add_func("/parsers/gsm7/spec/replacements",
                  test_gsm7_spec_replacements);
  g_test_add_func("/parsers/gsm7/spec/corpus", test_gsm7_spec_corpus);
  return g_test_run();
}
