/* SPDX-License-Identifier: Apache-2.0
 *
 * Decodes JPEG and PNG by gdk-pixbuf with the type named, so that no other of
 * its decoders, some of them little tested, is ever chosen by a stranger's
 * bytes.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_PIXBUF_H
#define BOTE_PARSERS_PHOTO_PHOTO_PIXBUF_H

#include <stdbool.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Decode a picture as it lies in the file.
 *
 * type         "jpeg" or "png".
 * min_side     a JPEG may come scaled down, while its longer side stays at
 *              least this: that saves most of time and memory.
 * out_partial  set on success: the file was cut short or broken after a part
 *              worth showing; the rest is grey.
 * error        as of photo_make_copy().
 * Returns pixels, owned by the caller. */
GdkPixbuf *photo_pixbuf_decode(const char *type, GBytes *photo, int min_side,
                               bool *out_partial, GError **error);

#endif
