/* SPDX-License-Identifier: Apache-2.0
 *
 * Is a file a mail?  By its header, whatever it is called.
 */
#ifndef BOTE_PARSERS_MIME_MAIL_HEAD_H
#define BOTE_PARSERS_MIME_MAIL_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* Do the bytes begin with the header of a mail (RFC 5322): nothing but fields,
 * three of which only mails have, among them From or Received?
 *
 * bytes, size   the beginning; a header that goes on behind it counts.
 */
bool mail_head_is(const char *bytes, size_t size);

#endif
