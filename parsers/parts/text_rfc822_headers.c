/* SPDX-License-Identifier: Apache-2.0
 *
 * The header of a returned mail (RFC 6522 3).
 */
#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_part.h"

static void
read_text_rfc822_headers(MimeReader *reader, GMimeObject *entity)
{
  bounce_part_read(reader, entity, bounce_read_original);
}

const Part part_text_rfc822_headers = {
    .media_type = "text/rfc822-headers",
    .takes_attachments = true,
    .read = read_text_rfc822_headers,
};
