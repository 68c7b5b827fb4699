/* SPDX-License-Identifier: Apache-2.0
 *
 * What schema.c (maps and their keys) and schema_value.c and
 * schema_list.c (values by kind) know of each other.
 */
#ifndef BOTE_PARSERS_CONFIG_SCHEMA_PRIVATE_H
#define BOTE_PARSERS_CONFIG_SCHEMA_PRIVATE_H

#include <jansson.h>

#include "parsers/config/schema.h"

/* How values of one kind are handled. */
typedef struct SchemaValue {
  /* Set the default.  The member is zero before. */
  void (*start)(const SchemaKey *key, void *member,
                const SchemaContext *context);
  /* Read `node`, which is not empty, over the default. */
  void (*read)(const SchemaKey *key, const YamlNode *node, void *member,
               const SchemaContext *context);
  void (*clear)(const SchemaKey *key, void *member);
} SchemaValue;

const SchemaValue *schema_value(SchemaKind kind);

extern const SchemaValue schema_value_text; /* schema_value.c */
extern const SchemaValue schema_value_object, schema_value_list,
    schema_value_named, schema_value_texts, schema_value_words,
    schema_value_map, schema_value_json; /* schema_list.c */

/* True when `node` is of this kind, else a problem. */
bool schema_expect_kind(const SchemaKey *key, const YamlNode *node,
                        YamlKind kind, const SchemaContext *context);
/* True when `node` is a text that the key accepts, else a problem. */
bool schema_expect_text(const SchemaKey *key, const YamlNode *node,
                        const SchemaContext *context);

/* A tree as JSON whose scalars are strings; json_decref().  Keys that the
 * context refuses are problems, but not where their value is a template. */
json_t *schema_json_of(const YamlNode *node, const SchemaContext *context);

/* Set all defaults of a zeroed struct. */
void schema_start(const Schema *schema, void *object,
                  const SchemaContext *context);
/* Read a map over the defaults. */
void schema_fill(const Schema *schema, const YamlNode *node, void *object,
                 const SchemaContext *context);
/* Free what hangs on a struct, not the struct. */
void schema_clear(const Schema *schema, void *object);

#endif
