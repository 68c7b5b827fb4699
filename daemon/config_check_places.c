/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads what the roles would read of the town's places.
 */
#include "daemon/config_check_places.h"

#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "parsers/geo/districts.h"
#include "parsers/place/gazetteer.h"

/* Has the town been read with it, and its problems been told? */
static bool
is_told(Problems *problems, const char *file)
{
  const Problem *problem;
  for (size_t i = 0; (problem = problems_get(problems, i)) != NULL; i++)
    if (g_str_equal(problem->file, file))
      return true;
  return false;
}

/* Without rows that stand for some houses of a street. */
static size_t
count_streets(const Gazetteer *gazetteer)
{
  size_t count = 0;
  for (size_t i = 0; i < gazetteer_size(gazetteer); i++)
    count += *gazetteer_place(gazetteer, (unsigned)i).numbers == '\0';
  return count;
}

bool
config_check_places(const char *directory, Problems *problems,
                    ConfigPlaces *out, GError **error)
{
  GBytes *streets = NULL, *areas = NULL;
  if (!config_load_places(directory, &streets, error))
    return false;
  g_autoptr(GBytes) places = streets;
  if (!config_load_districts(directory, &areas, error))
    return false;
  g_autoptr(GBytes) polygons = areas;
  g_autoptr(Gazetteer) gazetteer =
      places == NULL ? NULL : gazetteer_new(places, "places.csv", problems);
  g_autoptr(Districts) districts =
      polygons == NULL
          ? NULL
          : districts_new(polygons, DISTRICTS_FILE,
                          is_told(problems, DISTRICTS_FILE) ? NULL : problems);
  *out = (ConfigPlaces){
      .streets = gazetteer == NULL ? G_MAXSIZE : count_streets(gazetteer),
      .districts = districts == NULL ? G_MAXSIZE : districts_count(districts),
  };
  return true;
}

void
config_check_print_places(const ConfigPlaces *places)
{
  static const CliNoun street_noun = {"Straße oder Ort", "Straßen und Orte",
                                      "street or place", "streets and places"};
  static const CliNoun district_noun = {"Gebiet", "Gebiete", "district",
                                        "districts"};
  g_autofree char *streets = cli_count(places->streets, &street_noun);
  g_autofree char *districts = cli_count(places->districts, &district_noun);
  if (places->streets != G_MAXSIZE)
    printf("ok: places.csv, %s\n", streets);
  if (places->streets == G_MAXSIZE || places->streets == 0)
    fprintf(stderr, "%s\n",
            cli_text("Hinweis: places.csv nennt keine Straßen – mit der Liste "
                     "des Ortes ('bote places import') findet Bote auch falsch "
                     "geschriebene",
                     "note: places.csv names no streets – with the town's list "
                     "('bote places import') Bote finds misspelt ones, too"));
  if (places->districts != G_MAXSIZE)
    printf("ok: %s, %s\n", DISTRICTS_FILE, districts);
}
