/* SPDX-License-Identifier: Apache-2.0
 *
 * Single values by kind: default, reading, freeing; and the table of all kinds.
 */
#include <string.h>

#include "parsers/config/schema_private.h"

bool
schema_expect_kind(const SchemaKey *key, const YamlNode *node, YamlKind kind,
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

bool
schema_expect_text(const SchemaKey *key, const YamlNode *node,
                   const SchemaContext *context)
{
  if (!schema_expect_kind(key, node, YAML_KIND_SCALAR, context))
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
  if (!schema_expect_text(key, node, context))
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
  if (!schema_expect_text(key, node, context))
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
  if (!schema_expect_kind(key, node, YAML_KIND_SCALAR, context))
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
  if (!schema_expect_kind(key, node, YAML_KIND_SCALAR, context))
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
  if (!schema_expect_kind(key, node, YAML_KIND_SCALAR, context))
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

const SchemaValue schema_value_text = {start_text, read_text, clear_text};
static const SchemaValue path_value = {start_path, read_path, clear_text};
static const SchemaValue integer_value = {start_integer, read_integer,
                                          clear_nothing};
static const SchemaValue boolean_value = {start_boolean, read_boolean,
                                          clear_nothing};
static const SchemaValue enum_value = {start_integer, read_enum, clear_nothing};

const SchemaValue *
schema_value(SchemaKind kind)
{
  static const SchemaValue *const values[] = {
      [SCHEMA_TEXT] = &schema_value_text,
      [SCHEMA_PATH] = &path_value,
      [SCHEMA_INTEGER] = &integer_value,
      [SCHEMA_BOOLEAN] = &boolean_value,
      [SCHEMA_ENUM] = &enum_value,
      [SCHEMA_OBJECT] = &schema_value_object,
      [SCHEMA_LIST] = &schema_value_list,
      [SCHEMA_NAMED] = &schema_value_named,
      [SCHEMA_TEXTS] = &schema_value_texts,
      [SCHEMA_WORDS] = &schema_value_words,
      [SCHEMA_MAP] = &schema_value_map,
      [SCHEMA_JSON] = &schema_value_json,
  };
  g_assert(kind < G_N_ELEMENTS(values) && values[kind] != NULL);
  return values[kind];
}
