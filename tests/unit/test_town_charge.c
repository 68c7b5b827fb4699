/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is in charge at a place: categories by district, and what is wrong with
 * them.
 */
#include "parsers/config/town_charge.h"

#include <string.h>

#include "parsers/config/problems.h"
#include "parsers/resource.h"

static const char geojson[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"Nord\"},\"geometry\":"
    "{\"type\":\"Polygon\",\"coordinates\":"
    "[[[12,54.1],[12.2,54.1],[12.2,54.2],[12,54.2],[12,54.1]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"Süd\"},\"geometry\":"
    "{\"type\":\"Polygon\",\"coordinates\":"
    "[[[12,54],[12.2,54],[12.2,54.1],[12,54.1],[12,54]]]}}]}";

/* The example town, its first category with these districts.
 *
 * borders  bytes of districts.geojson; NULL: there is none */
static Town *
town_with(const char *districts, const char *borders, Problems *problems)
{
  static const char *const names[] = {"town.yaml", "departments.yaml"};
  g_autoptr(GHashTable) files = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_strconcat("templates/town/", names[i], NULL);
    const Resource *resource = resource_find(path);
    g_hash_table_insert(
        files, (char *)names[i],
        g_bytes_new_static(resource->begin, resource_size(resource)));
  }
  char *categories = g_strdup_printf("- id: loch\n"
                                     "  names: {de: Loch, en: Hole}\n"
                                     "  department: tiefbau\n"
                                     "  districts: %s\n",
                                     districts);
  g_hash_table_insert(files, (char *)"categories.yaml",
                      g_bytes_new_take(categories, strlen(categories)));
  if (borders != NULL)
    g_hash_table_insert(files, (char *)"districts.geojson",
                        g_bytes_new_static(borders, strlen(borders)));
  return town_parse(files, problems);
}

static void
test_town_charge_by_district(void)
{
  static const struct {
    const char *districts;
    Place point;
    const char *department, *district;
  } rows[] = {
      {"{Süd: gruen}",
       {.has_point = true, .latitude = 54.05, .longitude = 12.1},
       "gruen",
       "Süd"},
      {"{Süd: gruen}",
       {.has_point = true, .latitude = 54.15, .longitude = 12.1},
       "tiefbau",
       NULL},
      {"{Süd: gruen, Nord: reinigung}",
       {.has_point = true, .latitude = 54.15, .longitude = 12.1},
       "reinigung",
       "Nord"},
      /* outside, and nobody knows where */
      {"{Süd: gruen}",
       {.has_point = true, .latitude = 53.9, .longitude = 12.1},
       "tiefbau",
       NULL},
      {"{Süd: gruen}",
       {.has_point = false, .latitude = 54.05, .longitude = 12.1},
       "tiefbau",
       NULL},
      {"{}",
       {.has_point = true, .latitude = 54.05, .longitude = 12.1},
       "tiefbau",
       NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Town) town = town_with(rows[i].districts, geojson, problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpstr(said, ==, "");
    const Category *category = town_category(town, "loch");
    TownCharge charge = town_charge(town, category, &rows[i].point);
    g_assert_cmpstr(charge.department, ==, rows[i].department);
    g_assert_cmpstr(charge.district, ==, rows[i].district);
    g_assert_cmpstr(town_charge(town, category, NULL).department, ==,
                    "tiefbau");
  }
}

static void
test_town_charge_wrong(void)
{
  static const struct {
    const char *districts, *borders, *says;
  } rows[] = {
      {"{Sud: gruen}", geojson,
       "categories.yaml:4:15: there is no district 'Sud' in "
       "districts.geojson – did you mean 'Süd'?\n"},
      {"{Süd: gruenn}", geojson,
       "categories.yaml:4:20: there is no department 'gruenn' in "
       "departments.yaml – did you mean 'gruen'?\n"},
      {"{Süd: gruen}", NULL,
       "categories.yaml:4:15: there is no district 'Süd' in "
       "districts.geojson – see bote places import\n"},
      {"{Süd: Amt Grün}", geojson, "categories.yaml:4:20: "},
      {"{Süd: gruen}", "{}", "districts.geojson: this is JSON, but no GeoJSON"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_assert_null(town_with(rows[i].districts, rows[i].borders, problems));
    g_autofree char *said = problems_to_string(problems);
    g_test_message("%s", said);
    g_assert_nonnull(strstr(said, rows[i].says));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/town/charge/by-district", test_town_charge_by_district);
  g_test_add_func("/town/charge/wrong", test_town_charge_wrong);
  return g_test_run();
}
