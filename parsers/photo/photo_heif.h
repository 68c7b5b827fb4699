/* SPDX-License-Identifier: Apache-2.0
 *
 * HEIC, the photos of iPhones and newer Androids, by libheif directly: its
 * loader for gdk-pixbuf starts threads, which the sandbox forbids, and gives
 * no EXIF.  Only HEVC is decoded; AVIF would start threads, too.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_HEIF_H
#define BOTE_PARSERS_PHOTO_PHOTO_HEIF_H

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "parsers/photo/photo_head.h"

typedef struct PhotoHeif PhotoHeif;

/* Read the structure of a file, decode nothing.
 *
 * photo    kept by reference until photo_heif_free().
 * error    PARSE_ERROR_UNSUPPORTED: AVIF or another kind that is not decoded;
 *          PARSE_ERROR_SYNTAX: broken.
 * Returns the reader, owned by the caller. */
PhotoHeif *photo_heif_open(GBytes *photo, GError **error);
void photo_heif_free(PhotoHeif *heif);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PhotoHeif, photo_heif_free)

/* Tell size and EXIF; `head` is zeroed before.  The size is upright already,
 * and so is what is decoded: here the container turns pictures, and the
 * orientation in EXIF is only a memory of it (ISO/IEC 23008-12 7.2.1), which is
 * not told. */
void photo_heif_head(const PhotoHeif *heif, PhotoHead *head);

/* Decode the picture: upright, 8 bits, with alpha where it has one.  Its size
 * was found bearable before.
 *
 * min_side  it may come at half its size, while its longer side stays at least
 *           this: that saves time and memory
 * error   PARSE_ERROR_UNSUPPORTED, PARSE_ERROR_LIMIT: not enough memory,
 *         PARSE_ERROR_SYNTAX: broken or cut
 * Returns pixels, owned by the caller. */
GdkPixbuf *photo_heif_decode(const PhotoHeif *heif, int min_side,
                             GError **error);

/* What libheif starts for each picture, without the threads: libde265 counts
 * on one that the sandbox does not let begin, and waits for it forever.  This
 * one is found before the library's own and does nothing; libde265 then decodes
 * where it is called.
 *
 * Returns 0, libde265's "no error". */
int de265_start_worker_threads(void *decoder, int count);

#endif
