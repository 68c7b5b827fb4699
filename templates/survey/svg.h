/* SPDX-License-Identifier: Apache-2.0
 *
 * Pieces of SVG and HTML documents.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SVG_H
#define BOTE_TEMPLATES_SURVEY_SVG_H

#include <glib.h>

/* A text that says nothing to XML but itself: escaped, without characters that
 * XML forbids.  New string, g_free(). */
char *svg_escape(const char *text);

/* Break a text into lines of at most `width` characters, between words where
 * there are some.  Owned, NULL at the end. */
GStrv svg_wrap(const char *text, glong width);

/* What <text> has. */
typedef struct SvgText {
  double x, y;       /* of the first line's base */
  double line;       /* height of a line */
  glong width;       /* characters of a line */
  const char *class; /* of CSS */
  guint lines_max;   /* the last of more lines ends with "…"; 0: all lines */
} SvgText;

/* Append a text in lines; returns how many. */
guint svg_append_text(GString *out, const SvgText *how, const char *text);

#endif
