/* SPDX-License-Identifier: Apache-2.0
 *
 * The times of cameras as RFC 3339.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_TIME_H
#define BOTE_PARSERS_PHOTO_PHOTO_TIME_H

/* "2026:05:21 08:14:00" (EXIF 4.6.5, DateTimeOriginal) and "+02:00"
 * (OffsetTimeOriginal) as "2026-05-21T08:14:00+02:00".
 *
 * time     any text or NULL; other marks between the numbers and blanks in
 *          place of leading zeros are common
 * offset   any text or NULL; not understood: left out
 * Returns NULL for blanks, zeros and what is no date and time; owned by the
 * caller.
 */
char *photo_time_read(const char *time, const char *offset);

#endif
