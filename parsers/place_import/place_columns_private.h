/* SPDX-License-Identifier: Apache-2.0
 *
 * What place_columns.c (headings) and place_columns_values.c share.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_COLUMNS_PRIVATE_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_COLUMNS_PRIVATE_H

#include "parsers/place_import/place_columns.h"

/* Find columns that are still -1 by what stands in the first rows. */
void place_columns_guess_by_values(const GeoTable *table, PlaceColumns *out);

#endif
