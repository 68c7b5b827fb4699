/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that read TNEF.
 */
#ifndef BOTE_PARSERS_MIME_TNEF_PRIVATE_H
#define BOTE_PARSERS_MIME_TNEF_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream that holds of another only what is wanted and right.
 *
 * out_incomplete   something was left out.
 * Returns it, owned by the caller; NULL when the bytes are no TNEF at all.
 */
GByteArray *tnef_sieve(const uint8_t *bytes, size_t size, bool *out_incomplete);

/* Little-endian numbers. */
uint16_t tnef_u16(const uint8_t *at);
uint32_t tnef_u32(const uint8_t *at);

/* Unpack compressed RTF (MS-OXRTFCP), at most `max` bytes; NULL when it is
 * broken or larger.  Owned by the caller. */
GByteArray *tnef_unpack_rtf(const uint8_t *bytes, size_t size, size_t max);

#endif
