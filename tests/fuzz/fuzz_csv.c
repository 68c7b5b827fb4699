/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines and fields of spreadsheets.  Seeds: tests/fuzz/seeds/oncall, and any
 * text.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/config/csv_tree.h"
#include "parsers/config/town_schema.h"
#include "parsers/csv.h"
#include "tests/support/fuzz.h"

static void
check_field(const CsvField *field)
{
  g_autofree char *text = g_strndup(field->text, field->size);
  g_assert(strlen(text) == field->size || memchr(field->text, 0, field->size));
  g_assert(field->begin <= field->place);
  g_assert(csv_field_column(field) >= 1);
}

/* The same as a town's departments, and as words of their ids. */
static void
check_tree(GBytes *bytes)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree =
      csv_tree_parse(bytes, "a", &department_schema, problems);
  g_assert_cmpint((int)yaml_tree_root(tree)->kind, ==, (int)YAML_KIND_LIST);
  csv_words_add(bytes, tree, problems);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
  CsvReader reader;
  int line = 0;

  csv_reader_init(&reader, bytes);
  while (csv_reader_next(&reader)) {
    g_assert(reader.line > line);
    g_assert(reader.count <= CSV_FIELDS_MAX);
    line = reader.line;
    for (size_t i = 0; i < reader.count; i++)
      check_field(&reader.fields[i]);
    (void)csv_reader_is_empty_line(&reader); /* only that it may be asked */
  }
  g_assert(!csv_reader_next(&reader));
  csv_reader_clear(&reader);
  check_tree(bytes);
  return 0;
}
