/* SPDX-License-Identifier: Apache-2.0
 *
 * The parsed form that mustache_parse.c makes and mustache_render.c walks: one
 * flat array of nodes, where a section knows the index behind its last child.
 */
#ifndef BOTE_TEMPLATES_MUSTACHE_PRIVATE_H
#define BOTE_TEMPLATES_MUSTACHE_PRIVATE_H

#include "templates/mustache.h"

#include <stdbool.h>

typedef enum NodeKind {
  NODE_TEXT,
  NODE_LINE, /* a line of the template begins: an indented partial indents */
  NODE_VARIABLE,
  NODE_RAW, /* a variable that is never escaped */
  NODE_SECTION,
  NODE_INVERTED,
  NODE_PARTIAL,
} NodeKind;

typedef struct Node {
  NodeKind kind;
  bool dynamic;          /* partial "*name": the name comes from the data */
  const char *text;      /* text, or name of the tag */
  size_t len;            /* bytes of `text` */
  const char *indent;    /* partial alone on its line: the blanks before it */
  size_t end;            /* section: index behind the last child */
  unsigned line, column; /* of the tag */
} Node;

struct Mustache {
  char *name;
  GArray *nodes;         /* Node */
  GStringChunk *strings; /* all texts and names */
};

#endif
