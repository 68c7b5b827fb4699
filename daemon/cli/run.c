/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote run`: all roles of a town in the foreground.
 */
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/supervise/supervise.h"
#include "daemon/verb.h"
#include "queue/secret.h"

static int
supervise(const Config *config, const char *clock_path)
{
  SuperviseOptions options = {.config_path = config->file,
                              .clock_path = clock_path,
                              .log_fd = -1,
                              .change_users = true};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &error);
  if (supervisor == NULL)
    return cli_fail(EX_OSERR, "bote run", error->message, NULL);
  supervisor_want(supervisor, config);
  while (supervisor_turn(supervisor, -1))
    ;
  log_event(LOG_INFO, "all-roles-ended", NULL);
  return EX_OK;
}

static int
run_run(int argc, char **argv)
{
  const char *config_option = NULL, *clock_option = NULL;
  /* Internal form, from the supervisor to itself: see supervise_become(). */
  if (argc > 4 && strcmp(argv[1], "--become") == 0)
    return supervise_become(argv[2], argv[3], argv + 4);
  if (!cli_take_option(&argc, argv, "--config", &config_option) ||
      !cli_take_option(&argc, argv, "--clock", &clock_option) ||
      !cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  log_take_glib();
  secret_init();
  g_autofree char *path = config_find(config_option);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(path, problems, &error);
  if (config == NULL) {
    cli_print_problems(problems);
    return cli_fail_config(error);
  }
  g_autoptr(Clock) clock =
      clock_open(clock_option, config->settings->test, &error);
  if (clock == NULL)
    return cli_fail(EX_CONFIG, "--clock", error->message, NULL);
  return supervise(config, clock_option);
}

const Verb verb_run = {
    .name = "run",
    .arguments = "[--config FILE] [--clock FILE]",
    .summary_de = "führt alle Rollen einer Stadt im Vordergrund aus",
    .summary_en = "run all roles of a town in the foreground",
    .help_de =
        "Für Container, andere Init-Systeme und zum Ausprobieren; sonst "
        "übernimmt das\nsystemd. Was stirbt, wird neu gestartet. SIGTERM und "
        "SIGINT beenden alle\nRollen, SIGHUP liest die Konfiguration neu: eine "
        "fehlerhafte ändert nichts.\nAls root wechselt jede Rolle zu ihrem "
        "Benutzer (bote-digest …), wenn es alle\ngibt.\n"
        "--clock FILE  eine gestellte Uhr; nur mit 'test: true'",
    .help_en =
        "For containers, other inits and trying things out; otherwise systemd "
        "does it.\nWhat dies is started again. SIGTERM and SIGINT end all "
        "roles, SIGHUP reads the\nconfiguration again: a bad one changes "
        "nothing. As root, each role changes to\nits user (bote-digest …) if "
        "all of them exist.\n"
        "--clock FILE  a clock that is set; only with 'test: true'",
    .run = run_run,
};
