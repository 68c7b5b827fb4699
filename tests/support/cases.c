/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests added from tables.
 */
#include "tests/support/cases.h"

void
cases_add(const char *folder, const Case *cases)
{
  for (const Case *row = cases; row->name != NULL; row++) {
    g_autofree char *path = g_strconcat(folder, "/", row->name, NULL);
    g_test_add_func(path, row->function);
  }
}
