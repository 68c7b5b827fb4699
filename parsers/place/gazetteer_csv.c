/* SPDX-License-Identifier: Apache-2.0
 *
 * places.csv: a town exports it from a spreadsheet, so it comes in the dialects
 * that spreadsheets write (RFC 4180 and its German cousin with semicolons).
 */
#include "parsers/place/gazetteer_private.h"

#include <string.h>

#include "parsers/place/place_words.h"

enum {
  CSV_FIELDS_MAX = 64, /* columns that are looked at */
  CSV_NAME_MAX = 200,  /* bytes of a name */
  CSV_NUMBER_MAX = 32, /* characters of a number */
  LATITUDE_MAX = 90,
  LONGITUDE_MAX = 180,
};

typedef enum Column { COLUMN_NAME, COLUMN_LATITUDE, COLUMN_LONGITUDE } Column;
enum { COLUMNS = 3 };

static const char *const column_names[COLUMNS] = {"name", "latitude",
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
};

/* A field of the line that is read. */
typedef struct Field {
  const char *text;
  size_t size;
  const char *begin; /* of the line and of the field, for its column */
  const char *place;
} Field;

typedef struct Reader {
  const char *at, *end;
  char separator;
  int line; /* of the fields */
  Field fields[CSV_FIELDS_MAX];
  size_t count;
  GString *unquoted;    /* of this line; never moves while it is read */
  int columns[COLUMNS]; /* index of the field; -1: none */
  const char *file;
  Problems *problems;
} Reader;

static void
complain(Reader *reader, int column, const char *what)
{
  if (reader->problems != NULL)
    problems_add(reader->problems,
                 (FilePosition){reader->file, reader->line, column}, "%s",
                 what);
}

/* Characters from 1. */
static int
column_of(const Field *field)
{
  return (int)g_utf8_strlen(field->begin, field->place - field->begin) + 1;
}

static char
guess_separator(const char *text, const char *end)
{
  size_t counts[3] = {0};
  static const char separators[] = {';', '\t', ','};
  for (; text < end && *text != '\n'; text++)
    for (size_t i = 0; i < sizeof separators; i++)
      counts[i] += *text == separators[i];
  for (size_t i = 0; i < sizeof separators; i++)
    if (counts[i] > 0)
      return separators[i];
  return ',';
}

static void
strip(Field *field)
{
  while (field->size > 0 && g_ascii_isspace(field->text[0])) {
    field->text++;
    field->size--;
  }
  while (field->size > 0 && g_ascii_isspace(field->text[field->size - 1]))
    field->size--;
}

/* A field in quotes at `at`; the character behind it. */
static const char *
read_quoted(Reader *reader, const char *at, Field *field)
{
  field->text = reader->unquoted->str + reader->unquoted->len;
  for (at++; at < reader->end; at++) {
    if (*at == '"' && (at + 1 == reader->end || at[1] != '"'))
      break;
    at += *at == '"';
    g_string_append_c(reader->unquoted, *at == '\n' ? ' ' : *at);
  }
  field->size =
      (size_t)(reader->unquoted->str + reader->unquoted->len - field->text);
  while (at < reader->end && *at != reader->separator && *at != '\n')
    at++;
  return at;
}

/* Read the fields of the next line; false at the end of the file. */
static bool
read_line(Reader *reader)
{
  const char *at = reader->at, *begin = at;
  reader->line++;
  reader->count = 0;
  g_string_truncate(reader->unquoted, 0);
  if (at >= reader->end)
    return false;
  for (;; at++) {
    Field field = {.text = at, .begin = begin, .place = at};
    if (at < reader->end && *at == '"') {
      at = read_quoted(reader, at, &field);
    } else {
      while (at < reader->end && *at != reader->separator && *at != '\n')
        at++;
      field.size = (size_t)(at - field.text);
    }
    strip(&field);
    if (reader->count < CSV_FIELDS_MAX)
      reader->fields[reader->count++] = field;
    if (at >= reader->end || *at == '\n')
      break;
  }
  reader->at = at < reader->end ? at + 1 : at;
  return true;
}

static bool
is_empty_line(const Reader *reader)
{
  return reader->count == 1 && reader->fields[0].size == 0;
}

static void
read_heading(Reader *reader, PlaceWords *words, size_t index)
{
  const Field *field = &reader->fields[index];
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
  if (!read_line(reader)) {
    complain(reader, 0,
             "the file is empty – its first line must name the "
             "columns name, latitude, longitude");
    return false;
  }
  for (size_t i = 0; i < reader->count; i++)
    read_heading(reader, words, i);
  bool all = true;
  for (size_t i = 0; i < COLUMNS; i++) {
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
  const Field *field = &reader->fields[reader->columns[column]];
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
    complain(reader, column_of(field), what);
  else
    *out = value;
  return what == NULL;
}

static void
read_row(Reader *reader, Gazetteer *gazetteer)
{
  GazetteerRow row = {.name = (uint32_t)gazetteer->names->len};
  for (size_t i = 0; i < COLUMNS; i++)
    if ((size_t)reader->columns[i] >= reader->count) {
      complain(reader, 1, "the line has fewer columns than the first line");
      return;
    }
  const Field *name = &reader->fields[reader->columns[COLUMN_NAME]];
  if (name->size == 0 || name->size > CSV_NAME_MAX) {
    complain(reader, column_of(name),
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
  g_array_append_val(gazetteer->rows, row);
}

/* Windows-1252 where it differs from ISO-8859-1; what it leaves open stays. */
static gunichar
from_windows(unsigned char byte)
{
  static const uint16_t special[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
  };
  return byte >= 0x80 && byte < 0xA0 ? special[byte - 0x80] : byte;
}

/* As UTF-8 without a byte order mark and NUL; owned by the caller.  Not by
 * iconv, which loads converters lazily. */
static GString *
read_text(GBytes *bytes)
{
  static const char mark[] = "\xEF\xBB\xBF";
  size_t size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  if (size >= 3 && memcmp(data, mark, 3) == 0) {
    data += 3;
    size -= 3;
  }
  GString *text = g_string_sized_new(size + 1);
  if (g_utf8_validate(data, (gssize)size, NULL))
    return g_string_append_len(text, data, (gssize)size);
  for (size_t i = 0; i < size; i++)
    if (data[i] != '\0')
      g_string_append_unichar(text, from_windows((unsigned char)data[i]));
  return text;
}

void
gazetteer_csv_read(Gazetteer *gazetteer, GBytes *bytes, const char *file,
                   Problems *problems)
{
  GString *text = read_text(bytes);
  const char *end = text->str + text->len;
  Reader reader = {.at = text->str,
                   .end = end,
                   .separator = guess_separator(text->str, end),
                   .unquoted = g_string_sized_new(text->len + 1),
                   .file = file,
                   .problems = problems};
  if (read_header(&reader))
    while (read_line(&reader)) {
      if (gazetteer->rows->len >= GAZETTEER_NAMES_MAX) {
        complain(&reader, 0, "more than 500,000 names – the rest is not read");
        break;
      }
      if (!is_empty_line(&reader))
        read_row(&reader, gazetteer);
    }
  g_string_free(reader.unquoted, TRUE);
  g_string_free(text, TRUE);
}
