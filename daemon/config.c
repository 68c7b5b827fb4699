/* SPDX-License-Identifier: Apache-2.0
 *
 * Finds and reads the configuration's files; the meaning is for parsers/.
 */
#include "daemon/config.h"

#include <stdbool.h>
#include <string.h>

#include "daemon/config_file.h"

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

/* The problems of this load alone decide; they are then added to the caller's.
 */
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

Town *
config_load_town(const char *directory, Problems *problems, GError **error)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING,
                "there is no town directory %s", directory);
    return NULL;
  }
  g_autoptr(GHashTable) files = new_files();
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(directory, names[i], NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
      continue; /* town_parse() says so */
    GBytes *bytes = config_file_read(path, error);
    if (bytes == NULL)
      return NULL;
    g_hash_table_insert(files, g_strdup(names[i]), bytes);
  }
  g_autoptr(Problems) own = problems == NULL ? problems_new() : NULL;
  Problems *all = problems != NULL ? problems : own;
  Town *town = town_parse(files, all);
  if (town == NULL)
    (void)set_invalid(all, error); /* always false; we return NULL anyway */
  return town;
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

/* The town's problems belong to the same answer as the machine's. */
static void
add_town_problems(GBytes *bytes, const char *directory, Problems *problems)
{
  g_autofree char *town_directory = settings_peek_town(bytes, directory);
  if (town_directory == NULL)
    return;
  /* Its error does not matter beside the first, nor a town without problems. */
  town_free(config_load_town(town_directory, problems, NULL));
}

static Settings *
load_settings(const char *path, Problems *problems, GError **error)
{
  g_autoptr(GBytes) bytes = config_file_read(path, error);
  if (bytes == NULL)
    return NULL;
  g_autofree char *directory = g_path_get_dirname(path);
  g_autofree char *name = g_path_get_basename(path);
  Settings *settings = settings_parse(bytes, name, directory, problems);
  if (settings != NULL)
    return settings;
  add_town_problems(bytes, directory, problems);
  (void)set_invalid(problems, error); /* always false */
  return NULL;
}

/* A department that is written to at an address that Bote reads would have it
 * answer its own mail. */
static void
check_addresses(const Config *config, Problems *problems)
{
  const GPtrArray *mailboxes = config->settings->mailboxes;
  for (unsigned i = 0; i < mailboxes->len; i++) {
    const MailboxSettings *mailbox = mailboxes->pdata[i];
    const Department *department =
        town_department_of(config->town, mailbox->address);
    if (department != NULL)
      problems_add(problems, (Place){"departments.yaml", 0, 0},
                   "department '%s' has the address of mailbox '%s' – Bote "
                   "would write to itself; give the colleagues' own address",
                   department->id, mailbox->name);
  }
}

/* What must hold between machine and town. */
static bool
check_together(const Config *config, Problems *problems, GError **error)
{
  size_t before = problems_count(problems);
  const char *desk = config->town->address;
  g_autofree char *file = g_path_get_basename(config->file);
  if (settings_mailbox(config->settings, desk) == NULL)
    problems_add(problems, (Place){"town.yaml", 0, 0},
                 "'address' names the mailbox '%s', which %s does not have",
                 desk, file);
  check_addresses(config, problems);
  return problems_count(problems) == before || set_invalid(problems, error);
}

Config *
config_load(const char *path, Problems *problems, GError **error)
{
  g_autoptr(Problems) own = problems == NULL ? problems_new() : NULL;
  Problems *all = problems != NULL ? problems : own;
  g_autoptr(Config) config = g_rc_box_new0(Config);
  config->file = g_canonicalize_filename(path, NULL);
  config->settings = load_settings(config->file, all, error);
  if (config->settings == NULL)
    return NULL;
  config->town = config_load_town(config->settings->town, all, error);
  if (config->town == NULL || !check_together(config, all, error))
    return NULL;
  config->overrides = config_load_texts(config->settings->town, error);
  return config->overrides != NULL ? g_steal_pointer(&config) : NULL;
}

GBytes *
config_town_file(const Config *config, const char *name, GError **error)
{
  g_assert(!g_path_is_absolute(name) && strstr(name, "..") == NULL);
  g_autofree char *path = g_build_filename(config->settings->town, name, NULL);
  return config_file_read(path, error);
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
