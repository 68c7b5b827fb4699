/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of mail gateways and web pages that lead to another link by way of
 * their own.
 */
#ifndef BOTE_PARSERS_LINK_GATEWAY_H
#define BOTE_PARSERS_LINK_GATEWAY_H

enum { LINK_BYTES_MAX = 4096 }; /* longer than any browser's; bounds copies */

/* The link within a link, one layer of it; NULL: none.  Owned by the caller,
 * valid UTF-8 without blanks and controls, "http://" or "https://" in front.
 */
char *link_gateway_read(const char *link);

#endif
