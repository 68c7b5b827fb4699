/* SPDX-License-Identifier: Apache-2.0
 *
 * QR codes in SVG documents.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SVG_QR_H
#define BOTE_TEMPLATES_SURVEY_SVG_QR_H

#include <glib.h>
#include <stdbool.h>

typedef struct SvgSquare {
  double x, y, side;
} SvgSquare;

/* Append the QR code of a text, dark on white with its quiet zone, as wide as
 * the square.  What qr_code_new() fails with. */
bool svg_append_qr(GString *out, const SvgSquare *where, const char *text,
                   GError **error);

#endif
