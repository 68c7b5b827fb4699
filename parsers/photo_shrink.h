/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes a picture smaller by averaging the area that each new pixel covers.
 * gdk-pixbuf's own scaler takes longer than the decoding of a JPEG before it.
 */
#ifndef BOTE_PARSERS_PHOTO_SHRINK_H
#define BOTE_PARSERS_PHOTO_SHRINK_H

#include <gdk-pixbuf/gdk-pixbuf.h>

/* A smaller picture.
 *
 * from           8-bit RGB without alpha; borrowed.
 * width, height  pixels, 1 to those of `from`.
 * Returns the picture, owned by the caller; NULL: not enough memory. */
GdkPixbuf *photo_shrink(const GdkPixbuf *from, int width, int height);

#endif
