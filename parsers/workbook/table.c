/* SPDX-License-Identifier: Apache-2.0
 *
 * Making and finding.
 */
#include "parsers/workbook/table.h"

static void
cell_free(void *data)
{
  TableCell *cell = data;
  g_free(cell->text);
  g_free(cell);
}

static void
row_free(void *data)
{
  TableRow *row = data;
  g_ptr_array_unref(row->cells);
  g_free(row);
}

static void
table_free(void *data)
{
  Table *table = data;
  g_free(table->name);
  g_free(table->file);
  g_ptr_array_unref(table->rows);
  g_free(table);
}

GPtrArray *
tables_new(void)
{
  return g_ptr_array_new_with_free_func(table_free);
}

Table *
tables_add(GPtrArray *tables, const char *name, const char *file)
{
  Table *table = g_new0(Table, 1);
  table->name = g_strdup(name);
  table->file = g_strdup(file);
  table->rows = g_ptr_array_new_with_free_func(row_free);
  g_ptr_array_add(tables, table);
  return table;
}

const Table *
tables_find(const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++) {
    const Table *table = tables->pdata[i];
    if (g_ascii_strcasecmp(table->name, name) == 0)
      return table;
  }
  return NULL;
}

TableRow *
table_add_row(Table *table, int line)
{
  TableRow *row = g_new0(TableRow, 1);
  row->line = line;
  row->cells = g_ptr_array_new_with_free_func(cell_free);
  g_ptr_array_add(table->rows, row);
  return row;
}

/* One blank for what parts words, none outside; owned. */
static char *
make_plain(const char *text)
{
  GString *plain = g_string_new(NULL);
  bool gap = false;
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar letter = g_utf8_get_char(text);
    if (letter == ' ' || letter == 0x2028 || letter == 0x2029 ||
        g_unichar_iscntrl(letter)) {
      gap = plain->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c(plain, ' ');
    gap = false;
    g_string_append_unichar(plain, letter);
  }
  return g_string_free(plain, FALSE);
}

void
table_row_add(TableRow *row, unsigned column, int line, int place,
              const char *text)
{
  g_autofree char *plain = make_plain(text);
  if (*plain == '\0')
    return;
  TableCell *cell = g_new0(TableCell, 1);
  cell->column = column;
  cell->line = line;
  cell->place = place;
  cell->text = g_steal_pointer(&plain);
  g_ptr_array_add(row->cells, cell);
}

FilePosition
table_row_place(const Table *table, const TableRow *row)
{
  return (FilePosition){table->file, row->line, 1};
}

FilePosition
table_cell_place(const Table *table, const TableCell *cell)
{
  return (FilePosition){table->file, cell->line, cell->place};
}
