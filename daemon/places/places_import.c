/* SPDX-License-Identifier: Apache-2.0
 *
 * From options to files: read all, show, ask, write.
 */
#include "daemon/places/places_import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/config_file.h"
#include "daemon/places/places_private.h"

static void
free_file(gpointer data)
{
  PlacesFile *file = data;
  g_free(file->name);
  g_free(file->property);
  geo_table_free(file->table);
  g_free(file);
}

static void
free_area(gpointer area)
{
  geo_area_free(area);
}

static PlacesImport *
import_new(void)
{
  PlacesImport *import = g_new0(PlacesImport, 1);
  import->columns = g_ptr_array_new();
  import->files = g_ptr_array_new_with_free_func(free_file);
  import->areas = g_ptr_array_new_with_free_func(free_area);
  import->osm_areas = g_ptr_array_new_with_free_func(free_area);
  import->problems = problems_new();
  import->notes = problems_new();
  return import;
}

void
places_import_free(PlacesImport *import)
{
  if (import == NULL)
    return;
  g_ptr_array_unref(import->columns);
  g_ptr_array_unref(import->files);
  g_ptr_array_unref(import->areas);
  g_ptr_array_unref(import->osm_areas);
  g_free(import->ags);
  problems_free(import->problems);
  problems_free(import->notes);
  districts_free(import->districts);
  place_found_free(import->found);
  g_free(import->town);
  g_free(import);
}

/* ---------- options and the town ---------- */

/* The directory of --town, else that of the configuration; its state's zone. */
static int
find_town(PlacesImport *import, const char *directory, const char *config)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Problems) ignored = problems_new(); /* `bote check` tells them */
  g_autoptr(Town) town = NULL;
  g_autoptr(Config) all = NULL;
  if (directory == NULL) {
    g_autofree char *path = config_find(config);
    all = config_load_plain(path, NULL, &error);
    if (all == NULL)
      return cli_fail_config(error);
    import->town = g_strdup(all->settings->town);
    import->ags = g_strdup(all->town->ags);
    import->hints.zone = geo_zone_of_state(import->ags);
    return EX_OK;
  }
  if (!g_file_test(directory, G_FILE_TEST_IS_DIR))
    return cli_fail(EX_USAGE, directory,
                    cli_text("dieses Verzeichnis gibt es nicht",
                             "there is no such directory"),
                    cli_text("das Ortsverzeichnis nennen, in dem town.yaml "
                             "liegt",
                             "name the town directory, where town.yaml is"));
  import->town = g_canonicalize_filename(directory, NULL);
  town = config_load_town(directory, ignored, NULL);
  import->ags = town == NULL ? NULL : g_strdup(town->ags);
  import->hints.zone = geo_zone_of_state(import->ags);
  return EX_OK;
}

static int
read_crs(PlacesImport *import, const char *crs)
{
  import->hints.epsg = geo_epsg_of_text(crs);
  if (crs == NULL || import->hints.epsg != 0)
    return EX_OK;
  return cli_fail(EX_USAGE, crs,
                  cli_text("kein Bezugssystem", "no reference system"),
                  "EPSG:25832, EPSG:25833, EPSG:4326");
}

static int
read_options(PlacesImport *import, int *argc, char **argv)
{
  const char *directory = NULL, *config = NULL, *crs = NULL;
  import->dry_run = cli_take_dry_run(argc, argv);
  import->yes = cli_take_flag(argc, argv, "--yes");
  import->keep = cli_take_flag(argc, argv, "--add");
  if (!cli_take_options(argc, argv, "--column", import->columns) ||
      !cli_take_option(argc, argv, "--name-property", &import->property) ||
      !cli_take_option(argc, argv, "--crs", &crs) ||
      !cli_take_option(argc, argv, "--town", &directory) ||
      !cli_take_option(argc, argv, "--config", &config) ||
      !cli_check_rest(*argc, argv, *argc))
    return EX_USAGE;
  g_ptr_array_add(import->columns, NULL);
  if (*argc < 2)
    return cli_fail(EX_USAGE, "places import",
                    cli_text("keine Datei genannt", "no file given"),
                    cli_text("CSV, GeoJSON oder .osm", "CSV, GeoJSON or .osm"));
  int code = read_crs(import, crs);
  return code != EX_OK ? code : find_town(import, directory, config);
}

/* ---------- reading ---------- */

static int
fail_file(const char *path, const GError *error)
{
  return cli_fail(EX_DATAERR, path, error->message, NULL);
}

/* The town's own file, which is kept with --add. */
static int
load_own(PlacesImport *import, char **out_path)
{
  g_autoptr(GError) error = NULL;
  *out_path = g_build_filename(import->town, PLACES_FILE, NULL);
  if (!import->keep || !g_file_test(*out_path, G_FILE_TEST_EXISTS))
    return EX_OK;
  return places_load(import, *out_path, &error) ? EX_OK
                                                : fail_file(*out_path, error);
}

static int
load_files(PlacesImport *import, int count, char **paths)
{
  for (int i = 0; i < count; i++) {
    g_autoptr(GError) error = NULL;
    if (strcmp(paths[i], "--") != 0 && !places_load(import, paths[i], &error))
      return fail_file(paths[i], error);
  }
  return EX_OK;
}

/* Those that were read, else the town's own, where they are right, else those
 * of OpenStreetMap: what an office has drawn is not replaced by them. */
static void
choose_districts(PlacesImport *import)
{
  import->new_districts = import->areas->len > 0;
  if (import->new_districts) {
    import->districts = districts_take(import->areas);
    return;
  }
  g_autofree char *path = g_build_filename(import->town, DISTRICTS_FILE, NULL);
  g_autoptr(GBytes) bytes = config_file_read(path, NULL);
  g_autoptr(Districts) own =
      bytes == NULL ? NULL : districts_new(bytes, DISTRICTS_FILE, NULL);
  if (own != NULL && districts_count(own) > 0) {
    import->districts = g_steal_pointer(&own);
  } else if (import->osm_areas->len > 0) {
    import->districts = districts_take(import->osm_areas);
    import->new_districts = true;
  }
}

static int
gather(PlacesImport *import)
{
  g_autoptr(PlaceGather) all = place_gather_new(import->districts);
  bool any = false;
  for (guint i = 0; i < import->files->len; i++) {
    const PlacesFile *file = import->files->pdata[i];
    g_autoptr(GError) error = NULL;
    if (file->table == NULL)
      continue;
    if (!place_gather_add(all, &file->list, import->notes, &error))
      return fail_file(file->path, error);
    any = true;
  }
  if (any)
    import->found = place_gather_finish(all);
  return EX_OK;
}

/* ---------- asking and writing ---------- */

static bool
is_terminal(void)
{
  return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

static bool
confirm(const PlacesImport *import)
{
  char answer[16] = "";
  printf(cli_text("\nNach %s schreiben? [j/N] ", "\nWrite to %s? [y/N] "),
         import->town);
  (void)fflush(stdout); /* main() looks after standard output */
  if (fgets(answer, sizeof answer, stdin) == NULL)
    return false;
  return strchr("jJyY", answer[0]) != NULL && answer[0] != '\0';
}

static int
write_all(const PlacesImport *import)
{
  g_autoptr(GError) error = NULL;
  if (!places_write(import, &error))
    return cli_fail(EX_CANTCREAT, error->message, NULL,
                    cli_text("Rechte und Platz prüfen; es gilt, was vorher "
                             "galt",
                             "check rights and space; what was there holds"));
  printf(cli_text("\nok: nach %s geschrieben, Vorheriges liegt als *.bak "
                  "daneben.\n",
                  "\nok: written to %s, what was there is kept as *.bak.\n"),
         import->town);
  printf("%s\n", cli_text("Es gilt nach 'bote check' und einem SIGHUP an bote "
                          "run (oder dessen Neustart).",
                          "It holds after 'bote check' and a SIGHUP to bote "
                          "run (or its restart)."));
  return EX_OK;
}

/* Nothing is left to write: a list of rows that are all wrong. */
static bool
is_empty(const PlacesImport *import)
{
  return !import->new_districts &&
         (import->found == NULL || import->found->streets->len == 0);
}

static int
finish(const PlacesImport *import)
{
  cli_print_problems(import->notes);
  places_print_plan(import);
  if (is_empty(import))
    return cli_fail(EX_DATAERR, "places import",
                    cli_text("es bleibt nichts übrig", "nothing is left"),
                    cli_text("Spalten und Koordinaten prüfen",
                             "check columns and coordinates"));
  if (import->dry_run)
    return EX_OK;
  if (!import->yes && !is_terminal())
    return cli_fail(EX_USAGE, "places import",
                    cli_text("nichts geschrieben", "nothing was written"),
                    cli_text("mit --yes gilt es", "with --yes it is done"));
  if (!import->yes && !confirm(import)) {
    printf("%s\n", cli_text("Nichts geschrieben.", "Nothing was written."));
    return EX_OK;
  }
  return write_all(import);
}

static int
fail_problems(const PlacesImport *import)
{
  static const CliNoun noun = {"Fehler", "Fehler", "problem", "problems"};
  cli_print_problems(import->notes);
  cli_print_problems(import->problems);
  g_autofree char *what = cli_count(problems_count(import->problems), &noun);
  return cli_fail(EX_DATAERR, what,
                  cli_text("nichts geschrieben", "nothing was written"), NULL);
}

int
places_import_run(int argc, char **argv)
{
  g_autoptr(PlacesImport) import = import_new();
  g_autofree char *own = NULL;
  int code = read_options(import, &argc, argv);
  if (code == EX_OK)
    code = load_own(import, &own);
  if (code == EX_OK)
    code = load_files(import, argc - 1, argv + 1);
  if (code != EX_OK)
    return code;
  if (problems_count(import->problems) > 0)
    return fail_problems(import);
  choose_districts(import);
  code = gather(import);
  return code != EX_OK ? code : finish(import);
}
