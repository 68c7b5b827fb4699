/* SPDX-License-Identifier: Apache-2.0
 *
 * The supervisor's table of roles and its loop.
 */
#include "daemon/supervise/supervise.h"

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/role.h"
#include "daemon/supervise/supervise_private.h"
#include "parsers/provider/provider.h"
#include "queue/fd.h"

/* The roles of a town with their users; systemd/README.md has the same table.
 */
typedef struct SupervisedRole {
  const char *role, *user;
  bool (*is_wanted)(const Settings *settings); /* NULL: always */
} SupervisedRole;

/* A modem's channel has no webhook. */
static bool
is_polled(const ChannelSettings *channel)
{
  const Provider *provider = provider_find(channel->provider);
  return provider != NULL && (provider->abilities & PROVIDER_POLL) != 0;
}

static bool
has_webhooks(const Settings *settings)
{
  bool found = false;
  for (guint i = 0; i < settings->channels->len; i++)
    found = found || !is_polled(settings->channels->pdata[i]);
  return found;
}

static const SupervisedRole roles[] = {
    {"digest", "bote-digest", NULL},
    {"deliver", "bote-deliver", NULL},
    {"webhook", "bote-hook", has_webhooks},
    {"site", "bote-site", NULL},
};
#define MAILBOX_USER "bote-mailbox"
#define POLL_USER "bote-poll"

static bool
role_exists(const char *name)
{
  for (const Role *const *role = role_registry; *role != NULL; role++)
    if (strcmp((*role)->name, name) == 0)
      return true;
  return false;
}

/* All users or none: half of them could not hand files to each other. */
static bool
users_exist(void)
{
  const char *missing = getpwnam(MAILBOX_USER) == NULL ? MAILBOX_USER : NULL;
  missing = getpwnam(POLL_USER) == NULL ? POLL_USER : missing;
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
    if (getpwnam(roles[i].user) == NULL)
      missing = roles[i].user;
  if (geteuid() == 0 && missing == NULL)
    return true;
  log_event(LOG_WARNING, "users-unchanged", "why",
            geteuid() != 0 ? "not started by root" : "no such user", "user",
            geteuid() != 0 ? NULL : missing, "next",
            "all roles run as one user", NULL);
  return false;
}

static int
open_signals(GError **error)
{
  sigset_t set;
  sigemptyset(&set);
  static const int taken[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
  for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
    sigaddset(&set, taken[i]);
  int fd = sigprocmask(SIG_BLOCK, &set, NULL) == 0
               ? signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)
               : -1;
  if (fd < 0)
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                "signalfd: %s", g_strerror(errno));
  return fd;
}

Supervisor *
supervisor_new(const SuperviseOptions *options, GError **error)
{
  auto_fd int signal_fd = open_signals(error);
  if (signal_fd < 0)
    return NULL;
  Supervisor *supervisor = g_new0(Supervisor, 1);
  supervisor->config_path = g_strdup(options->config_path);
  supervisor->clock_path = g_strdup(options->clock_path);
  supervisor->log_fd = options->log_fd;
  supervisor->signal_fd = fd_steal(&signal_fd);
  supervisor->users = options->change_users && users_exist();
  supervisor->children =
      g_ptr_array_new_with_free_func((GDestroyNotify)child_free);
  return supervisor;
}

static Child *
find_child(const Supervisor *supervisor, const char *name)
{
  for (guint i = 0; i < supervisor->children->len; i++) {
    Child *child = supervisor->children->pdata[i];
    if (strcmp(child->name, name) == 0)
      return child;
  }
  return NULL;
}

/* What to want: a role as the table has it, for one configuration. */
typedef struct Wish {
  const char *role, *user, *argument;
  const Settings *settings; /* NULL: needs no credential */
} Wish;

static Child *
want(Supervisor *supervisor, const Wish *wish)
{
  const char *role = wish->role, *argument = wish->argument;
  g_autofree char *name = argument == NULL
                              ? g_strdup(role)
                              : g_strdup_printf("%s %s", role, argument);
  Child *child = find_child(supervisor, name);
  if (child == NULL) {
    child = g_new0(Child, 1);
    child->role = role;
    child->user = wish->user;
    child->argument = g_strdup(argument);
    child->name = g_steal_pointer(&name);
    g_ptr_array_add(supervisor->children, child);
  }
  child->wanted = true;
  g_clear_pointer(&child->secrets, g_ptr_array_unref);
  child->secrets = wish->settings == NULL
                       ? g_ptr_array_new()
                       : credentials_of(wish->settings, role, argument);
  return child;
}

/* Of one user all may come first: none shall find that there is no place yet.
 * Who cannot make them is told by the roles. */
static void
make_folders(const PathSettings *paths)
{
  (void)g_mkdir_with_parents(paths->state, 0700);
  (void)g_mkdir_with_parents(paths->runtime, 0755);
}

/* A role for each mailbox and each modem. */
static void
want_instances(Supervisor *supervisor, const Settings *settings)
{
  for (guint i = 0; i < settings->mailboxes->len; i++) {
    const MailboxSettings *mailbox = settings->mailboxes->pdata[i];
    (void)want(supervisor, &(Wish){.role = "mailbox",
                                   .user = MAILBOX_USER,
                                   .argument = mailbox->name,
                                   .settings = settings});
  }
  for (guint i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *channel = settings->channels->pdata[i];
    if (is_polled(channel))
      (void)want(supervisor, &(Wish){.role = "poll",
                                     .user = POLL_USER,
                                     .argument = channel->name,
                                     .settings = settings});
  }
}

void
supervisor_want(Supervisor *supervisor, const Config *config)
{
  const Settings *settings = config->settings;
  g_free(supervisor->secrets_from);
  g_free(supervisor->secrets_to);
  supervisor->secrets_from = g_strdup(settings->paths.credentials);
  /* Beside the runtime folder, which the roles' group may write. */
  supervisor->secrets_to =
      g_strconcat(settings->paths.runtime, "-credentials", NULL);
  if (!supervisor->users)
    make_folders(&settings->paths);
  for (guint i = 0; i < supervisor->children->len; i++) {
    Child *child = supervisor->children->pdata[i];
    child->wanted = child->pinned;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
    bool wanted = roles[i].is_wanted == NULL || roles[i].is_wanted(settings);
    if (wanted && role_exists(roles[i].role))
      (void)want(supervisor, &(Wish){.role = roles[i].role,
                                     .user = roles[i].user,
                                     .settings = settings});
    else if (wanted)
      log_event(LOG_WARNING, "role-missing", "role", roles[i].role, "next",
                "this program has no such role; the others run", NULL);
  }
  want_instances(supervisor, settings);
}

void
supervisor_add(Supervisor *supervisor, const char *role)
{
  want(supervisor, &(Wish){.role = role, .user = "-"})->pinned = true;
}

void
supervisor_stop(Supervisor *supervisor)
{
  supervisor->stopping = true;
  for (guint i = 0; i < supervisor->children->len; i++)
    child_end(supervisor->children->pdata[i]);
}

bool
supervisor_is_stopping(const Supervisor *supervisor)
{
  return supervisor->stopping;
}

/* What no longer fits the file is asked to end; all others, too, for they read
 * the configuration when they start. */
static void
reload(Supervisor *supervisor)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(supervisor->config_path, NULL, &error);
  if (config == NULL) {
    log_event(LOG_ERR, "reload-refused", "why", error->message, "next",
              "the old configuration stays in force", NULL);
    return;
  }
  log_event(LOG_INFO, "reload", NULL);
  supervisor_want(supervisor, config);
  for (guint i = 0; i < supervisor->children->len; i++) {
    Child *child = supervisor->children->pdata[i];
    child->due_ms = 0;
    child_end(child);
  }
}

static void
reap(Supervisor *supervisor)
{
  for (guint i = supervisor->children->len; i > 0; i--) {
    Child *child = supervisor->children->pdata[i - 1];
    int status = 0;
    if (child->pid != 0 && waitpid(child->pid, &status, WNOHANG) == child->pid)
      child_reaped(child, status);
    if (child->pid == 0 && !child->wanted)
      g_ptr_array_remove_index(supervisor->children, i - 1);
  }
}

/* Start and kill what is due; returns when the next is, monotonic. */
static int64_t
look_at_times(Supervisor *supervisor)
{
  int64_t now_ms = clock_monotonic_ms();
  int64_t next_ms = INT64_MAX;
  for (guint i = 0; i < supervisor->children->len; i++) {
    Child *child = supervisor->children->pdata[i];
    bool starts = child->pid == 0 && child->wanted && !supervisor->stopping;
    if (starts && child->due_ms <= now_ms)
      child_start(supervisor, child);
    if (child->pid != 0 && child->kill_at_ms != 0 &&
        child->kill_at_ms <= now_ms) {
      (void)kill(child->pid, SIGKILL); /* not reaped yet: it is ours */
      child->kill_at_ms = 0;
    }
    if (starts && child->pid == 0)
      next_ms = MIN(next_ms, child->due_ms);
    if (child->pid != 0 && child->kill_at_ms != 0)
      next_ms = MIN(next_ms, child->kill_at_ms);
  }
  return next_ms;
}

static void
handle_signals(Supervisor *supervisor)
{
  struct signalfd_siginfo info;
  while (read(supervisor->signal_fd, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo == SIGHUP)
      reload(supervisor);
    else if (info.ssi_signo != SIGCHLD)
      supervisor_stop(supervisor);
  }
  reap(supervisor);
}

static bool
any_runs(const Supervisor *supervisor)
{
  for (guint i = 0; i < supervisor->children->len; i++)
    if (((Child *)supervisor->children->pdata[i])->pid != 0)
      return true;
  return false;
}

bool
supervisor_turn(Supervisor *supervisor, int wait_ms)
{
  int64_t next_ms = look_at_times(supervisor);
  if (next_ms != INT64_MAX) {
    int64_t rest_ms = MAX(next_ms - clock_monotonic_ms(), 0);
    wait_ms = (int)(wait_ms < 0 ? rest_ms : MIN(rest_ms, wait_ms));
  }
  if (supervisor->stopping && !any_runs(supervisor))
    return false;
  struct pollfd ready = {.fd = supervisor->signal_fd, .events = POLLIN};
  if (poll(&ready, 1, wait_ms) > 0)
    handle_signals(supervisor);
  return !supervisor->stopping || any_runs(supervisor);
}

pid_t
supervisor_pid(const Supervisor *supervisor, const char *name)
{
  const Child *child = find_child(supervisor, name);
  return child == NULL ? 0 : child->pid;
}

void
supervisor_free(Supervisor *supervisor)
{
  if (supervisor == NULL)
    return;
  for (guint i = 0; i < supervisor->children->len; i++) {
    Child *child = supervisor->children->pdata[i];
    if (child->pid == 0)
      continue;
    (void)kill(child->pid, SIGKILL); /* not reaped yet: it is ours */
    (void)waitpid(child->pid, NULL, 0);
  }
  g_ptr_array_unref(supervisor->children);
  fd_close(&supervisor->signal_fd);
  g_free(supervisor->config_path);
  g_free(supervisor->clock_path);
  g_free(supervisor->secrets_from);
  g_free(supervisor->secrets_to);
  g_free(supervisor);
}
