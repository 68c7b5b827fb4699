/* SPDX-License-Identifier: Apache-2.0
 *
 * The socket for commands: RUNTIME/digest.sock.  Only lines of bytes and who
 * sent them; what a request means is the handler's (daemon/admin/request.h).
 *
 *   reading --a line came--> handled --> writing --all written--> closed
 *   reading, writing --ADMIN_DEADLINE_MS passed--> closed
 *
 * One request a connection.  Nothing here ever waits for a client: a slow one
 * is cut off, and its answer lies in a bounded buffer.  The caller polls one
 * descriptor and gives admin_turn() a turn.
 */
#ifndef BOTE_DAEMON_ADMIN_ADMIN_H
#define BOTE_DAEMON_ADMIN_ADMIN_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

enum {
  ADMIN_REQUEST_BYTES = 65536,  /* a request is a name and a few words */
  ADMIN_ANSWER_BYTES = 8388608, /* the largest text as JSON, several times */
  ADMIN_CONNECTIONS = 8,        /* people at a keyboard; more wait */
  ADMIN_DEADLINE_MS = 5000,     /* real time, for each of the two states */
};

#define ADMIN_SOCKET "digest.sock"
#define ADMIN_GROUP "bote-admin"

typedef struct Admin Admin;

/* Answer a request.
 *
 * line     the request without its line end, NUL-terminated
 * uid      who asks, from the kernel (SO_PEERCRED)
 * out      gets the answer; what exceeds ADMIN_ANSWER_BYTES cuts the client
 * Returns false only for a failure that ends the process.
 */
typedef bool (*AdminHandler)(void *user, const char *line, uid_t uid,
                             GString *out, GError **error);

/* Listen.  The socket belongs to the group bote-admin with mode 0660; where
 * there is no such group, or we may not give it away, it is our own (0600).
 *
 * runtime_dir  its folder, which exists
 * handler      called from admin_turn(); user is handed to it
 * error        G_FILE_ERROR: the caller exits
 */
Admin *admin_new(const char *runtime_dir, AdminHandler handler, void *user,
                 GError **error);
void admin_free(Admin *admin); /* removes the socket */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Admin, admin_free)

/* Becomes readable (POLLIN) when admin_turn() has something to do. */
int admin_fd(const Admin *admin);

/* Real milliseconds until a client is to be cut off; G_MAXINT: none is there.
 */
int admin_wait_ms(const Admin *admin);

/* Do what can be done without waiting; false: the handler's failure. */
bool admin_turn(Admin *admin, GError **error);

#endif
