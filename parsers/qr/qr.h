/* SPDX-License-Identifier: Apache-2.0
 *
 * QR codes (ISO/IEC 18004): a text as dark and light modules, by libqrencode.
 * How they look is somebody else's matter.  Pure.
 */
#ifndef BOTE_PARSERS_QR_QR_H
#define BOTE_PARSERS_QR_QR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  QR_TEXT_MAX = 500, /* bytes; more is too fine for a phone to read on paper */
  QR_QUIET = 4,      /* light modules that must be around it */
};

typedef struct QrCode {
  size_t size;   /* modules of each side, without the quiet zone */
  bool *modules; /* size * size, row after row; true: dark */
} QrCode;

/* Encode a text; a seventh of it may be damaged (level M).
 *
 * Returns it, the caller's; NULL and PARSE_ERROR_LIMIT when it is longer than
 * QR_TEXT_MAX.
 */
QrCode *qr_code_new(const char *text, GError **error);
void qr_code_free(QrCode *code);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QrCode, qr_code_free)

#endif
