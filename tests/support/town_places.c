/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of a town directory, written over the example's.
 */
#include "tests/support/town_places.h"

#include "daemon/config.h"
#include "queue/ticket.h"

static const char places[] = "name,latitude,longitude,quarter\n"
                             "Bergstraße,54.105,12.105,Nord\n"
                             "Bergstraße,54.085,12.105,Süd\n"
                             "Lindenstraße,54.105,12.102,\n"
                             "Landenstraße,54.085,12.102,\n"
                             "Mühlenweg,54.086,12.103,\n";

#define SQUARE(name, south, north)                                             \
  "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},"              \
  "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[12.0," south          \
  "],[12.2," south "],[12.2," north "],[12.0," north "],[12.0," south "]]]}}"
static const char districts[] =
    "{\"type\":\"FeatureCollection\",\"features\":[" SQUARE(
        "Nord", "54.1", "54.2") "," SQUARE("Süd", "54.0", "54.1") "]}";

static char *
path_of(const TownFixture *town, const char *name)
{
  return g_build_filename(town->config->settings->town, name, NULL);
}

static void
write_file(const TownFixture *town, const char *name, const char *text)
{
  g_autofree char *path = path_of(town, name);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
reload(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  Config *config = config_load(town->config->file, NULL, &error);
  g_assert_no_error(error);
  town_fixture_close(town);
  config_unref(town->config);
  town->config = config;
  town_fixture_open(town);
}

void
town_write_file(TownFixture *town, const char *name, const char *text)
{
  write_file(town, name, text);
  reload(town);
}

TownFixture *
town_with_places(void)
{
  TownFixture *town = town_fixture_new(NULL);
  g_autofree char *path = path_of(town, "categories.yaml");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) categories = g_string_new(text);
  g_assert_cmpuint(
      g_string_replace(categories, "  department: stadtwerke\n",
                       "  department: stadtwerke\n"
                       "  districts: {Nord: stadtwerke, Süd: gruen}\n",
                       1),
      ==, 1);
  write_file(town, "places.csv", places);
  write_file(town, "districts.geojson", districts);
  town_write_file(town, "categories.yaml", categories->str);
  return town;
}

void
town_assert_place(TownFixture *town, const char *place, const char *department)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id =
      town_fixture_text(town, "SELECT id FROM ticket ORDER BY id DESC LIMIT 1");
  g_autoptr(Ticket) ticket = ticket_load(&town->digest.queue, id, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(ticket->place, ==, place);
  g_assert_cmpstr(ticket->department, ==, department);
}

void
town_assert_place_of(TownFixture *town, const char *serial, const char *place)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Ticket) ticket =
      ticket_load_digits(&town->digest.queue, serial, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(ticket->place, ==, place);
}
