/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading of what spreadsheets write.
 */
#include "parsers/csv.h"

#include <stdint.h>
#include <string.h>

int
csv_field_column(const CsvField *field)
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
strip(CsvField *field)
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
read_quoted(CsvReader *reader, const char *at, CsvField *field)
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

bool
csv_reader_next(CsvReader *reader)
{
  const char *at = reader->at, *begin = at;
  reader->line++;
  reader->count = 0;
  g_string_truncate(reader->unquoted, 0);
  if (at >= reader->end)
    return false;
  for (;; at++) {
    CsvField field = {.text = at, .begin = begin, .place = at};
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

bool
csv_reader_is_empty_line(const CsvReader *reader)
{
  return reader->count == 1 && reader->fields[0].size == 0;
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
csv_reader_init(CsvReader *reader, GBytes *bytes)
{
  *reader = (CsvReader){.text = read_text(bytes)};
  reader->at = reader->text->str;
  reader->end = reader->at + reader->text->len;
  reader->separator = guess_separator(reader->at, reader->end);
  reader->unquoted = g_string_sized_new(reader->text->len + 1);
}

void
csv_reader_clear(CsvReader *reader)
{
  g_string_free(reader->text, TRUE);
  g_string_free(reader->unquoted, TRUE);
}
