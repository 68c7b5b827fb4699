/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables as spreadsheets have them, whatever kind of file they came from: only
 * the rows and cells that hold something, each with its place for problems.
 */
#ifndef BOTE_PARSERS_WORKBOOK_TABLE_H
#define BOTE_PARSERS_WORKBOOK_TABLE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"

enum {
  TABLE_COLUMNS_MAX = 256,   /* a form has some dozen, one for each language */
  TABLE_ROWS_MAX = 25000,    /* rows that hold something: 200 questions with 99
                                choices each, and some more */
  TABLE_TEXT_MAX = 32 << 10, /* bytes of a cell; Excel allows as many letters */
};

typedef struct TableCell {
  unsigned column; /* of the table, from 1 */
  int line, place; /* line and column of the file, as in FilePosition */
  char *text;      /* UTF-8, never empty: one line without outer blanks */
} TableCell;

typedef struct TableRow {
  int line;
  GPtrArray *cells; /* TableCell *, by column */
} TableRow;

typedef struct Table {
  char *name;      /* of the sheet */
  char *file;      /* as problems name it: "tree.xlsx[survey]" */
  GPtrArray *rows; /* TableRow * */
} Table;

/* A list of tables (Table *), which it owns. */
GPtrArray *tables_new(void);

/* Add an empty table; borrowed. */
Table *tables_add(GPtrArray *tables, const char *name, const char *file);

/* A table by its name, in any case; NULL: there is none. */
const Table *tables_find(const GPtrArray *tables, const char *name);

/* Add a row; borrowed. */
TableRow *table_add_row(Table *table, int line);

/* Add a cell behind the others, unless its text is blank.  Line breaks and
 * control characters become blanks, several of them one. */
void table_row_add(TableRow *row, unsigned column, int line, int place,
                   const char *text);

/* Where a row stands, and a cell. */
FilePosition table_row_place(const Table *table, const TableRow *row);
FilePosition table_cell_place(const Table *table, const TableCell *cell);

#endif
