/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote key create`: makes the key files a town needs and does not have yet.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon/cli_print.h"
#include "daemon/keys.h"
#include "daemon/verb.h"

static const char *const names[] = {KEYS_SPOOL_PUBLIC, KEYS_SPOOL_PAIR,
                                    KEYS_DELIVER_PUBLIC, KEYS_DELIVER_PAIR,
                                    KEYS_MASTER};

static bool
is_there(const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename(directory, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Say what will be made, or that all is there. */
static unsigned
print_missing(const char *directory)
{
  unsigned missing = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    if (is_there(directory, names[i]))
      continue;
    printf(cli_text("neu: %s/%s\n", "new: %s/%s\n"), directory, names[i]);
    missing++;
  }
  if (missing == 0)
    puts(cli_text("ok: alle Schlüssel sind da", "ok: all keys are there"));
  return missing;
}

static int
create(const char *directory)
{
  g_autoptr(GError) error = NULL;
  secret_init();
  if (!keys_create_missing(directory, &error))
    return cli_fail(
        EX_CANTCREAT, directory, error->message,
        cli_text("Rechte und Platz prüfen", "check rights and space"));
  puts(cli_text("ok: Schlüssel angelegt – 'master' jetzt sichern, getrennt von "
                "der Ablage:\n    ohne ihn ist sie nicht mehr zu lesen",
                "ok: keys were made – back up 'master' now, apart from the "
                "store:\n    without it the store cannot be read"));
  return EX_OK;
}

static int
run_key(int argc, char **argv)
{
  const char *option = NULL;
  bool dry = cli_take_dry_run(&argc, argv);
  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_check_rest(argc, argv, 1))
    return EX_USAGE;
  if (argc != 2 || strcmp(argv[1], "create") != 0)
    return cli_fail(EX_USAGE, "key", cli_text("unvollständig", "incomplete"),
                    "bote key create");
  g_autofree char *path = config_find(option);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return cli_fail_config(error);
  const char *directory = config->settings->paths.credentials;
  if (access(directory, X_OK) != 0 && errno != ENOENT)
    return cli_fail(EX_NOPERM, directory, g_strerror(errno),
                    cli_text("als root ausführen", "run it as root"));
  unsigned missing = print_missing(directory);
  return dry || missing == 0 ? EX_OK : create(directory);
}

const Verb verb_key = {
    .name = "key",
    .arguments = "create [-n] [--config FILE]",
    .summary_de = "legt die fehlenden Schlüssel eines Ortes an",
    .summary_en = "make the keys a town does not have yet",
    .help_de = "Die Schlüssel liegen im Verzeichnis paths.credentials: zwei "
               "Paare für\n"
               "die Übergabe zwischen den Rollen und 'master' für die Ablage.\n"
               "Vorhandene bleiben, wie sie sind.\n\n"
               "  -n, --dry-run  nur sagen, welche fehlen",
    .help_en =
        "The keys lie in the directory paths.credentials: two pairs for what\n"
        "the roles hand to each other, and 'master' for the store. Those that\n"
        "exist stay as they are.\n\n"
        "  -n, --dry-run  only say which are missing",
    .run = run_key,
};
