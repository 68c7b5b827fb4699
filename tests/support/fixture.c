/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads fixture files below the source root, the tests' working directory.
 */
#include "tests/support/fixture.h"

#include <string.h>

#include <glib.h>

static void
check_case(const char *path, const char *row, FixtureRun run)
{
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".in"));
  g_autofree char *expected_path = g_strconcat(stem, ".expected", NULL);
  g_autofree char *input = NULL, *want = NULL, *got = NULL;
  gsize size = 0;

  g_test_message("%s", path);
  g_assert_true(g_file_get_contents(path, &input, &size, NULL));
  got = g_strchomp(run(row, input, size));
  if (!g_file_get_contents(expected_path, &want, NULL, NULL)) {
    g_autofree char *line = g_strconcat(got, "\n", NULL);
    if (g_getenv("BOTE_FIXTURES_WRITE"))
      g_assert_true(g_file_set_contents(expected_path, line, -1, NULL));
    g_test_message("%s is missing", expected_path);
    g_test_fail();
    return;
  }
  g_assert_cmpstr(got, ==, g_strchomp(want));
}

void
fixture_check_row(const char *table, const char *row, FixtureRun run)
{
  g_autofree char *folder =
      g_build_filename("tests/fixtures", table, row, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  unsigned cases = 0;

  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!g_str_has_suffix(name, ".in"))
      continue;
    check_case(path, row, run);
    cases++;
  }
  if (cases == 0) {
    g_test_message("%s holds no case", folder);
    g_test_fail();
  }
}
