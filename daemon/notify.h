/* SPDX-License-Identifier: Apache-2.0
 *
 * The part of sd_notify(3) a role needs, without libsystemd: a datagram to
 * $NOTIFY_SOCKET.  Without that variable nothing happens.
 */
#ifndef BOTE_DAEMON_NOTIFY_H
#define BOTE_DAEMON_NOTIFY_H

/* Say that the role takes work from now on; a unit of Type=notify waits. */
void notify_ready(void);

/* Say that the loop made progress (WatchdogSec=).  Call it each turn, from the
 * loop itself, and where a wait for somebody else ended in time; nowhere else:
 * it must fall silent when the loop hangs. */
void notify_alive(void);

#endif
