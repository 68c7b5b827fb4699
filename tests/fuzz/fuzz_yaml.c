/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration's readers on any bytes: the input is each of the files in
 * turn.  Seeds: templates/town and tests/fixtures/config.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/config/settings.h"
#include "parsers/config/town.h"
#include "tests/support/fuzz.h"

static void
read_town(GBytes *bytes)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    g_hash_table_insert(files, (void *)names[i], bytes);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = town_parse(files, problems);
  g_assert((town == NULL) == (problems_count(problems) > 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Settings) settings =
      settings_parse(bytes, "bote.yaml", "/etc/bote", problems);
  g_assert((settings == NULL) == (problems_count(problems) > 0));
  g_autofree char *text = problems_to_string(problems);
  g_assert(g_utf8_validate(text, -1, NULL));
  read_town(bytes);
  return 0;
}
