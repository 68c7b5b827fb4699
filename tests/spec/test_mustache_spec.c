/* SPDX-License-Identifier: Apache-2.0
 *
 * The official mustache specification against our engine.  Its JSON files are
 * not part of the tree; where they are absent the test skips.
 */
#include "templates/mustache.h"

#include <string.h>

#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

/* Modules of the specification that we implement. */
static const char *const modules[] = {
    "comments", "delimiters", "interpolation", "inverted",
    "partials", "sections",   "~dynamic-names"};

/* Parsed partials of one case by name. */
static GHashTable *
parse_partials(json_t *partials)
{
  GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify)mustache_free);
  const char *name;
  json_t *value;
  json_object_foreach(partials, name, value)
  {
    g_autoptr(GError) error = NULL;
    const char *text = json_string_value(value);
    Mustache *partial = mustache_parse(name, text, strlen(text), &error);
    g_assert_no_error(error);
    g_hash_table_insert(table, (char *)name, partial);
  }
  return table;
}

static const Mustache *
find_partial(const char *name, void *user)
{
  return g_hash_table_lookup(user, name);
}

static void
run_case(const char *module, json_t *test)
{
  const char *template = json_text(test, "template");
  const char *expected = json_text(test, "expected");
  g_autoptr(GError) error = NULL;
  g_autoptr(Mustache) mustache =
      mustache_parse(module, template, strlen(template), &error);
  g_assert_no_error(error);
  g_autoptr(GHashTable) partials =
      parse_partials(json_object_get(test, "partials"));
  MustacheStyle style = {MUSTACHE_ESCAPE_HTML, find_partial, partials};
  g_autofree char *result =
      mustache_render(mustache, json_object_get(test, "data"), &style, &error);
  g_assert_no_error(error);
  if (g_strcmp0(result, expected) != 0)
    g_test_message("%s: %s", module, json_text(test, "name"));
  g_assert_cmpstr(result, ==, expected);
}

static void
test_mustache_module(const void *data)
{
  const char *module = data;
  g_autofree char *name = g_strdup_printf("mustache/specs/%s.json", module);
  g_autofree char *path = shared_data_path_or_skip(name);
  if (path == NULL)
    return;
  json_error_t problem;
  json_t *spec = json_load_file(path, 0, &problem);
  g_assert_nonnull(spec);
  json_t *tests = json_object_get(spec, "tests");
  g_assert_cmpuint(json_array_size(tests), >, 0);
  for (size_t i = 0; i < json_array_size(tests); i++)
    run_case(module, json_array_get(tests, i));
  json_decref(spec);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(modules); i++) {
    g_autofree char *path = g_strdup_printf("/mustache/spec/%s", modules[i]);
    g_test_add_data_func(path, modules[i], test_mustache_module);
  }
  return g_test_run();
}
