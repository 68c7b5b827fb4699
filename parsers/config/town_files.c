/* SPDX-License-Identifier: Apache-2.0
 *
 * YAML, else CSV.
 */
#include "parsers/config/town_files.h"

#include "parsers/config/csv_tree.h"

YamlTree *
town_file_read(GHashTable *files, const char *name, Problems *problems)
{
  GBytes *bytes = g_hash_table_lookup(files, name);
  if (bytes != NULL)
    return yaml_tree_parse(bytes, name, problems);
  if (g_hash_table_contains(files, name))
    return NULL; /* it could not be read, which the caller has told */
  problems_add(problems, (FilePosition){name, 0, 0},
               "the file is missing in the town directory");
  return NULL;
}

YamlTree *
town_file_read_if_any(GHashTable *files, const char *name, Problems *problems)
{
  return g_hash_table_contains(files, name)
             ? town_file_read(files, name, problems)
             : NULL;
}

YamlTree *
town_file_read_list(GHashTable *files, const char *stem, const Schema *schema,
                    Problems *problems)
{
  g_autofree char *yaml = g_strconcat(stem, ".yaml", NULL);
  g_autofree char *csv = g_strconcat(stem, ".csv", NULL);
  if (!g_hash_table_contains(files, csv))
    return town_file_read(files, yaml, problems);
  GBytes *bytes = g_hash_table_lookup(files, csv);
  if (g_hash_table_contains(files, yaml))
    problems_add(problems, (FilePosition){csv, 0, 0},
                 "%s is there, too – remove one of the two", yaml);
  return bytes == NULL ? NULL /* told, as above */
                       : csv_tree_parse(bytes, csv, schema, problems);
}

YamlTree *
town_file_read_list_if_any(GHashTable *files, const char *stem,
                           const Schema *schema, Problems *problems)
{
  g_autofree char *yaml = g_strconcat(stem, ".yaml", NULL);
  g_autofree char *csv = g_strconcat(stem, ".csv", NULL);
  return g_hash_table_contains(files, yaml) || g_hash_table_contains(files, csv)
             ? town_file_read_list(files, stem, schema, problems)
             : NULL;
}

void
town_file_add_words(GHashTable *files, YamlTree *categories, Problems *problems)
{
  GBytes *bytes = g_hash_table_lookup(files, CSV_WORDS_FILE);
  if (bytes != NULL && categories != NULL)
    csv_words_add(bytes, categories, problems);
}

const YamlNode *
town_file_list(const YamlTree *tree, Problems *problems)
{
  if (tree == NULL)
    return NULL;
  const YamlNode *root = yaml_tree_root(tree);
  if (root->kind == YAML_KIND_LIST)
    return root;
  problems_add(problems, root->place,
               "the file must be a list – begin each entry with '- id: …'");
  return NULL;
}

bool
town_file_is_cut(const YamlTree *tree)
{
  return tree != NULL && yaml_tree_is_cut(tree);
}
