/* SPDX-License-Identifier: Apache-2.0
 *
 * What can go wrong towards an IMAP server; codes say what the role does next.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_ERROR_H
#define BOTE_DAEMON_IMAP_IMAP_ERROR_H

#include <glib.h>

#define IMAP_ERROR (imap_error_quark())
GQuark imap_error_quark(void);

typedef enum ImapError {
  IMAP_ERROR_NETWORK,  /* no connection, cut, too slow: connect again later */
  IMAP_ERROR_TLS,      /* no TLS or not the server we know: tell a person */
  IMAP_ERROR_AUTH,     /* name, password or token refused: wait 15 min */
  IMAP_ERROR_REFUSED,  /* NO or BAD to one command; the session goes on */
  IMAP_ERROR_GONE,     /* the message is not there any more: forget it */
  IMAP_ERROR_PROTOCOL, /* nonsense from the server: drop the connection */
} ImapError;

/* The code as a word for the log, e.g. "network". */
const char *imap_error_name(const GError *error);

#endif
