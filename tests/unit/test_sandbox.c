/* SPDX-License-Identifier: Apache-2.0
 *
 * What a child that was taken over might try: each attempt in a process of its
 * own behind both filters, and again behind the zygote's alone where that must
 * hold, too.  Also what must still work there.  A sanitized build has no walls.
 */
#include "daemon/parse/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REFUSED = 10, WORKED = 11, X32_BIT = 0x40000000 };

typedef struct Attempt {
  const char *name;
  long (*make)(void); /* negative: refused */
  bool zygote_may;    /* the zygote needs this */
} Attempt;

static long
try_open(void)
{
  return open("/etc/passwd", O_RDONLY);
}

static long
try_open_null(void)
{
  return open("/dev/null", O_WRONLY);
}

static long
try_create(void)
{
  return open("/tmp/bote-sandbox-was-here", O_CREAT | O_WRONLY, 0600);
}

static long
try_memfd(void)
{
  return memfd_create("x", 0);
}

static long
try_access(void)
{
  return access("/etc/passwd", F_OK);
}

static long
try_unlink(void)
{
  return unlink("/tmp/bote-sandbox-was-here");
}

static long
try_socket(void)
{
  return socket(AF_INET, SOCK_STREAM, 0);
}

static long
try_execve(void)
{
  char *const argv[] = {(char *)"true", NULL};
  return execve("/bin/true", argv, NULL);
}

static long
try_ptrace(void)
{
  return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long
try_fork(void)
{
  pid_t pid = fork();
  if (pid == 0)
    _exit(0);
  return pid;
}

static long
try_thread_flags(void)
{
  return syscall(SYS_clone, CLONE_VM | SIGCHLD, NULL, NULL, NULL, 0);
}

static long
try_new_user(void)
{
  return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, 0);
}

static long
try_kill_init(void)
{
  return kill(1, 0);
}

static long
try_terminate_parent(void)
{
  return syscall(SYS_tgkill, 1, 1, 0);
}

static long
try_read_memory(void)
{
  char byte;
  struct iovec here = {&byte, 1}, there = {&byte, 1};
  return process_vm_readv(1, &here, 1, &there, 1, 0);
}

static long
try_bpf(void)
{
  return syscall(SYS_bpf, 0, NULL, 0);
}

static long
try_io_uring(void)
{
  char params[128] = {0};
  return syscall(SYS_io_uring_setup, 1, params);
}

static long
try_unshare(void)
{
  return unshare(CLONE_NEWUSER);
}

static long
try_map_code(void)
{
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : 0;
}

static long
try_make_code(void)
{
  static _Alignas(4096) char page[4096];
  return mprotect(page, sizeof page, PROT_READ | PROT_EXEC);
}

static long
try_raise_limit(void)
{
  struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
  return setrlimit(RLIMIT_AS, &limit);
}

static long
try_send_descriptor(void)
{
  struct msghdr nothing = {0};
  return sendmsg(1, &nothing, 0);
}

static long
try_x32(void)
{
  return syscall(X32_BIT + SYS_getpid);
}

static const Attempt attempts[] = {
    {"open", try_open, false},
    {"open-null", try_open_null, false},
    {"create", try_create, false},
    {"memfd", try_memfd, false},
    {"access", try_access, false},
    {"unlink", try_unlink, false},
    {"socket", try_socket, false},
    {"execve", try_execve, false},
    {"ptrace", try_ptrace, false},
    {"fork", try_fork, true},
    {"share-memory", try_thread_flags, false},
    {"new-user", try_new_user, false},
    {"kill", try_kill_init, false},
    {"tgkill", try_terminate_parent, false},
    {"read-memory", try_read_memory, false},
    {"bpf", try_bpf, false},
    {"io-uring", try_io_uring, false},
    {"unshare", try_unshare, false},
    {"map-code", try_map_code, false},
    {"make-code", try_make_code, false},
    {"raise-limit", try_raise_limit, true},
    {"send-descriptor", try_send_descriptor, false},
#ifdef __x86_64__
    {"x32", try_x32, false},
#endif
};

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
  const Attempt *attempt = user;
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
  static long (*const sure[])(void) = {
      try_open,   try_open_null, try_create, try_memfd,    try_access,
      try_unlink, try_socket,    try_fork,   try_map_code, try_make_code,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(sure); i++)
    g_assert_cmpint(sure[i](), >=, 0);
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
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/sandbox/refuses/%s", attempts[i].name);
    g_test_add_data_func(path, &attempts[i], test_sandbox_attempt);
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
