/* SPDX-License-Identifier: Apache-2.0
 *
 * What an SMS text costs and how it is encoded: the GSM 7 bit default alphabet
 * with its extension table (3GPP TS 23.038 6.2.1), else UCS-2, and the number
 * of segments (3GPP TS 23.040 9.2.3.24.1, 8 bit reference).  National shift
 * tables are not used: no gateway we know sends them, so Turkish goes as UCS-2.
 */
#ifndef BOTE_PARSERS_SMS_GSM7_H
#define BOTE_PARSERS_SMS_GSM7_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum SmsCoding {
  SMS_CODING_GSM7, /* DCS 0x00 */
  SMS_CODING_UCS2, /* DCS 0x08 */
} SmsCoding;

/* The cost of one text. */
typedef struct SmsMeasure {
  SmsCoding coding;
  size_t units;      /* septets (GSM-7) or 16 bit units (UCS-2) */
  unsigned segments; /* at least 1; an escape or surrogate pair is not split */
} SmsMeasure;

/* "GSM-7" or "UCS-2". */
const char *sms_coding_to_string(SmsCoding coding);

/* Count what `text` (valid UTF-8) costs as it stands. */
SmsMeasure gsm7_measure(const char *text);

/* Divide a text into the parts that gsm7_measure() counts, for gateways that
 * leave it to us; no escape or surrogate pair is split.
 *
 * text  valid UTF-8; all of it has one coding, that of its measure.
 * Returns char *, as many as segments, owned by the caller.
 */
GPtrArray *gsm7_split(const char *text);

/* The text as it should be sent.
 *
 * Look-alikes (typographic quotes, dashes, ellipsis, odd blanks) are replaced
 * only if the *whole* result is GSM-7; letters are never transliterated.  A
 * text that needs UCS-2 anyway is returned as it was, so that nothing is lost
 * for no gain.
 *
 * text          valid UTF-8.
 * out_measure   the cost of what is returned; may be NULL.
 * Returns a new string, g_free().
 */
char *gsm7_prepare(const char *text, SmsMeasure *out_measure);

/* One septet a byte, extension characters as 0x1B and a second byte; NULL when
 * a character is not in the alphabet. */
GBytes *gsm7_encode(const char *text);

#endif
