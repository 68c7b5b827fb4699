/* SPDX-License-Identifier: Apache-2.0
 *
 * The tree: its nodes and look-ups.  yaml_read.c makes it.
 */
#include "parsers/config/yaml_tree.h"

#include <string.h>

#include "parsers/config/yaml_private.h"

const char *
yaml_kind_to_string(YamlKind kind)
{
  static const char *const names[] = {
      [YAML_KIND_SCALAR] = "a text",
      [YAML_KIND_LIST] = "a list",
      [YAML_KIND_MAP] = "a map",
  };
  return names[kind];
}

void
yaml_node_free(void *data)
{
  YamlNode *node = data;
  if (node == NULL)
    return;
  g_free(node->text);
  g_clear_pointer(&node->items, g_ptr_array_unref);
  g_clear_pointer(&node->keys, g_ptr_array_unref);
  g_free(node);
}

YamlNode *
yaml_node_new(YamlKind kind, FilePosition place)
{
  YamlNode *node = g_new0(YamlNode, 1);
  node->kind = kind;
  node->place = place;
  if (kind != YAML_KIND_SCALAR)
    node->items = g_ptr_array_new_with_free_func(yaml_node_free);
  if (kind == YAML_KIND_MAP)
    node->keys = g_ptr_array_new_with_free_func(yaml_node_free);
  return node;
}

void
yaml_tree_free(YamlTree *tree)
{
  if (tree == NULL)
    return;
  yaml_node_free(tree->root);
  g_free(tree->file);
  g_free(tree);
}

const YamlNode *
yaml_tree_root(const YamlTree *tree)
{
  return tree->root;
}

bool
yaml_tree_is_cut(const YamlTree *tree)
{
  return tree->cut;
}

const YamlNode *
yaml_node_get(const YamlNode *node, const char *key)
{
  if (node == NULL || node->kind != YAML_KIND_MAP)
    return NULL;
  for (unsigned i = 0; i < node->keys->len; i++) {
    const YamlNode *candidate = node->keys->pdata[i];
    if (strcmp(candidate->text, key) == 0)
      return node->items->pdata[i];
  }
  return NULL;
}

FilePosition
yaml_node_place(const YamlNode *map, const char *key)
{
  const YamlNode *value = yaml_node_get(map, key);
  return value != NULL ? value->place : map->place;
}
