/* SPDX-License-Identifier: Apache-2.0
 *
 * Cells as nodes of the tree.
 */
#include "parsers/config/csv_tree.h"

#include <string.h>

#include "parsers/config/csv_private.h"
#include "parsers/csv.h"

/* What clerks write above a column; ours stand in the schema. */
static const struct {
  const char *heading, *path;
} aliases[] = {
    {"kennung", "id"},
    {"kürzel", "id"},
    {"bezeichnung", "name"},
    {"name", "names.de"}, /* of what has no `name` itself */
    {"bezeichnung", "names.de"},
    {"adressen", "addresses"},
    {"e-mail", "addresses"},
    {"mitglieder", "members"},
    {"sprache", "language"},
    {"zeiten", "hours"},
    {"extern", "external"},
    {"vertretung", "deputy"},
    {"wörter", "words.de"},
    {"amt", "department"},
    {"frage", "question.de"},
    {"antwort", "answer.de"},
    {"frist", "deadline_days"},
    {"von", "since"},
    {"bis", "until"},
    {"grund", "reason"},
};

/* A column: a key, and a member of it; NULL: the line named none that is. */
typedef struct Column {
  const SchemaKey *key, *member; /* member: of an object's own schema */
  char *name;                    /* of the member; NULL: none */
} Column;

typedef struct Reader {
  CsvReader csv;
  YamlTree *tree;
  const Schema *schema;
  Problems *problems;
  Column columns[CSV_FIELDS_MAX];
  size_t count;
} Reader;

static const SchemaKey *
find_key(const Schema *schema, const char *name, size_t size)
{
  for (const SchemaKey *key = schema->keys; key->name != NULL; key++)
    if (strlen(key->name) == size && strncmp(key->name, name, size) == 0)
      return key;
  return NULL;
}

/* Does a path lead to something that a cell can hold? */
static bool
find_column(const Schema *schema, const char *path, Column *out)
{
  const char *point = strchr(path, '.');
  size_t size = point == NULL ? strlen(path) : (size_t)(point - path);
  Column column = {.key = find_key(schema, path, size)};
  if (column.key == NULL)
    return false;
  SchemaKind kind = column.key->kind;
  bool needs = kind == SCHEMA_OBJECT || kind == SCHEMA_MAP;
  bool may = needs || kind == SCHEMA_WORDS;
  if ((point == NULL && needs) || (point != NULL && !may) ||
      kind == SCHEMA_LIST || kind == SCHEMA_NAMED || kind == SCHEMA_JSON)
    return false;
  if (kind == SCHEMA_OBJECT) {
    column.member = find_key(column.key->object, point + 1, strlen(point + 1));
    if (column.member == NULL)
      return false;
  }
  column.name = point == NULL ? NULL : g_strdup(point + 1);
  *out = column;
  return true;
}

/* ---------- the first line ---------- */

static FilePosition
place_of(const Reader *reader, const CsvField *field)
{
  return (FilePosition){reader->tree->file, reader->csv.line,
                        csv_field_column(field)};
}

/* The nearest key, and for what needs a member how it is written. */
static void
refuse_heading(const Reader *reader, const CsvField *field, const char *text)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree char *first = g_strndup(text, strcspn(text, "."));
  const SchemaKey *known = find_key(reader->schema, first, strlen(first));
  for (const SchemaKey *key = reader->schema->keys; key->name != NULL; key++)
    g_ptr_array_add(names, (gpointer)key->name);
  g_autofree char *hint =
      schema_hint(first, (const char *const *)names->pdata, names->len);
  g_autofree char *member = NULL;
  if (known != NULL)
    member = g_strdup_printf(
        " – write %s.%s", first,
        known->kind == SCHEMA_OBJECT ? known->object->keys[0].name : "de");
  problems_add(reader->problems, place_of(reader, field),
               "unknown column '%s'%s", text, member != NULL ? member : hint);
}

static bool
find_heading(const Reader *reader, const char *text, Column *out)
{
  if (find_column(reader->schema, text, out))
    return true;
  g_autofree char *lower = g_utf8_strdown(text, -1);
  if (find_column(reader->schema, lower, out))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
    if (strcmp(aliases[i].heading, lower) == 0 &&
        find_column(reader->schema, aliases[i].path, out))
      return true;
  return false;
}

static bool
is_taken(const Reader *reader, const Column *column)
{
  for (size_t i = 0; i < reader->count; i++)
    if (reader->columns[i].key == column->key &&
        g_strcmp0(reader->columns[i].name, column->name) == 0)
      return true;
  return false;
}

static void
read_headings(Reader *reader)
{
  for (; reader->count < reader->csv.count; reader->count++) {
    const CsvField *field = &reader->csv.fields[reader->count];
    Column *column = &reader->columns[reader->count], found = {0};
    g_autofree char *text = g_strndup(field->text, field->size);
    if (*text == '\0')
      continue; /* a column that a spreadsheet left behind */
    if (!find_heading(reader, text, &found)) {
      refuse_heading(reader, field, text);
    } else if (is_taken(reader, &found)) {
      problems_add(reader->problems, place_of(reader, field),
                   "column '%s' stands here twice", text);
      g_free(found.name);
    } else {
      *column = found;
    }
  }
}

/* ---------- rows ---------- */

void
csv_list_add(YamlNode *list, const char *cell, FilePosition place)
{
  g_auto(GStrv) parts = g_strsplit_set(cell, ",|", -1);
  for (char **part = parts; *part != NULL; part++) {
    if (*g_strstrip(*part) == '\0')
      continue;
    YamlNode *item = yaml_node_new(YAML_KIND_SCALAR, place);
    item->text = g_strdup(*part);
    g_ptr_array_add(list->items, item);
  }
}

/* Spreadsheets in German, and people who make crosses. */
static const char *
truth_of(const char *cell)
{
  static const struct {
    const char *written, *meant;
  } rows[] = {{"ja", "yes"},     {"wahr", "yes"},  {"x", "yes"},
              {"nein", "no"},    {"falsch", "no"}, {"true", "true"},
              {"false", "false"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (g_ascii_strcasecmp(rows[i].written, cell) == 0)
      return rows[i].meant;
  return cell;
}

static YamlNode *
node_of(const SchemaKey *key, const char *cell, FilePosition place)
{
  bool list = key->kind == SCHEMA_TEXTS || key->kind == SCHEMA_WORDS;
  YamlNode *node =
      yaml_node_new(list ? YAML_KIND_LIST : YAML_KIND_SCALAR, place);
  if (list)
    csv_list_add(node, cell, place);
  else
    node->text = g_strdup(key->kind == SCHEMA_BOOLEAN ? truth_of(cell) : cell);
  return node;
}

YamlNode *
csv_map_add(YamlNode *map, const char *name, YamlNode *value)
{
  YamlNode *key = yaml_node_new(YAML_KIND_SCALAR, value->place);
  key->text = g_strdup(name);
  g_ptr_array_add(map->keys, key);
  g_ptr_array_add(map->items, value);
  return value;
}

static void
read_cell(const Reader *reader, const Column *column, const CsvField *field,
          YamlNode *map)
{
  FilePosition place = place_of(reader, field);
  g_autofree char *cell = g_strndup(field->text, field->size);
  const SchemaKey *key = column->member != NULL ? column->member : column->key;
  if (*cell == '\0')
    return;
  if (column->name == NULL) {
    (void)csv_map_add(map, column->key->name, node_of(key, cell, place));
    return;
  }
  YamlNode *inner = (YamlNode *)yaml_node_get(map, column->key->name);
  if (inner == NULL)
    inner = csv_map_add(map, column->key->name,
                        yaml_node_new(YAML_KIND_MAP, place));
  if (inner->kind == YAML_KIND_MAP)
    (void)csv_map_add(inner, column->name, node_of(key, cell, place));
  else
    csv_list_add(inner, cell, place); /* "words" beside "words.en" */
}

static void
read_row(const Reader *reader)
{
  const CsvReader *csv = &reader->csv;
  FilePosition place = {reader->tree->file, csv->line, 1};
  YamlNode *map = yaml_node_new(YAML_KIND_MAP, place);
  g_ptr_array_add(reader->tree->root->items, map);
  for (size_t i = 0; i < csv->count; i++) {
    const CsvField *field = &csv->fields[i];
    if (i < reader->count && reader->columns[i].key != NULL) {
      read_cell(reader, &reader->columns[i], field, map);
    } else if (i >= reader->count && field->size > 0) {
      problems_add(reader->problems, place_of(reader, field),
                   "the row has more cells than the first line – put a text "
                   "with the separator in it into \"quotation marks\"");
      return;
    }
  }
}

bool
csv_is_blank(const CsvReader *csv)
{
  for (size_t i = 0; i < csv->count; i++)
    if (csv->fields[i].size > 0)
      return false;
  return true;
}

YamlTree *
csv_tree_parse(GBytes *bytes, const char *file, const Schema *schema,
               Problems *problems)
{
  YamlTree *tree = g_new0(YamlTree, 1);
  tree->file = g_strdup(file);
  tree->root = yaml_node_new(YAML_KIND_LIST, (FilePosition){tree->file, 0, 0});
  Reader reader = {.tree = tree, .schema = schema, .problems = problems};
  csv_reader_init(&reader.csv, bytes);
  if (csv_reader_next(&reader.csv) && !csv_is_blank(&reader.csv))
    read_headings(&reader);
  else
    problems_add(problems, tree->root->place,
                 "the file is empty – its first line must name the columns, "
                 "%s among them",
                 schema->keys[0].name);
  while (reader.count > 0 && csv_reader_next(&reader.csv))
    if (!csv_is_blank(&reader.csv))
      read_row(&reader);
  csv_reader_clear(&reader.csv);
  for (size_t i = 0; i < reader.count; i++)
    g_free(reader.columns[i].name);
  return tree;
}
