/* SPDX-License-Identifier: Apache-2.0
 *
 * The safe subset of YAML: what is read, and every way to be refused.
 */
#include "parsers/config/yaml_tree.h"

#include <string.h>

#include "tests/support/golden.h"

static YamlTree *
parse(const char *text, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  return yaml_tree_parse(bytes, "t.yaml", problems);
}

/* Each broken file must yield exactly the problems of its .expected file. */
static void
test_yaml_tree_refuses(const void *data)
{
  const char *path = data;
  g_autoptr(GBytes) bytes = golden_read(path);
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
  g_autofree char *expected = g_strconcat(stem, ".expected", NULL);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, name, problems);
  g_autofree char *text = problems_to_string(problems);
  golden_check(expected, text);
}

static void
test_yaml_tree_keeps_scalars(void)
{
  static const struct {
    const char *yaml, *text;
  } rows[] = {
      {"v: 0381 12345", "0381 12345"},
      {"v: no", "no"},
      {"v: 1e3", "1e3"},
      {"v: ~", "~"},
      {"v: 0x1F", "0x1F"},
      {"v: 2026-05-21", "2026-05-21"},
      {"v: '007'", "007"},
      {"v:", ""},
      {"v: |\n  a\n  b\n", "a\nb\n"},
      {"\xEF\xBB\xBFv: Straße", "Straße"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(YamlTree) tree = parse(rows[i].yaml, problems);
    g_assert_nonnull(tree);
    g_assert_cmpuint(problems_count(problems), ==, 0);
    const YamlNode *value = yaml_node_get(yaml_tree_root(tree), "v");
    g_assert_nonnull(value);
    g_assert_cmpstr(value->text, ==, rows[i].text);
  }
}

static void
test_yaml_tree_knows_places(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = parse("a:\n  - ü: x\n", problems);
  const YamlNode *list = yaml_node_get(yaml_tree_root(tree), "a");
  g_assert_cmpint(list->kind, ==, YAML_KIND_LIST);
  const YamlNode *value = yaml_node_get(list->items->pdata[0], "ü");
  g_assert_cmpint(value->place.line, ==, 2);
  g_assert_cmpint(value->place.column, ==, 8); /* characters, not bytes */
  g_assert_cmpstr(value->place.file, ==, "t.yaml");
}

static void
test_yaml_tree_empty_is_a_map(void)
{
  static const char *const texts[] = {"", "# nothing\n", "\n\n"};
  for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(YamlTree) tree = parse(texts[i], problems);
    g_assert_nonnull(tree);
    g_assert_cmpint(yaml_tree_root(tree)->kind, ==, YAML_KIND_MAP);
    g_assert_null(yaml_node_get(yaml_tree_root(tree), "a"));
  }
}

static void
test_yaml_tree_limits(void)
{
  g_autoptr(GString) many = g_string_new("[");
  for (int i = 0; i < 200 * 1000 + 10; i++)
    g_string_append(many, "a,");
  g_string_append(many, "]");
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = parse(many->str, problems);
  g_assert_cmpuint(problems_count(problems), ==, 1);

  g_autoptr(GBytes) huge = g_bytes_new_take(g_malloc0(5 << 20), 5 << 20);
  g_assert_null(yaml_tree_parse(huge, "huge.yaml", problems));
  g_assert_cmpuint(problems_count(problems), ==, 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  golden_add("/parsers/yaml-tree/refuses", "tests/fixtures/config/yaml",
             ".yaml", test_yaml_tree_refuses);
  g_test_add_func("/parsers/yaml-tree/scalars-stay-strings",
                  test_yaml_tree_keeps_scalars);
  g_test_add_func("/parsers/yaml-tree/places-in-characters",
                  test_yaml_tree_knows_places);
  g_test_add_func("/parsers/yaml-tree/empty-file-is-empty-map",
                  test_yaml_tree_empty_is_a_map);
  g_test_add_func("/parsers/yaml-tree/limits", test_yaml_tree_limits);
  return g_test_run();
}
