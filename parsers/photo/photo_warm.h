/* SPDX-License-Identifier: Apache-2.0
 *
 * A tiny HEIC to warm the decoder up with: libde265 fills its tables with the
 * first picture, and nothing here can make one at start without a thread.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_WARM_H
#define BOTE_PARSERS_PHOTO_PHOTO_WARM_H

#include <glib.h>

/* 64 x 64 pixels, coded by libheif with x265, with EXIF; owned by the caller.
 */
GBytes *photo_warm_heic(void);

#endif
