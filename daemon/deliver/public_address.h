/* SPDX-License-Identifier: Apache-2.0
 *
 * Which addresses are of the public net.  Where somebody else chooses what we
 * connect to, he must not reach what only this machine or its house reaches.
 */
#ifndef BOTE_DAEMON_DELIVER_PUBLIC_ADDRESS_H
#define BOTE_DAEMON_DELIVER_PUBLIC_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* True for an IPv4 or IPv6 address that is globally reachable (the registries
 * of RFC 6890), also where the one is written within the other. */
bool public_address_is(const struct sockaddr *address);

#endif
