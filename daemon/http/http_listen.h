/* SPDX-License-Identifier: Apache-2.0
 *
 * The listening socket of an HTTP role: handed over by systemd, or opened on
 * loopback or as a UNIX socket.  TLS is the business of the site's own proxy.
 */
#ifndef BOTE_DAEMON_HTTP_HTTP_LISTEN_H
#define BOTE_DAEMON_HTTP_HTTP_LISTEN_H

#include <glib.h>

/* A non-blocking listening socket.
 *
 * listen  "127.0.0.1:8312", "[::1]:8312" or "unix:/path"; port 0: any.  A
 *         socket that systemd passed (sd_listen_fds(3)) goes before it.  A
 *         UNIX socket is made with mode 0660: the proxy must be of our group.
 * error   G_FILE_ERROR; ..._INVAL: not of this form.  The caller exits.
 * Returns a descriptor owned by the caller; -1 with error set.
 */
int http_listen(const char *listen, GError **error);

#endif
