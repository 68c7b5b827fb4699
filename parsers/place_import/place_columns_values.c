/* SPDX-License-Identifier: Apache-2.0
 *
 * Columns by what stands in them: names of streets, ranges of numbers.
 */
#include <string.h>

#include "parsers/place_import/place_columns_private.h"

enum {
  NUMBER_MAX = 40,   /* bytes of a number, with blanks and dots */
  SAMPLE_ROWS = 300, /* that are looked at */
};

bool
place_figure_read(const char *text, double *out)
{
  char number[NUMBER_MAX + 1];
  size_t size = 0, dots = 0;
  bool comma = strchr(text, ',') != NULL;
  for (const char *p = text; *p != '\0'; p++)
    dots += *p == '.';
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == ' ' || (*p == '.' && (comma || dots > 1)))
      continue;
    if (size == NUMBER_MAX || strchr("+-.,0123456789eE", *p) == NULL)
      return false;
    number[size++] = *p == ',' ? '.' : *p;
  }
  number[size] = '\0';
  char *end = NULL;
  double value = g_ascii_strtod(number, &end);
  if (size == 0 || *end != '\0')
    return false;
  *out = value;
  return true;
}

/* What a column of numbers may hold. */
typedef enum Sort {
  SORT_LATITUDE,
  SORT_LONGITUDE,
  SORT_NORTHING,
  SORT_EASTING,
  SORTS,
} Sort;

static const struct {
  double min, max;
} sorts[SORTS] = {[SORT_LATITUDE] = {44, 57},
                  [SORT_LONGITUDE] = {3, 20},
                  [SORT_NORTHING] = {4.85e6, 6.35e6},
                  [SORT_EASTING] = {1e5, 9e5}};

/* Whole numbers of two digits are houses and quarters, not degrees. */
static bool
is_sort(Sort sort, const char *text)
{
  double value;
  bool exact = sort > SORT_LONGITUDE || strpbrk(text, ".,") != NULL;
  return exact && place_figure_read(text, &value) && value >= sorts[sort].min &&
         value <= sorts[sort].max;
}

bool
place_columns_is_data(const char *const *fields, size_t count)
{
  for (size_t i = 0; i < count; i++)
    for (int sort = 0; sort < SORTS; sort++)
      if (is_sort((Sort)sort, fields[i]))
        return true;
  return false;
}

static bool
is_street(const char *text)
{
  static const char *const endings[] = {
      "str",   "str.", "straße", "strasse", "weg",   "platz", "allee",
      "gasse", "ring", "damm",   "ufer",    "steig", "markt", "pfad"};
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(lower, endings[i]))
      return true;
  return false;
}

/* "12", "7a", "12-14". */
static bool
is_house(const char *text)
{
  size_t digits = strspn(text, "0123456789");
  return digits > 0 && digits <= 4 && text[0] != '0' && strlen(text) <= 8;
}

/* How many of the first rows have such a text in a column. */
static size_t
count_such(const GeoTable *table, size_t column, bool (*is)(const char *))
{
  size_t rows = MIN(geo_table_rows(table), SAMPLE_ROWS), count = 0;
  for (size_t row = 0; row < rows; row++)
    count += is(geo_table_cell(table, row, column));
  return count;
}

static bool
is_latitude(const char *text)
{
  return is_sort(SORT_LATITUDE, text);
}
static bool
is_longitude(const char *text)
{
  return is_sort(SORT_LONGITUDE, text);
}
static bool
is_northing(const char *text)
{
  return is_sort(SORT_NORTHING, text);
}
static bool
is_easting(const char *text)
{
  return is_sort(SORT_EASTING, text);
}

/* The column that has such texts most often, in a third of the rows at least;
 * -1: none. */
static int
best_column(const GeoTable *table, bool (*is)(const char *))
{
  size_t rows = MIN(geo_table_rows(table), SAMPLE_ROWS), most = rows / 3;
  int best = -1;
  for (guint i = 0; i < table->headings->len; i++) {
    size_t count = count_such(table, i, is);
    if (count > most) {
      most = count;
      best = (int)i;
    }
  }
  return best;
}

void
place_columns_guess_by_values(const GeoTable *table, PlaceColumns *out)
{
  int *street = &out->index[PLACE_COLUMN_STREET];
  int *number = &out->index[PLACE_COLUMN_NUMBER];
  int *x = &out->index[PLACE_COLUMN_X], *y = &out->index[PLACE_COLUMN_Y];
  if (*x < 0 && *y < 0) {
    *y = best_column(table, is_latitude);
    *x = *y < 0 ? -1 : best_column(table, is_longitude);
  }
  if (*x < 0 && *y < 0) {
    *y = best_column(table, is_northing);
    *x = *y < 0 ? -1 : best_column(table, is_easting);
  }
  if (*street >= 0)
    return;
  *street = best_column(table, is_street);
  /* Without headings a house's number stands behind its street. */
  size_t rows = MIN(geo_table_rows(table), SAMPLE_ROWS);
  int next = *street + 1;
  if (*street >= 0 && *number < 0 && next < (int)table->headings->len &&
      next != *x && next != *y &&
      count_such(table, (size_t)next, is_house) * 2 > rows)
    *number = next;
}
