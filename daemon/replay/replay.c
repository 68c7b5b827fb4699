/* SPDX-License-Identifier: Apache-2.0
 *
 * A child process does the work, so that its scratch stores are removed however
 * it ends.
 */
#include "daemon/replay/replay.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/cli_print.h"
#include "daemon/replay/replay_outcome.h"
#include "daemon/replay/replay_print.h"
#include "daemon/replay/replay_town.h"
#include "daemon/tree.h"
#include "parsers/mime/mime.h"
#include "queue/secret.h"

enum { PROGRESS_EVERY = 25 };

typedef struct Replay {
  const ReplayOptions *options;
  const char *folder; /* of the scratch stores */
  FILE *told;         /* standard error; the log goes to a file */
  GPtrArray *files;   /* ReplayFile *, oldest first */
  GPtrArray *before;  /* json_t *: what they became in the first town */
  GTimeZone *zone;    /* of the town that is replayed now; borrowed */
  guint differ;
} Replay;

static int
fail(const Replay *replay, int code, const char *what, const GError *error)
{
  (void)fflush(stdout);
  fprintf(replay->told, "bote: %s – %s\n", what, error->message);
  return code;
}

static void
show_progress(const Replay *replay, guint done, const char *town)
{
  if (isatty(fileno(replay->told)) && done % PROGRESS_EVERY == 0)
    fprintf(replay->told, "\r%s: %u / %u ", town, done, replay->files->len);
}

/* --- one town --- */

/* The first town's outcomes are printed, or kept for the second. */
static void
use_outcome(Replay *replay, guint index, json_t *became)
{
  const ReplayFile *file = replay->files->pdata[index];
  bool json = replay->options->json;
  if (replay->options->against == NULL) {
    replay_print(file, became, replay->zone, json);
  } else if (replay->before->len == index) {
    g_ptr_array_add(replay->before, json_incref(became));
  } else {
    json_auto_t *differs =
        replay_outcome_compare(replay->before->pdata[index], became);
    if (json_array_size(differs) == 0)
      return;
    replay->differ++;
    replay_print_differences(file, differs, replay->zone, json);
  }
}

static int
take_all(Replay *replay, ReplayTown *town, const char *name)
{
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < replay->files->len; i++) {
    const ReplayFile *file = replay->files->pdata[i];
    json_auto_t *became = replay_town_take(town, file, &error);
    if (became == NULL)
      return fail(replay, EX_IOERR, file->name, error);
    use_outcome(replay, i, became);
    show_progress(replay, i + 1, name);
  }
  return EX_OK;
}

/* Load a town and put all files through it. */
static int
run_town(Replay *replay, const char *directory, const char *name)
{
  const ReplayOptions *options = replay->options;
  const ReplaySources sources = {options->mailbox, options->channel};
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config =
      config_load_other(options->config, directory, NULL, &error);
  if (config == NULL)
    return fail(replay, EX_CONFIG,
                directory == NULL ? options->config : directory, error);
  g_autofree char *folder = g_build_filename(replay->folder, name, NULL);
  if (mkdir(folder, 0700) != 0)
    return cli_fail(EX_CANTCREAT, folder, g_strerror(errno), NULL);
  g_clear_pointer(&replay->files, g_ptr_array_unref);
  replay->files = replay_files_read(options->paths, config, &sources, &error);
  if (replay->files == NULL)
    return fail(replay, EX_NOINPUT, cli_text("nicht lesbar", "not readable"),
                error);
  g_autoptr(ReplayTown) town = replay_town_open(config, folder, &error);
  if (town == NULL)
    return fail(replay, EX_UNAVAILABLE, cli_text("Probelauf", "scratch store"),
                error);
  replay->zone = replay_town_zone(town);
  return take_all(replay, town,
                  directory == NULL ? config->settings->town : directory);
}

static void
tell_difference(const Replay *replay)
{
  if (replay->options->json)
    return;
  if (replay->differ == 0)
    printf(cli_text("Bei keiner von %u Nachrichten etwas anderes.\n",
                    "The same for all of %u messages.\n"),
           replay->files->len);
  else
    printf(cli_text("Bei %u von %u Nachrichten etwas anderes.\n",
                    "Something else for %u of %u messages.\n"),
           replay->differ, replay->files->len);
}

static void
unref_json(void *data)
{
  json_decref(data);
}

static int
work(Replay *replay)
{
  const ReplayOptions *options = replay->options;
  g_unsetenv("CREDENTIALS_DIRECTORY"); /* the scratch store has its own keys */
  secret_init();
  mime_init();
  replay->before = g_ptr_array_new_with_free_func(unref_json);
  int code = run_town(replay, options->town, "town");
  if (code == EX_OK && options->against != NULL) {
    code = run_town(replay, options->against, "against");
    if (code == EX_OK)
      tell_difference(replay);
  }
  if (isatty(fileno(replay->told)))
    fputs("\r\033[K", replay->told);
  return fflush(stdout) != 0 && code == EX_OK ? EX_IOERR : code;
}

/* --- the process --- */

/* Digest logs what it does; here nobody asked. */
static FILE *
keep_errors(const char *folder)
{
  g_autofree char *log = g_build_filename(folder, "log", NULL);
  int told = dup(STDERR_FILENO);
  int file = open(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (told < 0 || file < 0 || dup2(file, STDERR_FILENO) < 0)
    return stderr;
  (void)close(file);
  FILE *stream = fdopen(told, "w");
  return stream == NULL ? stderr : stream;
}

/* An interrupt ends the child, which is waited for all the same. */
static int
wait_for(pid_t child, const sigset_t *awaited)
{
  int status = 0, signal_number = 0;
  while (waitpid(child, &status, WNOHANG) == 0)
    if (sigwait(awaited, &signal_number) == 0 && signal_number != SIGCHLD)
      (void)kill(child, SIGTERM);
  return WIFEXITED(status) ? WEXITSTATUS(status) : EX_TEMPFAIL;
}

static int
work_apart(const ReplayOptions *options, const char *folder)
{
  sigset_t awaited, before;
  (void)sigemptyset(&awaited);
  (void)sigaddset(&awaited, SIGINT);
  (void)sigaddset(&awaited, SIGTERM);
  (void)sigaddset(&awaited, SIGCHLD);
  (void)sigprocmask(SIG_BLOCK, &awaited, &before);
  pid_t child = fork();
  if (child < 0)
    return EX_OSERR;
  if (child > 0)
    return wait_for(child, &awaited);
  (void)sigprocmask(SIG_SETMASK, &before, NULL);
  Replay replay = {.options = options, .folder = folder};
  replay.told = keep_errors(folder);
  setvbuf(replay.told, NULL, _IONBF, 0);
  _exit(work(&replay));
}

int
replay_run(const ReplayOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("bote-replay-XXXXXX", &error);
  if (folder == NULL)
    return cli_fail(EX_CANTCREAT, cli_text("Probelauf", "scratch store"),
                    error->message, NULL);
  int code = work_apart(options, folder);
  tree_remove(folder);
  return code;
}
