/* SPDX-License-Identifier: Apache-2.0
 *
 * The other end of daemon/admin/admin.h: a command asks digest and waits for
 * the answer. It may block, for a person waits anyway.
 */
#ifndef BOTE_DAEMON_ADMIN_ADMIN_CLIENT_H
#define BOTE_DAEMON_ADMIN_ADMIN_CLIENT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* What digest said.  Whole: the last line was there. */
typedef struct AdminReply {
  json_t *rows; /* array */
  int code;     /* 0, or of sysexits.h */
  char *error;  /* why; NULL when code is 0 */
} AdminReply;

void admin_reply_clear(AdminReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AdminReply, admin_reply_clear)

/* Ask and wait, at most a minute.
 *
 * arguments  borrowed; NULL for none
 * out        set only on success, also when digest refused (code)
 * error      G_FILE_ERROR: ..._NOENT nobody listens, ..._ACCES not allowed,
 *            others: no whole answer
 */
bool admin_ask(const char *runtime_dir, const char *verb, json_t *arguments,
               AdminReply *out, GError **error);

#endif
