/* SPDX-License-Identifier: Apache-2.0
 *
 * xl/sharedStrings.xml: each text once, however many cells have it.
 */
#include "parsers/workbook/workbook_private.h"

static const char PART[] = "xl/sharedStrings.xml";

/* Each costs more memory than the "<si/>" it may consist of. */
enum { STRINGS_MAX = 500000 };

/* False: it was one too many, which is told. */
static bool
add_string(Workbook *book, const char *text)
{
  if (book->strings->len == STRINGS_MAX) {
    problems_add(book->problems, (FilePosition){book->file, 0, 0},
                 "more than %d texts – no form has so many", STRINGS_MAX);
    return false;
  }
  g_ptr_array_add(book->strings, g_strdup(text));
  return true;
}

void
workbook_read_strings(Workbook *book)
{
  WorkbookXml xml;
  g_autoptr(GString) text = g_string_new(NULL);
  bool is_in = false; /* <t>, but not that of <rPh>, how it is pronounced */
  int spoken = 0;
  bool ok = true;
  if (!workbook_zip_has(book, PART))
    return;
  if (workbook_xml_open(&xml, book, PART))
    while (ok && workbook_xml_next(&xml)) {
      if (workbook_xml_begins(&xml, "si"))
        g_string_truncate(text, 0);
      spoken += workbook_xml_begins(&xml, "rPh");
      spoken -= workbook_xml_ends(&xml, "rPh");
      is_in |= workbook_xml_begins(&xml, "t");
      is_in &= !workbook_xml_ends(&xml, "t");
      if (is_in && spoken == 0 && xml.is_text)
        g_string_append(text, workbook_xml_text(&xml));
      if (workbook_xml_ends(&xml, "si"))
        ok = add_string(book, text->str);
    }
  workbook_xml_close(&xml);
}
