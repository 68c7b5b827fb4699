/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing of what spreadsheets read.
 */
#include "parsers/csv_write.h"

#include <stdbool.h>
#include <string.h>

void
csv_append_cell(GString *out, const char *text)
{
  g_autoptr(GString) cell = g_string_new(text);
  if (cell->len > 0 && strchr("=+-@\t\r", cell->str[0]) != NULL)
    g_string_prepend_c(cell, '\'');
  bool quoted = strpbrk(cell->str, ",\"\r\n;") != NULL;
  g_string_replace(cell, "\"", "\"\"", 0);
  g_string_append_printf(out, quoted ? "\"%s\"" : "%s", cell->str);
}
