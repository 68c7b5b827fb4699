/* SPDX-License-Identifier: Apache-2.0
 *
 * YAML 1.1 as people in town halls can handle it: bytes to a tree of scalars,
 * lists and maps, each with its place.  A safe subset: anchors, aliases, tags,
 * duplicate keys, tabs and a second document are problems; every scalar stays
 * the string that was written, so that "0381 12345", "no" and "1e3" survive.
 * What keys mean is for schema.h.
 */
#ifndef BOTE_PARSERS_CONFIG_YAML_TREE_H
#define BOTE_PARSERS_CONFIG_YAML_TREE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"

typedef enum YamlKind {
  YAML_KIND_SCALAR,
  YAML_KIND_LIST,
  YAML_KIND_MAP,
} YamlKind;

/* Plain data, borrowed from the tree. */
typedef struct YamlNode {
  YamlKind kind;
  FilePosition place; /* of its first character */
  char *text;         /* scalar: never NULL, UTF-8 without NUL; else NULL */
  GPtrArray *items;   /* YamlNode *: elements, or values of a map; else NULL */
  GPtrArray *keys;    /* YamlNode *: map: the scalars that are the keys */
} YamlNode;

typedef struct YamlTree YamlTree;

/* Read one YAML file.
 *
 * bytes     UTF-8 with or without BOM, at most 4 MiB.
 * file      its name for the places; copied into the tree.
 * problems  gets everything that can be found at once; after a syntax error
 *           reading ends.
 * Returns the tree, owned by the caller, also when there were problems as long
 * as something could be read, so that a schema can find more; NULL when nothing
 * could be, and then problems were added.  An empty file is an empty map.
 */
YamlTree *yaml_tree_parse(GBytes *bytes, const char *file, Problems *problems);
void yaml_tree_free(YamlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlTree, yaml_tree_free)

const YamlNode *yaml_tree_root(const YamlTree *tree);

/* Did a syntax error end the file before its end?  Then what seems to be
 * missing may well stand below. */
bool yaml_tree_is_cut(const YamlTree *tree);

/* The value of a map's key; NULL when `node` is no map or has no such key. */
const YamlNode *yaml_node_get(const YamlNode *node, const char *key);

/* The place of a key's value, else of the map that should have it. */
FilePosition yaml_node_place(const YamlNode *map, const char *key);

/* "a text", "a list", "a map": for problems. */
const char *yaml_kind_to_string(YamlKind kind);

#endif
