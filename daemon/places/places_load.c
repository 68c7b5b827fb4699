/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of any of the formats, by what stands in them.
 */
#include <gio/gio.h>
#include <string.h>

#include "daemon/places/places_private.h"
#include "parsers/geo/geojson.h"
#include "parsers/parse_error.h"
#include "parsers/place_import/place_files.h"

/* A city's extract of OpenStreetMap; libxml2 and jansson count in int. */
enum { FILE_MAX_MIB = 2000 };

/* The bytes of a regular file, mapped; owned by the caller. */
static GBytes *
map_file(const char *path, GError **error)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                "'%s' is a folder – name the files in it", path);
    return NULL;
  }
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
  if (file == NULL)
    return NULL;
  if (g_mapped_file_get_length(file) > (gsize)FILE_MAX_MIB * 1024 * 1024) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "'%s' is larger than %d MiB – cut out your town", path,
                FILE_MAX_MIB);
    return NULL;
  }
  return g_mapped_file_get_bytes(file);
}

static void
take_areas(PlacesImport *import, PlacesFile *file, GeoJson *geojson)
{
  file->property =
      geojson_name(geojson, import->property, import->problems, import->notes);
  if (file->property == NULL)
    return;
  geojson_place(geojson, import->hints, import->problems, import->notes);
  file->districts = geojson->features->len;
  for (guint i = 0; i < geojson->features->len; i++) {
    GeoFeature *feature = geojson->features->pdata[i];
    if (feature->area->name != NULL)
      g_ptr_array_add(import->areas, g_steal_pointer(&feature->area));
  }
}

static void
load_geojson(PlacesImport *import, PlacesFile *file, GBytes *bytes)
{
  file->format = "GeoJSON";
  g_autoptr(GeoJson) geojson =
      geojson_read(bytes, file->name, import->problems, import->notes);
  if (geojson == NULL)
    return;
  if (geojson->features->len > 0)
    take_areas(import, file, geojson);
  if (geojson->epsg != 0)
    file->list.hints.epsg = geojson->epsg;
  if (geo_table_rows(geojson->table) > 0)
    file->table = g_steal_pointer(&geojson->table);
  else if (geojson->features->len == 0)
    geojson_tell(geojson, import->problems, 0,
                 "there is no feature in it that can be used");
}

static bool
load_osm(PlacesImport *import, PlacesFile *file, GBytes *bytes, GError **error)
{
  g_autoptr(PlaceOsm) osm =
      place_osm_read(bytes, file->name, import->ags, import->notes, error);
  if (osm == NULL)
    return false;
  file->format = "OpenStreetMap";
  file->table = g_steal_pointer(&osm->table);
  file->districts = osm->areas->len;
  file->property = g_strdup("name");
  while (osm->areas->len > 0)
    g_ptr_array_add(import->osm_areas, g_ptr_array_steal_index(osm->areas, 0));
  return true;
}

static void
load_csv(PlacesFile *file, GBytes *bytes)
{
  file->format = "CSV";
  file->list.is_csv = true;
  file->table = place_csv_read(bytes);
}

/* Whose columns were named by hand is a CSV file; ours has our headings. */
static bool
find_columns(PlacesImport *import, PlacesFile *file, GError **error)
{
  bool by_hand = file->list.is_csv && !g_str_equal(file->name, PLACES_FILE);
  file->list.table = file->table;
  file->list.file = file->name;
  return place_columns_find(
      file->table, by_hand ? (const char *const *)import->columns->pdata : NULL,
      &file->list.columns, error);
}

static bool
load(PlacesImport *import, PlacesFile *file, GError **error)
{
  const char *why = NULL;
  g_autoptr(GBytes) bytes = map_file(file->path, error);
  if (bytes == NULL)
    return false;
  PlaceFormat format = place_format_of(bytes, &why);
  if (format == PLACE_FORMAT_OTHER) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED, why);
    return false;
  }
  file->list.hints = import->hints;
  if (format == PLACE_FORMAT_GEOJSON)
    load_geojson(import, file, bytes);
  else if (format == PLACE_FORMAT_CSV)
    load_csv(file, bytes);
  else if (!load_osm(import, file, bytes, error))
    return false;
  return file->table == NULL || find_columns(import, file, error);
}

bool
places_load(PlacesImport *import, const char *path, GError **error)
{
  PlacesFile *file = g_new0(PlacesFile, 1);
  file->path = path;
  file->name = g_path_get_basename(path);
  g_ptr_array_add(import->files, file);
  return load(import, file, error);
}
