/* SPDX-License-Identifier: Apache-2.0
 *
 * keyword.h against the keyword cases of the measuring data.
 */
#include <glib.h>
#include <jansson.h>

#include "parsers/keyword.h"
#include "tests/support/shared_data.h"

static const char *
member(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

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
    g_autoptr(Keyword) got = keyword_classify(member(row, "text"), topics);
    g_test_message("%s", member(row, "text"));
    g_assert_cmpstr(intent_of(got->kind), ==, member(row, "intent"));
    if (member(row, "arg"))
      g_assert_cmpstr(got->argument, ==, member(row, "arg"));
  }
  g_assert_cmpuint(i, >, 20);
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/keyword/spec/cases", test_keyword_spec_cases);
  return g_test_run();
}
