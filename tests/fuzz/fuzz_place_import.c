/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of surveyors: whatever stands in them, a list of streets or districts
 * comes of it that the daemon reads, or a reason why not.  Seeds:
 * tests/fixtures/places-import.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/geo/districts.h"
#include "parsers/geo/geojson.h"
#include "parsers/place/gazetteer.h"
#include "parsers/place_import/place_files.h"
#include "parsers/place_import/place_gather.h"
#include "tests/support/fuzz.h"

static void
gather(const GeoTable *table)
{
  g_autoptr(PlaceGather) all = place_gather_new(NULL);
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(GError) error = NULL;
  PlaceList list = {.file = "a", .table = table, .hints = {0, 33}};
  if (!place_columns_find(table, NULL, &list.columns, &error) ||
      !place_gather_add(all, &list, notes, &error)) {
    g_assert_nonnull(error);
    return;
  }
  g_autoptr(PlaceFound) found = place_gather_finish(all);
  g_autoptr(GBytes) written = place_found_write(found);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(written, "a", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpuint(gazetteer_size(gazetteer), ==,
                   found->streets->len + found->parts->len);
}

static void
read_geojson(GBytes *bytes)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GeoJson) geojson = geojson_read(bytes, "a", problems, problems);
  g_autoptr(Districts) districts = districts_new(bytes, "a", problems);
  g_autoptr(GBytes) written = districts_write(districts);
  (void)districts_find(districts, (PlacePoint){54.05, 12.05}); /* no crash */
  if (geojson != NULL)
    gather(geojson->table);
}

static void
read_osm(GBytes *bytes)
{
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceOsm) osm = place_osm_read(bytes, "a", "13999001", notes, NULL);
  if (osm == NULL)
    return;
  g_autoptr(Districts) districts = districts_take(osm->areas);
  g_autoptr(GBytes) written = districts_write(districts);
  gather(osm->table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(GeoTable) table = NULL;
  const char *why = NULL;
  switch (place_format_of(bytes, &why)) {
  case PLACE_FORMAT_CSV:
    table = place_csv_read(bytes);
    break;
  case PLACE_FORMAT_OSM:
    read_osm(bytes);
    break;
  case PLACE_FORMAT_GEOJSON:
    read_geojson(bytes);
    break;
  case PLACE_FORMAT_OTHER:
    g_assert_nonnull(why);
    break;
  }
  if (table != NULL)
    gather(table);
  return 0;
}
