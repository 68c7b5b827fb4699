/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts against the shipped table, and a town's rows of any bytes.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/danger/danger.h"
#include "tests/support/fuzz.h"

static void
match(const DangerTable *table, const char *text)
{
  g_auto(DangerHit) hit = {0};
  bool found = danger_match(table, text, &hit);
  g_assert(found == (hit.rule != NULL) && found == (hit.words != NULL));
  g_assert(!found || danger_may_match(table, text));
  g_assert(!found || g_utf8_validate(hit.words, -1, NULL));
  g_assert(!found || danger_table_find(table, hit.rule->id) == hit.rule);
}

static void
read_town(const uint8_t *data, size_t size, const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "danger.yaml", problems);
  if (tree == NULL || yaml_tree_root(tree)->kind != YAML_KIND_LIST)
    return;
  g_autoptr(DangerTable) table =
      danger_table_new(yaml_tree_root(tree), problems);
  match(table, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static DangerTable *shipped; /* 30 ms to build; the same for every input */
  if (shipped == NULL) {
    g_autoptr(Problems) problems = problems_new();
    shipped = danger_table_new(NULL, problems);
  }
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  match(shipped, valid);
  read_town(data, size, valid);
  return 0;
}
