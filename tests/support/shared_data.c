/* SPDX-License-Identifier: Apache-2.0
 *
 * Finds the measuring data outside the tree; reads nothing itself.
 */
#include "tests/support/shared_data.h"

#include <glib.h>

char *
shared_data_path(const char *name)
{
  const char *roots[] = {g_getenv("BOTE_SHARED_DATA"), "../shared/data",
                         "../../shared/data"};

  for (size_t i = 0; i < G_N_ELEMENTS(roots); i++) {
    g_autofree char *path = NULL;
    if (!roots[i])
      continue;
    path = g_build_filename(roots[i], name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      return g_steal_pointer(&path);
  }
  return NULL;
}

char *
shared_data_path_or_skip(const char *name)
{
  char *path = shared_data_path(name);

  if (!path) {
    g_autofree char *why =
        g_strdup_printf("%s is absent; set BOTE_SHARED_DATA", name);
    g_test_skip(why);
  }
  return path;
}

json_t *
shared_data_json_or_skip(const char *name)
{
  g_autofree char *path = shared_data_path_or_skip(name);
  json_error_t error;
  json_t *root = NULL;

  if (!path)
    return NULL;
  root = json_load_file(path, 0, &error);
  if (!root)
    g_error("%s:%d: %s", path, error.line, error.text);
  return root;
}
