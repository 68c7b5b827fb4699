/* SPDX-License-Identifier: Apache-2.0
 *
 * From a stranger's photo to a copy that may be shown: JPEG, PNG or HEIC in, an
 * upright, small JPEG without any metadata out.  The place and time a photo
 * tells are read by photo_facts.h.  Runs in the sandboxed child for images.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_H
#define BOTE_PARSERS_PHOTO_PHOTO_H

#include <glib.h>
#include <stdbool.h>

enum {
  PHOTO_PIXELS_MAX = 50 * 1000 * 1000, /* 200 MB decoded; phones make 12 to 50
                                          megapixels */
  PHOTO_SIDE_MAX = 16384,              /* no panorama is longer */
  PHOTO_COPY_SIDE = 1600,              /* shows a defect; about 300 KiB */
};

/* A copy. */
typedef struct PhotoCopy {
  GBytes *jpeg;
  int width, height; /* pixels of the copy */
  bool is_partial;   /* the rest was missing or broken, and is grey */
} PhotoCopy;

void photo_copy_clear(PhotoCopy *copy);

/* Load what the decoders load lazily.  Call it once, before the sandbox closes.
 */
void photo_init(void);

/* Make the copy.
 *
 * photo      the file as it came; borrowed.
 * max_side   pixels of the copy's longer side, 1 to PHOTO_COPY_SIDE; a smaller
 *            photo is not enlarged.
 * out        set only on success; photo_copy_clear() it.
 * error      PARSE_ERROR_UNSUPPORTED: neither JPEG nor PNG nor HEIC by its
 *            bytes; PARSE_ERROR_LIMIT: too many pixels, found before decoding,
 *            or not enough memory; PARSE_ERROR_SYNTAX: broken.  In all cases
 *            the photo is passed on as a file or not at all.
 */
bool photo_make_copy(GBytes *photo, int max_side, PhotoCopy *out,
                     GError **error);

#endif
