/* SPDX-License-Identifier: Apache-2.0
 *
 * One table says of a kind of file which keys it may have, what they hold and
 * into which member of a struct they go; this module checks a YAML tree against
 * it, reports everything that is wrong at once, and fills, defaults and frees
 * the struct.  What must hold between keys is the caller's to check.
 */
#ifndef BOTE_PARSERS_CONFIG_SCHEMA_H
#define BOTE_PARSERS_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parsers/config/problems.h"
#include "parsers/config/yaml_tree.h"

typedef enum SchemaKind {
  SCHEMA_TEXT,    /* char *; default: `text` */
  SCHEMA_PATH,    /* char *: made absolute; default: `text` */
  SCHEMA_INTEGER, /* int, min … max; default: `fallback` */
  SCHEMA_BOOLEAN, /* bool: true false yes no; default: `fallback` */
  SCHEMA_ENUM,    /* an enum: index in `words`; default: `fallback` */
  SCHEMA_OBJECT,  /* a struct, embedded, by `object` */
  SCHEMA_LIST,    /* GPtrArray * of structs by `object`, in the file's order;
                     an entry of the wrong type gets an empty struct */
  SCHEMA_NAMED,   /* the same, written as a map: the key goes to the first row
                     of `object`, which must be a SCHEMA_TEXT */
  SCHEMA_TEXTS,   /* GPtrArray * of char *; default: `text` alone, or empty */
  SCHEMA_WORDS,   /* as SCHEMA_TEXTS; or a map of languages to such lists, which
                     are joined */
  SCHEMA_MAP,     /* GHashTable *: char * -> char *, free keys */
  SCHEMA_JSON,    /* json_t *: an object with free keys; scalars are strings */
} SchemaKind;

typedef struct Schema Schema;

typedef struct SchemaKey {
  const char *name;
  SchemaKind kind;
  size_t offset; /* of the member in the struct */
  bool required; /* missing or empty is a problem */
  int min, max;  /* SCHEMA_INTEGER, both included */
  int fallback;
  const char *text;
  const char *const *words; /* SCHEMA_ENUM: ended by NULL */
  const Schema *object;
  /* For each text: NULL when it is fine, else what it must be ("a mail
   * address").  NULL: any text. */
  const char *(*check)(const char *text);
  const char *doc; /* one sentence for people; said when the key is missing */
} SchemaKey;

struct Schema {
  size_t size;           /* of the struct */
  const SchemaKey *keys; /* ended by a row without name */
};

typedef struct SchemaContext {
  Problems *problems;
  const char *directory; /* absolute: where SCHEMA_PATH starts */
  /* For a key the schema does not know, and for free keys of SCHEMA_JSON: NULL,
   * or the sentence why it must not stand here.  May be NULL. */
  const char *(*refuse_key)(const char *key);
  bool
      cut; /* a part of the file could not be read: nothing counts as missing */
} SchemaContext;

/* Read a map into a new struct.
 *
 * node     the map; anything else is a problem and yields defaults.
 * Returns the struct, owned by the caller, never NULL: complete when no problem
 * was added, else with gaps, so that the caller's checks can go on.  Free with
 * schema_free().
 */
void *schema_read(const Schema *schema, const YamlNode *node,
                  const SchemaContext *context);

/* A new struct with all defaults, as if the map were empty but nothing in it
 * were required.  Owned by the caller. */
void *schema_new(const Schema *schema, const SchemaContext *context);

/* Free a struct and all that hangs on it by the same table; NULL is fine. */
void schema_free(const Schema *schema, void *object);

/* "", or " – did you mean 'NAME'?" with the nearest name.  Owned by the
 * caller. */
char *schema_hint(const char *wrong, const char *const *names, size_t count);

#endif
