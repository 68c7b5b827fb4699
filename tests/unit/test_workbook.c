/* SPDX-License-Identifier: Apache-2.0
 *
 * Workbooks: what cells hold, and files that want to do harm.
 */
#include "parsers/workbook/workbook.h"

#include <string.h>

#include "parsers/workbook/table.h"
#include "tests/support/make_workbook.h"

static const char *const wanted[] = {"survey", NULL};

/* "A1=text;B2=…" of the only table. */
static char *
cells_of(const GPtrArray *tables)
{
  GString *text = g_string_new(NULL);
  g_assert_cmpuint(tables->len, ==, 1);
  const Table *table = tables->pdata[0];
  for (guint i = 0; i < table->rows->len; i++) {
    const TableRow *row = table->rows->pdata[i];
    for (guint j = 0; j < row->cells->len; j++) {
      const TableCell *cell = row->cells->pdata[j];
      g_string_append_printf(text, "%c%d=%s;", (char)('A' + cell->column - 1),
                             cell->line, cell->text);
    }
  }
  return g_string_free(text, FALSE);
}

static GPtrArray *
read_parts(const WorkbookPart *parts, size_t count, Problems *problems)
{
  g_autoptr(GBytes) bytes = make_workbook(parts, count, NULL);
  return workbook_read(bytes, "a.xlsx", wanted, problems);
}

static char *
wrap(const char *before, const char *inner, const char *after)
{
  return g_strconcat(before, inner, after, NULL);
}

static char *
sheet_of(const char *rows)
{
  return wrap("<worksheet" SPACES "><sheetData>", rows,
              "</sheetData></worksheet>");
}

/* --- values --------------------------------------------------------------- */

static void
check_cells(const char *rows, const char *expected)
{
  g_autofree char *sheet = sheet_of(rows);
  const WorkbookPart parts[] = {
      {SHEET, sheet},
      {STRINGS, "<sst" SPACES "><si><t>eins</t></si><si><r><t>zw</t></r><r><t "
                "xml:space='preserve'>ei </t></r><rPh><t>nix</t></rPh></si>"
                "</sst>"},
      {STYLES, "<styleSheet" SPACES "><numFmts>"
               "<numFmt numFmtId='164' formatCode='General'/>"
               "<numFmt numFmtId='165' formatCode='dd\\.mm\\.yyyy\\ hh:mm'/>"
               "<numFmt numFmtId='166' formatCode='0&quot; days&quot;'/>"
               "<numFmt numFmtId='167' formatCode='[$-407]h:mm'/></numFmts>"
               "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
               "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
               "<xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/>"
               "<xf numFmtId='164'/></cellXfs></styleSheet>"},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GPtrArray) tables =
      read_parts(parts, G_N_ELEMENTS(parts), problems);
  g_autofree char *said = problems_to_string(problems);
  g_assert_cmpstr(said, ==, "");
  g_assert_nonnull(tables);
  if (tables == NULL)
    return;
  g_autofree char *cells = cells_of(tables);
  g_assert_cmpstr(cells, ==, expected);
}

static void
test_workbook_values(void)
{
  static const struct {
    const char *rows, *expected;
  } rows[] = {
      {"", ""},
      {"<row r='2'><c r='B2' t='s'><v>0</v></c><c t='s'><v>1</v></c></row>",
       "B2=eins;C2=zwei;"},
      {"<row><c><v>5000</v></c></row><row><c><v>1.50</v></c></row>",
       "A1=5000;A2=1.5;"},
      {"<row><c><v>2026052100</v></c></row>", "A1=2026052100;"},
      {"<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c></row>",
       "A1=true;B1=false;"},
      {"<row><c t='inlineStr'><is><t> a&amp;b\n c </t></is></c></row>",
       "A1=a&b c;"},
      {"<row><c t='str'><f>A1&amp;B1</f><v>x</v></c></row>", "A1=x;"},
      {"<row><c t='str'><f>A1</f><v></v></c></row>", ""},
      {"<row><c><f>1+1</f><v>2</v></c></row>", "A1=2;"},
      {"<row><c s='1'><v>46163</v></c></row>", "A1=2026-05-21;"},
      {"<row><c s='2'><v>46163.3333333333</v></c></row>",
       "A1=2026-05-21 08:00;"},
      {"<row><c s='2'><v>46163.9999999</v></c></row>", "A1=2026-05-22;"},
      {"<row><c s='1'><v>61</v></c></row>", "A1=1900-03-01;"},
      {"<row><c s='3'><v>7</v></c><c s='5'><v>7</v></c></row>", "A1=7;B1=7;"},
      {"<row><c s='4'><v>0.75</v></c></row>", "A1=18:00;"},
      {"<row><c s='1'><v>-1</v></c><c s='99'><v>3</v></c></row>",
       "A1=-1;B1=3;"},
      {"<row><c t='d'><v>2026-05-21T08:00:00</v></c></row>",
       "A1=2026-05-21T08:00:00;"},
      {"<row><c t='s'><v>99</v></c></row>", ""},
      {"<row r='1048576'><c r='A1048576'><v>1</v></c></row>", "A1048576=1;"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_cells(rows[i].rows, rows[i].expected);
}

/* Apple's days. */
static void
test_workbook_1904(void)
{
  static const WorkbookPart parts[] = {
      {BOOK, "<workbook" SPACES "><workbookPr date1904='1'/><sheets><sheet "
             "name='survey' r:id='rId1'/></sheets></workbook>"},
      {RELATIONS, "<Relationships><Relationship Id='rId1' "
                  "Target='/xl/worksheets/sheet1.xml'/></Relationships>"},
      {STYLES, "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs>"
               "</styleSheet>"},
      {SHEET, "<worksheet><sheetData><row><c><v>44701</v></c></row>"
              "</sheetData></worksheet>"},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GPtrArray) tables =
      read_parts(parts, G_N_ELEMENTS(parts), problems);
  g_assert_nonnull(tables);
  g_autofree char *cells = cells_of(tables);
  g_assert_cmpstr(cells, ==, "A1=2026-05-21;");
}

/* --- what is refused ------------------------------------------------------ */

static void
check_said(const WorkbookPart *parts, size_t count, const char *expected)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GPtrArray) tables = read_parts(parts, count, problems);
  g_autofree char *said = problems_to_string(problems);
  g_assert_null(tables);
  if (!g_str_has_prefix(said, expected))
    g_test_message("%s", said);
  g_assert_true(g_str_has_prefix(said, expected));
}

static void
test_workbook_refuses_cells(void)
{
  static const struct {
    const char *rows, *said;
  } rows[] = {
      {"<row r='3'><c r='B3' t='e'><v>#REF!</v></c></row>",
       "a.xlsx[Survey]:3:2: the cell shows the error #REF!"},
      {"<row><c><f>NOW()</f></c></row>",
       "a.xlsx[Survey]:1:1: the formula has no value"},
      {"</sheetData><mergeCells><mergeCell ref='B2:B4'/></mergeCells>"
       "<sheetData>",
       "a.xlsx[Survey]:2:2: the cells B2:B4 are joined"},
      {"<row><c r='IW1'><v>1</v></c></row>",
       "a.xlsx[Survey]:1:257: more than 256 columns"},
      {"<row><c>", "a.xlsx: the part " SHEET " is damaged"},
      {"&bomb;", "a.xlsx: the part " SHEET " is damaged"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *sheet = sheet_of(rows[i].rows);
    check_said(&(WorkbookPart){SHEET, sheet}, 1, rows[i].said);
  }
}

/* Cells that are joined sideways are a matter of looks. */
static void
test_workbook_joined_sideways(void)
{
  check_cells("<row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell "
              "ref='A1:C1'/></mergeCells><sheetData>",
              "A1=1;");
}

#define DOCTYPE                                                                \
  "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b 'bb'>]>"

static void
test_workbook_refuses_parts(void)
{
  static const struct {
    WorkbookPart part;
    const char *said;
  } rows[] = {
      {{SHEET, DOCTYPE "<worksheet><sheetData><row><c t='inlineStr'><is><t>&a;"
                       "</t></is></c></row></sheetData></worksheet>"},
       "a.xlsx: the part " SHEET " has a DOCTYPE"},
      {{BOOK, DOCTYPE "<workbook/>"},
       "a.xlsx: the part " BOOK " has a DOCTYPE"},
      {{SHEET, ""}, "a.xlsx: the part " SHEET " is empty"},
      {{RELATIONS, "<Relationships/>"}, "a.xlsx[Survey]: the sheet is missing"},
      {{RELATIONS, "<Relationships><Relationship Id='rId1' "
                   "Target='http://example.org/a.xml'/></Relationships>"},
       "a.xlsx: the part xl/http://example.org/a.xml cannot be read"},
      {{BOOK, "<workbook" SPACES "><sheets><sheet name='survey' r:id='rId1'/>"
              "<sheet name='Survey' r:id='rId1'/></sheets></workbook>"},
       "a.xlsx: the part " SHEET " cannot be read (missing)"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_said(&rows[i].part, 1, rows[i].said);
}

/* Only what was asked for is looked at. */
static void
test_workbook_other_sheets(void)
{
  static const WorkbookPart parts[] = {
      {BOOK, "<workbook" SPACES "><sheets><sheet name='notes' r:id='rId1'/>"
             "</sheets></workbook>"},
      {SHEET, "no xml at all"},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GPtrArray) tables =
      read_parts(parts, G_N_ELEMENTS(parts), problems);
  g_assert_nonnull(tables);
  g_assert_cmpuint(tables->len, ==, 0);
}

static char *
repeat(const char *before, const char *unit, size_t count, const char *after)
{
  GString *text = g_string_new(before);
  for (size_t i = 0; i < count; i++)
    g_string_append(text, unit);
  g_string_append(text, after);
  return g_string_free(text, FALSE);
}

/* 64 MiB that pack into 64 KiB, 100,000 rows, texts without end. */
static void
test_workbook_limits(void)
{
  g_autofree char *blanks =
      repeat("<worksheet>", "                ", 4 << 20, "</worksheet>");
  g_autofree char *rows =
      repeat("<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 100000,
             "</sheetData></worksheet>");
  g_autofree char *text =
      repeat("<worksheet><sheetData><row><c t='str'><v>", "12345678", 5000,
             "</v></c></row></sheetData></worksheet>");
  g_autofree char *strings = repeat("<sst>", "<si/>", 500001, "</sst>");
  check_said(&(WorkbookPart){SHEET, blanks}, 1,
             "a.xlsx: unpacked, the workbook is larger than 32 MiB");
  check_said(&(WorkbookPart){SHEET, rows}, 1,
             "a.xlsx[Survey]:25001:1: more than 25000 rows");
  check_said(&(WorkbookPart){SHEET, text}, 1,
             "a.xlsx[Survey]:1:1: more than 32768 bytes in a cell");
  check_said(&(WorkbookPart){STRINGS, strings}, 1,
             "a.xlsx: more than 500000 texts");
}

/* One long text in many cells is many texts. */
static void
test_workbook_shared_text(void)
{
  g_autofree char *strings =
      repeat("<sst><si><t>", "12345678", 4000, "</t></si></sst>");
  g_autofree char *rows =
      repeat("<worksheet><sheetData>", "<row><c t='s'><v>0</v></c></row>", 1000,
             "</sheetData></worksheet>");
  const WorkbookPart parts[] = {{SHEET, rows}, {STRINGS, strings}};
  check_said(parts, 2, "a.xlsx[Survey]:525:1: more than 16777216 bytes");
}

static void
test_workbook_refuses_files(void)
{
  static const struct {
    const char *bytes;
    size_t size;
    const char *said;
  } rows[] = {
      {"", 0, "a.xlsx: the file is no workbook"},
      {"PK\3\4", 4, "a.xlsx: the file is no workbook"},
      {"type;name\n", 10, "a.xlsx: the file is no workbook"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "a.xlsx: the file has a passwor"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new_static(rows[i].bytes, rows[i].size);
    g_autoptr(Problems) problems = problems_new();
    g_assert_null(workbook_read(bytes, "a.xlsx", wanted, problems));
    g_autofree char *said = problems_to_string(problems);
    g_assert_true(g_str_has_prefix(said, rows[i].said));
  }
}

static void
test_workbook_encrypted(void)
{
  g_autoptr(GBytes) bytes = make_workbook(NULL, 0, "geheim");
  g_autoptr(Problems) problems = problems_new();
  g_assert_null(workbook_read(bytes, "a.xlsx", wanted, problems));
  g_autofree char *said = problems_to_string(problems);
  g_assert_nonnull(strstr(said, "without a password"));
}

/* A file that was cut, or that a bad disk changed, is told, not believed. */
static void
test_workbook_damaged(void)
{
  g_autofree char *sheet = sheet_of("<row><c><v>1</v></c></row>");
  g_autoptr(GBytes) whole =
      make_workbook(&(WorkbookPart){SHEET, sheet}, 1, NULL);
  size_t size = 0;
  const char *data = g_bytes_get_data(whole, &size);
  for (size_t cut = 0; cut < size; cut += 7) {
    g_autoptr(GBytes) bytes = g_bytes_new(data, cut);
    g_autoptr(Problems) problems = problems_new();
    g_assert_null(workbook_read(bytes, "a.xlsx", wanted, problems));
    g_assert_cmpuint(problems_count(problems), >, 0);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/workbook/values", test_workbook_values);
  g_test_add_func("/workbook/1904", test_workbook_1904);
  g_test_add_func("/workbook/cells", test_workbook_refuses_cells);
  g_test_add_func("/workbook/sideways", test_workbook_joined_sideways);
  g_test_add_func("/workbook/parts", test_workbook_refuses_parts);
  g_test_add_func("/workbook/other-sheets", test_workbook_other_sheets);
  g_test_add_func("/workbook/limits", test_workbook_limits);
  g_test_add_func("/workbook/shared-text", test_workbook_shared_text);
  g_test_add_func("/workbook/files", test_workbook_refuses_files);
  g_test_add_func("/workbook/encrypted", test_workbook_encrypted);
  g_test_add_func("/workbook/damaged", test_workbook_damaged);
  return g_test_run();
}
