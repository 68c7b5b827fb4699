/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote migrate`: brings the store to this program's schema by hand, as digest
 * does when it starts.  Digest must not run: there is one writer.
 */
#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/verb.h"
#include "queue/migrate.h"

typedef struct MigrateFile {
  const char *name, *lock;
  SchemaSet set;
  bool copied; /* before the first step; the others are small or rebuildable */
} MigrateFile;

static const MigrateFile files[] = {
    {"keys.db", "keys.lock", SCHEMA_SET_KEYS, true},
    {"bote.db", "store.lock", SCHEMA_SET_MAIN, true},
    {"public.db", "public.lock", SCHEMA_SET_PUBLIC, false},
};

static bool
migrate_file(const char *state, const MigrateFile *file, GError **error)
{
  g_autofree char *path = g_build_filename(state, file->name, NULL);
  g_autofree char *lock = g_build_filename(state, file->lock, NULL);
  g_autofree char *copy = g_strconcat(path, ".before-migration", NULL);
  StoreMode mode =
      file->set == SCHEMA_SET_PUBLIC ? STORE_MODE_PUBLISH : STORE_MODE_WRITE;
  g_autoptr(Store) store = store_open(path, lock, mode, error);
  return store != NULL &&
         migrate_store(store, file->set, file->copied ? copy : NULL, error);
}

/* Look without changing: a file that is not there would be made. */
static bool
check_file(const char *state, const MigrateFile *file, bool *out_newest,
           GError **error)
{
  g_autofree char *path = g_build_filename(state, file->name, NULL);
  GError *failure = NULL;
  *out_newest = false;
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return true;
  g_autoptr(Store) store = store_open(path, NULL, STORE_MODE_READ, &failure);
  *out_newest = store != NULL && migrate_check(store, file->set, &failure);
  if (failure == NULL)
    return true;
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_SCHEMA)) {
    g_error_free(failure);
    return true;
  }
  g_propagate_error(error, failure);
  return false;
}

static int
fail(const char *name, const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
    return cli_fail(EX_TEMPFAIL, name,
                    cli_text("digest läuft", "digest is running"),
                    cli_text("anhalten mit 'systemctl stop bote-digest'",
                             "stop it with 'systemctl stop bote-digest'"));
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_SCHEMA))
    return cli_fail(EX_CONFIG, name, error->message,
                    cli_text("die neuere Fassung von Bote verwenden",
                             "use the newer version of Bote"));
  return cli_fail(
      EX_IOERR, name, error->message,
      cli_text("Rechte und Platz prüfen", "check rights and space"));
}

static int
run_files(const char *state, bool dry)
{
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(GError) error = NULL;
    bool newest = false;
    bool ok = dry ? check_file(state, &files[i], &newest, &error)
                  : migrate_file(state, &files[i], &error);
    if (!ok)
      return fail(files[i].name, error);
    printf("%s: %s\n", dry && !newest ? cli_text("anders", "differs") : "ok",
           files[i].name);
  }
  return EX_OK;
}

static int
run_migrate(int argc, char **argv)
{
  const char *option = NULL;
  bool dry = cli_take_dry_run(&argc, argv);
  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  g_autofree char *path = config_find(option);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return cli_fail_config(error);
  const char *state = config->settings->paths.state;
  if (!dry && g_mkdir_with_parents(state, 0750) != 0)
    return cli_fail(EX_CANTCREAT, state,
                    cli_text("kann nicht angelegt werden", "cannot be made"),
                    NULL);
  return run_files(state, dry);
}

const Verb verb_migrate = {
    .name = "migrate",
    .arguments = "[-n] [--config FILE]",
    .summary_de = "bringt die Ablage auf den Stand dieser Fassung",
    .summary_en = "bring the store to this version's schema",
    .help_de =
        "Digest tut das beim Start von selbst. Von Hand, wenn es steht: mit\n"
        "Sicherung (*.before-migration) neben der Ablage.\n\n"
        "  -n, --dry-run  nur sagen, welche Dateien anders wären\n"
        "\nEnde mit 75, solange digest läuft.",
    .help_en =
        "Digest does this by itself when it starts. By hand while it is\n"
        "stopped; a copy (*.before-migration) stays beside the store.\n\n"
        "  -n, --dry-run  only say which files would differ\n"
        "\nExits with 75 while digest runs.",
    .run = run_migrate,
};
