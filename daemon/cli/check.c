/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote check`: reads the configuration as the roles would and says everything
 * that is wrong with it.  Looks at files only, not at the world.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/config_check.h"
#include "daemon/config_check_days.h"
#include "daemon/config_check_letters.h"
#include "daemon/config_check_oncall.h"
#include "daemon/config_check_places.h"
#include "daemon/config_check_sms.h"
#include "daemon/http/webhook_load.h"
#include "daemon/setup/credential_list.h"
#include "daemon/verb.h"
#include "parsers/parse_error.h"

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
report_problems(Problems *problems, const char *where)
{
  cli_print_problems(problems);
  g_autofree char *what = cli_count(problems_count(problems), &problem_noun);
  g_autofree char *why = g_strdup_printf(cli_text("in %s", "in %s"), where);
  return cli_fail(EX_CONFIG, what, why,
                  cli_text("korrigieren und erneut prüfen",
                           "correct them and check again"));
}

static int
report_failure(Problems *problems, const GError *error, const char *where)
{
  if (g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_INVALID))
    return report_problems(problems, where);
  return cli_fail_config(error);
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

/* `keys` gets the missing ones that we can make ourselves. */
static int
check_credential(const Config *config, const Credential *row, GString *keys)
{
  const char *folder = config->settings->paths.credentials;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) secret = config_credential(config, row->name, &error);
  if (secret != NULL && g_bytes_get_size(secret) > 0)
    return EX_OK;
  if (secret != NULL)
    return cli_fail(
        EX_CONFIG, row->name, cli_text("ist leer", "is empty"),
        cli_text("das Geheimnis hineinschreiben", "write the secret into it"));
  if (!g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_MISSING))
    return cli_fail(EX_CONFIG, error->message, NULL, NULL);
  if (row->made)
    g_string_append_printf(keys, " %s", row->name);
  else
    fprintf(stderr,
            cli_text("Hinweis: %s/%s ist noch nicht da (für %s)\n",
                     "note: %s/%s is not there yet (for %s)\n"),
            folder, row->name, row->owner);
  return EX_OK;
}

/* Paths and keys that the webhook would refuse at its start; what is missing
 * was said before. */
static int
check_channel_secrets(const Config *config)
{
  const Settings *settings = config->settings;
  int code = EX_OK;
  for (unsigned i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *row = settings->channels->pdata[i];
    g_autoptr(GError) error = NULL;
    if (row->path_credential == NULL)
      continue;
    g_autoptr(WebhookChannel) channel =
        webhook_channel_load(config, row, &error);
    if (channel == NULL && error->domain == PARSE_ERROR)
      code = cli_fail(EX_CONFIG, error->message, NULL, NULL);
  }
  return code;
}

/* Secrets that are not there yet are named; those that a role would refuse are
 * mistakes. */
static int
check_credentials(const Config *config)
{
  if (access(config->settings->paths.credentials, X_OK) != 0 &&
      errno == EACCES) {
    fprintf(stderr, "%s\n",
            cli_text("Hinweis: Geheimnisse nicht geprüft – nur als root",
                     "note: secrets were not checked – only as root"));
    return EX_OK;
  }
  g_autoptr(GPtrArray) list = credential_list(config);
  g_autoptr(GString) keys = g_string_new(NULL);
  int code = EX_OK;
  for (unsigned i = 0; i < list->len; i++) {
    int one = check_credential(config, list->pdata[i], keys);
    code = MAX(code, one); /* which looks at its arguments twice */
  }
  if (code == EX_OK)
    code = check_channel_secrets(config);
  if (keys->len > 0)
    fprintf(stderr, "%s:%s – bote key create\n",
            cli_text("Hinweis: noch fehlen Schlüssel",
                     "note: keys are not there yet"),
            keys->str);
  return code;
}

/* Adds what is wrong with the town's own texts; false on an I/O error. */
static bool
check_texts(const char *directory, const Town *town, Problems *problems,
            GError **error)
{
  g_autoptr(GHashTable) overrides = config_load_texts(directory, error);
  if (overrides != NULL) {
    config_check_texts(overrides, problems);
    config_check_sms_texts(overrides, town, problems);
  }
  return overrides != NULL;
}

static int
check_town(const char *directory)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) texts_error = NULL;
  g_autoptr(Town) town = config_load_town(directory, problems, &error);
  if (g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_MISSING))
    return report_failure(problems, error, directory);
  ConfigPlaces places;
  if (!check_texts(directory, town, problems, &texts_error) ||
      !config_check_places(directory, problems, &places, &texts_error))
    return report_failure(problems, texts_error, directory);
  if (problems_count(problems) > 0)
    return report_problems(problems, directory);
  print_town(town);
  config_check_print_places(&places);
  config_check_print_oncall(town, NULL);
  config_check_print_days(town, NULL);
  config_check_print_letters(town);
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
  config_check_sending(config, problems);
  config_check_channels(config, problems);
  config_check_sms_texts(config->overrides, config->town, problems);
  ConfigPlaces places;
  if (!config_check_places(config->settings->town, problems, &places, &error))
    return report_failure(problems, error, path);
  if (problems_count(problems) > 0)
    return report_problems(problems, path);
  int code = check_credentials(config);
  if (code != EX_OK)
    return code;
  print_town(config->town);
  config_check_print_places(&places);
  config_check_print_oncall(config->town, config->settings);
  config_check_print_days(config->town, config->settings);
  config_check_print_letters(config->town);
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
