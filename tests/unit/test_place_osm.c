/* SPDX-License-Identifier: Apache-2.0
 *
 * The borders of districts in an extract of OpenStreetMap.
 */
#include <string.h>

#include <glib.h>

#include "parsers/geo/districts.h"
#include "parsers/place_import/place_files.h"

/* Three squares side by side, 8 7 6 5 above 1 2 3 4, the second with a hole;
 * the ways lie in any order and direction. */
#define NODES                                                                  \
  "<node id='1' lat='54.0' lon='12.0'/><node id='2' lat='54.0' lon='12.1'/>"   \
  "<node id='3' lat='54.0' lon='12.2'/><node id='4' lat='54.0' lon='12.3'/>"   \
  "<node id='5' lat='54.1' lon='12.3'/><node id='6' lat='54.1' lon='12.2'/>"   \
  "<node id='7' lat='54.1' lon='12.1'/><node id='8' lat='54.1' lon='12.0'/>"   \
  "<node id='21' lat='54.04' lon='12.14'/><node id='22' lat='54.04' "          \
  "lon='12.16'/><node id='23' lat='54.06' lon='12.16'/>"                       \
  "<node id='24' lat='54.06' lon='12.14'/>"
#define WAYS                                                                   \
  "<way id='10'><nd ref='2'/><nd ref='1'/><nd ref='8'/><nd ref='7'/></way>"    \
  "<way id='11'><nd ref='7'/><nd ref='2'/></way>"                              \
  "<way id='12'><nd ref='2'/><nd ref='3'/></way>"                              \
  "<way id='13'><nd ref='6'/><nd ref='7'/></way>"                              \
  "<way id='14'><nd ref='6'/><nd ref='3'/></way>"                              \
  "<way id='15'><nd ref='3'/><nd ref='4'/><nd ref='5'/><nd ref='6'/></way>"    \
  "<way id='16'><nd ref='21'/><nd ref='22'/><nd ref='23'/><nd ref='24'/>"      \
  "<nd ref='21'/></way>"                                                       \
  "<way id='17'><nd ref='1'/><nd ref='2'/><nd ref='7'/><nd ref='1'/>"          \
  "<tag k='building' v='yes'/></way>"
#define OUTER(way) "<member type='way' ref='" #way "' role='outer'/>"
#define INNER(way) "<member type='way' ref='" #way "' role='inner'/>"
#define RELATION(name, level, members)                                         \
  "<relation id='1'>" members "<member type='node' ref='1' role='label'/>"     \
  "<tag k='boundary' v='administrative'/><tag k='admin_level' v='" level       \
  "'/><tag k='name' v='" name "'/></relation>"
#define TOWN                                                                   \
  "<relation id='9'><tag k='de:amtlicher_gemeindeschluessel' v='13999001'/>"   \
  "<tag k='boundary' v='administrative'/><tag k='admin_level' v='8'/>"         \
  "<tag k='name' v='Musterhagen'/>" OUTER(10) OUTER(12) OUTER(14)              \
      OUTER(13) "</relation>"
#define WEST RELATION("West", "10", OUTER(11) OUTER(10))
#define EAST                                                                   \
  RELATION("Ost", "10", OUTER(12) OUTER(11) INNER(16) OUTER(14) OUTER(13))
#define NEIGHBOUR RELATION("Nachbarort", "10", OUTER(15) OUTER(14))
#define CUT RELATION("Fern", "10", OUTER(15) OUTER(99))
#define OPEN RELATION("Offen", "10", OUTER(10))

static const struct {
  const char *text, *ags, *names, *says;
} rows[] = {
    {TOWN WEST EAST NEIGHBOUR, "13999001", "West Ost ", ""},
    /* who does not know his town gets what there is */
    {TOWN WEST EAST NEIGHBOUR, NULL, "West Ost Nachbarort ", ""},
    {WEST EAST NEIGHBOUR, "13999001", "West Ost Nachbarort ", ""},
    {TOWN WEST EAST CUT, "13999001", "West Ost ",
     "a.osm: the border of 'Fern' is cut off by the extract – left out\n"},
    {TOWN WEST EAST OPEN, "13999001", "West Ost ",
     "a.osm: the border of 'Offen' is cut off by the extract – left out\n"},
    /* no parts, or one: the town itself */
    {TOWN, "13999001", "Musterhagen ", ""},
    {TOWN NEIGHBOUR WEST, "13999001", "Musterhagen ", ""},
    {TOWN, NULL, "", ""},
    {"", "13999001", "", ""},
};

static PlaceOsm *
read_osm(const char *relations, const char *ags, Problems *notes)
{
  g_autofree char *text =
      g_strconcat("<osm version='0.6'>" NODES WAYS, relations, "</osm>", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(GError) error = NULL;
  PlaceOsm *osm = place_osm_read(bytes, "a.osm", ags, notes, &error);
  g_assert_no_error(error);
  return osm;
}

static void
test_place_osm_districts(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) notes = problems_new();
    g_autoptr(PlaceOsm) osm = read_osm(rows[i].text, rows[i].ags, notes);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint j = 0; j < osm->areas->len; j++) {
      const GeoArea *area = osm->areas->pdata[j];
      g_string_append_printf(names, "%s ", area->name);
    }
    g_autofree char *said = problems_to_string(notes);
    g_assert_cmpstr(names->str, ==, rows[i].names);
    g_assert_cmpstr(said, ==, rows[i].says);
  }
}

static void
test_place_osm_points(void)
{
  static const struct {
    PlacePoint point;
    const char *district;
  } points[] = {
      {{54.05, 12.05}, "West"}, {{54.05, 12.12}, "Ost"},
      {{54.05, 12.15}, NULL}, /* the hole */
      {{54.05, 12.25}, NULL},   {{54.09, 12.19}, "Ost"},
      {{54.01, 12.01}, "West"},
  };
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceOsm) osm =
      read_osm(TOWN WEST EAST NEIGHBOUR, "13999001", notes);
  g_autoptr(Districts) districts = districts_take(osm->areas);
  for (size_t i = 0; i < G_N_ELEMENTS(points); i++)
    g_assert_cmpstr(districts_find(districts, points[i].point), ==,
                    points[i].district);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/place-osm/districts", test_place_osm_districts);
  g_test_add_func("/place-osm/points", test_place_osm_points);
  return g_test_run();
}
