/* SPDX-License-Identifier: Apache-2.0
 *
 * What a file of places holds, as a table of texts, whatever its format: the
 * columns of a CSV file, the properties of GeoJSON's features, the tags of
 * OpenStreetMap's objects.  What the columns mean is for place_import.
 */
#ifndef BOTE_PARSERS_GEO_GEO_TABLE_H
#define BOTE_PARSERS_GEO_GEO_TABLE_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* Headings of coordinates that no column of a file has, but its geometry. */
#define GEO_TABLE_X "@x"
#define GEO_TABLE_Y "@y"

enum {
  GEO_TABLE_ROWS_MAX = 3000000, /* addresses of a large city, six times */
  GEO_TABLE_COLUMNS_MAX = 200,
};

typedef struct GeoTable {
  GStringChunk *texts;
  GPtrArray *headings; /* const char *, as written; may be "" */
  GPtrArray *cells;    /* const char *, row by row; never NULL */
  GArray *lines;       /* uint32_t: of each row, a line or a feature, from 1 */
} GeoTable;

GeoTable *geo_table_new(void);
void geo_table_free(GeoTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GeoTable, geo_table_free)

/* Add a column, before any row; its number. */
size_t geo_table_add_heading(GeoTable *table, const char *text, size_t size);

/* Add a row of empty cells. */
void geo_table_add_row(GeoTable *table, uint32_t line);

/* Set a cell of the last row; a number past the last column is passed over.
 *
 * text  `size` bytes of UTF-8, copied. */
void geo_table_set(GeoTable *table, size_t column, const char *text,
                   size_t size);
/* The same for a number, which place_figure_read() reads back as it was. */
void geo_table_set_number(GeoTable *table, size_t column, double number);

/* How many rows there are. */
size_t geo_table_rows(const GeoTable *table);

/* A cell, borrowed; "" where nothing stands. */
const char *geo_table_cell(const GeoTable *table, size_t row, size_t column);

#endif
