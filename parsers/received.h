/* SPDX-License-Identifier: Apache-2.0
 *
 * Who wrote a Received field (RFC 5321 4.4), as far as a reader can tell: all
 * below the host that took the mail from outside is a stranger's word.
 */
#ifndef BOTE_PARSERS_RECEIVED_H
#define BOTE_PARSERS_RECEIVED_H

typedef enum ReceivedHop {
  RECEIVED_HOP_INTERNAL, /* by our host, from our own network */
  RECEIVED_HOP_BORDER,   /* by our host, from outside */
  RECEIVED_HOP_FOREIGN,  /* not by our host */
} ReceivedHop;

/* Judge one field.
 *
 * value         unfolded, comments included.
 * host          our mail host's name (the authserv-id).
 * own_domains   hosts in or below these are ours, too; may be NULL.
 *
 * Internal needs no client, LMTP, or an address of a private network in the
 * comment that our host wrote behind the client's own words.
 */
ReceivedHop received_hop(const char *value, const char *host,
                         const char *const *own_domains);

/* The same in a mailbox of Microsoft 365: what comes from outside, be it from
 * another customer, enters by a host below mail.protection.outlook.com. */
ReceivedHop received_hop_microsoft(const char *value);

#endif
