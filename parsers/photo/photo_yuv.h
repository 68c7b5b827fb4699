/* SPDX-License-Identifier: Apache-2.0
 *
 * Halves what libheif decoded while making it RGB.  Photos of phones keep one
 * colour for four pixels; taking these four together needs a quarter of the
 * work and memory, and what is copied is smaller anyway.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_YUV_H
#define BOTE_PARSERS_PHOTO_PHOTO_YUV_H

#include <gdk-pixbuf/gdk-pixbuf.h>

struct heif_image;

/* The image at half its sides, rounded down; owned by the caller.
 *
 * image   YCbCr 4:2:0; borrowed.
 * NULL when its samples have not 8 bits or its matrix is not a usual one (ITU-T
 * H.273 8.3): libheif has to convert it. */
GdkPixbuf *photo_yuv_halve(const struct heif_image *image);

#endif
