/* SPDX-License-Identifier: Apache-2.0
 *
 * Cells in one list; their texts in large chunks, because a town's addresses
 * are a million of them.
 */
#include "parsers/geo/geo_table.h"

#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

GeoTable *
geo_table_new(void)
{
  GeoTable *table = g_new0(GeoTable, 1);
  table->texts = g_string_chunk_new(CHUNK_BYTES);
  table->headings = g_ptr_array_new();
  table->cells = g_ptr_array_new();
  table->lines = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  return table;
}

void
geo_table_free(GeoTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref(table->headings);
  g_ptr_array_unref(table->cells);
  g_array_unref(table->lines);
  g_string_chunk_free(table->texts);
  g_free(table);
}

size_t
geo_table_add_heading(GeoTable *table, const char *text, size_t size)
{
  g_assert(table->lines->len == 0);
  g_ptr_array_add(table->headings,
                  g_string_chunk_insert_len(table->texts, text, (gssize)size));
  return table->headings->len - 1;
}

void
geo_table_add_row(GeoTable *table, uint32_t line)
{
  for (guint i = 0; i < table->headings->len; i++)
    g_ptr_array_add(table->cells, (gpointer) "");
  g_array_append_val(table->lines, line);
}

void
geo_table_set(GeoTable *table, size_t column, const char *text, size_t size)
{
  guint columns = table->headings->len;
  g_assert(table->lines->len > 0);
  if (column >= columns || size == 0)
    return;
  table->cells->pdata[table->cells->len - columns + column] =
      g_string_chunk_insert_len(table->texts, text, (gssize)size);
}

void
geo_table_set_number(GeoTable *table, size_t column, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  (void)g_ascii_dtostr(text, sizeof text, number); /* returns its argument */
  geo_table_set(table, column, text, strlen(text));
}

size_t
geo_table_rows(const GeoTable *table)
{
  return table->lines->len;
}

const char *
geo_table_cell(const GeoTable *table, size_t row, size_t column)
{
  return table->cells->pdata[row * table->headings->len + column];
}
