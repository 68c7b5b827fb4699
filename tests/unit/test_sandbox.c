/* SPDX-License-Identifier: Apache-2.0
 *
 * What a child that was taken over might try: each attempt in a process of its
 * own behind both filters, and again behind the zygote's alone where that must
 * hold, too.  Also what must still work there.  A sanitized build has no walls.
 */
#include "daemon/parse/sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/sandbox_attempts.h"

enum { REFUSED = 10, WORKED = 11 };

static const SandboxLimits limits = {512, 1};

static void
enter(bool as_child)
{
  Sandbox *sandbox = sandbox_new(&limits, NULL);
  if (sandbox == NULL || !sandbox_enter_zygote(sandbox, NULL))
    _exit(EXIT_FAILURE);
  if (as_child)
    sandbox_enter_child(sandbox);
}

/* Run `make` in a process behind the walls.  Returns its wait status. */
static int
run_inside(long (*make)(void), bool as_child)
{
  pid_t pid = fork();
  if (pid == 0) {
    enter(as_child);
    _exit(make() < 0 ? REFUSED : WORKED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  return status;
}

static bool
is_refused(int status)
{
  return (WIFEXITED(status) && WEXITSTATUS(status) == REFUSED) ||
         (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
}

static bool
has_no_walls(void)
{
#ifdef BOTE_SANITIZED
  g_test_skip("a sanitized build has no walls");
  return true;
#else
  return false;
#endif
}

static void
test_sandbox_attempt(const void *user)
{
  const SandboxAttempt *attempt = user;
  if (has_no_walls())
    return;
  g_assert_true(is_refused(run_inside(attempt->make, true)));
  if (!attempt->zygote_may)
    g_assert_true(is_refused(run_inside(attempt->make, false)));
}

/* Attempts must be able to succeed, or the table proves nothing: those that
 * need neither rights nor a rare kernel. */
static void
test_sandbox_outside_it_works(void)
{
  for (size_t i = 0; sandbox_sure_attempts[i] != NULL; i++)
    g_assert_cmpint(sandbox_sure_attempts[i](), >=, 0);
}

static long
work_as_usual(void)
{
  /* Memory in all sizes, an allowed clock, and a write to nowhere. */
  for (size_t size = 16; size < 64u * 1024 * 1024; size *= 2) {
    char *block = malloc(size);
    if (block == NULL)
      return -1;
    memset(block, 1, size);
    block = realloc(block, 2 * size);
    free(block);
  }
  return g_get_monotonic_time() > 0 ? 0 : -1;
}

static void
test_sandbox_memory_and_clock_work(void)
{
  int status = run_inside(work_as_usual, true);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, WORKED);
}

static long
exceed_memory(void)
{
  void *block = malloc(513u * 1024 * 1024);
  long rc = block == NULL ? -1 : 0;
  free(block);
  return rc;
}

static void
test_sandbox_limits_memory(void)
{
  if (has_no_walls())
    return;
  int status = run_inside(exceed_memory, true);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
}

static long
abort_cleanly(void)
{
  abort();
}

static void
test_sandbox_abort_tells_its_signal(void)
{
  int status = run_inside(abort_cleanly, true);
  g_assert_true(WIFSIGNALED(status));
  g_assert_cmpint(WTERMSIG(status), ==, SIGABRT);
}

/* RLIMIT_FSIZE is 0: without the trap a library's message on standard error,
 * when that is a file, would be the end. */
static void
test_sandbox_write_to_a_file_is_no_death(void)
{
  char name[] = "/tmp/bote-test-XXXXXX";
  int fd = mkstemp(name);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(unlink(name), ==, 0);
  pid_t pid = fork();
  if (pid == 0) {
    enter(true);
    ssize_t n = write(fd, "x", 1);
    _exit(n < 0 && errno == EFBIG ? REFUSED : WORKED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
  (void)close(fd);
}

static void
test_sandbox_says_which_walls_stand(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Sandbox) sandbox = sandbox_new(&limits, &error);
  g_assert_no_error(error);
  g_assert_false(sandbox_walls(sandbox).seccomp);
  pid_t pid = fork();
  if (pid == 0) {
    bool entered = sandbox_enter_zygote(sandbox, NULL);
    _exit(entered && sandbox_walls(sandbox).seccomp ? WORKED : REFUSED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  if (!has_no_walls())
    g_assert_cmpint(WEXITSTATUS(status), ==, WORKED);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; sandbox_attempts[i].name != NULL; i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/sandbox/refuses/%s", sandbox_attempts[i].name);
    g_test_add_data_func(path, &sandbox_attempts[i], test_sandbox_attempt);
  }
  g_test_add_func("/daemon/sandbox/outside-it-works",
                  test_sandbox_outside_it_works);
  g_test_add_func("/daemon/sandbox/memory-and-clock-work",
                  test_sandbox_memory_and_clock_work);
  g_test_add_func("/daemon/sandbox/limits-memory", test_sandbox_limits_memory);
  g_test_add_func("/daemon/sandbox/abort-tells-its-signal",
                  test_sandbox_abort_tells_its_signal);
  g_test_add_func("/daemon/sandbox/write-to-a-file-is-no-death",
                  test_sandbox_write_to_a_file_is_no_death);
  g_test_add_func("/daemon/sandbox/says-which-walls-stand",
                  test_sandbox_says_which_walls_stand);
  return g_test_run();
}
