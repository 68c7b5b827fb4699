/* SPDX-License-Identifier: Apache-2.0
 *
 * What a person reads before he says yes.
 */
#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/places/places_private.h"

static const CliNoun street_noun = {"Straße oder Ort", "Straßen und Orte",
                                    "street or place", "streets and places"};
static const CliNoun house_noun = {"Hausnummer", "Hausnummern", "house number",
                                   "house numbers"};
static const CliNoun row_noun = {"Zeile", "Zeilen", "row", "rows"};
static const CliNoun district_noun = {"Gebiet", "Gebiete", "district",
                                      "districts"};
static const CliNoun name_noun = {"Name", "Namen", "name", "names"};

enum { DOUBLES_SHOWN = 10 };

/* "  WHAT: 12 names", where there are any. */
static void
print_count(size_t count, const CliNoun *noun, const char *what)
{
  g_autofree char *number = cli_count(count, noun);
  if (count > 0)
    printf("  %s: %s\n", what, number);
}

static void
print_list(const GPtrArray *names, const char *more)
{
  for (guint i = 0; i < names->len && i < DOUBLES_SHOWN; i++)
    printf("    %s\n", (const char *)names->pdata[i]);
  if (names->len > DOUBLES_SHOWN)
    printf("    … %s\n", more);
}

static void
print_columns(const PlacesFile *file)
{
  static const struct {
    PlaceColumn column;
    const char *german, *english;
  } rows[] = {
      {PLACE_COLUMN_STREET, "Straße", "street"},
      {PLACE_COLUMN_NUMBER, "Hausnummer", "house number"},
      {PLACE_COLUMN_SUFFIX, "Zusatz", "suffix"},
      {PLACE_COLUMN_QUARTER, "Ortsteil", "quarter"},
      {PLACE_COLUMN_X, "x", "x"},
      {PLACE_COLUMN_Y, "y", "y"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int index = file->list.columns.index[rows[i].column];
    const char *heading = index < 0 ? "@" : file->table->headings->pdata[index];
    if (heading[0] != '@') /* the geometry's is no column */
      printf("  %s = %s%s\n", cli_text(rows[i].german, rows[i].english),
             file->list.columns.has_address &&
                     rows[i].column == PLACE_COLUMN_STREET
                 ? cli_text("(mit Hausnummer) ", "(with house number) ")
                 : "",
             heading);
  }
}

static void
print_file(const PlacesFile *file)
{
  g_autofree char *rows = cli_count(
      file->table == NULL ? 0 : geo_table_rows(file->table), &row_noun);
  g_autofree char *districts = cli_count(file->districts, &district_noun);
  printf("%s: %s", file->name, file->format);
  if (file->table != NULL)
    printf(", %s", rows);
  if (file->districts > 0)
    printf(cli_text(", %s, Name aus '%s'", ", %s, named by '%s'"), districts,
           file->property);
  printf("\n");
  if (file->table != NULL)
    print_columns(file);
}

static void
print_outside(const PlaceFound *found, const Districts *districts)
{
  print_count(found->outside_rows, &row_noun,
              districts != NULL
                  ? cli_text("außerhalb aller Gebiete, weggelassen",
                             "outside all districts, left out")
                  : cli_text("weit weg von allen anderen, weggelassen",
                             "far from all others, left out"));
  print_list(found->outside, "");
}

static void
print_streets(const PlacesImport *import)
{
  const PlaceFound *found = import->found;
  g_autofree char *streets = cli_count(found->streets->len, &street_noun);
  g_autofree char *houses = cli_count(found->houses, &house_noun);
  printf("\n%s: %s, %s\n", PLACES_FILE, streets, houses);
  print_count(found->doubles->len, &name_noun,
              cli_text("mehrmals im Ort, bleiben getrennt",
                       "of several streets, kept apart"));
  print_list(found->doubles, cli_text("und weitere", "and more"));
  print_count(found->joined, &street_noun,
              cli_text("durch mehrere Ortsteile, bleiben eins",
                       "through several quarters, stay one"));
  print_outside(found, import->districts);
  print_count(found->without_name, &row_noun,
              cli_text("ohne Namen, weggelassen", "without a name, left out"));
  print_count(found->without_point, &row_noun,
              cli_text("ohne brauchbare Koordinaten, weggelassen",
                       "without usable coordinates, left out"));
}

/* A person sees at once whether it is his town. */
static void
print_middle(const PlaceFound *found)
{
  if (found->streets->len == 0)
    return;
  const PlaceStreet *street = found->streets->pdata[found->streets->len / 2];
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  (void)g_ascii_formatd(latitude, sizeof latitude, "%.5f",
                        street->point.latitude); /* returns its argument */
  (void)g_ascii_formatd(longitude, sizeof longitude, "%.5f",
                        street->point.longitude); /* the same */
  printf(cli_text("  Zur Probe: %s liegt bei %s, %s\n",
                  "  For example, %s is at %s, %s\n"),
         street->name, latitude, longitude);
  printf("  https://www.openstreetmap.org/?mlat=%s&mlon=%s\n", latitude,
         longitude);
}

void
places_print_plan(const PlacesImport *import)
{
  for (guint i = 0; i < import->files->len; i++)
    print_file(import->files->pdata[i]);
  if (import->found != NULL) {
    print_streets(import);
    print_middle(import->found);
  }
  if (import->new_districts) {
    g_autofree char *districts =
        cli_count(districts_count(import->districts), &district_noun);
    printf("\n%s: %s\n", DISTRICTS_FILE, districts);
  }
}
