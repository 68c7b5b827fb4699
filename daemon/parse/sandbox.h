/* SPDX-License-Identifier: Apache-2.0
 *
 * Closes a process in before it reads a stranger's bytes: seccomp with default
 * KILL, Landlock where the kernel has it, resource limits.  Two steps, because
 * the process that forks a child per message (the zygote) needs a few system
 * calls more than the child: the child's filter is laid over the zygote's and
 * only narrows it.  Knows nothing of what the process does inside.
 *
 * A build with a sanitizer (BOTE_SANITIZED) cannot live behind these walls; it
 * sets the limits but the address space, and sandbox_walls() says so.
 */
#ifndef BOTE_DAEMON_PARSE_SANDBOX_H
#define BOTE_DAEMON_PARSE_SANDBOX_H

#include <glib.h>
#include <stdbool.h>

typedef struct SandboxLimits {
  unsigned memory_mib; /* RLIMIT_AS of zygote and child */
  unsigned cpu_s;      /* RLIMIT_CPU of each child */
} SandboxLimits;

/* The filters as the kernel takes them, made once: the child lays on its own
 * with one system call, without allocating. */
typedef struct Sandbox Sandbox;

/* Make both filters.
 *
 * limits   copied.
 * error    G_FILE_ERROR: libseccomp failed or the kernel has no seccomp; fatal,
 *          nothing may be parsed.
 * Returns the sandbox, owned by the caller. */
Sandbox *sandbox_new(const SandboxLimits *limits, GError **error);
void sandbox_free(Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sandbox, sandbox_free)

/* Close the zygote in, for good: limits, NO_NEW_PRIVS, Landlock, seccomp.
 * Everything that is loaded lazily must have been loaded, no thread started;
 * descriptors 1 and 2 are best /dev/null, for RLIMIT_FSIZE is 0.
 *
 * error   G_FILE_ERROR: a wall that the kernel has could not be raised; fatal.
 */
bool sandbox_enter_zygote(Sandbox *sandbox, GError **error);

/* Close the freshly forked child in.  Uses system calls only.  On failure the
 * process ends at once: it must not read anything. */
void sandbox_enter_child(const Sandbox *sandbox);

/* What stands after sandbox_enter_zygote(). */
typedef struct SandboxWalls {
  bool seccomp;          /* false only in a sanitized build */
  unsigned landlock_abi; /* 0: this kernel has none */
} SandboxWalls;

SandboxWalls sandbox_walls(const Sandbox *sandbox);

#endif
