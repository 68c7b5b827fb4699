/* SPDX-License-Identifier: Apache-2.0
 *
 * Cells of files that a spreadsheet opens (RFC 4180).
 */
#ifndef BOTE_PARSERS_CSV_WRITE_H
#define BOTE_PARSERS_CSV_WRITE_H

#include <glib.h>

/* Append a text as one cell, in quotes where it needs them.  A spreadsheet
 * would carry out what begins like a formula, and a citizen wrote it: such a
 * text gets an apostrophe before it.  Numbers of ours are appended as they
 * are. */
void csv_append_cell(GString *out, const char *text);

#endif
