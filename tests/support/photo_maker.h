/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes photos as cameras do: EXIF of any tags, right or wrong, in JPEG, PNG
 * and HEIC.
 */
#ifndef BOTE_TESTS_SUPPORT_PHOTO_MAKER_H
#define BOTE_TESTS_SUPPORT_PHOTO_MAKER_H

#include <stdbool.h>
#include <stdint.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

/* One tag.  Value: the text of an ASCII tag, which may lack its NUL; numbers
 * between blanks ("6"), fractions ("54/1 5/1 0/0"). */
typedef struct ExifTagRow {
  char table; /* '0': IFD0, 'E': the Exif IFD, 'G': the GPS IFD */
  uint16_t tag;
  char type; /* 'A' ASCII, 'a' without NUL, 'S' SHORT, 'R' RATIONAL,
                'r' SRATIONAL, 'U' UNDEFINED text */
  const char *value;
} ExifTagRow;

enum { EXIF_TAG_ROWS_MAX = 16 };

/* A TIFF block of these rows, which end with table 0; the tables are those that
 * have a row.  Owned by the caller. */
GBytes *exif_make(const ExifTagRow *rows, bool big_endian);

/* A picture, black on the left, white on the right, its upper third red;
 * `noise`: all of noise, so that it is a large file. */
typedef struct PhotoWish {
  const char *type; /* "jpeg", "png", "heic" */
  int width, height;
  GBytes *exif;         /* a TIFF block; NULL: none */
  int heif_orientation; /* by which the container turns it; 0: not */
  bool alpha;           /* PNG */
  bool noise;
} PhotoWish;

/* A landscape with the noise of a sensor: about 2 bits a pixel as JPEG. */
GdkPixbuf *photo_make_landscape(int width, int height);

/* NULL for HEIC where libheif has no encoder. */
GBytes *photo_make(const PhotoWish *wish);

/* A JPEG or PNG with these bytes put in front: APP1 segments, an eXIf chunk. */
GBytes *photo_with_exif(GBytes *photo, GBytes *exif);

/* The photo with `count` bits turned, the same ones for the same seed; none of
 * the first `spare` bytes, which name the type. */
GBytes *photo_flip_bits(GBytes *photo, unsigned count, uint32_t seed,
                        size_t spare);

/* A PNG whose header names this size, its checksum right. */
GBytes *photo_make_png_header(uint32_t width, uint32_t height);
/* A JPEG that is a header alone, of this size. */
GBytes *photo_make_jpeg_header(uint16_t width, uint16_t height);

/* Is the picture red there, in percent of its sides? */
bool photo_is_red_at(GBytes *jpeg, int x_percent, int y_percent);

#endif
