/* SPDX-License-Identifier: Apache-2.0
 *
 * Foreign words where only one line may stand: header fields, values in
 * letters, quoted lines.
 */
#ifndef BOTE_PARSERS_ONE_LINE_H
#define BOTE_PARSERS_ONE_LINE_H

#include <glib.h>

/* Append UTF-8 text with one blank for each control character (general category
 * Cc) and for U+2028 and U+2029, which break a line, too. */
void one_line_append(GString *out, const char *text);

#endif
