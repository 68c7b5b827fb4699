/* SPDX-License-Identifier: Apache-2.0
 *
 * A Photo as JSON, in the stable form and on the wire; from a child it is read
 * as hostile.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_JSON_H
#define BOTE_PARSERS_PHOTO_PHOTO_JSON_H

#include "parsers/attachment.h"
#include "parsers/wire.h"

/* {"width", "height", "latitude", "longitude", "taken_at"}; what is not told is
 * left out.  Owned by the caller. */
json_t *photo_to_json(const Photo *photo);

/* The same back, as a part of a reading; NULL for a NULL object and after a
 * failure.  A time that is none is one. */
Photo *photo_from_wire(Wire *wire, const json_t *object);

/* The same alone.
 *
 * error   PARSE_ERROR_SYNTAX, PARSE_ERROR_LIMIT: treat the child as dead
 */
Photo *photo_from_json(const json_t *object, GError **error);

#endif
