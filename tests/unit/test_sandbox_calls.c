/* SPDX-License-Identifier: Apache-2.0
 *
 * Every system call there is, made behind both filters: what is left to a child
 * is on the list here, and all else is its death.  The arguments are all ones,
 * so that no call that is allowed can do anything, and those that are allowed
 * with some arguments only count as forbidden.
 */
#include "daemon/parse/sandbox.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CALLS = 512, WORKED = 11 }; /* Linux 6.18 has 470 */

static const long left_to_a_child[] = {
    SYS_read,
    SYS_write,
    SYS_exit_group,
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_futex,
    SYS_rt_sigprocmask,
    SYS_rt_sigaction,
    SYS_clock_gettime,
    SYS_gettimeofday,

    SYS_getpid,
    SYS_gettid,
    /* These are refused, and no death. */
    SYS_openat,
    SYS_newfstatat,
    SYS_getpeername,
    SYS_ioctl,
    SYS_clone3,
};

/* Be the zygote; each child makes one call.  The statuses are wait(2)'s. */
static void
make_all_calls(int *statuses)
{
  const SandboxLimits limits = {512, 10};
  Sandbox *sandbox = sandbox_new(&limits, NULL);
  if (sandbox == NULL || !sandbox_enter_zygote(sandbox, NULL))
    _exit(EXIT_FAILURE);
  for (long call = 0; call < CALLS; call++) {
    pid_t pid = _Fork();
    if (pid == 0) {
      sandbox_enter_child(sandbox);
      (void)syscall(call, -1L, -1L, -1L, -1L, -1L, -1L);
      _exit(WORKED);
    }
    if (pid < 0 || waitpid(pid, &statuses[call], 0) != pid)
      _exit(EXIT_FAILURE);
  }
  _exit(EXIT_SUCCESS);
}

/* Two calls that a process under a tracer's probe makes; the kernel (6.14 and
 * 6.18) takes them past every filter and lets nobody else make them. */
static bool
is_beyond_filters(long call)
{
#ifdef __x86_64__
  return call == 335 || call == 336; /* uretprobe, uprobe */
#else
  (void)call;
  return false;
#endif
}

static bool
is_left(long call)
{
  for (size_t i = 0; i < G_N_ELEMENTS(left_to_a_child); i++)
    if (left_to_a_child[i] == call)
      return true;
  return false;
}

static void
test_sandbox_calls_left_to_a_child(void)
{
#ifdef BOTE_SANITIZED
  g_test_skip("a sanitized build has no walls");
  return;
#endif
  int *statuses = mmap(NULL, CALLS * sizeof(int), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true(statuses != MAP_FAILED);
  pid_t pid = fork();
  if (pid == 0)
    make_all_calls(statuses);
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
  for (long call = 0; call < CALLS; call++) {
    bool killed =
        WIFSIGNALED(statuses[call]) && WTERMSIG(statuses[call]) == SIGSYS;
    if (is_beyond_filters(call))
      continue;
    if (killed == is_left(call))
      g_test_message("call %ld", call);
    g_assert_true(killed != is_left(call));
  }
  (void)munmap(statuses, CALLS * sizeof(int));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/sandbox-calls/left-to-a-child",
                  test_sandbox_calls_left_to_a_child);
  return g_test_run();
}
