/* SPDX-License-Identifier: Apache-2.0
 *
 * What a camera wrote into a photo (EXIF 2.32): which side is up, where and
 * when it was taken.  Only what can be believed is told: cameras write zeros,
 * blanks and half of the fields where they do not know.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_EXIF_H
#define BOTE_PARSERS_PHOTO_PHOTO_EXIF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PhotoExif {
  int orientation; /* tag 0x0112, 1 to 8; 0: not told */
  bool has_point;
  double latitude, longitude; /* WGS 84, degrees; both 0 counts as not told */
  char *taken_at;             /* as in Photo; NULL: not told */
} PhotoExif;

void photo_exif_clear(PhotoExif *exif);

/* Read a block and add what was not told before.
 *
 * tiff, size   from the byte order mark ("II" or "MM") on; any bytes.  What is
 *              beyond 1 MiB is not looked at.
 * exif         zeroed before the first block.
 * A field that is malformed, out of range or empty counts as not told; a
 * hemisphere that is not told is north and east.
 */
void photo_exif_add(PhotoExif *exif, const void *tiff, size_t size);

#endif
