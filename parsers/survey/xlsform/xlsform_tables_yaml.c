/* SPDX-License-Identifier: Apache-2.0
 *
 * The same fields for who keeps them in git: `survey` a list of maps, `choices`
 * a list of maps or a map of lists of them, `settings` a map.  What has several
 * languages may be a map: label: {de: …, tr: …}.
 */
#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/config/yaml_tree.h"
#include "parsers/survey/xlsform/xlsform_private.h"

typedef struct Maker {
  GPtrArray *tables;
  const char *file;
  Problems *problems;
  Table *table;
  TableRow *headings; /* grow with each key that comes */
  GHashTable *columns;
} Maker;

static const char *const sheets[] = {"survey", "choices", "settings"};

static unsigned
column_of(Maker *maker, const char *heading, FilePosition place)
{
  unsigned column =
      GPOINTER_TO_UINT(g_hash_table_lookup(maker->columns, heading));
  if (column != 0)
    return column;
  column = g_hash_table_size(maker->columns) + 1;
  if (column > TABLE_COLUMNS_MAX)
    return 0;
  g_hash_table_insert(maker->columns, g_strdup(heading),
                      GUINT_TO_POINTER(column));
  table_row_add(maker->headings, column, place.line, place.column, heading);
  return column;
}

static void
add_cell(Maker *maker, TableRow *row, const char *heading, const YamlNode *node)
{
  unsigned column = column_of(maker, heading, node->place);
  if (node->kind != YAML_KIND_SCALAR)
    problems_add(maker->problems, node->place, "'%s' must be a text, not %s",
                 heading, yaml_kind_to_string(node->kind));
  else if (column == 0)
    problems_add(maker->problems, node->place, "there are more than %d keys",
                 TABLE_COLUMNS_MAX);
  else
    table_row_add(row, column, node->place.line, node->place.column,
                  node->text);
}

static void
add_value(Maker *maker, TableRow *row, const char *key, const YamlNode *node)
{
  if (node->kind != YAML_KIND_MAP) {
    add_cell(maker, row, key, node);
    return;
  }
  for (guint i = 0; i < node->items->len; i++) {
    const YamlNode *language = node->keys->pdata[i];
    g_autofree char *heading = g_strdup_printf("%s::%s", key, language->text);
    add_cell(maker, row, heading, node->items->pdata[i]);
  }
}

/* A map is a row; `list`, where it is not NULL, the list that it belongs to. */
static void
add_row(Maker *maker, const YamlNode *map, const YamlNode *list)
{
  if (map->kind != YAML_KIND_MAP) {
    problems_add(maker->problems, map->place,
                 "this must be a map: '- name: …', not %s",
                 yaml_kind_to_string(map->kind));
    return;
  }
  TableRow *row = table_add_row(maker->table, map->place.line);
  if (list != NULL)
    add_cell(maker, row, "list_name", list);
  for (guint i = 0; i < map->items->len; i++) {
    const YamlNode *key = map->keys->pdata[i];
    add_value(maker, row, key->text, map->items->pdata[i]);
  }
}

static void
add_rows(Maker *maker, const YamlNode *node, const YamlNode *list)
{
  if (node->kind != YAML_KIND_LIST) {
    problems_add(maker->problems, node->place, "this must be a list, not %s",
                 yaml_kind_to_string(node->kind));
    return;
  }
  for (guint i = 0; i < node->items->len; i++)
    add_row(maker, node->items->pdata[i], list);
}

static void
add_sheet(Maker *maker, const char *name, const YamlNode *node)
{
  maker->table = tables_add(maker->tables, name, maker->file);
  maker->headings = table_add_row(maker->table, node->place.line);
  g_hash_table_remove_all(maker->columns);
  if (node->kind != YAML_KIND_MAP)
    add_rows(maker, node, NULL);
  else if (strcmp(name, "choices") != 0)
    add_row(maker, node, NULL);
  else
    for (guint i = 0; i < node->items->len; i++)
      add_rows(maker, node->items->pdata[i], node->keys->pdata[i]);
}

static void
add_sheets(Maker *maker, const YamlNode *root)
{
  if (root->kind != YAML_KIND_MAP) {
    problems_add(maker->problems, root->place,
                 "the file must be a map with survey, choices and settings");
    return;
  }
  for (guint i = 0; i < root->keys->len; i++) {
    const YamlNode *key = root->keys->pdata[i];
    g_autofree char *hint =
        schema_hint(key->text, sheets, G_N_ELEMENTS(sheets));
    size_t known = 0;
    while (known < G_N_ELEMENTS(sheets) &&
           strcmp(key->text, sheets[known]) != 0)
      known++;
    if (known < G_N_ELEMENTS(sheets))
      add_sheet(maker, key->text, root->items->pdata[i]);
    else
      problems_add(maker->problems, key->place, "unknown key '%s'%s", key->text,
                   hint);
  }
}

GPtrArray *
xlsform_tables_yaml(GBytes *bytes, const char *file, Problems *problems)
{
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, file, problems);
  if (tree == NULL)
    return NULL;
  g_autoptr(GHashTable) columns =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *tables = tables_new();
  Maker maker = {
      .tables = tables, .file = file, .problems = problems, .columns = columns};
  add_sheets(&maker, yaml_tree_root(tree));
  return tables;
}
