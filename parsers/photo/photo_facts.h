/* SPDX-License-Identifier: Apache-2.0
 *
 * What a photo tells about itself: size, place and time, read from its header.
 * No pixel is decoded, so that also a photo that is too large or broken tells
 * where it was taken.  Runs in the sandboxed child for images.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_FACTS_H
#define BOTE_PARSERS_PHOTO_PHOTO_FACTS_H

#include <glib.h>

#include "parsers/attachment.h"

enum { PHOTO_FACTS_SIDE_MAX = 65535 }; /* what is said beyond it is no size */

/* Which decoder a photo is for, by its first bytes. */
typedef enum PhotoType {
  PHOTO_TYPE_NONE, /* no picture, or one that is not shown */
  PHOTO_TYPE_JPEG,
  PHOTO_TYPE_PNG,
  PHOTO_TYPE_HEIF,
} PhotoType;

PhotoType photo_type_of(GBytes *photo);
/* The same for a type found by media_type_of(). */
PhotoType photo_type_from_media_type(const char *media_type);

/* Read the facts.
 *
 * photo            the file as it came, or its beginning; borrowed.
 * out_orientation  how the pixels lie that a decoder gives, as in EXIF, 1 to 8;
 *                  1 for HEIF, whose decoder turns them; may be NULL
 * Returns the facts, owned by the caller; NULL for other types and where
 * nothing at all is told. */
Photo *photo_facts_read(GBytes *photo, int *out_orientation);

#endif
