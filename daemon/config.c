/* SPDX-License-Identifier: Apache-2.0
 *
 * Finds and reads the configuration's files; the meaning is for parsers/.
 */
#include "daemon/config.h"

#include <stdbool.h>
#include <string.h>

#include "daemon/config_check.h"
#include "daemon/config_file.h"
#include "daemon/config_look.h"
#include "daemon/config_surveys.h"
#include "parsers/config/closing.h"
#include "parsers/config/csv_tree.h"
#include "parsers/config/oncall.h"
#include "parsers/config/town_elsewhere.h"
#include "parsers/geo/districts.h"

G_DEFINE_QUARK(bote - config - error - quark, config_error)

/* A town has some hundred texts; beyond that it is the wrong directory. */
enum { CONFIG_TEXTS_MAX = 5000 };
/* texts/LANGUAGE/SERVICE/NAME */
enum { CONFIG_TEXTS_DEPTH = 4 };

static const char DEFAULT_FILE[] = "/etc/bote/bote.yaml";

char *
config_find(const char *option)
{
  const char *file = option != NULL ? option : g_getenv("BOTE_CONFIG");
  if (file == NULL || *file == '\0')
    file = DEFAULT_FILE;
  return g_canonicalize_filename(file, NULL);
}

static void
free_config(void *data)
{
  Config *config = data;
  settings_free(config->settings);
  town_free(config->town);
  g_clear_pointer(&config->overrides, g_hash_table_unref);
  g_free(config->file);
}

Config *
config_ref(Config *config)
{
  return g_rc_box_acquire(config);
}

void
config_unref(Config *config)
{
  if (config != NULL)
    g_rc_box_release_full(config, free_config);
}

static GHashTable *
new_files(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                               (GDestroyNotify)g_bytes_unref);
}

/* The first problem, and how many there are besides. */
static bool
set_invalid(Problems *problems, GError **error)
{
  problems_sort(problems);
  const Problem *first = problems_get(problems, 0);
  g_assert(first != NULL);
  g_autofree char *text = problem_to_string(first);
  size_t more = problems_count(problems) - 1;
  g_autofree char *others =
      more > 0 ? g_strdup_printf(" (and %zu more)", more) : g_strdup("");
  g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID, "%s%s", text, others);
  return false;
}

typedef Town *(*TownReader)(GHashTable *files, Problems *problems);

/* How a configuration is read. */
typedef struct Reading {
  TownReader read;
  const char *town; /* its directory; NULL: the one that the settings name */
} Reading;

/* A file that cannot be read is a problem like any other: the rest is told,
 * too.  NULL when there were problems. */
static Town *
read_town(const char *directory, TownReader read, Problems *problems)
{
  static const char *const names[] = {
      "town.yaml",      "departments.yaml", "categories.yaml",
      "danger.yaml",    "letters.yaml",     ONCALL_FILE,
      DISTRICTS_FILE,   "departments.csv",  "categories.csv",
      CSV_WORDS_FILE,   "faq.yaml",         "faq.csv",
      CLOSED_FILE,      NEIGHBOURS_FILE,    RESPONSIBLE_FILE,
      "responsible.csv"};
  g_autoptr(GHashTable) files = new_files();
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(directory, names[i], NULL);
    g_autoptr(GError) error = NULL;
    GBytes *bytes = config_file_read(path, &error);
    if (g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_MISSING))
      continue; /* town_parse() says so where one is needed */
    if (bytes == NULL)
      problems_add(problems, (FilePosition){names[i], 0, 0},
                   "the file cannot be read (%s) – check what it is and who "
                   "may read it",
                   error->message);
    g_hash_table_insert(files, g_strdup(names[i]), bytes);
  }
  config_surveys_add(directory, files, problems);
  Town *town = read(files, problems);
  if (town != NULL)
    config_look_load(directory, town, problems);
  return town;
}

Town *
config_load_town(const char *directory, Problems *problems, GError **error)
{
  if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING,
                "there is no town directory %s", directory);
    return NULL;
  }
  g_autoptr(Problems) own = problems == NULL ? problems_new() : NULL;
  Problems *all = problems != NULL ? problems : own;
  g_autoptr(Town) town = read_town(directory, town_parse, all);
  if (problems_count(all) == 0)
    return g_steal_pointer(&town);
  (void)set_invalid(all, error); /* always false; we return NULL anyway */
  return NULL;
}

GTimeZone *
config_zone(const Town *town, const Settings *settings)
{
  const char *name = town->timezone;
  if (name == NULL && settings != NULL)
    name = settings->timezone;
  GTimeZone *zone = name == NULL ? NULL : g_time_zone_new_identifier(name);
  return zone != NULL ? zone : g_time_zone_new_local();
}

/* A file that a town may do without; NULL: it has none. */
static bool
load_if_any(const char *directory, const char *name, GBytes **out,
            GError **error)
{
  g_autofree char *path = g_build_filename(directory, name, NULL);
  g_autoptr(GError) failure = NULL;
  GBytes *bytes = config_file_read(path, &failure);
  if (bytes == NULL &&
      !g_error_matches(failure, CONFIG_ERROR, CONFIG_ERROR_MISSING)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  *out = bytes;
  return true;
}

bool
config_load_places(const char *directory, GBytes **out_places, GError **error)
{
  return load_if_any(directory, "places.csv", out_places, error);
}

bool
config_load_districts(const char *directory, GBytes **out_districts,
                      GError **error)
{
  return load_if_any(directory, DISTRICTS_FILE, out_districts, error);
}

/* Read the texts below `directory` into `texts`, named by their path. */
static bool
load_texts(const char *directory, const char *prefix, int depth,
           GHashTable *texts, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  if (dir == NULL || depth == CONFIG_TEXTS_DEPTH)
    return true; /* a town without own texts */
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autofree char *key = *prefix == '\0'
                               ? g_strdup(name)
                               : g_build_path("/", prefix, name, NULL);
    if (name[0] == '.' || g_str_has_suffix(name, "~"))
      continue; /* an editor's leftovers */
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      if (!load_texts(path, key, depth + 1, texts, error))
        return false;
      continue;
    }
    GBytes *bytes = config_file_read(path, error);
    if (bytes == NULL)
      return false;
    g_hash_table_insert(texts, g_steal_pointer(&key), bytes);
    if (g_hash_table_size(texts) > CONFIG_TEXTS_MAX) {
      g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO,
                  "more than %d files below %s", CONFIG_TEXTS_MAX, directory);
      return false;
    }
  }
  return true;
}

GHashTable *
config_load_texts(const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename(directory, "texts", NULL);
  g_autoptr(GHashTable) texts = new_files();
  return load_texts(path, "", 0, texts, error) ? g_steal_pointer(&texts) : NULL;
}

/* The town and its texts, as far as they can be read. */
static void
load_town(Config *config, const char *directory, TownReader read,
          Problems *problems)
{
  g_autoptr(GError) error = NULL;
  config->town = read_town(directory, read, problems);
  config->overrides = config_load_texts(directory, &error);
  if (config->overrides == NULL)
    problems_add(problems, (FilePosition){"texts", 0, 0}, "%s", error->message);
  else
    config_check_texts(config->overrides, problems);
}

/* The town directory: another than the settings name is what was asked for. */
static char *
find_town(Config *config, GBytes *bytes, const char *directory,
          const char *other)
{
  if (config->settings == NULL)
    return other != NULL ? g_strdup(other)
                         : settings_peek_town(bytes, directory);
  if (other != NULL) {
    g_free(config->settings->town);
    config->settings->town = g_canonicalize_filename(other, NULL);
  }
  return g_strdup(config->settings->town);
}

static void
load_all(Config *config, GBytes *bytes, const Reading *reading,
         Problems *problems)
{
  g_autofree char *directory = g_path_get_dirname(config->file);
  g_autofree char *name = g_path_get_basename(config->file);
  config->settings = settings_parse(bytes, name, directory, problems);
  g_autofree char *town = find_town(config, bytes, directory, reading->town);
  if (town == NULL)
    return; /* a problem, and told */
  if (g_file_test(town, G_FILE_TEST_IS_DIR))
    load_town(config, town, reading->read, problems);
  else
    problems_add(problems, config_check_place(bytes, name, "town"),
                 "there is no town directory %s – check path and rights", town);
  config_check_together(config, bytes, problems);
}

static Config *
load(const char *path, const Reading *reading, Problems *problems,
     GError **error)
{
  g_autoptr(Problems) own = problems == NULL ? problems_new() : NULL;
  Problems *all = problems != NULL ? problems : own;
  g_autoptr(Config) config = g_rc_box_new0(Config);
  config->file = g_canonicalize_filename(path, NULL);
  g_autoptr(GBytes) bytes = config_file_read(config->file, error);
  if (bytes == NULL)
    return NULL;
  load_all(config, bytes, reading, all);
  if (problems_count(all) == 0)
    return g_steal_pointer(&config);
  (void)set_invalid(all, error); /* always false */
  return NULL;
}

Config *
config_load(const char *path, Problems *problems, GError **error)
{
  return load(path, &(Reading){town_parse, NULL}, problems, error);
}

Config *
config_load_plain(const char *path, Problems *problems, GError **error)
{
  return load(path, &(Reading){town_parse_plain, NULL}, problems, error);
}

Config *
config_load_other(const char *path, const char *town, Problems *problems,
                  GError **error)
{
  return load(path, &(Reading){town_parse, town}, problems, error);
}

GBytes *
config_credential(const Config *config, const char *name, GError **error)
{
  const char *systemd = g_getenv("CREDENTIALS_DIRECTORY");
  if (systemd != NULL && *systemd != '\0')
    return config_file_credential(systemd, name, true, error);
  return config_file_credential(config->settings->paths.credentials, name,
                                false, error);
}
