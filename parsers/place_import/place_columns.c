/* SPDX-License-Identifier: Apache-2.0
 *
 * Headings as German offices write them.
 */
#include "parsers/place_import/place_columns.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place_import/place_columns_private.h"

/* Folded: small ASCII letters and digits, the surest first. */
static const char *const streets[] = {
    "strassenname", "strasse",     "strname",         "strassename",
    "streetname",   "street",      "addrstreet",      "strassenbezeichnung",
    "str",          "strnam",      "lagebezeichnung", "langname",
    "name",         "bezeichnung", "adresse",         "anschrift",
    "address",
};
static const char *const numbers[] = {
    "hausnummer",  "hausnr",          "hnr",  "hsnr", "hausnum", "hausno",
    "housenumber", "addrhousenumber", "haus", "nr",
};
static const char *const suffixes[] = {
    "hausnummernzusatz",
    "hausnummerzusatz",
    "hausnrzusatz",
    "hausnrz",
    "hnrzusatz",
    "hnrz",
    "zusatz",
    "adz",
    "buchstabe",
    "zus",
};
static const char *const quarters[] = {
    "stadtteil",    "stadtteilname", "ortsteil",     "ortsteilname", "quarter",
    "suburb",       "addrsuburb",    "stadtviertel", "ortschaft",    "quartier",
    "viertel",      "stadtbezirk",   "bezirk",       "bezirkname",   "district",
    "addrdistrict", "gemarkung",
};
/* What place_found_write() calls them. */
static const char *const ranges[] = {"numbers"};
/* Only both of a pair count: "laenge" alone is how long a street is. */
static const struct {
  const char *x, *y;
} pairs[] = {
    {"longitude", "latitude"},
    {"lon", "lat"},
    {"lng", "lat"},
    {"long", "lat"},
    {"laengengrad", "breitengrad"},
    {"laenge", "breite"},
    {"geolaenge", "geobreite"},
    {"lonmid", "latmid"},
    {"geox", "geoy"},
    {"rechtswert", "hochwert"},
    {"ostwert", "nordwert"},
    {"easting", "northing"},
    {"east", "north"},
    {"ost", "nord"},
    {"e", "n"},
    {"rw", "hw"},
    {"utmx", "utmy"},
    {"utme", "utmn"},
    {"xutm", "yutm"},
    {"xkoordinate", "ykoordinate"},
    {"xkoord", "ykoord"},
    {"koordx", "koordy"},
    {"xcoord", "ycoord"},
    {"coordx", "coordy"},
    {"pointx", "pointy"},
    {"xwert", "ywert"},
    {"x", "y"},
};

static const struct {
  const char *name;
  const char *const *headings;
  size_t count;
} columns[PLACE_COLUMNS] = {
    [PLACE_COLUMN_STREET] = {"street", streets, G_N_ELEMENTS(streets)},
    [PLACE_COLUMN_NUMBER] = {"number", numbers, G_N_ELEMENTS(numbers)},
    [PLACE_COLUMN_SUFFIX] = {"suffix", suffixes, G_N_ELEMENTS(suffixes)},
    [PLACE_COLUMN_QUARTER] = {"quarter", quarters, G_N_ELEMENTS(quarters)},
    [PLACE_COLUMN_NUMBERS] = {"numbers", ranges, G_N_ELEMENTS(ranges)},
    [PLACE_COLUMN_X] = {"x", NULL, 0},
    [PLACE_COLUMN_Y] = {"y", NULL, 0},
};

const char *
place_column_to_string(PlaceColumn column)
{
  return columns[column].name;
}

/* "Straßen-Name" as "strassenname"; owned by the caller. */
static char *
fold_heading(const char *heading)
{
  static const struct {
    const char *from, *to;
  } rows[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}};
  g_autofree char *lower = g_utf8_strdown(heading, -1);
  GString *folded = g_string_new(NULL);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
    if (g_ascii_isalnum(*p))
      g_string_append_c(folded, *p);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
      if (g_str_has_prefix(p, rows[i].from))
        g_string_append(folded, rows[i].to);
  }
  return g_string_free(folded, FALSE);
}

/* All headings folded. */
static GPtrArray *
fold_headings(const GeoTable *table)
{
  GPtrArray *folded = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < table->headings->len; i++)
    g_ptr_array_add(folded, fold_heading(table->headings->pdata[i]));
  return folded;
}

static int
index_of(const GPtrArray *folded, const char *heading)
{
  for (guint i = 0; i < folded->len; i++)
    if (strcmp(folded->pdata[i], heading) == 0)
      return (int)i;
  return -1;
}

/* ---------- by headings ---------- */

static void
guess_by_headings(const GPtrArray *folded, const GeoTable *table,
                  PlaceColumns *out)
{
  for (int column = 0; column < PLACE_COLUMN_X; column++)
    for (size_t i = 0; i < columns[column].count; i++)
      if (out->index[column] < 0)
        out->index[column] = index_of(folded, columns[column].headings[i]);
  int *x = &out->index[PLACE_COLUMN_X], *y = &out->index[PLACE_COLUMN_Y];
  for (guint i = 0; *x < 0 && *y < 0 && i + 1 < table->headings->len; i++)
    if (strcmp(table->headings->pdata[i], GEO_TABLE_X) == 0) {
      *x = (int)i;
      *y = (int)i + 1;
    }
  for (size_t i = 0; *x < 0 && *y < 0 && i < G_N_ELEMENTS(pairs); i++) {
    *x = index_of(folded, pairs[i].x);
    *y = index_of(folded, pairs[i].y);
    if (*x < 0 || *y < 0)
      *x = *y = -1;
  }
}

/* ---------- as a person says ---------- */

static int
chosen_column(const char *name, size_t size)
{
  static const struct {
    const char *name;
    PlaceColumn column;
  } others[] = {
      {"longitude", PLACE_COLUMN_X}, {"lon", PLACE_COLUMN_X},
      {"easting", PLACE_COLUMN_X},   {"latitude", PLACE_COLUMN_Y},
      {"lat", PLACE_COLUMN_Y},       {"northing", PLACE_COLUMN_Y},
      {"name", PLACE_COLUMN_STREET}, {"house", PLACE_COLUMN_NUMBER},
  };
  g_autofree char *wanted = g_ascii_strdown(name, (gssize)size);
  for (int i = 0; i < PLACE_COLUMNS; i++)
    if (strcmp(columns[i].name, wanted) == 0)
      return i;
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
    if (strcmp(others[i].name, wanted) == 0)
      return (int)others[i].column;
  return -1;
}

/* A heading as written, or as folded, or its number. */
static int
heading_index(const GeoTable *table, const GPtrArray *folded, const char *name)
{
  for (guint i = 0; i < table->headings->len; i++)
    if (strcmp(table->headings->pdata[i], name) == 0)
      return (int)i;
  g_autofree char *wanted = fold_heading(name);
  int found = *wanted == '\0' ? -1 : index_of(folded, wanted);
  char *end = NULL;
  guint64 number = g_ascii_strtoull(name, &end, 10);
  if (found < 0 && *end == '\0' && number >= 1 &&
      number <= table->headings->len)
    found = (int)number - 1;
  return found;
}

/* The headings of a table for a message; owned by the caller. */
static char *
list_headings(const GeoTable *table)
{
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < table->headings->len; i++) {
    const char *heading = table->headings->pdata[i];
    if (heading[0] != '@')
      g_string_append_printf(list, "%s%s", list->len == 0 ? "" : ", ",
                             *heading == '\0' ? "(empty)" : heading);
  }
  return g_string_free(list, FALSE);
}

static bool
take_chosen(const GeoTable *table, const GPtrArray *folded, const char *chosen,
            PlaceColumns *out, GError **error)
{
  const char *equals = strchr(chosen, '=');
  int column =
      equals == NULL ? -1 : chosen_column(chosen, (size_t)(equals - chosen));
  if (column < 0) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "'%s' names no column – write street=, number=, suffix=, "
                "quarter=, x= or y= and the heading",
                chosen);
    return false;
  }
  out->index[column] = heading_index(table, folded, equals + 1);
  if (out->index[column] >= 0)
    return true;
  g_autofree char *list = list_headings(table);
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
              "there is no column '%s' – there are: %s", equals + 1, list);
  return false;
}

static bool
check_all(const GeoTable *table, const PlaceColumns *found, GError **error)
{
  static const struct {
    PlaceColumn column;
    const char *what;
  } needed[] = {
      {PLACE_COLUMN_STREET, "the name of the street"},
      {PLACE_COLUMN_X, "the longitude or easting"},
      {PLACE_COLUMN_Y, "the latitude or northing"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(needed); i++) {
    if (found->index[needed[i].column] >= 0)
      continue;
    g_autofree char *list = list_headings(table);
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "which column is %s? – give --column %s=NAME; there are: %s",
                needed[i].what, columns[needed[i].column].name, list);
    return false;
  }
  return true;
}

bool
place_columns_find(const GeoTable *table, const char *const *chosen,
                   PlaceColumns *out, GError **error)
{
  g_autoptr(GPtrArray) folded = fold_headings(table);
  PlaceColumns found;
  for (int i = 0; i < PLACE_COLUMNS; i++)
    found.index[i] = -1;
  for (size_t i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (!take_chosen(table, folded, chosen[i], &found, error))
      return false;
  guess_by_headings(folded, table, &found);
  place_columns_guess_by_values(table, &found);
  if (!check_all(table, &found, error))
    return false;
  const char *street = folded->pdata[found.index[PLACE_COLUMN_STREET]];
  found.has_address = strstr(street, "adress") != NULL ||
                      strstr(street, "address") != NULL ||
                      strstr(street, "anschrift") != NULL;
  *out = found;
  return true;
}
