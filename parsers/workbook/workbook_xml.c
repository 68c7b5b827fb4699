/* SPDX-License-Identifier: Apache-2.0
 *
 * A part as a stream of elements and texts, by libxml2's reader.
 */
#include <string.h>

#include "parsers/workbook/workbook_private.h"

static bool
refuse(const WorkbookXml *xml, const char *why)
{
  problems_add(xml->book->problems, (FilePosition){xml->book->file, 0, 0},
               "the part %s %s", xml->part, why);
  return false;
}

bool
workbook_xml_open(WorkbookXml *xml, Workbook *book, const char *part)
{
  *xml = (WorkbookXml){.book = book, .part = part, .name = ""};
  xml->bytes = workbook_zip_read(book, part);
  if (xml->bytes == NULL)
    return false;
  /* No XML_PARSE_NOENT and XML_PARSE_DTDLOAD: nothing is put in for entities,
   * nothing is loaded; no XML_PARSE_HUGE: its limits hold. */
  xml->reader = xmlReaderForMemory(
      (const char *)xml->bytes->data, (int)xml->bytes->len, NULL, NULL,
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  return xml->reader != NULL ? true : refuse(xml, "is empty");
}

void
workbook_xml_close(WorkbookXml *xml)
{
  if (xml->reader != NULL)
    xmlFreeTextReader(xml->reader);
  if (xml->bytes != NULL)
    g_byte_array_unref(xml->bytes);
}

bool
workbook_xml_next(WorkbookXml *xml)
{
  int more;
  while ((more = xmlTextReaderRead(xml->reader)) == 1) {
    int type = xmlTextReaderNodeType(xml->reader);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE)
      return refuse(xml, "has a DOCTYPE, as only attacks have");
    xml->is_start = type == XML_READER_TYPE_ELEMENT;
    xml->is_end = type == XML_READER_TYPE_END_ELEMENT ||
                  (xml->is_start && xmlTextReaderIsEmptyElement(xml->reader));
    xml->is_text = type == XML_READER_TYPE_TEXT ||
                   type == XML_READER_TYPE_CDATA ||
                   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
    xml->name = "";
    if (xml->is_start || xml->is_end)
      xml->name = (const char *)xmlTextReaderConstLocalName(xml->reader);
    if (xml->is_start || xml->is_end || xml->is_text)
      return true;
  }
  return more == 0 ? false
                   : refuse(xml, "is damaged – save the workbook again");
}

bool
workbook_xml_begins(const WorkbookXml *xml, const char *name)
{
  return xml->is_start && strcmp(xml->name, name) == 0;
}

bool
workbook_xml_ends(const WorkbookXml *xml, const char *name)
{
  return xml->is_end && strcmp(xml->name, name) == 0;
}

char *
workbook_xml_attribute(const WorkbookXml *xml, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute(xml->reader, BAD_CAST name);
  char *copy = g_strdup((const char *)value);
  xmlFree(value);
  return copy;
}

const char *
workbook_xml_text(const WorkbookXml *xml)
{
  const xmlChar *value = xmlTextReaderConstValue(xml->reader);
  return value == NULL ? "" : (const char *)value;
}
