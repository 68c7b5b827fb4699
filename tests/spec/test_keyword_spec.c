/* SPDX-License-Identifier: Apache-2.0
 *
 * keyword.h against the keyword cases of the measuring data, and against what
 * people report: none of that may be taken for a word to us.
 */
#include <glib.h>
#include <jansson.h>

#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_soft.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

/* The data says "vote" for what is three kinds here. */
static const char *
intent_of(KeywordKind kind)
{
  if (kind == KEYWORD_YES || kind == KEYWORD_NO || kind == KEYWORD_CHOICE)
    return "vote";
  return keyword_kind_to_string(kind);
}

static void
test_keyword_spec_cases(void)
{
  static const char *const topics[] = {"RADWEG", NULL};
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  size_t i = 0;
  json_t *row = NULL;

  if (!root)
    return;
  json_array_foreach(json_object_get(root, "keywords"), i, row)
  {
    g_autoptr(Keyword) got = keyword_classify(json_text(row, "text"), topics);
    g_test_message("%s", json_text(row, "text"));
    g_assert_cmpstr(intent_of(got->kind), ==, json_text(row, "intent"));
    if (json_text(row, "arg"))
      g_assert_cmpstr(got->argument, ==, json_text(row, "arg"));
  }
  g_assert_cmpuint(i, >, 20);
  json_decref(root);
}

/* Short sentences are like SMS, so each of them is tried alone, too. */
static void
check_report(const char *text, guint *inout_texts)
{
  g_auto(GStrv) parts = g_strsplit_set(text, ".!\n;", -1);
  g_autoptr(Keyword) keyword = keyword_classify(text, NULL);
  g_test_message("%s", text);
  g_assert_true(keyword->kind == KEYWORD_CONTENT ||
                keyword->kind == KEYWORD_CHOICE);
  g_assert_false(keyword_is_soft_stop(text));
  for (char **part = parts; *part != NULL; part++) {
    g_assert_false(keyword_is_soft_stop(*part));
    (*inout_texts)++;
  }
}

static void
test_keyword_spec_reports(void)
{
  g_autofree char *path = shared_data_path_or_skip("reports/dev.jsonl");
  g_autofree char *all = NULL;
  guint texts = 0;

  if (!path)
    return;
  g_assert_true(g_file_get_contents(path, &all, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    json_t *row = json_loads(*line, 0, NULL);
    if (json_text(row, "text"))
      check_report(json_text(row, "text"), &texts);
    json_decref(row);
  }
  g_assert_cmpuint(texts, >, 5000);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/keyword/spec/cases", test_keyword_spec_cases);
  g_test_add_func("/parsers/keyword/spec/reports", test_keyword_spec_reports);
  return g_test_run();
}
