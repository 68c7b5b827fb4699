/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads fixture files below the source root, the tests' working directory.
 */
#include "tests/support/fixture.h"

#include <string.h>

#include <glib.h>

#include "tests/support/golden.h"

static void
check_case(const char *path, const char *row, FixtureRun run)
{
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".in"));
  g_autofree char *expected_path = g_strconcat(stem, ".expected", NULL);
  g_autoptr(GBytes) input = golden_read(path);
  gsize size = 0;
  const char *bytes = g_bytes_get_data(input, &size);
  g_autofree char *got = run(row, bytes, size);

  g_test_message("%s", path);
  golden_check(expected_path, got);
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
