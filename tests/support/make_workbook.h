/* SPDX-License-Identifier: Apache-2.0
 *
 * Small workbooks (.xlsx), whole or mischievous, made in memory.
 */
#ifndef BOTE_TESTS_SUPPORT_MAKE_WORKBOOK_H
#define BOTE_TESTS_SUPPORT_MAKE_WORKBOOK_H

#include <glib.h>
#include <stddef.h>

#define BOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"
#define STRINGS "xl/sharedStrings.xml"
#define STYLES "xl/styles.xml"
#define SHEET "xl/worksheets/sheet1.xml"
#define SPACES                                                                 \
  " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "        \
  "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"            \
  "relationships'"

typedef struct WorkbookPart {
  const char *name, *text;
} WorkbookPart;

/* A workbook with a sheet `Survey`, whose part SHEET is among `parts`, and one
 * `notes`, whose part is missing.  Parts replace those that are usual.
 *
 * password  NULL: none
 * Owned by the caller. */
GBytes *make_workbook(const WorkbookPart *parts, size_t count,
                      const char *password);

#endif
