/* SPDX-License-Identifier: Apache-2.0
 *
 * Three sheets in one CSV file, as pyxform has it: the name of a sheet in
 * column A, headings and rows from column B on.
 */
#include <string.h>

#include "parsers/csv.h"
#include "parsers/survey/xlsform/xlsform_private.h"

/* The name of a sheet may stand alone on the first line, without separators:
 * the first line that has some decides. */
static void
find_separator(CsvReader *csv)
{
  static const char separators[] = ",;\t";
  size_t size = strcspn(csv->at, "\r\n");
  const char *next = csv->at + size + strspn(csv->at + size, "\r\n");
  size_t line = strcspn(next, "\r\n");
  const char *first = strpbrk(csv->at, separators);
  const char *found = strpbrk(next, separators);
  if (first != NULL && first < csv->at + size)
    return; /* the reader has seen it */
  if (found != NULL && found < next + line)
    csv->separator = *found;
}

static void
add_row(Table *table, const CsvReader *csv)
{
  TableRow *row = table_add_row(table, csv->line);
  for (size_t i = 1; i < csv->count; i++) {
    const CsvField *field = &csv->fields[i];
    g_autofree char *text = g_strndup(field->text, field->size);
    table_row_add(row, (unsigned)i, csv->line, csv_field_column(field), text);
  }
  if (row->cells->len == 0)
    g_ptr_array_set_size(table->rows, (gint)table->rows->len - 1);
}

/* False: the file is not worth reading on. */
static bool
read_line(GPtrArray *tables, const CsvReader *csv, const char *file,
          Problems *problems)
{
  const CsvField *first = &csv->fields[0];
  FilePosition place = {file, csv->line, 1};
  if (first->size > 0) {
    g_autofree char *name = g_strndup(first->text, first->size);
    if (tables_find(tables, name) != NULL) {
      problems_add(problems, place, "the sheet '%s' stands here twice", name);
      return false;
    }
    (void)tables_add(tables, name, file); /* found below as the last one */
  }
  if (tables->len == 0) {
    problems_add(
        problems, place,
        "the first line must name a sheet in its first column: survey");
    return false;
  }
  if (csv->count == CSV_FIELDS_MAX &&
      csv->fields[CSV_FIELDS_MAX - 1].size > 0) {
    problems_add(problems, place, "the row has more than %d cells",
                 CSV_FIELDS_MAX - 2);
    return false;
  }
  Table *table = tables->pdata[tables->len - 1];
  add_row(table, csv);
  if (table->rows->len > TABLE_ROWS_MAX)
    problems_add(problems, place, "more than %d rows", TABLE_ROWS_MAX);
  return table->rows->len <= TABLE_ROWS_MAX;
}

static bool
is_blank(const CsvReader *csv)
{
  for (size_t i = 0; i < csv->count; i++)
    if (csv->fields[i].size > 0)
      return false;
  return true;
}

GPtrArray *
xlsform_tables_csv(GBytes *bytes, const char *file, Problems *problems)
{
  g_autoptr(GPtrArray) tables = tables_new();
  CsvReader csv;
  bool ok = true;
  csv_reader_init(&csv, bytes);
  find_separator(&csv);
  while (ok && csv_reader_next(&csv))
    if (!is_blank(&csv))
      ok = read_line(tables, &csv, file, problems);
  csv_reader_clear(&csv);
  return ok ? g_steal_pointer(&tables) : NULL;
}
