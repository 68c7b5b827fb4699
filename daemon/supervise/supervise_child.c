/* SPDX-License-Identifier: Apache-2.0
 *
 * One process of a supervisor: how it starts, ends, and waits to start again.
 */
#include "daemon/supervise/supervise_private.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/log.h"

#define PROGRAM "/proc/self/exe"

/* It starts as `bote run --become …`, because posix_spawn can neither change
 * the user nor tie the child's life to ours. */
static GPtrArray *
arguments_of(const Supervisor *supervisor, const Child *child)
{
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  const char *words[] = {"bote", "run", "--become",
                         supervisor->users ? child->user : "-"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    g_ptr_array_add(list, g_strdup(words[i]));
  g_ptr_array_add(list, g_strdup_printf("%d", (int)getpid()));
  g_ptr_array_add(list, g_strdup(child->role));
  if (child->argument != NULL)
    g_ptr_array_add(list, g_strdup(child->argument));
  g_ptr_array_add(list,
                  g_strdup_printf("--config=%s", supervisor->config_path));
  if (supervisor->clock_path != NULL)
    g_ptr_array_add(list,
                    g_strdup_printf("--clock=%s", supervisor->clock_path));
  g_ptr_array_add(list, NULL);
  return list;
}

static int
spawn(const Supervisor *supervisor, char **arguments, const char *secrets,
      pid_t *out_pid)
{
  g_auto(GStrv) environment = g_get_environ();
  if (secrets != NULL)
    environment =
        g_environ_setenv(environment, "CREDENTIALS_DIRECTORY", secrets, TRUE);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  g_assert(posix_spawn_file_actions_init(&files) == 0);
  g_assert(posix_spawnattr_init(&attributes) == 0);
  int code = posix_spawnattr_setsigmask(&attributes, &none);
  if (code == 0)
    code = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  if (code == 0 && supervisor->log_fd >= 0)
    code = posix_spawn_file_actions_adddup2(&files, supervisor->log_fd,
                                            STDERR_FILENO);
  if (code == 0)
    code = posix_spawn(out_pid, PROGRAM, &files, &attributes, arguments,
                       environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return code;
}

/* At once after the first death, then 5 s doubling to 60 s. */
static void
plan_start(Child *child)
{
  int64_t now_ms = clock_monotonic_ms();
  if (child->expected ||
      now_ms - child->started_at_ms > SUPERVISE_STEADY_S * 1000)
    child->deaths = 0;
  if (!child->expected)
    child->deaths++;
  int wait_s = child->deaths < 2 ? 0 : SUPERVISE_BACKOFF_S;
  for (unsigned i = 2; i < child->deaths && wait_s < SUPERVISE_BACKOFF_MAX_S;
       i++)
    wait_s *= 2;
  child->due_ms = now_ms + MIN(wait_s, SUPERVISE_BACKOFF_MAX_S) * 1000;
  child->expected = false;
  child->kill_at_ms = 0;
}

static bool
give_and_spawn(const Supervisor *supervisor, Child *child, GError **error)
{
  g_autofree char *secrets = NULL;
  if (supervisor->users && strcmp(child->user, "-") != 0) {
    secrets = credentials_give(supervisor, child, error);
    if (secrets == NULL)
      return false;
  }
  g_autoptr(GPtrArray) arguments = arguments_of(supervisor, child);
  int code = spawn(supervisor, (char **)arguments->pdata, secrets, &child->pid);
  if (code != 0)
    g_set_error_literal(error, G_FILE_ERROR, g_file_error_from_errno(code),
                        g_strerror(code));
  return code == 0;
}

void
child_start(const Supervisor *supervisor, Child *child)
{
  g_autoptr(GError) error = NULL;
  child->started_at_ms = clock_monotonic_ms();
  if (give_and_spawn(supervisor, child, &error)) {
    log_event(LOG_INFO, "role-started", "role", child->name, "pid",
              log_number(child->pid).text, NULL);
    return;
  }
  child->pid = 0;
  plan_start(child);
  log_event(LOG_ERR, "role-not-started", "role", child->name, "why",
            error->message, "next", "tried again", NULL);
}

void
child_end(Child *child)
{
  if (child->pid == 0 || child->kill_at_ms != 0)
    return;
  (void)kill(child->pid, SIGTERM); /* not reaped yet: it is ours */
  child->expected = true;
  child->kill_at_ms = clock_monotonic_ms() + SUPERVISE_GRACE_S * 1000;
}

void
child_reaped(Child *child, int status)
{
  char how[32];
  if (WIFSIGNALED(status))
    g_snprintf(how, sizeof how, "signal %d", WTERMSIG(status));
  else
    g_snprintf(how, sizeof how, "exit %d", WEXITSTATUS(status));
  bool expected = child->expected;
  child->pid = 0;
  plan_start(child);
  int64_t wait_ms = MAX(child->due_ms - clock_monotonic_ms(), 0);
  log_event(expected ? LOG_INFO : LOG_WARNING, "role-ended", "role",
            child->name, "how", how, "restart_s",
            expected ? NULL : log_number((wait_ms + 999) / 1000).text, NULL);
}

void
child_free(Child *child)
{
  if (child->secrets != NULL)
    g_ptr_array_unref(child->secrets);
  g_free(child->argument);
  g_free(child->name);
  g_free(child);
}

static int
fail(const char *what, const char *user)
{
  log_event(LOG_ERR, "role-not-started", "what", what, "user", user, "why",
            g_strerror(errno), NULL);
  return EX_OSERR;
}

int
supervise_become(const char *user, const char *parent, char **arguments)
{
  const struct passwd *entry = strcmp(user, "-") == 0 ? NULL : getpwnam(user);
  if (entry == NULL && strcmp(user, "-") != 0)
    return fail("no such user", user);
  if (entry != NULL &&
      (initgroups(user, entry->pw_gid) != 0 || setgid(entry->pw_gid) != 0 ||
       setuid(entry->pw_uid) != 0))
    return fail("change the user", user);
  /* After the change of user, which would undo it (prctl(2)). */
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0)
    return fail("tie to the supervisor", user);
  if (g_ascii_strtoll(parent, NULL, 10) != getppid())
    return EX_UNAVAILABLE; /* it died meanwhile */
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_ptr_array_add(list, (char *)"bote");
  g_ptr_array_add(list, (char *)"role");
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add(list, *arguments);
  g_ptr_array_add(list, NULL);
  (void)execv(PROGRAM, (char **)list->pdata); /* returns only on failure */
  return fail("execute", user);
}
