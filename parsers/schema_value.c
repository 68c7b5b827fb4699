/* SPDX-License-Identifier: Apache-2.0
 *
 * Values by kind: default, reading, freeing.  One row of the table at the end
 * per kind.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "parsers/schema_private.h"

static bool
expect_kind(const SchemaKey *key, const YamlNode *node, YamlKind kind,
            const SchemaContext *context)
{
  if (node->kind == kind)
    return true;
  problems_add(
      context->problems, node->place, "'%s' must be %s, not %s%s", key->name,
      yaml_kind_to_string(kind), yaml_kind_to_string(node->kind),
      kind == YAML_KIND_LIST ? " – begin each line of it with '- '" : "");
  return false;
}

/* True when `node` is a text the key accepts. */
static bool
expect_text(const SchemaKey *key, const YamlNode *node,
            const SchemaContext *context)
{
  if (!expect_kind(key, node, YAML_KIND_SCALAR, context))
    return false;
  const char *wanted = key->check != NULL ? key->check(node->text) : NULL;
  if (wanted != NULL)
    problems_add(context->problems, node->place, "'%s' must be %s, not '%s'",
                 key->name, wanted, node->text);
  return wanted == NULL;
}

/* Texts and paths. */

static void
start_text(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)context;
  *(char **)member = g_strdup(key->text);
}

static void
read_text(const SchemaKey *key, const YamlNode *node, void *member,
          const SchemaContext *context)
{
  if (!expect_text(key, node, context))
    return;
  g_free(*(char **)member);
  *(char **)member = g_strdup(node->text);
}

static void
clear_text(const SchemaKey *key, void *member)
{
  (void)key;
  g_clear_pointer((char **)member, g_free);
}

static void
start_path(const SchemaKey *key, void *member, const SchemaContext *context)
{
  if (key->text != NULL)
    *(char **)member = g_canonicalize_filename(key->text, context->directory);
}

static void
read_path(const SchemaKey *key, const YamlNode *node, void *member,
          const SchemaContext *context)
{
  if (!expect_text(key, node, context))
    return;
  g_free(*(char **)member);
  *(char **)member = g_canonicalize_filename(node->text, context->directory);
}

/* Numbers, booleans, enums: an int each, bool apart. */

static void
start_integer(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)context;
  *(int *)member = key->fallback;
}

static void
read_integer(const SchemaKey *key, const YamlNode *node, void *member,
             const SchemaContext *context)
{
  if (!expect_kind(key, node, YAML_KIND_SCALAR, context))
    return;
  int64_t number = 0;
  if (g_ascii_string_to_signed(node->text, 10, key->min, key->max, &number,
                               NULL))
    *(int *)member = (int)number;
  else
    problems_add(context->problems, node->place,
                 "'%s' must be a whole number from %d to %d, not '%s'",
                 key->name, key->min, key->max, node->text);
}

static void
start_boolean(const SchemaKey *key, void *member, const SchemaContext *context)
{
  (void)context;
  *(bool *)member = key->fallback != 0;
}

static void
read_boolean(const SchemaKey *key, const YamlNode *node, void *member,
             const SchemaContext *context)
{
  static const char *const words[] = {"false", "no", "true", "yes"};
  if (!expect_kind(key, node, YAML_KIND_SCALAR, context))
    return;
  for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(node->text, words[i]) == 0) {
      *(bool *)member = i >= 2;
      return;
    }
  problems_add(context->problems, node->place,
               "'%s' must be true or false, not '%s'", key->name, node->text);
}

static void
read_enum(const SchemaKey *key, const YamlNode *node, void *member,
          const SchemaContext *context)
{
  if (!expect_kind(key, node, YAML_KIND_SCALAR, context))
    return;
  for (int i = 0; key->words[i] != NULL; i++)
    if (strcmp(key->words[i], node->text) == 0) {
      *(int *)member = i;
      return;
    }
  g_autofree char *all = g_strjoinv(", ", (char **)key->words);
  g_autofree char *hint =
      schema_hint(node->text, key->words, g_strv_length((char **)key->words));
  problems_add(context->problems, node->place,
               "'%s' must be one of %s, not '%s'%s", key->name, all, node->text,
               hint);
}

static void
clear_nothing(const SchemaKey *key, void *member)
{
  (void)key, (void)member;
}

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
  if (expect_kind(key, node, YAML_KIND_MAP, context))
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
  if (!expect_kind(key, node, YAML_KIND_LIST, context))
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
  if (!expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  for (unsigned i = 0; i < node->items->len; i++) {
    char *object = schema_read(key->object, node->items->pdata[i], context);
    read_text(name, node->keys->pdata[i], object + name->offset, context);
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
  if (!expect_kind(key, node, YAML_KIND_LIST, context))
    return;
  g_ptr_array_set_size(texts, 0);
  for (unsigned i = 0; i < node->items->len; i++) {
    const YamlNode *item = node->items->pdata[i];
    if (expect_text(key, item, context))
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
  if (!expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  for (unsigned i = 0; i < node->items->len; i++) {
    const YamlNode *name = node->keys->pdata[i];
    const YamlNode *value = node->items->pdata[i];
    if (expect_text(key, value, context))
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

/* Recursion ends with the tree, at most 32 levels deep (yaml_tree.c). */
static json_t *
node_to_json(const YamlNode *node, const SchemaContext *context)
{
  if (node->kind == YAML_KIND_SCALAR)
    return json_string(node->text);
  json_t *json = node->kind == YAML_KIND_LIST ? json_array() : json_object();
  for (unsigned i = 0; i < node->items->len; i++) {
    json_t *value = node_to_json(node->items->pdata[i], context);
    if (node->kind == YAML_KIND_LIST) {
      (void)json_array_append_new(json, value); /* fails on no memory only */
      continue;
    }
    const YamlNode *name = node->keys->pdata[i];
    const char *refusal =
        context->refuse_key != NULL ? context->refuse_key(name->text) : NULL;
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
  if (!expect_kind(key, node, YAML_KIND_MAP, context))
    return;
  json_decref(*(json_t **)member);
  *(json_t **)member = node_to_json(node, context);
}

static void
clear_json(const SchemaKey *key, void *member)
{
  (void)key;
  g_clear_pointer((json_t **)member, json_decref);
}

const SchemaValue *
schema_value(SchemaKind kind)
{
  static const SchemaValue values[] = {
      [SCHEMA_TEXT] = {start_text, read_text, clear_text},
      [SCHEMA_PATH] = {start_path, read_path, clear_text},
      [SCHEMA_INTEGER] = {start_integer, read_integer, clear_nothing},
      [SCHEMA_BOOLEAN] = {start_boolean, read_boolean, clear_nothing},
      [SCHEMA_ENUM] = {start_integer, read_enum, clear_nothing},
      [SCHEMA_OBJECT] = {start_object, read_object, clear_object},
      [SCHEMA_LIST] = {start_list, read_list, clear_list},
      [SCHEMA_NAMED] = {start_list, read_named, clear_list},
      [SCHEMA_TEXTS] = {start_texts, read_texts, clear_texts},
      [SCHEMA_WORDS] = {start_texts, read_words, clear_texts},
      [SCHEMA_MAP] = {start_map, read_map, clear_map},
      [SCHEMA_JSON] = {start_json, read_json, clear_json},
  };
  g_assert(kind < G_N_ELEMENTS(values) && values[kind].read != NULL);
  return &values[kind];
}
