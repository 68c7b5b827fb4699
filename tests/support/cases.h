/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests added from tables.
 */
#ifndef BOTE_TESTS_SUPPORT_CASES_H
#define BOTE_TESTS_SUPPORT_CASES_H

#include <glib.h>

/* One test without a fixture. */
typedef struct Case {
  const char *name;
  void (*function)(void);
} Case;

/* Add FOLDER/NAME for each; a row without a name ends the table.
 *
 * folder   "/queue/secret"
 */
void cases_add(const char *folder, const Case *cases);

/* Add FOLDER/NAME for each row of an array whose rows have a `name`; the row
 * is the data of `function`. */
#define CASES_ADD_ROWS(folder, rows, function)                                 \
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                            \
    g_autofree char *path = g_strconcat(folder, "/", (rows)[i].name, NULL);    \
    g_test_add_data_func(path, &(rows)[i], function);                          \
  }

#endif
