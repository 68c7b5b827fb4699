/* SPDX-License-Identifier: Apache-2.0
 *
 * What schema.c (maps and their keys) and schema_value.c (values by kind) know
 * of each other.
 */
#ifndef BOTE_PARSERS_SCHEMA_PRIVATE_H
#define BOTE_PARSERS_SCHEMA_PRIVATE_H

#include "parsers/schema.h"

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

/* Set all defaults of a zeroed struct. */
void schema_start(const Schema *schema, void *object,
                  const SchemaContext *context);
/* Read a map over the defaults. */
void schema_fill(const Schema *schema, const YamlNode *node, void *object,
                 const SchemaContext *context);
/* Free what hangs on a struct, not the struct. */
void schema_clear(const Schema *schema, void *object);

#endif
