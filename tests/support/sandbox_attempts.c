/* SPDX-License-Identifier: Apache-2.0
 *
 * One system call each; what comes of it is judged by the caller.
 */
#include "tests/support/sandbox_attempts.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { X32_BIT = 0x40000000 };

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

const SandboxAttempt sandbox_attempts[] = {
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
    {NULL, NULL, false},
};

long (*const sandbox_sure_attempts[])(void) = {
    try_open,     try_open_null, try_create, try_memfd,
    try_access,   try_unlink,    try_socket, try_fork,
    try_map_code, try_make_code, NULL};
