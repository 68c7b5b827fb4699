/* SPDX-License-Identifier: Apache-2.0
 *
 * What is replayed: saved mails, mailboxes in the form of mbox (RFC 4155),
 * folders and Maildirs of such, and the requests of SMS providers.
 */
#ifndef BOTE_DAEMON_REPLAY_REPLAY_FILE_H
#define BOTE_DAEMON_REPLAY_REPLAY_FILE_H

#include "daemon/config.h"
#include "parsers/http_text.h"

/* One message as it came. */
typedef struct ReplayFile {
  char *name;         /* the path; "#3" behind it for the third of an mbox */
  GBytes *bytes;      /* of a mail */
  HttpText *request;  /* of a provider; NULL: it is a mail */
  char *subject;      /* of a mail; NULL: none */
  const char *source; /* mailbox or channel, borrowed from the configuration */
  int64_t at_ms;      /* a mail's Date; else when the file was written */
} ReplayFile;

/* What the command line says of all files. */
typedef struct ReplaySources {
  const char *mailbox; /* of mails; NULL: by their recipient */
  const char *channel; /* of requests; NULL: the only one there is */
} ReplaySources;

/* Read all messages of files and folders, the oldest first.  mime_init() was
 * called.
 *
 * paths   char *
 * config  holds the mailboxes and channels; must outlive the result
 * error   G_FILE_ERROR: a path cannot be read (its name is in the message);
 *         ..._INVAL: neither mail nor request, or nobody knows of which
 *         channel or mailbox
 * Returns ReplayFile *, owned by the caller. */
GPtrArray *replay_files_read(const GPtrArray *paths, const Config *config,
                             const ReplaySources *sources, GError **error);

#endif
