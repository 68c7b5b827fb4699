/* SPDX-License-Identifier: Apache-2.0
 *
 * The links that mail gateways and web mail put in the place of others: read
 * for what they lead to, so that a map link survives and a person sees where
 * it goes.  Nothing is looked up: what only the gateway knows stays as it is
 * (Mimecast, Cisco's short form).
 */
#ifndef BOTE_PARSERS_LINK_UNWRAP_H
#define BOTE_PARSERS_LINK_UNWRAP_H

#include <stddef.h>

/* The text with all wrapped links in it unwrapped.  Where mail programs repeat
 * a link ("https://a<https://gateway/?url=…>") the second one is dropped when
 * both are the same.
 *
 * text   valid UTF-8.  New string, owned by the caller; linear time.
 */
char *link_unwrap(const char *text);

#endif
