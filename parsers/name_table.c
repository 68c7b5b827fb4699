/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking up names; the tables are short.
 */
#include "parsers/name_table.h"

#include <glib.h>

int
name_table_find(const char *const *names, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (g_strcmp0(names[i], name) == 0)
      return (int)i;
  return -1;
}
