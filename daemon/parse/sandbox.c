/* SPDX-License-Identifier: Apache-2.0
 *
 * The walls themselves.  The lists of system calls were found by running
 * thousands of real mails and pictures under a filter that kills; a call that
 * is missing here shows as the death of a child by SIGSYS.
 */
#include "daemon/parse/sandbox.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include <seccomp.h>

#include "daemon/parse/landlock.h"

enum { NOFILE_MAX = 16 }; /* 0 to 2, the client, the child's socket pair */

struct Sandbox {
  SandboxLimits limits;
  SandboxWalls walls;
  GBytes *zygote, *child; /* struct sock_filter [] */
};

/* Whom a row of the table is for. */
typedef enum SyscallUser {
  USER_BOTH,
  USER_ZYGOTE,
} SyscallUser;

typedef struct SyscallRow {
  int number;
  uint32_t action;
  SyscallUser user;
  int argument; /* -1: allowed with any arguments */
  uint64_t mask, value;
} SyscallRow;

#define ALLOW(user, name)                                                      \
  {                                                                            \
    SCMP_SYS(name), SCMP_ACT_ALLOW, user, -1, 0, 0                             \
  }
#define ALLOW_IF(user, name, argument, mask, value)                            \
  {                                                                            \
    SCMP_SYS(name), SCMP_ACT_ALLOW, user, argument, mask, value                \
  }
#define REFUSE(name, code)                                                     \
  {                                                                            \
    SCMP_SYS(name), SCMP_ACT_ERRNO(code), USER_BOTH, -1, 0, 0                  \
  }

#define ALL_BITS UINT64_MAX
/* What glibc's fork() passes, and nothing else: no thread, no namespace. */
#define FORK_FLAGS (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD)

static const SyscallRow syscall_rows[] = {
    ALLOW(USER_BOTH, read),
    ALLOW(USER_BOTH, write),
    ALLOW(USER_BOTH, exit_group),
    ALLOW(USER_BOTH, brk),
    ALLOW(USER_BOTH, munmap),
    ALLOW(USER_BOTH, mremap),
    ALLOW(USER_BOTH, madvise),
    ALLOW(USER_BOTH, futex),
    ALLOW(USER_BOTH, rt_sigprocmask),
    /* No memory that is code: everything was loaded before. */
    ALLOW_IF(USER_BOTH, mmap, 2, PROT_EXEC, 0),
    /* Asked of the vDSO as a rule; a system call on some virtual machines. */
    ALLOW(USER_BOTH, clock_gettime),
    ALLOW(USER_BOTH, gettimeofday),
    /* A clean abort(): the death is then reported with the right signal. */
    ALLOW(USER_BOTH, rt_sigaction),
    ALLOW(USER_BOTH, getpid),
    ALLOW(USER_BOTH, gettid),
    ALLOW_IF(USER_BOTH, tgkill, 2, ALL_BITS, SIGABRT),
    /* Libraries try these with ordinary mails and cope with a refusal; to kill
       for them would let any sender kill the child.  Opened are converters of
       charsets that are not preloaded, message catalogues, loaders; stat comes
       from the MIME database's cache and from stdio; GLib's log writer asks
       whether standard error is the journal. */
    REFUSE(openat, EACCES),
    REFUSE(newfstatat, EACCES),
    REFUSE(getpeername, ENOTSOCK),
    REFUSE(ioctl, ENOTTY),
    REFUSE(clone3, ENOSYS),

    ALLOW(USER_ZYGOTE, close),
    ALLOW(USER_ZYGOTE, poll),
    ALLOW(USER_ZYGOTE, ppoll),           /* poll() where there is no poll */
    ALLOW(USER_ZYGOTE, restart_syscall), /* poll after SIGSTOP and SIGCONT */
    ALLOW(USER_ZYGOTE, sendto),
    ALLOW(USER_ZYGOTE, wait4),
    ALLOW(USER_ZYGOTE, prlimit64),
    ALLOW(USER_ZYGOTE, seccomp),
    ALLOW(USER_ZYGOTE, set_robust_list), /* glibc's fork, in the child */
    ALLOW_IF(USER_ZYGOTE, socketpair, 0, ALL_BITS, AF_UNIX),
    ALLOW_IF(USER_ZYGOTE, kill, 1, ALL_BITS, SIGKILL),
    ALLOW_IF(USER_ZYGOTE, prctl, 0, ALL_BITS, PR_SET_PDEATHSIG),
    ALLOW_IF(USER_ZYGOTE, clone, 0, ALL_BITS, FORK_FLAGS),
};

static bool
fail(int number, const char *what, GError **error)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number),
              "sandbox: %s: %s", what, g_strerror(number));
  return false;
}

static int
filter_add(scmp_filter_ctx filter, const SyscallRow *row)
{
  if (row->argument < 0)
    return seccomp_rule_add(filter, row->action, row->number, 0);
  struct scmp_arg_cmp compare = {
      .arg = (unsigned)row->argument,
      .op = SCMP_CMP_MASKED_EQ,
      .datum_a = row->mask,
      .datum_b = row->value,
  };
  return seccomp_rule_add_array(filter, row->action, row->number, 1, &compare);
}

/* What a row is in this user's filter; false: nothing.  The zygote's allows the
 * rows.  The child's is laid over it and cannot allow anything again: all it
 * has to say is what it takes away.  The kernel compiles it for each child, and
 * the time that takes grows with its length. */
static bool
row_for(SyscallUser user, SyscallRow *row)
{
  if (user == USER_ZYGOTE)
    return true;
  if (row->user == USER_BOTH)
    return false;
  row->action = SCMP_ACT_KILL_PROCESS;
  row->argument = -1;
  return true;
}

/* The rows of the user as a filter; returns libseccomp's negative errno. */
static int
filter_fill(scmp_filter_ctx filter, SyscallUser user)
{
  /* 2: a binary tree instead of a list; half of the instructions run. */
  int rc = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
  for (size_t i = 0; rc == 0 && i < G_N_ELEMENTS(syscall_rows); i++) {
    SyscallRow row = syscall_rows[i];
    if (row_for(user, &row))
      rc = filter_add(filter, &row);
  }
  return rc;
}

/* libseccomp 2.5 exports to descriptors only. */
static GBytes *
filter_export(scmp_filter_ctx filter, int fd)
{
  if (seccomp_export_bpf(filter, fd) < 0)
    return NULL;
  off_t size = lseek(fd, 0, SEEK_CUR);
  if (size <= 0 || size % (off_t)sizeof(struct sock_filter) != 0)
    return NULL;
  g_autofree void *bytes = g_malloc((size_t)size);
  if (pread(fd, bytes, (size_t)size, 0) != size)
    return NULL;
  return g_bytes_new_take(g_steal_pointer(&bytes), (size_t)size);
}

static GBytes *
filter_make(SyscallUser user, GError **error)
{
  uint32_t others =
      user == USER_ZYGOTE ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ALLOW;
  scmp_filter_ctx filter = seccomp_init(others);
  int fd = memfd_create("filter", MFD_CLOEXEC);
  int rc = filter == NULL || fd < 0 ? -ENOMEM : filter_fill(filter, user);
  GBytes *program = rc < 0 ? NULL : filter_export(filter, fd);
  if (program == NULL)
    fail(rc < 0 ? -rc : EIO, "cannot make the seccomp filter", error);
  if (filter != NULL)
    seccomp_release(filter);
  if (fd >= 0)
    (void)close(fd); /* memory only */
  return program;
}

Sandbox *
sandbox_new(const SandboxLimits *limits, GError **error)
{
  g_autoptr(Sandbox) sandbox = g_new0(Sandbox, 1);
  sandbox->limits = *limits;
  sandbox->zygote = filter_make(USER_ZYGOTE, error);
  if (sandbox->zygote == NULL)
    return NULL;
  sandbox->child = filter_make(USER_BOTH, error);
  if (sandbox->child == NULL)
    return NULL;
  return g_steal_pointer(&sandbox);
}

void
sandbox_free(Sandbox *sandbox)
{
  if (sandbox == NULL)
    return;
  g_clear_pointer(&sandbox->zygote, g_bytes_unref);
  g_clear_pointer(&sandbox->child, g_bytes_unref);
  g_free(sandbox);
}

SandboxWalls
sandbox_walls(const Sandbox *sandbox)
{
  return sandbox->walls;
}

#ifndef BOTE_SANITIZED
/* Raw, so that the child needs neither libseccomp nor memory. */
static bool
filter_install(GBytes *program)
{
  size_t size = 0;
  const void *bytes = g_bytes_get_data(program, &size);
  struct sock_fprog filter = {
      .len = (unsigned short)(size / sizeof(struct sock_filter)),
      .filter = (struct sock_filter *)bytes,
  };
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}
#endif

static bool
limit_set(__rlimit_resource_t resource, rlim_t soft, rlim_t hard)
{
  struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
  return setrlimit(resource, &limit) == 0;
}

static bool
limits_set(const SandboxLimits *limits)
{
#ifndef BOTE_SANITIZED
  /* AddressSanitizer maps terabytes. */
  rlim_t memory = (rlim_t)limits->memory_mib * 1024 * 1024;
  if (!limit_set(RLIMIT_AS, memory, memory))
    return false;
#else
  (void)limits; /* only the address space is set from it */
#endif
  return limit_set(RLIMIT_NOFILE, NOFILE_MAX, NOFILE_MAX) &&
         limit_set(RLIMIT_CORE, 0, 0) && limit_set(RLIMIT_FSIZE, 0, 0);
}

bool
sandbox_enter_zygote(Sandbox *sandbox, GError **error)
{
  /* A library that writes to a file after all gets EFBIG, not its death. */
  if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
    return fail(errno, "cannot ignore SIGXFSZ", error);
  if (!limits_set(&sandbox->limits))
    return fail(errno, "cannot set the limits", error);
  /* Not dumpable: no process of the same user may look into this one. */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return fail(errno, "cannot give up privileges", error);
#ifndef BOTE_SANITIZED
  if (!landlock_enter(&sandbox->walls.landlock_abi))
    return fail(errno, "cannot raise Landlock", error);
  if (!filter_install(sandbox->zygote))
    return fail(errno, "cannot raise seccomp", error);
  sandbox->walls.seccomp = true;
#endif
  return true;
}

void
sandbox_enter_child(const Sandbox *sandbox)
{
  /* The soft limit gives SIGXCPU, which tells why; the hard one kills. */
  rlim_t cpu_s = sandbox->limits.cpu_s;
  bool closed = limit_set(RLIMIT_CPU, cpu_s, cpu_s + 1);
#ifndef BOTE_SANITIZED
  closed = closed && filter_install(sandbox->child);
#endif
  if (!closed)
    _exit(EX_OSERR);
}
