/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading and comparing the fixtures of tests.
 */
#include "tests/support/golden.h"

GBytes *
golden_read(const char *path)
{
  char *text = NULL;
  size_t length = 0;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(path, &text, &length, &error))
    g_error("%s", error->message);
  return g_bytes_new_take(text, length);
}

void
golden_check(const char *path, const char *actual)
{
  if (g_getenv("BOTE_UPDATE_GOLDEN") != NULL)
    g_assert_true(g_file_set_contents(path, actual, -1, NULL));
  g_autoptr(GBytes) bytes = golden_read(path);
  size_t length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  g_autofree char *expected = g_strndup(text != NULL ? text : "", length);
  g_assert_cmpstr(actual, ==, expected);
}

void
golden_add(const char *prefix, const char *folder, const char *suffix,
           GTestDataFunc test)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL)
    g_error("no folder %s", folder);
  int count = 0;
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    if (!g_str_has_suffix(name, suffix))
      continue;
    g_autofree char *path = g_strdup_printf("%s/%s", prefix, name);
    g_test_add_data_func_full(path, g_build_filename(folder, name, NULL), test,
                              g_free);
    count++;
  }
  if (count == 0)
    g_error("no case *%s in %s", suffix, folder);
}
