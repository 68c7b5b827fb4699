/* SPDX-License-Identifier: Apache-2.0
 *
 * Headings, and cells by what their column holds.
 */
#include "parsers/survey/xlsform/xlsform_sheet.h"

#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/survey/xlsform/xlsform_private.h"

/* --- headings ------------------------------------------------------------- */

static bool
has_language(const XlsformColumn *column)
{
  switch (column->key) {
  case KEY_LABEL:
  case KEY_SMS:
  case KEY_HINT:
  case KEY_CONSTRAINT_MESSAGE:
  case KEY_TITLE:
    return true;
  default:
    return false;
  }
}

/* "List Name" as "list_name"; owned. */
static char *
make_word(const char *text, size_t size)
{
  g_autofree char *part = g_strndup(text, size);
  char *word = g_utf8_strdown(g_strstrip(part), -1);
  return g_strdelimit(word, " ", '_');
}

static const XlsformHeading *
find_heading(const XlsformHeading *known, const char *word)
{
  for (; known->text != NULL; known++)
    if (strcmp(known->text, word) == 0)
      return known;
  return NULL;
}

/* Nobody shall believe that a survey is "anonymus". */
static void
refuse_typing_error(const XlsformSheet *sheet, const XlsformHeading *known,
                    const TableCell *cell, const char *word)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (; known->text != NULL; known++)
    g_ptr_array_add(names, (gpointer)known->text);
  g_autofree char *hint =
      schema_hint(word, (const char *const *)names->pdata, names->len);
  if (*hint != '\0')
    problems_add(sheet->reader->problems, table_cell_place(sheet->table, cell),
                 "unknown column '%s'%s", cell->text, hint);
}

static bool
is_twice(const XlsformSheet *sheet, const XlsformColumn *column)
{
  if (column->key == KEY_REFUSED || column->key == KEY_NONE)
    return false;
  for (unsigned i = 1; i <= TABLE_COLUMNS_MAX; i++)
    if (sheet->columns[i].key == column->key &&
        g_strcmp0(sheet->columns[i].language, column->language) == 0)
      return true;
  return false;
}

/* "label::Deutsch (de)"; older forms have one colon. */
static void
read_heading(XlsformSheet *sheet, const XlsformHeading *known,
             const TableCell *cell)
{
  size_t size = strcspn(cell->text, ":");
  g_autofree char *word = make_word(cell->text, size);
  const char *rest = cell->text + size;
  rest += strspn(rest, ": ");
  const XlsformHeading *heading = find_heading(known, word);
  Problems *problems = sheet->reader->problems;
  FilePosition place = table_cell_place(sheet->table, cell);
  if (heading == NULL) {
    refuse_typing_error(sheet, known, cell, word);
    return;
  }
  XlsformColumn column = {heading->key, cell->text, NULL, heading->refused};
  if (*rest != '\0' && has_language(&column)) {
    column.language = xlsform_read_language(rest);
    if (column.language == NULL) {
      problems_add(problems, place,
                   "'%s' is no language – write its code in brackets, "
                   "'%s::Deutsch (de)'",
                   rest, word);
      return;
    }
  }
  if (is_twice(sheet, &column)) {
    problems_add(problems, place, "column '%s' stands here twice", cell->text);
    g_free(column.language);
    return;
  }
  column.heading = g_strdup(cell->text);
  sheet->columns[cell->column] = column;
}

XlsformSheet *
xlsform_sheet_open(const XlsformReader *reader, const Table *table,
                   const XlsformHeading *known)
{
  XlsformSheet *sheet = g_new0(XlsformSheet, 1);
  sheet->reader = reader;
  sheet->table = table;
  if (table->rows->len == 0)
    return sheet;
  sheet->row = table->rows->pdata[0];
  for (guint i = 0; i < sheet->row->cells->len; i++)
    read_heading(sheet, known, sheet->row->cells->pdata[i]);
  return sheet;
}

void
xlsform_sheet_close(XlsformSheet *sheet)
{
  if (sheet == NULL)
    return;
  for (unsigned i = 1; i <= TABLE_COLUMNS_MAX; i++) {
    g_free(sheet->columns[i].heading);
    g_free(sheet->columns[i].language);
  }
  g_free(sheet);
}

/* --- cells ---------------------------------------------------------------- */

bool
xlsform_sheet_go(XlsformSheet *sheet, guint index)
{
  if (index >= sheet->table->rows->len)
    return false;
  sheet->row = sheet->table->rows->pdata[index];
  for (guint i = 0; index > 0 && i < sheet->row->cells->len; i++) {
    const TableCell *cell = sheet->row->cells->pdata[i];
    const XlsformColumn *column = &sheet->columns[cell->column];
    if (column->key == KEY_REFUSED)
      problems_add(
          sheet->reader->problems, table_cell_place(sheet->table, cell),
          "column '%s' is not supported: %s", column->heading, column->refused);
  }
  return true;
}

static const TableCell *
find_cell(const XlsformSheet *sheet, XlsformKey key)
{
  for (guint i = 0; i < sheet->row->cells->len; i++) {
    const TableCell *cell = sheet->row->cells->pdata[i];
    if (sheet->columns[cell->column].key == key)
      return cell;
  }
  return NULL;
}

const char *
xlsform_sheet_text(const XlsformSheet *sheet, XlsformKey key)
{
  const TableCell *cell = find_cell(sheet, key);
  return cell == NULL ? NULL : cell->text;
}

FilePosition
xlsform_sheet_place(const XlsformSheet *sheet, XlsformKey key)
{
  const TableCell *cell = find_cell(sheet, key);
  return cell == NULL ? table_row_place(sheet->table, sheet->row)
                      : table_cell_place(sheet->table, cell);
}

void
xlsform_sheet_refuse(const XlsformSheet *sheet, XlsformKey key,
                     const char *format, ...)
{
  va_list values;
  va_start(values, format);
  g_autofree char *what = g_strdup_vprintf(format, values);
  va_end(values);
  problems_add(sheet->reader->problems, xlsform_sheet_place(sheet, key), "%s",
               what);
}

void
xlsform_sheet_texts(const XlsformSheet *sheet, XlsformKey key, GHashTable *out)
{
  const char *first = sheet->reader->form->languages->pdata[0];
  for (guint i = 0; i < sheet->row->cells->len; i++) {
    const TableCell *cell = sheet->row->cells->pdata[i];
    const XlsformColumn *column = &sheet->columns[cell->column];
    const char *language = column->language;
    if (column->key == key)
      g_hash_table_insert(out, g_strdup(language != NULL ? language : first),
                          g_strdup(cell->text));
  }
}

void
xlsform_sheet_check_texts(const XlsformSheet *sheet, XlsformKey key,
                          GHashTable *texts, bool needed)
{
  static const char *const names[] = {
      [KEY_LABEL] = "label",
      [KEY_HINT] = "hint",
      [KEY_CONSTRAINT_MESSAGE] = "constraint_message",
  };
  const GPtrArray *languages = sheet->reader->form->languages;
  if (!needed && g_hash_table_size(texts) == 0)
    return;
  for (guint i = 0; i < languages->len; i++)
    if (!g_hash_table_contains(texts, languages->pdata[i]))
      problems_add(sheet->reader->problems, xlsform_sheet_place(sheet, key),
                   "the '%s' in the language '%s' is missing", names[key],
                   (const char *)languages->pdata[i]);
}
