/* SPDX-License-Identifier: Apache-2.0
 *
 * Has the mails of files read in the sandbox, many in a row, by a reader that
 * is kept: for a person who asks about mails of his own.  Digest, which reads
 * letters to the town, streams them itself (daemon/digest/read.c).
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_FILES_H
#define BOTE_DAEMON_PARSE_PARSE_FILES_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/message.h"

/* What becomes of each file.  Mails come in the order of the files; what cannot
 * be opened is told as soon as that is known. */
typedef struct ParseFilesHandlers {
  /* message: borrowed, a stranger's word in every respect.  Returns false when
   * the caller wants no more (nobody takes his output). */
  bool (*read)(const char *name, const Message *message, void *user);
  /* why: one line, nothing of the mail in it. */
  void (*unread)(const char *name, const char *why, void *user);
} ParseFilesHandlers;

typedef struct ParseFiles {
  const char *const *paths; /* NULL among them: standard input */
  size_t count;
  const json_t *head; /* of the request, see parse_client_send_begin() */
  const ParseFilesHandlers *handlers;
  void *user;
  GBytes *places; /* a town's gazetteer; NULL: none */
} ParseFiles;

/* Have all of them read.  Everything is borrowed.
 *
 * error   G_SPAWN_ERROR: there is no sandbox on this machine, or none any more;
 *         nothing may be parsed.  What was read before stays read.
 * Returns false with error set; true also when `read` wanted no more. */
bool parse_files_run(const ParseFiles *files, GError **error);

#endif
