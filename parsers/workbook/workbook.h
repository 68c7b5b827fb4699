/* SPDX-License-Identifier: Apache-2.0
 *
 * Workbooks of spreadsheet programs, .xlsx (ISO/IEC 29500-1): the values of
 * their cells as tables, as a person sees them, except that days are written as
 * 2026-05-21 and moments as 2026-05-21 08:00.  Of a formula the value is taken
 * that the program kept with it.  A file from outside is hostile: what is
 * unpacked is counted while it is unpacked, and a DOCTYPE is refused, so that
 * there are no entities; no tree is built.
 */
#ifndef BOTE_PARSERS_WORKBOOK_WORKBOOK_H
#define BOTE_PARSERS_WORKBOOK_WORKBOOK_H

#include <glib.h>

#include "parsers/config/problems.h"

enum {
  WORKBOOK_UNPACKED_MAX = 32 << 20, /* bytes of all parts: a form has 100 KiB */
  WORKBOOK_TEXT_MAX = 16 << 20,     /* bytes of all cells, which share texts */
};

/* Read some sheets of a workbook; others are not looked at.
 *
 * file      its name for problems: "FILE[SHEET]"
 * names     of the sheets, in any case, ended by NULL
 * problems  gets what hinders reading, and cells whose meaning is in doubt: an
 *           error, a formula without value, cells that are joined downwards
 * Returns the tables (table.h) of those that are there, the caller's; NULL
 * exactly when problems were added. */
GPtrArray *workbook_read(GBytes *bytes, const char *file,
                         const char *const *names, Problems *problems);

#endif
