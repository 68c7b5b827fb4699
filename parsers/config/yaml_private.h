/* SPDX-License-Identifier: Apache-2.0
 *
 * What yaml_read.c (events) and yaml_tree.c (nodes) share.
 */
#ifndef BOTE_PARSERS_CONFIG_YAML_PRIVATE_H
#define BOTE_PARSERS_CONFIG_YAML_PRIVATE_H

#include <stdbool.h>

#include "parsers/config/yaml_tree.h"

struct YamlTree {
  char *file;
  YamlNode *root;
  bool cut; /* a syntax error ended it */
};

/* An empty node that came from `place`; yaml_node_free() it. */
YamlNode *yaml_node_new(YamlKind kind, FilePosition place);
void yaml_node_free(void *node); /* a YamlNode with all below it */

#endif
