/* SPDX-License-Identifier: Apache-2.0
 *
 * A workbook while it is read, and its parts as streams of XML.
 */
#ifndef BOTE_PARSERS_WORKBOOK_WORKBOOK_PRIVATE_H
#define BOTE_PARSERS_WORKBOOK_WORKBOOK_PRIVATE_H

#include <libxml/xmlreader.h>
#include <stdbool.h>
#include <zip.h>

#include "parsers/workbook/table.h"

/* How a cell's style shows a number. */
typedef enum WorkbookFormat {
  WORKBOOK_FORMAT_NUMBER,
  WORKBOOK_FORMAT_DATE, /* perhaps with a time */
  WORKBOOK_FORMAT_TIME,
} WorkbookFormat;

typedef struct Workbook {
  zip_t *zip;
  const char *file;
  Problems *problems;
  size_t unpacked, text; /* bytes so far */
  bool from_1904;        /* days are counted from there */
  GPtrArray *strings;    /* char *: texts that cells share */
  GArray *formats;       /* WorkbookFormat, by a cell's style */
} Workbook;

/* --- workbook_zip.c ------------------------------------------------------- */

/* Open the archive; NULL: it is none, which is told.  zip_discard() it. */
zip_t *workbook_zip_open(GBytes *bytes, const char *file, Problems *problems);

/* Is a part there? */
bool workbook_zip_has(const Workbook *book, const char *part);

/* Unpack a part; NULL when it cannot be, or is too much, which is told. */
GByteArray *workbook_zip_read(Workbook *book, const char *part);

/* --- workbook_xml.c ------------------------------------------------------- */

/* A part as a stream: for (…_open(); …_next();) …; then …_close(). */
typedef struct WorkbookXml {
  Workbook *book;
  const char *part;
  GByteArray *bytes;
  xmlTextReader *reader;
  const char *name; /* of the element, without namespace; "" for a text */
  bool is_start, is_end, is_text; /* <x/> is start and end */
} WorkbookXml;

/* False: it cannot be read, which is told. */
bool workbook_xml_open(WorkbookXml *xml, Workbook *book, const char *part);
void workbook_xml_close(WorkbookXml *xml);

/* Go to the next element or text; false at the end, and where the XML is
 * damaged, which is told. */
bool workbook_xml_next(WorkbookXml *xml);

/* Is it the beginning of this element? */
bool workbook_xml_begins(const WorkbookXml *xml, const char *name);
bool workbook_xml_ends(const WorkbookXml *xml, const char *name);

/* An attribute; NULL: it has none.  Owned, g_free(). */
char *workbook_xml_attribute(const WorkbookXml *xml, const char *name);

/* The text of a text; borrowed. */
const char *workbook_xml_text(const WorkbookXml *xml);

/* --- parts ---------------------------------------------------------------- */

/* Texts that cells share, and how styles show numbers; a workbook may have
 * neither. */
void workbook_read_strings(Workbook *book);
void workbook_read_styles(Workbook *book);

/* A number as the style shows it; owned. */
char *workbook_number(const Workbook *book, const char *value,
                      WorkbookFormat format);

/* The rows of the sheet in `part`. */
void workbook_read_sheet(Workbook *book, const char *part, Table *table);

#endif
