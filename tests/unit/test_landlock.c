/* SPDX-License-Identifier: Apache-2.0
 *
 * Landlock without seccomp before it: what the second wall holds alone.
 */
#include "daemon/parse/landlock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

enum { REFUSED = 10, WORKED = 11, ABSENT = 12 };

static int
try_open(void)
{
  return open("/etc/passwd", O_RDONLY);
}

static int
try_list(void)
{
  return open("/", O_RDONLY | O_DIRECTORY);
}

static int
try_write(void)
{
  return open("/dev/null", O_WRONLY);
}

static int
try_execve(void)
{
  char *const argv[] = {(char *)"true", NULL};
  return execv("/bin/true", argv);
}

static const struct {
  const char *name;
  int (*make)(void);
} attempts[] = {
    {"open", try_open},
    {"list", try_list},
    {"write", try_write},
    {"execve", try_execve},
};

static void
test_landlock_refuses(const void *user)
{
  size_t i = GPOINTER_TO_SIZE(user);
  pid_t pid = fork();
  if (pid == 0) {
    unsigned abi = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !landlock_enter(&abi))
      _exit(EXIT_FAILURE);
    if (abi == 0)
      _exit(ABSENT);
    _exit(attempts[i].make() < 0 ? REFUSED : WORKED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == ABSENT)
    g_test_skip("this kernel has no Landlock");
  else
    g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
}

/* Without NO_NEW_PRIVS the kernel refuses a process without rights; that must
 * not pass for "absent". */
static void
test_landlock_failure_is_told(void)
{
  enum { NOBODY = 65534 };
  pid_t pid = fork();
  if (pid == 0) {
    unsigned abi = 0;
    if (geteuid() == 0 && setuid(NOBODY) != 0)
      _exit(EXIT_FAILURE);
    bool entered = landlock_enter(&abi);
    _exit(entered && abi == 0 ? ABSENT : entered ? WORKED : REFUSED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == ABSENT)
    g_test_skip("this kernel has no Landlock");
  else
    g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/landlock/refuses/%s", attempts[i].name);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_landlock_refuses);
  }
  g_test_add_func("/daemon/landlock/failure-is-told",
                  test_landlock_failure_is_told);
  return g_test_run();
}
