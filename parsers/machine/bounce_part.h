/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rows for parts of a report (RFC 6522) share.
 */
#ifndef BOTE_PARSERS_MACHINE_BOUNCE_PART_H
#define BOTE_PARSERS_MACHINE_BOUNCE_PART_H

#include "parsers/part.h"

/* Read the text of a part with a reader of bounce.h; of a mail within the mail
 * it is no news of ours.  Outside of a report it is text as well. */
void bounce_part_read(MimeReader *reader, GMimeObject *entity,
                      void (*read)(Message *message, const char *text));

#endif
