/* SPDX-License-Identifier: Apache-2.0
 *
 * Which files of the credentials directory a configuration speaks of: those of
 * mailboxes, transports and SMS numbers, and the keys that every town has.
 */
#ifndef BOTE_DAEMON_SETUP_CREDENTIAL_LIST_H
#define BOTE_DAEMON_SETUP_CREDENTIAL_LIST_H

#include <glib.h>
#include <stdbool.h>

#include "daemon/config.h"

typedef struct Credential {
  const char *name;  /* of the file */
  const char *owner; /* who needs it: a mailbox's name, … */
  bool made;         /* by `bote key create` */
} Credential;

/* An array of Credential * without repeats, keys first; the strings are
 * borrowed from the configuration.  g_ptr_array_unref() it. */
GPtrArray *credential_list(const Config *config);

#endif
