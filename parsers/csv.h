/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines and fields of a file that a town exports from a spreadsheet, in the
 * dialects that spreadsheets write: RFC 4180 and its German cousin with
 * semicolons; UTF-8, with or without byte order mark, else Windows-1252.
 */
#ifndef BOTE_PARSERS_CSV_H
#define BOTE_PARSERS_CSV_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum { CSV_FIELDS_MAX = 64 }; /* columns that are looked at */

/* A field of the line that is read; gone with the next one. */
typedef struct CsvField {
  const char *text; /* not terminated; without quotes and outer blanks */
  size_t size;
  const char *begin; /* of the line and of the field, for its column */
  const char *place;
} CsvField;

typedef struct CsvReader {
  GString *text, *unquoted; /* of this line; never moves while it is read */
  const char *at, *end;
  char separator;
  int line; /* of the fields, from 1; 0 before the first */
  CsvField fields[CSV_FIELDS_MAX];
  size_t count;
} CsvReader;

/* bytes   borrowed for the call; the separator is what the first line has:
 *         semicolon, tab or comma */
void csv_reader_init(CsvReader *reader, GBytes *bytes);
void csv_reader_clear(CsvReader *reader);

/* Read the fields of the next line; false at the end of the file. */
bool csv_reader_next(CsvReader *reader);
bool csv_reader_is_empty_line(const CsvReader *reader);

/* Where a field begins in its line, in characters from 1. */
int csv_field_column(const CsvField *field);

#endif
