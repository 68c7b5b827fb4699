/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote demo`: a whole made-up town on this machine.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/demo/player.h"
#include "daemon/supervise/supervise.h"
#include "daemon/verb.h"
#include "parsers/mime/mime.h"
#include "queue/fd.h"
#include "queue/secret.h"

enum {
  PORT = 8311,
  PORT_MAX = 65535,
  PAUSE_MS = 900, /* a sentence is read in a second */
  SCENES_MAX = 32,
};

typedef struct Options {
  int port;
  const char *keep; /* NULL: a directory that is removed at the end */
  bool fast, json;
} Options;

static bool
take_options(int argc, char **argv, Options *out)
{
  const char *port = NULL;
  if (!cli_take_option(&argc, argv, "--port", &port) ||
      !cli_take_option(&argc, argv, "--keep", &out->keep))
    return false;
  out->fast = cli_take_flag(&argc, argv, "--fast");
  out->json = cli_take_flag(&argc, argv, "--json");
  out->port = out->fast || out->json ? 0 : PORT;
  gint64 number = 0;
  if (port != NULL) {
    if (!g_ascii_string_to_signed(port, 10, 1, PORT_MAX, &number, NULL)) {
      (void)cli_fail(EX_USAGE, port, cli_text("kein Port", "not a port"),
                     "--port 1 … 65535");
      return false;
    }
    out->port = (int)number;
  }
  return cli_check_rest(argc, argv, 0);
}

/* The last line of --json: scripts rely on its form. */
static void
print_json(const DemoResult *results, unsigned count, unsigned passed)
{
  json_t *scenes = json_array();
  for (unsigned i = 0; i < count; i++)
    json_array_append_new(
        scenes, json_pack("{s:s, s:s, s:b, s:I}", "id", results[i].id, "title",
                          results[i].title, "passed", results[i].passed, "ms",
                          (json_int_t)results[i].took_ms));
  json_auto_t *all = json_pack("{s:o, s:i, s:i}", "scenes", scenes, "passed",
                               (int)passed, "failed", (int)(count - passed));
  char *text = json_dumps(all, JSON_COMPACT);
  g_assert(text != NULL);
  puts(text);
  free(text);
}

/* Play all scenes; returns how many failed. */
static unsigned
play_all(DemoPlayer *player, const Options *options)
{
  DemoResult results[SCENES_MAX] = {0};
  unsigned count = 0, passed = 0, total = 0;
  while (demo_scenes[total] != NULL)
    total++;
  g_assert(total <= SCENES_MAX);
  for (; count < total && !supervisor_is_stopping(player->supervisor);
       count++) {
    const DemoScene *scene = demo_scenes[count];
    const char *title = player->german ? scene->title_de : scene->title_en;
    demo_say_scene(player->say, count + 1, total, title);
    int64_t began_ms = clock_monotonic_ms();
    bool fine = demo_player_play(player, scene);
    results[count] =
        (DemoResult){scene->id, title, fine, clock_monotonic_ms() - began_ms};
    demo_say_result(player->say, fine, player->why);
    passed += fine;
  }
  demo_say_table(player->say, results, count);
  if (options->json)
    print_json(results, count, passed);
  return total - passed;
}

static void
stay_open(const DemoTown *town, Supervisor *supervisor)
{
  printf(cli_text("Jetzt Sie: http://127.0.0.1:%d/demo\n"
                  "Für jede Person der Geschichte ein Postfach oder ein "
                  "Telefon.  Ende mit Strg-C.\n",
                  "Your turn: http://127.0.0.1:%d/demo\n"
                  "A mailbox or a phone for each person of the story.  Ctrl-C "
                  "ends it.\n"),
         town->web_port);
  (void)fflush(stdout); /* a closed terminal is noticed by its signal */
  while (supervisor_turn(supervisor, -1))
    ;
}

static int
play_and_stay(const DemoTown *town, Supervisor *supervisor,
              const Options *options, int error_fd)
{
  DemoSay say;
  DemoPlayer player;
  demo_say_init(&say, options->json);
  demo_player_init(&player, town, supervisor, &say);
  player.german = cli_german();
  player.pause_ms = options->fast || options->json ? 0 : PAUSE_MS;
  say.error_fd = error_fd;
  bool ready = demo_player_wait_ready(&player);
  unsigned failed = ready ? play_all(&player, options) : 1;
  if (ready && !options->fast && !options->json &&
      !supervisor_is_stopping(supervisor))
    stay_open(town, supervisor);
  demo_player_clear(&player);
  demo_say_clear(&say);
  return !ready ? EX_UNAVAILABLE : failed == 0 ? EX_OK : EX_SOFTWARE;
}

static int
supervise(const DemoTown *town, const Options *options, int log_fd,
          int error_fd)
{
  g_autoptr(GError) error = NULL;
  SuperviseOptions supervise = {.config_path = town->config_path,
                                .clock_path = town->clock_path,
                                .log_fd = log_fd};
  g_autoptr(Config) config = config_load(town->config_path, NULL, &error);
  g_autoptr(Supervisor) supervisor =
      config == NULL ? NULL : supervisor_new(&supervise, &error);
  if (supervisor == NULL) {
    dprintf(error_fd, "bote demo: %s\n", error->message);
    return EX_SOFTWARE;
  }
  supervisor_want(supervisor, config);
  supervisor_add(supervisor, "demo");
  int code = play_and_stay(town, supervisor, options, error_fd);
  supervisor_stop(supervisor);
  while (supervisor_turn(supervisor, -1))
    ;
  return code;
}

/* The log of roles and supervisor goes into the scratch directory, what the
 * user must read to the terminal. */
static int
run_town(const DemoTown *town, const Options *options)
{
  auto_fd int log_fd =
      open(town->log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  auto_fd int error_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (log_fd < 0 || error_fd < 0 || dup2(log_fd, STDERR_FILENO) < 0)
    return cli_fail(EX_CANTCREAT, town->log_path, g_strerror(errno), NULL);
  int code = supervise(town, options, log_fd, error_fd);
  if (code != EX_UNAVAILABLE || dup2(error_fd, STDERR_FILENO) < 0)
    return code;
  return cli_fail(
      code, "bote demo",
      cli_text("die Rollen sind nicht bereit geworden",
               "the roles did not become ready"),
      cli_text("--keep DIR behält bote.log", "--keep DIR keeps bote.log"));
}

static int
run_demo(int argc, char **argv)
{
  Options options = {0};
  if (!take_options(argc, argv, &options))
    return EX_USAGE;
  secret_init();
  mime_init();
  g_autoptr(GError) error = NULL;
  g_autoptr(DemoTown) town = demo_town_new(
      options.keep == NULL ? "" : options.keep, options.port, &error);
  if (town == NULL)
    return cli_fail(EX_CANTCREAT, "bote demo", error->message, NULL);
  int code = run_town(town, &options);
  if (options.keep == NULL)
    demo_town_remove(town);
  else if (!options.json)
    printf(cli_text("Aufgehoben: %s\n", "Kept: %s\n"), town->directory);
  return code;
}

const Verb verb_demo = {
    .name = "demo",
    .arguments = "[--port 8311] [--keep DIR] [--fast] [--json]",
    .summary_de = "zeigt eine ganze Stadt auf diesem Rechner",
    .summary_en = "show a whole town on this machine",
    .help_de =
        "Spielt Szenen mit erfundenen Leuten und lässt danach eine Seite "
        "offen, auf der\nSie selbst schreiben können. Nichts verlässt "
        "diesen Rechner.\n"
        "--port ZAHL  Port der Seite\n"
        "--keep DIR   alles in diesem neuen Verzeichnis behalten\n"
        "--fast       ohne Pausen und ohne Seite\n"
        "--json       am Ende eine Zeile JSON, sonst nichts",
    .help_en = "Plays scenes with made-up people and then leaves a page open "
               "where you can write\nyourself. Nothing leaves this machine.\n"
               "--port NUMBER  port of the page\n"
               "--keep DIR     keep everything in this new directory\n"
               "--fast         without pauses and without the page\n"
               "--json         one line of JSON at the end, nothing else",
    .run = run_demo,
};
