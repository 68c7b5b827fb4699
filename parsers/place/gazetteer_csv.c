/* SPDX-License-Identifier: Apache-2.0
 *
 * The columns of places.csv.
 */
#include "parsers/place/gazetteer_private.h"

#include <string.h>

#include "parsers/csv.h"
#include "parsers/place/place_words.h"

enum {
  CSV_NAME_MAX = 200,  /* bytes of a name */
  CSV_NUMBER_MAX = 32, /* characters of a number */
  LATITUDE_MAX = 90,
  LONGITUDE_MAX = 180,
};

typedef enum Column {
  COLUMN_NAME,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  COLUMN_QUARTER,
  COLUMN_NUMBERS,
} Column;
enum { COLUMNS = 5, COLUMNS_NEEDED = 3 };

static const char *const column_names[COLUMNS_NEEDED] = {"name", "latitude",
                                                         "longitude"};

/* What people call them, folded; the first one is ours. */
static const struct {
  const char *folded;
  Column column;
} headings[] = {
    {"name", COLUMN_NAME},           {"strasse", COLUMN_NAME},
    {"strassenname", COLUMN_NAME},   {"bezeichnung", COLUMN_NAME},
    {"street", COLUMN_NAME},         {"ort", COLUMN_NAME},
    {"latitude", COLUMN_LATITUDE},   {"lat", COLUMN_LATITUDE},
    {"breite", COLUMN_LATITUDE},     {"breitengrad", COLUMN_LATITUDE},
    {"latmid", COLUMN_LATITUDE},     {"y", COLUMN_LATITUDE},
    {"longitude", COLUMN_LONGITUDE}, {"lon", COLUMN_LONGITUDE},
    {"lng", COLUMN_LONGITUDE},       {"long", COLUMN_LONGITUDE},
    {"laenge", COLUMN_LONGITUDE},    {"laengengrad", COLUMN_LONGITUDE},
    {"lonmid", COLUMN_LONGITUDE},    {"x", COLUMN_LONGITUDE},
    {"quarter", COLUMN_QUARTER},     {"ortsteil", COLUMN_QUARTER},
    {"stadtteil", COLUMN_QUARTER},   {"numbers", COLUMN_NUMBERS},
};

typedef struct Reader {
  CsvReader csv;
  int columns[COLUMNS]; /* index of the field; -1: none */
  const char *file;
  Problems *problems;
} Reader;

static void
complain(Reader *reader, int column, const char *what)
{
  if (reader->problems != NULL)
    problems_add(reader->problems,
                 (FilePosition){reader->file, reader->csv.line, column}, "%s",
                 what);
}

static void
read_heading(Reader *reader, PlaceWords *words, size_t index)
{
  const CsvField *field = &reader->csv.fields[index];
  g_autofree char *text = g_strndup(field->text, field->size);
  place_words_read(words, text, field->size);
  if (place_words_count(words) == 0)
    return;
  GazetteerSpelling spelling;
  gazetteer_spell(words, 0, place_words_count(words) - 1, &spelling);
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
    int *column = &reader->columns[headings[i].column];
    if (*column < 0 && strcmp(headings[i].folded, spelling.key) == 0)
      *column = (int)index;
  }
}

/* The first line names the columns. */
static bool
read_header(Reader *reader)
{
  g_autoptr(PlaceWords) words = place_words_new();
  for (size_t i = 0; i < COLUMNS; i++)
    reader->columns[i] = -1;
  if (!csv_reader_next(&reader->csv)) {
    complain(reader, 0,
             "the file is empty – its first line must name the "
             "columns name, latitude, longitude");
    return false;
  }
  for (size_t i = 0; i < reader->csv.count; i++)
    read_heading(reader, words, i);
  bool all = true;
  for (size_t i = 0; i < COLUMNS_NEEDED; i++) {
    if (reader->columns[i] >= 0)
      continue;
    all = false;
    g_autofree char *what = g_strdup_printf(
        "there is no column '%s' – the first line must name the columns name, "
        "latitude, longitude",
        column_names[i]);
    complain(reader, 1, what);
  }
  return all;
}

/* A number of degrees; false, and told: none, or none that exists. */
static bool
read_degrees(Reader *reader, Column column, int most, double *out)
{
  const CsvField *field = &reader->csv.fields[reader->columns[column]];
  char text[CSV_NUMBER_MAX + 1];
  size_t size = MIN(field->size, CSV_NUMBER_MAX);
  for (size_t i = 0; i < size; i++)
    text[i] = field->text[i] == ',' ? '.' : field->text[i];
  text[size] = '\0';
  char *end = NULL;
  double value = g_ascii_strtod(text, &end);
  bool plain = size > 0 && strspn(text, "+-.0123456789") == size;
  g_autofree char *what = NULL;
  if (!plain || end != text + size || size < field->size)
    what = g_strdup_printf("'%.*s' is no number – write degrees with a decimal "
                           "point, like 54.0924",
                           (int)size, field->text);
  else if (value < -most || value > most)
    what = g_strdup_printf("%s %s is not between -%d and %d",
                           column_names[column], text, most, most);
  if (what != NULL)
    complain(reader, csv_field_column(field), what);
  else
    *out = value;
  return what == NULL;
}

/* Where a text beside the name stands among the names; the end of the one
 * before it, which is the empty text, where the row has none. */
static uint32_t
read_beside(const Reader *reader, Column of, Gazetteer *gazetteer)
{
  uint32_t at = (uint32_t)gazetteer->names->len;
  int column = reader->columns[of];
  const CsvField *field = column < 0 || (size_t)column >= reader->csv.count
                              ? NULL
                              : &reader->csv.fields[column];
  if (field == NULL || field->size == 0 || field->size > CSV_NAME_MAX)
    return at - 1;
  g_string_append_len(gazetteer->names, field->text, (gssize)field->size);
  g_string_append_c(gazetteer->names, '\0');
  return at;
}

static void
read_row(Reader *reader, Gazetteer *gazetteer)
{
  GazetteerRow row = {.name = (uint32_t)gazetteer->names->len};
  for (size_t i = 0; i < COLUMNS_NEEDED; i++)
    if ((size_t)reader->columns[i] >= reader->csv.count) {
      complain(reader, 1, "the line has fewer columns than the first line");
      return;
    }
  const CsvField *name = &reader->csv.fields[reader->columns[COLUMN_NAME]];
  if (name->size == 0 || name->size > CSV_NAME_MAX) {
    complain(reader, csv_field_column(name),
             name->size == 0 ? "the name is empty"
                             : "the name is longer than 200 bytes");
    return;
  }
  bool both =
      read_degrees(reader, COLUMN_LATITUDE, LATITUDE_MAX, &row.latitude);
  both &= read_degrees(reader, COLUMN_LONGITUDE, LONGITUDE_MAX, &row.longitude);
  if (!both)
    return;
  g_string_append_len(gazetteer->names, name->text, (gssize)name->size);
  g_string_append_c(gazetteer->names, '\0');
  row.quarter = read_beside(reader, COLUMN_QUARTER, gazetteer);
  row.numbers = read_beside(reader, COLUMN_NUMBERS, gazetteer);
  g_array_append_val(gazetteer->rows, row);
}

void
gazetteer_csv_read(Gazetteer *gazetteer, GBytes *bytes, const char *file,
                   Problems *problems)
{
  Reader reader = {.file = file, .problems = problems};
  csv_reader_init(&reader.csv, bytes);
  if (read_header(&reader))
    while (csv_reader_next(&reader.csv)) {
      if (gazetteer->rows->len >= GAZETTEER_NAMES_MAX) {
        complain(&reader, 0, "more than 500,000 names – the rest is not read");
        break;
      }
      if (!csv_reader_is_empty_line(&reader.csv))
        read_row(&reader, gazetteer);
    }
  csv_reader_clear(&reader.csv);
}
