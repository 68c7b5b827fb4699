/* SPDX-License-Identifier: Apache-2.0
 *
 * Keeps the pictures among a mail's attachments while they come and has them
 * read when the mail is known: for a caller who looks at one mail after the
 * other.  Digest, which stores attachments, does it piece by piece
 * (daemon/digest/pictures.c).
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_PHOTOS_H
#define BOTE_DAEMON_PARSE_PARSE_PHOTOS_H

#include <stdbool.h>
#include <stddef.h>

#include "parsers/message.h"

typedef struct ParsePhotos ParsePhotos;

/* No reader runs until there is a picture. */
ParsePhotos *parse_photos_new(void);
void parse_photos_free(ParsePhotos *photos);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParsePhotos, parse_photos_free)

/* Take the attachments of the next mail, as they come (ParseHandlers). */
void parse_photos_begin(ParsePhotos *photos, size_t index);
void parse_photos_data(ParsePhotos *photos, const void *bytes, size_t size);

/* Write into the mail what its pictures tell and what is wrong with them, and
 * forget them; NULL: only forget. */
void parse_photos_tell(ParsePhotos *photos, Message *message);

#endif
