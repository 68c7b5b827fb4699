/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote check`: reads the configuration as the roles would and says everything
 * that is wrong with it.  Looks at files only; `bote doctor` looks at the
 * world.
 */
#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/verb.h"
#include "templates/texts.h"

static const CliNoun problem_noun = {"Fehler", "Fehler", "problem", "problems"};
static const CliNoun department_noun = {"Amt", "Ämter", "department",
                                        "departments"};
static const CliNoun category_noun = {"Kategorie", "Kategorien", "category",
                                      "categories"};
static const CliNoun mailbox_noun = {"Postfach", "Postfächer", "mailbox",
                                     "mailboxes"};
static const CliNoun transport_noun = {"Sendeweg", "Sendewege", "transport",
                                       "transports"};
static const CliNoun number_noun = {"SMS-Nummer", "SMS-Nummern", "SMS number",
                                    "SMS numbers"};

static int
report_failure(Problems *problems, const GError *error, const char *where)
{
  if (!g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_INVALID))
    return cli_fail(
        EX_CONFIG, error->message, NULL,
        cli_text("Pfad und Rechte prüfen", "check path and rights"));
  cli_print_problems(problems);
  g_autofree char *what = cli_count(problems_count(problems), &problem_noun);
  g_autofree char *why = g_strdup_printf(cli_text("in %s", "in %s"), where);
  return cli_fail(EX_CONFIG, what, why,
                  cli_text("korrigieren und erneut prüfen",
                           "correct them and check again"));
}

static void
print_town(const Town *town)
{
  g_autofree char *departments =
      cli_count(town->departments->len, &department_noun);
  g_autofree char *categories =
      cli_count(town->categories->len, &category_noun);
  printf("ok: %s, %s, %s\n", town->name, departments, categories);
}

static void
print_settings(const char *path, const Settings *settings)
{
  g_autofree char *mailboxes =
      cli_count(settings->mailboxes->len, &mailbox_noun);
  g_autofree char *transports =
      cli_count(settings->transports->len, &transport_noun);
  g_autofree char *numbers = cli_count(settings->channels->len, &number_noun);
  printf("ok: %s, %s, %s, %s\n", path, mailboxes, transports, numbers);
}

/* The town's own texts; all that do not fit are told. */
static bool
check_texts(GHashTable *overrides)
{
  g_autoptr(Texts) texts = texts_new();
  GHashTableIter iter;
  void *path, *bytes;
  bool fine = true;
  g_hash_table_iter_init(&iter, overrides);
  while (g_hash_table_iter_next(&iter, &path, &bytes)) {
    g_autoptr(GError) error = NULL;
    size_t length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    if (texts_add_override(texts, path, text != NULL ? text : "", length,
                           &error))
      continue;
    (void)cli_fail(EX_CONFIG, error->message, NULL, NULL); /* told below */
    fine = false;
  }
  return fine;
}

static int
check_town(const char *directory)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Town) town = config_load_town(directory, problems, &error);
  if (town == NULL)
    return report_failure(problems, error, directory);
  g_autoptr(GHashTable) overrides = config_load_texts(directory, &error);
  if (overrides == NULL)
    return report_failure(problems, error, directory);
  if (!check_texts(overrides))
    return EX_CONFIG;
  print_town(town);
  return EX_OK;
}

static int
check_all(const char *option)
{
  g_autofree char *path = config_find(option);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(path, problems, &error);
  if (config == NULL)
    return report_failure(problems, error, path);
  if (!check_texts(config->overrides))
    return EX_CONFIG;
  print_town(config->town);
  print_settings(path, config->settings);
  return EX_OK;
}

static int
run_check(int argc, char **argv)
{
  const char *town = NULL;
  const char *file = NULL;
  if (!cli_take_option(&argc, argv, "--town", &town) ||
      !cli_take_option(&argc, argv, "--config", &file) ||
      !cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  return town != NULL ? check_town(town) : check_all(file);
}

const Verb verb_check = {
    .name = "check",
    .arguments = "[--town DIR] [--config FILE]",
    .summary_de = "prüft Konfiguration und Ortsverzeichnis",
    .summary_en = "check configuration and town directory",
    .help_de =
        "  --town DIR     nur dieses Ortsverzeichnis prüfen\n"
        "  --config FILE  bote.yaml; sonst $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "\n"
        "Meldet alle Fehler auf einmal als DATEI:ZEILE:SPALTE. Ende mit 0,\n"
        "wenn alles stimmt, sonst mit 78.",
    .help_en =
        "  --town DIR     check this town directory only\n"
        "  --config FILE  bote.yaml; else $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "\n"
        "Reports all problems at once as FILE:LINE:COLUMN. Exits with 0 when\n"
        "all is well, else with 78.",
    .run = run_check,
};
