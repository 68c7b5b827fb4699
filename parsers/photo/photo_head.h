/* SPDX-License-Identifier: Apache-2.0
 *
 * The header of a JPEG or PNG: its size and what the camera wrote, without
 * decoding a pixel.  HEIF is read by photo_heif.h.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_HEAD_H
#define BOTE_PARSERS_PHOTO_PHOTO_HEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "parsers/photo/photo_exif.h"

typedef struct PhotoHead {
  int64_t width, height; /* pixels as stored, before any turning; 0: not told */
  PhotoExif exif;
} PhotoHead;

void photo_head_clear(PhotoHead *head);

/* Read the header of any bytes that begin as a JPEG (ITU T.81 annex B) or a PNG
 * (its chunks, with eXIf); `head` is zeroed before.  What is broken or cut off
 * counts as not told. */
void photo_head_jpeg(PhotoHead *head, const uint8_t *bytes, size_t size);
void photo_head_png(PhotoHead *head, const uint8_t *bytes, size_t size);

/* Does a JPEG have its end (EOI) behind the begin of its pixels?  One that was
 * cut has none, and decoders fill it up without a word. */
bool photo_head_jpeg_has_end(const uint8_t *bytes, size_t size);

#endif
