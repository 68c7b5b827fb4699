/* SPDX-License-Identifier: Apache-2.0
 *
 * The role deliver dies at each of its steps on disk, or its disk fails there,
 * and is started again: no mail goes out twice by itself, and each job gets a
 * result that is true.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/role.h"
#include "queue/fs.h"
#include "queue/secret.h"
#include "tests/support/deliver_story.h"

enum {
  STEPS_MAX = 200, /* more than the story has */
  PATIENCE_MS = 20000,
  POLL_MS = 100,
};

/* --- a table of system calls that fails: in the role's process --- */

typedef enum Fault {
  FAULT_NONE,
  FAULT_KILL, /* the process dies before the call */
  FAULT_EIO,  /* the call fails, and only a sync can */
} Fault;

/* Read from the environment once; counts on. */
static struct {
  bool ready;
  Fault kind;
  int at, calls;
} fault;

static bool
is_due(void)
{
  if (!fault.ready) {
    const char *kill_at = g_getenv("FAULT_KILL");
    const char *fail_at = g_getenv("FAULT_EIO");
    const char *at = kill_at != NULL ? kill_at : fail_at;
    fault.ready = true;
    fault.kind = kill_at != NULL ? FAULT_KILL : FAULT_EIO;
    fault.at = at == NULL ? -1 : (int)g_ascii_strtoll(at, NULL, 10);
  }
  bool due = ++fault.calls == fault.at;
  if (due && fault.kind == FAULT_KILL)
    (void)raise(SIGKILL);
  return due;
}

static int
table_open(const char *path, int flags, mode_t mode)
{
  (void)is_due();
  return open(path, flags, mode);
}

static ssize_t
table_write(int fd, const void *bytes, size_t size)
{
  (void)is_due();
  return write(fd, bytes, size);
}

static int
table_fsync(int fd)
{
  if (!is_due())
    return fsync(fd);
  errno = EIO;
  return -1;
}

static int
table_fdatasync(int fd)
{
  return table_fsync(fd);
}

static int
table_fallocate(int fd, off_t size)
{
  (void)fd;
  (void)size;
  errno = EOPNOTSUPP;
  return -1;
}

static int
table_rename(const char *from, const char *to)
{
  (void)is_due();
  return rename(from, to);
}

static int
table_unlink(const char *path)
{
  return unlink(path);
}

/* Linked in place of the library's. */
const FsOps fs_table = {
    .open = table_open,
    .write = table_write,
    .fsync = table_fsync,
    .fdatasync = table_fdatasync,
    .fallocate = table_fallocate,
    .rename = table_rename,
    .unlink = table_unlink,
};

/* --- the role in a process of its own --- */

static GPid
role_start(const DeliverStory *story, const char *name, int at)
{
  char *argv[] = {(char *)"/proc/self/exe", (char *)"--role",
                  story->config_path, NULL};
  g_auto(GStrv) env = g_get_environ();
  g_autofree char *number = g_strdup_printf("%d", at);
  g_autoptr(GError) error = NULL;
  GPid pid = 0;

  if (name != NULL)
    env = g_environ_setenv(env, name, number, TRUE);
  g_spawn_async(NULL, argv, env,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &pid, &error);
  g_assert_no_error(error);
  return pid;
}

/* Wait until the role has died, or `is_enough`.  True: it has died. */
static bool
role_wait(DeliverStory *story, GPid pid, bool (*is_enough)(DeliverStory *story))
{
  int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
  struct pollfd bell = {.fd = bell_fd(story->bell), .events = POLLIN};
  int status = 0;

  while (clock_monotonic_ms() < end_ms) {
    if (waitpid(pid, &status, WNOHANG) == pid)
      return true;
    if (is_enough(story)) {
      (void)kill(pid, SIGKILL);
      (void)waitpid(pid, &status, 0);
      return false;
    }
    (void)poll(&bell, 1, POLL_MS);
    (void)bell_drain(story->bell);
  }
  (void)kill(pid, SIGKILL);
  (void)waitpid(pid, &status, 0);
  g_test_fail_printf("the role neither died nor reported");
  return true;
}

static int
count_mails(const char *log, int job)
{
  g_autofree char *mark = g_strdup_printf("Subject: job-%d\n", job);
  int count = 0;
  for (const char *at = log; (at = strstr(at, mark)) != NULL; at++)
    count++;
  return count;
}

/* One story with a fault at a step.  True: the fault came to be. */
static bool
play(const char *name, int at)
{
  DeliverStory story;
  deliver_story_begin(&story, NULL);
  bool died =
      role_wait(&story, role_start(&story, name, at), deliver_story_read);

  if (died)
    g_assert_false(
        role_wait(&story, role_start(&story, NULL, 0), deliver_story_read));
  g_assert_true(deliver_story_read(&story));
  int last = story.last, sent[DELIVER_STORY_JOBS], unknown[DELIVER_STORY_JOBS];
  memcpy(sent, story.sent, sizeof sent);
  memcpy(unknown, story.unknown, sizeof unknown);
  g_autofree char *log = deliver_story_end(&story);
  g_assert_cmpint(last, >=, 1);
  for (int i = 0; i < DELIVER_STORY_JOBS; i++) {
    int mails = count_mails(log, i);
    g_assert_cmpint(mails, <=, 1);
    g_assert_cmpint(sent[i], <=, 1);
    g_assert_cmpint(unknown[i], <=, 1);
    g_assert_true(sent[i] == 0 || mails == 1);
  }
  return died;
}

static void
test_walk(gconstpointer name)
{
  int at = 1;
  while (at < STEPS_MAX && play(name, at))
    at++;
  g_test_message("%d steps", at - 1);
  g_assert_cmpint(at, >, 8); /* claim and result were among them */
  g_assert_cmpint(at, <, STEPS_MAX);
}

/* The syncs that fail end the role; opens and writes pass. */
static void
test_failed_sync(void)
{
  int died = 0;
  for (int at = 1; at <= 24; at++)
    died += play("FAULT_EIO", at);
  g_assert_cmpint(died, >=, 5);
}

/* --- at a known moment of the session --- */

static bool
is_greeted(DeliverStory *story)
{
  return smtp_script_count(story->server, "greeting") > 0;
}

static bool
is_accepted(DeliverStory *story)
{
  return smtp_script_count(story->server, ".") > 0;
}

static void
check_killed_when(const SmtpRule *rules, bool (*moment)(DeliverStory *story))
{
  DeliverStory story;
  deliver_story_begin(&story, rules);
  g_assert_false(role_wait(&story, role_start(&story, NULL, 0), moment));
  unsigned begun = smtp_script_count(story.server, "MAIL");
  g_assert_false(
      role_wait(&story, role_start(&story, NULL, 0), deliver_story_read));
  g_assert_cmpuint(smtp_script_count(story.server, "MAIL"), ==, begun);
  g_assert_true(deliver_story_read(&story));
  for (int i = 0; i < DELIVER_STORY_JOBS; i++) {
    g_assert_cmpint(story.unknown[i], ==, 1);
    g_assert_cmpint(story.sent[i], ==, 0);
  }
  g_assert_cmpint(story.last, ==, 1);
  g_free(deliver_story_end(&story));
}

static void
test_before_sending(void)
{
  static const SmtpRule rules[] = {
      {.command = "greeting", .reply = SMTP_SCRIPT_SILENT}, {0}};
  check_killed_when(rules, is_greeted);
}

static void
test_after_sending(void)
{
  static const SmtpRule rules[] = {
      {.command = ".", .reply = SMTP_SCRIPT_SILENT}, {0}};
  check_killed_when(rules, is_accepted);
}

int
main(int argc, char **argv)
{
  if (argc == 3 && strcmp(argv[1], "--role") == 0) {
    char *role[] = {(char *)"deliver", (char *)"--config", argv[2], NULL};
    for (const Role *const *row = role_registry; *row != NULL; row++)
      if (strcmp((*row)->name, "deliver") == 0)
        return (*row)->run(3, role);
    return 1;
  }
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  g_test_add_func("/daemon/deliver-crash/before-sending", test_before_sending);
  g_test_add_func("/daemon/deliver-crash/after-sending", test_after_sending);
  g_test_add_data_func("/daemon/deliver-crash/killed-at-each-step",
                       "FAULT_KILL", test_walk);
  g_test_add_func("/daemon/deliver-crash/failed-sync", test_failed_sync);
  return g_test_run();
}
