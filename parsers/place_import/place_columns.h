/* SPDX-License-Identifier: Apache-2.0
 *
 * What the columns of a town's list of streets or addresses mean: by their
 * headings, else by what stands in them, else as a person says.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_COLUMNS_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_COLUMNS_H

#include <stdbool.h>

#include "parsers/geo/geo_table.h"

typedef enum PlaceColumn {
  PLACE_COLUMN_STREET,
  PLACE_COLUMN_NUMBER, /* of a house */
  PLACE_COLUMN_SUFFIX, /* "a" of 12 a */
  PLACE_COLUMN_QUARTER,
  PLACE_COLUMN_NUMBERS, /* of a row that stands for these houses: our own */
  PLACE_COLUMN_X, /* longitude or easting, or what stands there by mistake */
  PLACE_COLUMN_Y, /* latitude or northing */
} PlaceColumn;
enum { PLACE_COLUMNS = PLACE_COLUMN_Y + 1 };

typedef struct PlaceColumns {
  int index[PLACE_COLUMNS]; /* of the table's headings; -1: there is none */
  bool has_address;         /* the street's column holds the number, too */
} PlaceColumns;

/* "street", "number", "suffix", "quarter", "numbers", "x", "y". */
const char *place_column_to_string(PlaceColumn column);

/* Find the columns.
 *
 * chosen  "street=STRASSE", "x=4": a heading as it stands there, or its number
 *         from 1; ended by NULL; may be NULL.  These hold before all guesses.
 * error   PARSE_ERROR_SYNTAX: the message says which is missing, what there is
 *         and how to name it. */
bool place_columns_find(const GeoTable *table, const char *const *chosen,
                        PlaceColumns *out, GError **error);

/* A number as surveyors and spreadsheets write it: "54.0924", "54,0924",
 * "5.997.693,21"; false: it is none. */
bool place_figure_read(const char *text, double *out);

/* Is this the first line of a file without headings: does a coordinate stand
 * in one of its fields? */
bool place_columns_is_data(const char *const *fields, size_t count);

#endif
