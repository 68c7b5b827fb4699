/* SPDX-License-Identifier: Apache-2.0
 *
 * What must be known of a HEIF file before libheif sees it, or what libheif
 * does not tell: boxes of ISO/IEC 14496-12 and their content of 23008-12.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_BOXES_H
#define BOTE_PARSERS_PHOTO_PHOTO_BOXES_H

#include <glib.h>
#include <stdbool.h>

/* A file that was cut ends within the pixels and is refused by libheif as a
 * whole.  With zeros for what is missing it tells its facts.
 *
 * Returns the file itself when it is whole, else a longer one; owned. */
GBytes *photo_boxes_mend_end(GBytes *photo);

/* Is any item coded as AV1?  Brands may say anything; the items' types stand in
 * the meta box (14496-12 8.11.6). */
bool photo_boxes_have_av1(GBytes *photo);

/* By how many degrees the primary item is turned against the clock (23008-12
 * 6.5.10), a multiple of 90; -1 when it is also mirrored or cropped, or cannot
 * be told: then libheif has to do it. */
int photo_boxes_rotation(GBytes *photo);

#endif
