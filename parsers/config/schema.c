/* SPDX-License-Identifier: Apache-2.0
 *
 * Maps against their table: known keys, missing keys, unknown keys.
 */
#include "parsers/config/schema.h"

#include "parsers/nearest.h"
#include "parsers/config/schema_private.h"

/* A table has at most that many rows; more is our bug. */
enum { SCHEMA_KEYS_MAX = 64 };

char *
schema_hint(const char *wrong, const char *const *names, size_t count)
{
  const char *nearest = nearest_name(wrong, names, count);
  if (nearest == NULL)
    return g_strdup("");
  return g_strdup_printf(" – did you mean '%s'?", nearest);
}

static void *
member_of(const SchemaKey *key, void *object)
{
  return (char *)object + key->offset;
}

/* `key:` with nothing behind it, [] and {} say as much as no key at all. */
static bool
is_empty(const YamlNode *node)
{
  if (node == NULL)
    return true;
  return node->kind == YAML_KIND_SCALAR ? node->text[0] == '\0'
                                        : node->items->len == 0;
}

void
schema_start(const Schema *schema, void *object, const SchemaContext *context)
{
  for (const SchemaKey *key = schema->keys; key->name != NULL; key++)
    schema_value(key->kind)->start(key, member_of(key, object), context);
}

void
schema_clear(const Schema *schema, void *object)
{
  for (const SchemaKey *key = schema->keys; key->name != NULL; key++)
    schema_value(key->kind)->clear(key, member_of(key, object));
}

static void
report_unknown(const char *const *names, size_t count, const YamlNode *found,
               const SchemaContext *context)
{
  const char *refusal =
      context->refuse_key != NULL ? context->refuse_key(found->text) : NULL;
  if (refusal != NULL) {
    problems_add(context->problems, found->place,
                 "'%s' must not stand here: %s", found->text, refusal);
    return;
  }
  g_autofree char *known = g_strjoinv(", ", (char **)names);
  g_autofree char *hint = schema_hint(found->text, names, count);
  problems_add(context->problems, found->place, "unknown key '%s'%s%s",
               found->text, *hint != '\0' ? hint : " – known are ",
               *hint != '\0' ? "" : known);
}

static void
check_unknown(const Schema *schema, const YamlNode *map,
              const SchemaContext *context)
{
  const char *names[SCHEMA_KEYS_MAX + 1] = {NULL};
  size_t count = 0;
  for (const SchemaKey *key = schema->keys; key->name != NULL; key++) {
    g_assert(count < SCHEMA_KEYS_MAX);
    names[count++] = key->name;
  }
  for (unsigned i = 0; i < map->keys->len; i++) {
    const YamlNode *found = map->keys->pdata[i];
    if (!g_strv_contains(names, found->text))
      report_unknown(names, count, found, context);
  }
}

void
schema_fill(const Schema *schema, const YamlNode *node, void *object,
            const SchemaContext *context)
{
  if (node->kind != YAML_KIND_MAP) {
    problems_add(context->problems, node->place,
                 "here must be a map (lines of 'key: value'), not %s",
                 yaml_kind_to_string(node->kind));
    return;
  }
  for (const SchemaKey *key = schema->keys; key->name != NULL; key++) {
    const YamlNode *value = yaml_node_get(node, key->name);
    if (!is_empty(value))
      schema_value(key->kind)->read(key, value, member_of(key, object),
                                    context);
    else if (key->required && !context->cut)
      problems_add(context->problems, node->place, "key '%s' is missing: %s",
                   key->name, key->doc);
  }
  check_unknown(schema, node, context);
}

void *
schema_new(const Schema *schema, const SchemaContext *context)
{
  void *object = g_malloc0(schema->size);
  schema_start(schema, object, context);
  return object;
}

void *
schema_read(const Schema *schema, const YamlNode *node,
            const SchemaContext *context)
{
  void *object = schema_new(schema, context);
  schema_fill(schema, node, object, context);
  return object;
}

void
schema_free(const Schema *schema, void *object)
{
  if (object == NULL)
    return;
  schema_clear(schema, object);
  g_free(object);
}
