/* SPDX-License-Identifier: Apache-2.0
 *
 * xl/worksheets/….xml: rows and cells.
 */
#include <string.h>

#include "parsers/workbook/workbook.h"
#include "parsers/workbook/workbook_private.h"

/* What programs allow. */
enum { LAST_ROW = 1048576 };

typedef struct Sheet {
  Workbook *book;
  Table *table;
  TableRow *row; /* NULL: nothing was in it so far */
  int line;
  unsigned column;
  char *type; /* of the cell; NULL: a number */
  WorkbookFormat format;
  bool formula;
  GString *value;
  const char *within; /* "v" or "t" whose text comes, else NULL */
  int spoken;         /* inside <rPh> */
  bool full;          /* something was too much, which was told */
} Sheet;

static FilePosition
place_of(const Sheet *sheet)
{
  return (FilePosition){sheet->table->file, sheet->line, (int)sheet->column};
}

static void
stop(Sheet *sheet, const char *what, int limit)
{
  problems_add(sheet->book->problems, place_of(sheet), "more than %d %s", limit,
               what);
  sheet->full = true;
}

/* --- places --------------------------------------------------------------- */

/* "AB12"; what is missing or wild stays 0. */
static void
read_reference(const char *text, unsigned *out_column, int *out_line)
{
  unsigned column = 0;
  for (; g_ascii_isalpha(*text) && column <= LAST_ROW; text++)
    column = column * 26 + (unsigned)(g_ascii_toupper(*text) - 'A') + 1;
  guint64 line = g_ascii_strtoull(text, NULL, 10);
  *out_column = column <= LAST_ROW ? column : 0;
  *out_line = line <= LAST_ROW ? (int)line : 0;
}

static void
begin_row(Sheet *sheet, const WorkbookXml *xml)
{
  g_autofree char *number = workbook_xml_attribute(xml, "r");
  guint64 line = number == NULL ? 0 : g_ascii_strtoull(number, NULL, 10);
  sheet->line = line > 0 && line <= LAST_ROW ? (int)line : sheet->line + 1;
  sheet->column = 0;
  sheet->row = NULL;
}

static void
begin_cell(Sheet *sheet, const WorkbookXml *xml)
{
  g_autofree char *reference = workbook_xml_attribute(xml, "r");
  g_autofree char *style = workbook_xml_attribute(xml, "s");
  const GArray *formats = sheet->book->formats;
  unsigned column = 0;
  int line = 0;
  if (reference != NULL)
    read_reference(reference, &column, &line);
  sheet->column = column > 0 ? column : sheet->column + 1;
  g_free(sheet->type);
  sheet->type = workbook_xml_attribute(xml, "t");
  guint64 index = style == NULL ? 0 : g_ascii_strtoull(style, NULL, 10);
  sheet->format = index < formats->len
                      ? g_array_index(formats, WorkbookFormat, index)
                      : WORKBOOK_FORMAT_NUMBER;
  sheet->formula = false;
  g_string_truncate(sheet->value, 0);
}

/* --- values --------------------------------------------------------------- */

static bool
is_type(const Sheet *sheet, const char *type)
{
  return g_strcmp0(sheet->type, type) == 0;
}

/* The text of the cell; NULL, which is told, when it has none that counts. */
static char *
value_of(const Sheet *sheet)
{
  const char *value = sheet->value->str;
  const GPtrArray *strings = sheet->book->strings;
  Problems *problems = sheet->book->problems;
  if (is_type(sheet, "e")) {
    problems_add(problems, place_of(sheet),
                 "the cell shows the error %s – write what is meant", value);
    return NULL;
  }
  if (sheet->formula && *value == '\0' && !is_type(sheet, "str")) {
    problems_add(problems, place_of(sheet),
                 "the formula has no value – open the file in a spreadsheet "
                 "program and save it");
    return NULL;
  }
  if (is_type(sheet, "s")) {
    guint64 index = g_ascii_strtoull(value, NULL, 10);
    return g_strdup(index < strings->len ? strings->pdata[index] : "");
  }
  if (is_type(sheet, "b"))
    return g_strdup(strcmp(value, "0") == 0 ? "false" : "true");
  if (sheet->type == NULL || is_type(sheet, "n"))
    return workbook_number(sheet->book, value, sheet->format);
  return g_strdup(value);
}

static void
end_cell(Sheet *sheet)
{
  if (sheet->value->len == 0 && !sheet->formula)
    return;
  g_autofree char *text = value_of(sheet);
  if (text == NULL || *text == '\0')
    return;
  size_t size = strlen(text);
  sheet->book->text += size;
  if (sheet->column > TABLE_COLUMNS_MAX)
    stop(sheet, "columns – no form has so many", TABLE_COLUMNS_MAX);
  else if (size > TABLE_TEXT_MAX)
    stop(sheet, "bytes in a cell", TABLE_TEXT_MAX);
  else if (sheet->book->text > WORKBOOK_TEXT_MAX)
    stop(sheet, "bytes of text – no form has so many", WORKBOOK_TEXT_MAX);
  else if (sheet->row == NULL && sheet->table->rows->len == TABLE_ROWS_MAX)
    stop(sheet, "rows – no form has so many", TABLE_ROWS_MAX);
  if (sheet->full)
    return;
  if (sheet->row == NULL)
    sheet->row = table_add_row(sheet->table, sheet->line);
  table_row_add(sheet->row, sheet->column, sheet->line, (int)sheet->column,
                text);
}

/* A value that was meant for several rows stands in the first one only. */
static void
check_merge(Sheet *sheet, const WorkbookXml *xml)
{
  g_autofree char *range = workbook_xml_attribute(xml, "ref");
  const char *end = range == NULL ? NULL : strchr(range, ':');
  int line = 0, last = 0;
  unsigned column = 0, last_column = 0;
  if (end == NULL)
    return;
  read_reference(range, &column, &line);
  read_reference(end + 1, &last_column, &last);
  if (last > line)
    problems_add(sheet->book->problems,
                 (FilePosition){sheet->table->file, line, (int)column},
                 "the cells %s are joined, so that only the first row has "
                 "their value – divide them and write it into each",
                 range);
}

/* --- the stream ----------------------------------------------------------- */

static void
read_value(Sheet *sheet, const WorkbookXml *xml)
{
  sheet->spoken += workbook_xml_begins(xml, "rPh");
  sheet->spoken -= workbook_xml_ends(xml, "rPh");
  if (workbook_xml_begins(xml, "v") || workbook_xml_begins(xml, "t"))
    sheet->within = workbook_xml_begins(xml, "v") ? "v" : "t";
  if (sheet->within != NULL && workbook_xml_ends(xml, sheet->within))
    sheet->within = NULL;
  if (xml->is_text && sheet->within != NULL && sheet->spoken == 0)
    g_string_append(sheet->value, workbook_xml_text(xml));
}

static void
read_node(Sheet *sheet, const WorkbookXml *xml)
{
  if (workbook_xml_begins(xml, "row"))
    begin_row(sheet, xml);
  else if (workbook_xml_begins(xml, "c"))
    begin_cell(sheet, xml);
  else if (workbook_xml_begins(xml, "f"))
    sheet->formula = true;
  else if (workbook_xml_begins(xml, "mergeCell"))
    check_merge(sheet, xml);
  else
    read_value(sheet, xml);
  if (workbook_xml_ends(xml, "c"))
    end_cell(sheet);
}

/* Rows in which all cells turned out to be blank. */
static void
remove_blank_rows(Table *table)
{
  for (guint i = table->rows->len; i > 0; i--) {
    const TableRow *row = table->rows->pdata[i - 1];
    if (row->cells->len == 0)
      g_ptr_array_remove_index(table->rows, i - 1);
  }
}

void
workbook_read_sheet(Workbook *book, const char *part, Table *table)
{
  WorkbookXml xml;
  Sheet sheet = {.book = book, .table = table, .value = g_string_new(NULL)};
  if (workbook_xml_open(&xml, book, part))
    while (!sheet.full && workbook_xml_next(&xml))
      read_node(&sheet, &xml);
  workbook_xml_close(&xml);
  remove_blank_rows(table);
  g_string_free(sheet.value, TRUE);
  g_free(sheet.type);
}
