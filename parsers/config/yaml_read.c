/* SPDX-License-Identifier: Apache-2.0
 *
 * libyaml's events, collected into a tree.  Events instead of libyaml's own
 * documents, because those resolve aliases, forget places and know no limit.
 */
#include "parsers/config/yaml_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "parsers/config/yaml_private.h"
#include "parsers/config/yaml_text.h"

/* Our deepest schema has six levels; libyaml works with a heap stack, we
 * recurse when freeing. */
enum { YAML_DEPTH_MAX = 32 };
/* A node costs about 100 bytes beyond its text: 20 MB at most. */
enum { YAML_NODES_MAX = 200 * 1000 };

/* One list or map that is still open. */
typedef struct Level {
  YamlNode *node;   /* borrowed: its parent, or the reader, owns it */
  YamlNode *key;    /* owned: map: the key that waits for its value */
  GHashTable *seen; /* map: keys so far, key text -> YamlNode *, borrowed */
} Level;

typedef struct Reader {
  YamlTree *tree;
  Problems *problems;
  GArray *levels; /* Level */
  int nodes;
  bool stop;
} Reader;

static void
level_clear(void *data)
{
  Level *level = data;
  g_clear_pointer(&level->key, yaml_node_free);
  g_clear_pointer(&level->seen, g_hash_table_unref);
}

static FilePosition
mark_place(const Reader *reader, yaml_mark_t mark)
{
  return (FilePosition){reader->tree->file, (int)mark.line + 1,
                        (int)mark.column + 1};
}

static Level *
top_level(const Reader *reader)
{
  if (reader->levels->len == 0)
    return NULL;
  return &g_array_index(reader->levels, Level, reader->levels->len - 1);
}

/* A scalar where a key is due.  A repeated key's value is read, so that its
 * own problems show; yaml_node_get() finds the first. */
static void
take_key(Reader *reader, Level *level, YamlNode *node)
{
  const YamlNode *first = g_hash_table_lookup(level->seen, node->text);
  if (first != NULL)
    problems_add(reader->problems, node->place,
                 "key '%s' stands here twice (first in line %d) – remove one",
                 node->text, first->place.line);
  else
    g_hash_table_insert(level->seen, node->text, node);
  level->key = node;
}

/* Put a node where it belongs; takes it over. */
static void
place_node(Reader *reader, YamlNode *node)
{
  Level *level = top_level(reader);
  if (level == NULL) {
    g_assert(reader->tree->root == NULL);
    reader->tree->root = node;
  } else if (level->node->kind == YAML_KIND_LIST) {
    g_ptr_array_add(level->node->items, node);
  } else if (level->key != NULL) {
    g_ptr_array_add(level->node->keys, g_steal_pointer(&level->key));
    g_ptr_array_add(level->node->items, node);
  } else if (node->kind == YAML_KIND_SCALAR) {
    take_key(reader, level, node);
  } else {
    problems_add(reader->problems, node->place,
                 "a key must be a word, not %s – a quotation mark or a key is "
                 "missing",
                 yaml_kind_to_string(node->kind));
    yaml_node_free(node);
    reader->stop = true;
  }
}

static void
open_level(Reader *reader, YamlKind kind, FilePosition place)
{
  if (reader->levels->len == YAML_DEPTH_MAX) {
    problems_add(reader->problems, place, "nested deeper than %d levels",
                 YAML_DEPTH_MAX);
    reader->stop = true;
    return;
  }
  YamlNode *node = yaml_node_new(kind, place);
  place_node(reader, node);
  if (reader->stop)
    return;
  Level level = {.node = node};
  if (kind == YAML_KIND_MAP)
    level.seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_array_append_val(reader->levels, level);
}

static void
close_level(Reader *reader)
{
  g_assert(reader->levels->len > 0);
  g_array_set_size(reader->levels, reader->levels->len - 1);
}

/* libyaml gives "!!int" in its long form, which nobody wrote. */
static char *
short_tag(const char *tag)
{
  static const char prefix[] = "tag:yaml.org,2002:";
  bool standard = g_str_has_prefix(tag, prefix);
  return g_strconcat(standard ? "!!" : "",
                     standard ? tag + strlen(prefix) : tag, NULL);
}

static void
refuse_marks(Reader *reader, FilePosition place, const yaml_char_t *anchor,
             const yaml_char_t *tag)
{
  if (anchor != NULL)
    problems_add(reader->problems, place,
                 "anchor '&%s' is not allowed – write the value out, or in "
                 "quotation marks if it begins with &",
                 (const char *)anchor);
  if (tag == NULL)
    return;
  g_autofree char *written = short_tag((const char *)tag);
  problems_add(reader->problems, place,
               "tag '%s' is not allowed – write the value in quotation "
               "marks if it begins with !",
               written);
}

static void
take_scalar(Reader *reader, const yaml_event_t *event, FilePosition place)
{
  const char *text = (const char *)event->data.scalar.value;
  refuse_marks(reader, place, event->data.scalar.anchor,
               event->data.scalar.tag);
  YamlNode *node = yaml_node_new(YAML_KIND_SCALAR, place);
  if (strlen(text) != event->data.scalar.length)
    problems_add(reader->problems, place, "a text must not hold a NUL (\\0)");
  node->text = g_strdup(text);
  place_node(reader, node);
}

static void
take_alias(Reader *reader, const yaml_event_t *event, FilePosition place)
{
  problems_add(reader->problems, place,
               "alias '*%s' is not allowed – write the value out, or in "
               "quotation marks if it begins with *",
               (const char *)event->data.alias.anchor);
  YamlNode *node = yaml_node_new(YAML_KIND_SCALAR, place);
  node->text = g_strdup("");
  place_node(reader, node);
}

static void
take_document(Reader *reader, FilePosition place)
{
  if (reader->tree->root == NULL)
    return;
  problems_add(reader->problems, place,
               "a second document ('---') is not allowed – one file, one "
               "document");
  reader->stop = true;
}

static void
take_event(Reader *reader, const yaml_event_t *event)
{
  FilePosition place = mark_place(reader, event->start_mark);
  switch (event->type) {
  case YAML_NO_EVENT:
  case YAML_STREAM_START_EVENT:
  case YAML_DOCUMENT_END_EVENT:
    break;
  case YAML_STREAM_END_EVENT:
    reader->stop = true;
    break;
  case YAML_DOCUMENT_START_EVENT:
    take_document(reader, place);
    break;
  case YAML_ALIAS_EVENT:
    take_alias(reader, event, place);
    break;
  case YAML_SCALAR_EVENT:
    take_scalar(reader, event, place);
    break;
  case YAML_SEQUENCE_START_EVENT:
    refuse_marks(reader, place, event->data.sequence_start.anchor,
                 event->data.sequence_start.tag);
    open_level(reader, YAML_KIND_LIST, place);
    break;
  case YAML_MAPPING_START_EVENT:
    refuse_marks(reader, place, event->data.mapping_start.anchor,
                 event->data.mapping_start.tag);
    open_level(reader, YAML_KIND_MAP, place);
    break;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    close_level(reader);
    break;
  }
}

static void
report_syntax(Reader *reader, const yaml_parser_t *parser)
{
  reader->tree->cut = true;
  const char *problem = parser->problem != NULL ? parser->problem : "no memory";
  const char *context = parser->context != NULL ? parser->context : "";
  problems_add(reader->problems, mark_place(reader, parser->problem_mark),
               "not readable: %s%s%s – check indentation, colons and "
               "quotation marks from here upwards",
               problem, *context != '\0' ? " " : "", context);
}

static void
read_events(Reader *reader, const char *text, size_t length)
{
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0)
    abort(); /* out of memory, like GLib */
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
  while (!reader->stop) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) {
      report_syntax(reader, &parser);
      break;
    }
    take_event(reader, &event);
    if (++reader->nodes > YAML_NODES_MAX && !reader->stop) {
      problems_add(reader->problems, mark_place(reader, event.start_mark),
                   "more than %d values in one file", YAML_NODES_MAX);
      reader->stop = true;
    }
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

YamlTree *
yaml_tree_parse(GBytes *bytes, const char *file, Problems *problems)
{
  const char *text = NULL;
  size_t length = 0;
  if (!yaml_text_check(bytes, file, problems, &text, &length))
    return NULL;
  g_autoptr(YamlTree) tree = g_new0(YamlTree, 1);
  tree->file = g_strdup(file);
  Reader reader = {.tree = tree, .problems = problems};
  reader.levels = g_array_new(FALSE, FALSE, sizeof(Level));
  g_array_set_clear_func(reader.levels, level_clear);
  size_t before = problems_count(problems);
  read_events(&reader, text, length);
  g_array_unref(reader.levels);
  if (tree->root == NULL && problems_count(problems) > before)
    return NULL;
  if (tree->root == NULL)
    tree->root = yaml_node_new(YAML_KIND_MAP, (FilePosition){tree->file, 1, 1});
  return g_steal_pointer(&tree);
}
