/* SPDX-License-Identifier: Apache-2.0
 *
 * The size of a picture out of its first bytes, for telling logos from photos;
 * nothing is decoded, and no claim is checked.
 */
#ifndef BOTE_PARSERS_MIME_PICTURE_SIZE_H
#define BOTE_PARSERS_MIME_PICTURE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Read the size of a PNG, GIF, BMP, WebP or JPEG.
 *
 * bytes, size   the first bytes of the file.
 * Returns false, outputs untouched, where it is not told in them.
 */
bool picture_size(const uint8_t *bytes, size_t size, uint32_t *out_width,
                  uint32_t *out_height);

#endif
