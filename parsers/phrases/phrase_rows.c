/* SPDX-License-Identifier: Apache-2.0
 *
 * The shipped rows and the town's, laid over each other.
 */
#include "parsers/phrases/phrase_rows.h"

#include <string.h>

#include "parsers/resource.h"

static const char *
id_of(const void *row)
{
  return *(char *const *)row;
}

static bool
find_row(const GPtrArray *rows, const char *id, unsigned *out_index)
{
  for (unsigned i = 0; id != NULL && i < rows->len; i++)
    if (g_strcmp0(id_of(rows->pdata[i]), id) == 0) {
      *out_index = i;
      return true;
    }
  return false;
}

/* Put a row where the one of its id stands, else at the end. */
static void
put_row(const PhraseRowType *type, GPtrArray *rows, void *row)
{
  unsigned index = 0;
  if (!find_row(rows, id_of(row), &index)) {
    g_ptr_array_add(rows, row);
    return;
  }
  if (type->inherit != NULL)
    type->inherit(row, rows->pdata[index]);
  schema_free(type->schema, rows->pdata[index]);
  rows->pdata[index] = row;
}

static void
read_rows(const PhraseRowType *type, GPtrArray *rows, const YamlNode *list,
          Problems *problems)
{
  SchemaContext context = {.problems = problems, .directory = "/"};
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < list->items->len; i++) {
    const YamlNode *node = list->items->pdata[i];
    void *row = schema_read(type->schema, node, &context);
    const char *id = id_of(row);
    if (id != NULL && !g_hash_table_add(seen, (void *)id)) {
      problems_add(problems, node->place,
                   "id '%s' stands here twice – each needs its own", id);
      schema_free(type->schema, row);
      continue;
    }
    put_row(type, rows, row);
    if (type->check != NULL)
      type->check(row, node, problems);
  }
}

static void
read_shipped(const PhraseRowType *type, GPtrArray *rows)
{
  const Resource *resource = resource_find(type->shipped);
  g_assert(resource != NULL);
  g_autoptr(GBytes) bytes =
      g_bytes_new_static(resource->begin, resource_size(resource));
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, type->shipped, problems);
  if (tree != NULL)
    read_rows(type, rows, yaml_tree_root(tree), problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, ""); /* our own file */
}

/* Rows are freed by their schema, which a GDestroyNotify does not know. */
GPtrArray *
phrase_rows_read(const PhraseRowType *type, const YamlNode *town,
                 Problems *problems)
{
  GPtrArray *rows = g_ptr_array_new();
  read_shipped(type, rows);
  if (town != NULL)
    read_rows(type, rows, town, problems);
  return rows;
}

void
phrase_rows_free(const PhraseRowType *type, GPtrArray *rows)
{
  for (unsigned i = 0; rows != NULL && i < rows->len; i++)
    schema_free(type->schema, rows->pdata[i]);
  g_clear_pointer(&rows, g_ptr_array_unref);
}

const void *
phrase_rows_find(const GPtrArray *rows, const char *id)
{
  unsigned index = 0;
  return find_row(rows, id, &index) ? rows->pdata[index] : NULL;
}

const char *
phrase_row_name(GHashTable *names, const char *id, const char *language)
{
  g_autofree char *main_part = g_strndup(language, strcspn(language, "-"));
  const char *const order[] = {language, main_part, "de"};
  for (unsigned i = 0; i < G_N_ELEMENTS(order); i++) {
    const char *name = g_hash_table_lookup(names, order[i]);
    if (name != NULL)
      return name;
  }
  return id;
}
