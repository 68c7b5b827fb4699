/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes a block of EXIF harmless before libexif walks it: three tables at most,
 * each of a usual size, none of them reached twice.  libexif follows tables
 * that refer to themselves for seconds.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_TIFF_H
#define BOTE_PARSERS_PHOTO_PHOTO_TIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Blank out every reference of a TIFF block but the first to the Exif table and
 * the first to the GPS table: others, thumbnails, tables within each other.
 *
 * bytes   from the byte order mark on; changed in place
 * Returns false when there is nothing worth reading. */
bool photo_tiff_tame(uint8_t *bytes, size_t size);

#endif
