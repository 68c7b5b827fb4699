/* SPDX-License-Identifier: Apache-2.0
 *
 * words.csv: a row for each word, as clerks collect them.
 */
#include <string.h>

#include "parsers/config/csv_private.h"
#include "parsers/config/csv_tree.h"

typedef enum Column { COLUMN_CATEGORY, COLUMN_WORD, COLUMN_LANGUAGE } Column;
enum { COLUMNS = 3, COLUMNS_NEEDED = 2 };

/* The first of each is ours. */
static const struct {
  const char *name;
  Column column;
} headings[] = {
    {"category", COLUMN_CATEGORY}, {"word", COLUMN_WORD},
    {"language", COLUMN_LANGUAGE}, {"kategorie", COLUMN_CATEGORY},
    {"wort", COLUMN_WORD},         {"words", COLUMN_WORD},
    {"wörter", COLUMN_WORD},       {"sprache", COLUMN_LANGUAGE},
};

typedef struct Reader {
  CsvReader csv;
  int columns[COLUMNS]; /* index of the field; -1: none */
  YamlNode *categories; /* a list */
  Problems *problems;
} Reader;

static FilePosition
place_of(const Reader *reader, const CsvField *field)
{
  return (FilePosition){CSV_WORDS_FILE, reader->csv.line,
                        field == NULL ? 1 : csv_field_column(field)};
}

/* A cell of this line, and its text, owned; "" where there is none. */
static char *
text_of(const Reader *reader, Column column, const CsvField **out)
{
  int index = reader->columns[column];
  *out = NULL;
  if (index < 0 || (size_t)index >= reader->csv.count)
    return g_strdup("");
  *out = &reader->csv.fields[index];
  return g_strndup((*out)->text, (*out)->size);
}

static bool
read_header(Reader *reader)
{
  for (int i = 0; i < COLUMNS; i++)
    reader->columns[i] = -1;
  bool any = csv_reader_next(&reader->csv);
  for (size_t i = 0; any && i < reader->csv.count; i++) {
    const CsvField *field = &reader->csv.fields[i];
    g_autofree char *text = g_strndup(field->text, field->size);
    g_autofree char *lower = g_utf8_strdown(text, -1);
    for (size_t j = 0; j < G_N_ELEMENTS(headings); j++)
      if (strcmp(headings[j].name, lower) == 0 &&
          reader->columns[headings[j].column] < 0)
        reader->columns[headings[j].column] = (int)i;
  }
  for (int i = 0; i < COLUMNS_NEEDED; i++) {
    if (reader->columns[i] >= 0)
      continue;
    problems_add(reader->problems, (FilePosition){CSV_WORDS_FILE, 1, 1},
                 "there is no column '%s' – the first line must name the "
                 "columns category, word, and perhaps language",
                 headings[i].name);
    return false;
  }
  return true;
}

static const char *
id_of(const YamlNode *category)
{
  const YamlNode *id = yaml_node_get(category, "id");
  return id == NULL || id->kind != YAML_KIND_SCALAR ? NULL : id->text;
}

/* The category of an id; NULL, and a problem with the nearest: none. */
static YamlNode *
find_category(const Reader *reader, const char *id, FilePosition place)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < reader->categories->items->len; i++) {
    YamlNode *category = reader->categories->items->pdata[i];
    const char *known = id_of(category);
    if (known != NULL && strcmp(known, id) == 0)
      return category;
    if (known != NULL)
      g_ptr_array_add(ids, (gpointer)known);
  }
  g_autofree char *hint =
      schema_hint(id, (const char *const *)ids->pdata, ids->len);
  problems_add(reader->problems, place, "there is no category '%s'%s", id,
               hint);
  return NULL;
}

/* The list of its words for a language; a plain list is for all of them. */
static YamlNode *
words_of(YamlNode *category, const char *language, FilePosition place)
{
  YamlNode *words = (YamlNode *)yaml_node_get(category, "words");
  if (words == NULL)
    words = csv_map_add(category, "words", yaml_node_new(YAML_KIND_MAP, place));
  if (words->kind != YAML_KIND_MAP)
    return words;
  YamlNode *list = (YamlNode *)yaml_node_get(words, language);
  return list != NULL ? list
                      : csv_map_add(words, language,
                                    yaml_node_new(YAML_KIND_LIST, place));
}

static void
read_row(const Reader *reader)
{
  const CsvField *id_field, *word_field, *language_field;
  g_autofree char *id = text_of(reader, COLUMN_CATEGORY, &id_field);
  g_autofree char *word = text_of(reader, COLUMN_WORD, &word_field);
  g_autofree char *language = text_of(reader, COLUMN_LANGUAGE, &language_field);
  FilePosition place = place_of(reader, word_field);
  if (*word == '\0') {
    problems_add(reader->problems, place, "there is no word in this row");
    return;
  }
  YamlNode *category = find_category(reader, id, place_of(reader, id_field));
  if (category == NULL)
    return;
  YamlNode *list =
      words_of(category, *language == '\0' ? "de" : language, place);
  if (list->kind == YAML_KIND_LIST) /* else the schema complains */
    csv_list_add(list, word, place);
}

void
csv_words_add(GBytes *bytes, YamlTree *categories, Problems *problems)
{
  Reader reader = {.categories = categories->root, .problems = problems};
  if (categories->root->kind != YAML_KIND_LIST)
    return;
  csv_reader_init(&reader.csv, bytes);
  if (read_header(&reader))
    while (csv_reader_next(&reader.csv))
      if (!csv_is_blank(&reader.csv))
        read_row(&reader);
  csv_reader_clear(&reader.csv);
}
