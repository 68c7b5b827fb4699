/* SPDX-License-Identifier: Apache-2.0
 *
 * Which part is which sheet (ISO/IEC 29500-1 12.3.24, ISO/IEC 29500-2 9.3).
 */
#include "parsers/workbook/workbook.h"

#include <string.h>

#include "parsers/workbook/workbook_private.h"

static const char BOOK[] = "xl/workbook.xml";
static const char RELATIONS[] = "xl/_rels/workbook.xml.rels";

/* "rId1" -> "xl/worksheets/sheet1.xml" */
static GHashTable *
read_relations(Workbook *book)
{
  WorkbookXml xml;
  GHashTable *relations =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (workbook_xml_open(&xml, book, RELATIONS))
    while (workbook_xml_next(&xml)) {
      if (!workbook_xml_begins(&xml, "Relationship"))
        continue;
      char *id = workbook_xml_attribute(&xml, "Id");
      g_autofree char *target = workbook_xml_attribute(&xml, "Target");
      if (id == NULL || target == NULL)
        g_free(id);
      else
        g_hash_table_insert(relations, id,
                            *target == '/' ? g_strdup(target + 1)
                                           : g_strconcat("xl/", target, NULL));
    }
  workbook_xml_close(&xml);
  return relations;
}

/* Of <sheet>: whatever prefix the namespace has there. */
static char *
relation_of(const WorkbookXml *xml)
{
  static const char *const spaces[] = {
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships"};
  for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++) {
    xmlChar *value = xmlTextReaderGetAttributeNs(xml->reader, BAD_CAST "id",
                                                 BAD_CAST spaces[i]);
    g_autofree char *id = g_strdup((const char *)value);
    xmlFree(value);
    if (id != NULL)
      return g_steal_pointer(&id);
  }
  return NULL;
}

static bool
is_wanted(const char *name, const char *const *names)
{
  while (*names != NULL && g_ascii_strcasecmp(*names, name) != 0)
    names++;
  return *names != NULL;
}

/* The wanted sheets in their order: names, and what leads to their parts. */
typedef struct Contents {
  GPtrArray *names, *relations; /* char * */
} Contents;

static void
read_contents(Workbook *book, const char *const *names, Contents *contents)
{
  WorkbookXml xml;
  if (workbook_xml_open(&xml, book, BOOK))
    while (workbook_xml_next(&xml)) {
      if (workbook_xml_begins(&xml, "workbookPr")) {
        g_autofree char *early = workbook_xml_attribute(&xml, "date1904");
        book->from_1904 =
            g_strcmp0(early, "1") == 0 || g_strcmp0(early, "true") == 0;
      }
      if (!workbook_xml_begins(&xml, "sheet"))
        continue;
      g_autofree char *name = workbook_xml_attribute(&xml, "name");
      g_autofree char *relation = relation_of(&xml);
      if (name == NULL || relation == NULL ||
          !is_wanted(g_strstrip(name), names))
        continue;
      g_ptr_array_add(contents->names, g_steal_pointer(&name));
      g_ptr_array_add(contents->relations, g_steal_pointer(&relation));
    }
  workbook_xml_close(&xml);
}

static void
read_sheets(Workbook *book, const Contents *contents, GPtrArray *tables)
{
  g_autoptr(GHashTable) relations = read_relations(book);
  workbook_read_strings(book);
  workbook_read_styles(book);
  for (guint i = 0; i < contents->names->len; i++) {
    const char *name = contents->names->pdata[i];
    const char *part =
        g_hash_table_lookup(relations, contents->relations->pdata[i]);
    g_autofree char *file = g_strdup_printf("%s[%s]", book->file, name);
    bool twice = tables_find(tables, name) != NULL;
    if (part == NULL || twice) {
      problems_add(book->problems, (FilePosition){file, 0, 0},
                   twice ? "there are two sheets of this name"
                         : "the sheet is missing – save the workbook again");
      continue;
    }
    workbook_read_sheet(book, part, tables_add(tables, name, file));
  }
}

static void
read_book(Workbook *book, const char *const *names, GPtrArray *tables)
{
  Contents contents = {g_ptr_array_new_with_free_func(g_free),
                       g_ptr_array_new_with_free_func(g_free)};
  if (workbook_zip_has(book, BOOK)) {
    read_contents(book, names, &contents);
    read_sheets(book, &contents, tables);
  } else {
    problems_add(book->problems, (FilePosition){book->file, 0, 0},
                 "the file is no workbook of the kind .xlsx – save it as one");
  }
  g_ptr_array_unref(contents.names);
  g_ptr_array_unref(contents.relations);
}

GPtrArray *
workbook_read(GBytes *bytes, const char *file, const char *const *names,
              Problems *problems)
{
  size_t before = problems_count(problems);
  g_autoptr(GPtrArray) tables = tables_new();
  Workbook book = {.file = file, .problems = problems};
  book.zip = workbook_zip_open(bytes, file, problems);
  if (book.zip == NULL)
    return NULL;
  book.strings = g_ptr_array_new_with_free_func(g_free);
  book.formats = g_array_new(FALSE, FALSE, sizeof(WorkbookFormat));
  read_book(&book, names, tables);
  g_ptr_array_unref(book.strings);
  g_array_unref(book.formats);
  zip_discard(book.zip);
  return problems_count(problems) == before ? g_steal_pointer(&tables) : NULL;
}
