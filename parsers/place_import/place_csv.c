/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables, and what a file is.
 */
#include <string.h>

#include "parsers/csv.h"
#include "parsers/place_import/place_columns.h"
#include "parsers/place_import/place_files.h"

enum { LOOK_BYTES = 64 };

static bool
begins_with(const char *data, size_t size, const char *magic, size_t length)
{
  return size >= length && memcmp(data, magic, length) == 0;
}

/* Formats that people try, each with the way out. */
static const char *
other_format(const char *data, size_t size)
{
  static const struct {
    const char *magic;
    size_t length;
    const char *why;
  } rows[] = {
      {"PK\3\4", 4,
       "this is a ZIP or Excel file, which is not read – unpack it, or save "
       "the table as CSV (UTF-8)"},
      {"\x1f\x8b", 2, "this is packed with gzip – unpack it with gunzip"},
      {"BZh", 3, "this is packed with bzip2 – unpack it with bunzip2"},
      {"\0\0\x27\x0a", 4,
       "this is a shapefile, which is not read – convert it with ogr2ogr -f "
       "GeoJSON -t_srs EPSG:4326 OUT.geojson IN.shp"},
      {"\xd0\xcf\x11\xe0", 4,
       "this is an old Excel file, which is not read – save the table as CSV "
       "(UTF-8)"},
      {"SQLite format 3", 15,
       "this is a database (GeoPackage?), which is not read – convert it with "
       "ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson IN.gpkg"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (begins_with(data, size, rows[i].magic, rows[i].length))
      return rows[i].why;
  /* A length, a field of protocol buffers, then the kind of the block. */
  return memmem(data, MIN(size, LOOK_BYTES), "OSMHeader", 9) == NULL
             ? NULL
             : "this is OpenStreetMap in PBF, which is not read – convert it "
               "with osmium cat IN.osm.pbf -o OUT.osm";
}

PlaceFormat
place_format_of(GBytes *bytes, const char **out_why)
{
  size_t size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  const char *why = size == 0 ? "the file is empty" : other_format(data, size);
  if (why != NULL) {
    *out_why = why;
    return PLACE_FORMAT_OTHER;
  }
  if (begins_with(data, size, "\xEF\xBB\xBF", 3)) {
    data += 3;
    size -= 3;
  }
  while (size > 0 && g_ascii_isspace(*data)) {
    data++;
    size--;
  }
  if (size == 0 || (*data != '{' && *data != '<'))
    return PLACE_FORMAT_CSV;
  return *data == '{' ? PLACE_FORMAT_GEOJSON : PLACE_FORMAT_OSM;
}

/* Excel's "Unicode text"; new, or the same bytes once more. */
static GBytes *
from_utf16(GBytes *bytes)
{
  size_t size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  if (!begins_with(data, size, "\xff\xfe", 2))
    return g_bytes_ref(bytes);
  g_autofree gunichar2 *units = g_new(gunichar2, size / 2 + 1);
  memcpy(units, data + 2, size - 2);
  size_t count = (size - 2) / 2;
  for (size_t i = 0; i < count; i++)
    units[i] = GUINT16_FROM_LE(units[i]);
  glong written = 0;
  char *text = g_utf16_to_utf8(units, (glong)count, NULL, &written, NULL);
  return text == NULL ? g_bytes_ref(bytes)
                      : g_bytes_new_take(text, (size_t)written);
}

static void
add_fields(GeoTable *table, const CsvReader *csv)
{
  for (size_t i = 0; i < csv->count; i++)
    geo_table_set(table, i, csv->fields[i].text, csv->fields[i].size);
}

static bool
is_data(const CsvReader *csv)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; i < csv->count; i++)
    g_ptr_array_add(fields,
                    g_strndup(csv->fields[i].text, csv->fields[i].size));
  return place_columns_is_data((const char *const *)fields->pdata, fields->len);
}

static void
read_headings(GeoTable *table, const CsvReader *csv)
{
  bool data = is_data(csv);
  for (size_t i = 0; i < csv->count; i++) {
    g_autofree char *number = g_strdup_printf("%zu", i + 1);
    (void)(data ? geo_table_add_heading(table, number, strlen(number))
                : geo_table_add_heading(table, csv->fields[i].text,
                                        csv->fields[i].size));
  }
  if (!data)
    return;
  geo_table_add_row(table, (uint32_t)csv->line);
  add_fields(table, csv);
}

static bool
is_blank(const CsvReader *csv)
{
  for (size_t i = 0; i < csv->count; i++)
    if (csv->fields[i].size > 0)
      return false;
  return true;
}

GeoTable *
place_csv_read(GBytes *bytes)
{
  g_autoptr(GBytes) text = from_utf16(bytes);
  GeoTable *table = geo_table_new();
  CsvReader csv;
  csv_reader_init(&csv, text);
  if (csv_reader_next(&csv))
    read_headings(table, &csv);
  while (geo_table_rows(table) < GEO_TABLE_ROWS_MAX && csv_reader_next(&csv)) {
    if (is_blank(&csv))
      continue;
    geo_table_add_row(table, (uint32_t)csv.line);
    add_fields(table, &csv);
  }
  csv_reader_clear(&csv);
  return table;
}
