/* SPDX-License-Identifier: Apache-2.0
 *
 * HEIC by libheif's encoder, where it was built with one (Debian's with x265).
 */
#ifndef BOTE_TESTS_SUPPORT_HEIC_MAKER_H
#define BOTE_TESTS_SUPPORT_HEIC_MAKER_H

#include <gdk-pixbuf/gdk-pixbuf.h>

/* A HEIC of these pixels.
 *
 * exif          a TIFF block, or NULL
 * orientation   the container turns the pixels so (EXIF's numbers); 0: not
 * NULL where there is no encoder. */
GBytes *heic_make(GdkPixbuf *pixbuf, GBytes *exif, int orientation);

/* Four times this tile, a HEIC of heic_make() without EXIF, as one picture.
 *
 * side       pixels of the tile, which is square
 * rotation   degrees against the clock, a multiple of 90 */
GBytes *heic_make_grid(GBytes *tile, int side, int rotation);

#endif
