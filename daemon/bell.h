/* SPDX-License-Identifier: Apache-2.0
 *
 * Doorbells between roles: a datagram socket RUNTIME/NAME.bell that a role
 * polls beside its own descriptors.  A bell is a hint without content: one that
 * is lost costs only the time until the role looks by itself.
 */
#ifndef BOTE_DAEMON_BELL_H
#define BOTE_DAEMON_BELL_H

#include <glib.h>
#include <stdbool.h>

typedef struct Bell Bell;

/* Hang up the bell of a role.
 *
 * runtime_dir  folder of sockets and status files (settings paths.runtime)
 * name         the role, with its argument after a dash: "digest",
 *              "mailbox-rathaus"; a bell left by an earlier process is replaced
 * error        G_FILE_ERROR; the caller exits.  ..._NAMETOOLONG: a socket's
 *              path has at most 107 bytes (unix(7)).
 * Returns the bell, owned by the caller.
 */
Bell *bell_open(const char *runtime_dir, const char *name, GError **error);

/* The descriptor to poll for POLLIN; belongs to the bell. */
int bell_fd(const Bell *bell);

/* Take all rings that wait.  True when there was at least one.  Call it before
 * looking for work, so that a ring during the work is not lost. */
bool bell_drain(Bell *bell);

/* Ring another role's bell; nobody there or its queue full: nothing happens. */
void bell_ring(const char *runtime_dir, const char *name);

/* The socket file stays: whoever rings a stale one loses nothing. */
void bell_close(Bell *bell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bell, bell_close)

#endif
