/* SPDX-License-Identifier: Apache-2.0
 *
 * Values that hold others: structs, lists, maps, JSON.  One row per kind at the
 * end.
 */
#include <jansson.h>

#include "parsers/config/schema_private.h"

/* Structs and lists of them. */

static void
start_object(const SchemaKey *key, void *member, const SchemaContext *context)
{
  schema_start(key->object, member, context);
}

static void
read_object(const SchemaKey *key, const YamlNode *node, void *member,
            const SchemaContext *context)
{
  if (schema_expect_kind(key, node, YAML_KIND_MAP, context))
    schema_fill(key->object, node, member, context);
}

static void
clear_object(const SchemaKey *key, void *member)
{
  schema_clear(key->object, member);
}

static void
start_list(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)key, (void)context;
  *(GPtrArray **)member = g_ptr_array_new();
}

static void
read_list(const SchemaKey *key, const YamlNode *node, void *member,
          const SchemaContext *context)
{
  if (!schema_expect_kind(key, node, YAML_KIND_LIST, context))
    return;
  for (unsigned i = 0; i < node->items->len; i++)
    g_ptr_array_add(*(GPtrArray **)member,
                    schema_read(key->object, node->items->pdata[i], context));
}

static void
read_named(const SchemaKey *key, const YamlNode *node, void *member,
           const SchemaContext *context)
{
  const SchemaKey *name = &key->object->keys[0];
  g_assert(name->kind == SCHEMA_TEXT && !name->required);
  if (!schema_expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  for (unsigned i = 0; i < node->items->len; i++) {
    char *object = schema_read(key->object, node->items->pdata[i], context);
    schema_value_text.read(name, node->keys->pdata[i], object + name->offset,
                           context);
    g_ptr_array_add(*(GPtrArray **)member, object);
  }
}

static void
clear_list(const SchemaKey *key, void *member)
{
  GPtrArray **list = member;
  for (unsigned i = 0; *list != NULL && i < (*list)->len; i++)
    schema_free(key->object, (*list)->pdata[i]);
  g_clear_pointer(list, g_ptr_array_unref);
}

/* Lists of texts. */

static void
start_texts(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)context;
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  if (key->text != NULL)
    g_ptr_array_add(texts, g_strdup(key->text));
  *(GPtrArray **)member = texts;
}

static void
read_texts(const SchemaKey *key, const YamlNode *node, void *member,
           const SchemaContext *context)
{
  GPtrArray *texts = *(GPtrArray **)member;
  if (!schema_expect_kind(key, node, YAML_KIND_LIST, context))
    return;
  g_ptr_array_set_size(texts, 0);
  for (unsigned i = 0; i < node->items->len; i++) {
    const YamlNode *item = node->items->pdata[i];
    if (schema_expect_text(key, item, context))
      g_ptr_array_add(texts, g_strdup(item->text));
  }
}

static void
read_words(const SchemaKey *key, const YamlNode *node, void *member,
           const SchemaContext *context)
{
  if (node->kind != YAML_KIND_MAP) {
    read_texts(key, node, member, context);
    return;
  }
  GPtrArray *all = *(GPtrArray **)member;
  for (unsigned i = 0; i < node->items->len; i++) {
    GPtrArray *some = g_ptr_array_new_with_free_func(g_free);
    read_texts(key, node->items->pdata[i], &some, context);
    g_ptr_array_extend_and_steal(all, some);
  }
}

static void
clear_texts(const SchemaKey *key, void *member)
{
  (void)key;
  g_clear_pointer((GPtrArray **)member, g_ptr_array_unref);
}

/* Maps with free keys. */

static void
start_map(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)key, (void)context;
  *(GHashTable **)member =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void
read_map(const SchemaKey *key, const YamlNode *node, void *member,
         const SchemaContext *context)
{
  if (!schema_expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  for (unsigned i = 0; i < node->items->len; i++) {
    const YamlNode *name = node->keys->pdata[i];
    const YamlNode *value = node->items->pdata[i];
    if (schema_expect_text(key, value, context))
      g_hash_table_replace(*(GHashTable **)member, g_strdup(name->text),
                           g_strdup(value->text));
  }
}

static void
clear_map(const SchemaKey *key, void *member)
{
  (void)key;
  g_clear_pointer((GHashTable **)member, g_hash_table_unref);
}

static void
start_json(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)key, (void)context;
  *(json_t **)member = json_object();
}

/* "{token}" names a secret that is filled in later: it is none. */
static bool
is_template(const YamlNode *node)
{
  return node->kind == YAML_KIND_SCALAR && node->text[0] == '{' &&
         strcspn(node->text, "}") + 1 == strlen(node->text);
}

/* Recursion ends with the tree, at most 32 levels deep (yaml_tree.c). */
json_t *
schema_json_of(const YamlNode *node, const SchemaContext *context)
{
  if (node->kind == YAML_KIND_SCALAR)
    return json_string(node->text);
  json_t *json = node->kind == YAML_KIND_LIST ? json_array() : json_object();
  for (unsigned i = 0; i < node->items->len; i++) {
    json_t *value = schema_json_of(node->items->pdata[i], context);
    if (node->kind == YAML_KIND_LIST) {
      (void)json_array_append_new(json, value); /* fails on no memory only */
      continue;
    }
    const YamlNode *name = node->keys->pdata[i];
    const char *refusal =
        context->refuse_key != NULL && !is_template(node->items->pdata[i])
            ? context->refuse_key(name->text)
            : NULL;
    if (refusal != NULL)
      problems_add(context->problems, name->place,
                   "'%s' must not stand here: %s", name->text, refusal);
    (void)json_object_set_new(json, name->text, value); /* likewise */
  }
  return json;
}

static void
read_json(const SchemaKey *key, const YamlNode *node, void *member,
          const SchemaContext *context)
{
  if (!schema_expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  json_decref(*(json_t **)member);
  *(json_t **)member = schema_json_of(node, context);
}

static void
clear_json(const SchemaKey *key, void *member)
{
  (void)key;
  g_clear_pointer((json_t **)member, json_decref);
}

const SchemaValue schema_value_object = {start_object, read_object,
                                         clear_object};
const SchemaValue schema_value_list = {start_list, read_list, clear_list};
const SchemaValue schema_value_named = {start_list, read_named, clear_list};
const SchemaValue schema_value_texts = {start_texts, read_texts, clear_texts};
const SchemaValue schema_value_words = {start_texts, read_words, clear_texts};
const SchemaValue schema_value_map = {start_map, read_map, clear_map};
const SchemaValue schema_value_json = {start_json, read_json, clear_json};
