/* SPDX-License-Identifier: Apache-2.0
 *
 * What the parse child reads: mails and webhook bodies in one reader, photos in
 * another.  The handlers only translate between the wire and the parsers.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_KINDS_H
#define BOTE_DAEMON_PARSE_PARSE_KINDS_H

#include "daemon/parse/parse_child.h"

/* Ended by a NULL kind. */
extern const ParseHandler parse_kinds_text[];
extern const ParseHandler parse_kinds_image[];

/* Load what the handlers know, and what they load lazily, and run each once,
 * before the sandbox closes: behind it a converter of charsets or a decoder
 * cannot be opened.  Returns what parse_child_loaded() gives to the handlers.
 *
 * places   the town's gazetteer; NULL: none.  Photos need none. */
const void *parse_kinds_preload_text(GBytes *places);
const void *parse_kinds_preload_image(GBytes *places);

#endif
