/* SPDX-License-Identifier: Apache-2.0
 *
 * A TCP connection to a host by name, with the options a connection needs that
 * lies idle for half an hour.  It knows neither TLS nor IMAP.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_CONNECT_H
#define BOTE_DAEMON_IMAP_IMAP_CONNECT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Connect to the first address of `host` that answers.
 *
 * deadline_ms   clock_monotonic_ms() at which to give up; the look-up of the
 *               name has the resolver's own limits (resolv.conf(5)).
 * out_loopback  true when the address reached is this machine's.
 * error         IMAP_ERROR_NETWORK.
 * Returns a non-blocking descriptor, owned by the caller; -1 on failure.  With
 * keep-alive after 60 s, every 30 s, three times, and TCP_USER_TIMEOUT 120 s
 * (tcp(7)) a peer that vanished is noticed within three minutes.
 */
int imap_connect(const char *host, int port, int64_t deadline_ms,
                 bool *out_loopback, GError **error);

#endif
