/* SPDX-License-Identifier: Apache-2.0
 *
 * S/MIME bodies (RFC 8551) within a mail: what is signed in one piece is opened
 * and read, what is encrypted is named.  No signature is checked.
 */
#ifndef BOTE_PARSERS_MIME_SMIME_H
#define BOTE_PARSERS_MIME_SMIME_H

#include <stdbool.h>

#include "parsers/part.h"

/* The read() of the rows for S/MIME, whatever it is called: as smime_read(),
 * and what is none becomes a problem and an attachment. */
void smime_read_part(MimeReader *reader, GMimeObject *entity);

/* Read an entity as S/MIME: the entity within is read in its place, under the
 * limits of a mail; or a problem says what it is and it becomes an attachment.
 *
 * Returns false, with nothing done, when it is no S/MIME.
 */
bool smime_read(MimeReader *reader, GMimeObject *entity);

#endif
