/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote places`: the town's streets and districts.
 */
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/places/places_import.h"
#include "daemon/verb.h"

static int
run_places(int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;
  if (name != NULL && strcmp(name, "import") == 0)
    return places_import_run(argc - 1, argv + 1);
  return cli_fail(EX_USAGE, name != NULL ? name : "places",
                  name != NULL ? cli_text("das gibt es nicht", "no such action")
                               : cli_text("was?", "which action?"),
                  "bote places import");
}

const Verb verb_places = {
    .name = "places",
    .arguments = "import [OPTION…] FILE…",
    .summary_de = "liest Straßen, Adressen und Gebiete des Ortes ein",
    .summary_en = "imports the town's streets, addresses and districts",
    .help_de =
        "  import FILE…   CSV (Komma, Semikolon, Tab; UTF-8, Windows-1252),\n"
        "                 GeoJSON und OpenStreetMap (.osm); Grad (WGS 84) "
        "oder\n"
        "                 UTM (EPSG:25832, 25833). Punkte und Linien werden "
        "zu\n"
        "                 places.csv, Flächen zu districts.geojson.\n"
        "\n"
        "  --column WAS=SPALTE   wo die Spalten nicht erkannt werden: street,\n"
        "                 number, suffix, quarter, x, y; mehrmals. SPALTE:\n"
        "                 Überschrift oder Nummer\n"
        "  --name-property NAME  die Eigenschaft mit dem Namen des Gebiets\n"
        "  --crs EPSG:N   wo die Datei nicht sagt, welches UTM sie hat\n"
        "  --add          behalten, was schon in places.csv steht\n"
        "  -n, --dry-run  nur zeigen, was geschrieben würde\n"
        "  --yes          nicht fragen\n"
        "  --town DIR     dieses Ortsverzeichnis\n"
        "  --config FILE  bote.yaml; sonst $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "\n"
        "Sagt vor dem Schreiben, wie viele Straßen und Hausnummern es sind,\n"
        "welche Namen es mehrmals gibt und was außerhalb liegt. Vorheriges\n"
        "bleibt als *.bak. Ende mit 65, wenn eine Datei nicht zu brauchen "
        "ist.",
    .help_en =
        "  import FILE…   CSV (comma, semicolon, tab; UTF-8, Windows-1252),\n"
        "                 GeoJSON and OpenStreetMap (.osm); degrees (WGS 84)\n"
        "                 or UTM (EPSG:25832, 25833). Points and lines become\n"
        "                 places.csv, polygons districts.geojson.\n"
        "\n"
        "  --column WHAT=COLUMN  where columns are not recognised: street,\n"
        "                 number, suffix, quarter, x, y; several times.\n"
        "                 COLUMN: its heading or number\n"
        "  --name-property NAME  the property with the district's name\n"
        "  --crs EPSG:N   where the file does not say which UTM it has\n"
        "  --add          keep what is in places.csv already\n"
        "  -n, --dry-run  only show what would be written\n"
        "  --yes          do not ask\n"
        "  --town DIR     this town directory\n"
        "  --config FILE  bote.yaml; else $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "\n"
        "Says before it writes how many streets and house numbers there are,\n"
        "which names stand for several streets, and what is outside. What was\n"
        "there stays as *.bak. Exits with 65 when a file cannot be used.",
    .run = run_places,
};
