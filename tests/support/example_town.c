/* SPDX-License-Identifier: Apache-2.0
 *
 * From the program's own resources.
 */
#include "tests/support/example_town.h"

#include <string.h>

#include "parsers/resource.h"

GHashTable *
example_town_files(void)
{
  static const char prefix[] = "templates/town/";
  GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify)g_bytes_unref);
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file))
    g_hash_table_insert(files, (void *)(file->path + strlen(prefix)),
                        g_bytes_new_static(file->begin, resource_size(file)));
  return files;
}

Town *
example_town_read(GHashTable *files,
                  Town *(*read)(GHashTable *files, Problems *problems))
{
  g_autoptr(Problems) problems = problems_new();
  Town *town = read(files, problems);
  g_autofree char *text = problems_to_string(problems);
  if (town == NULL)
    g_error("the example town: %s", text);
  return town;
}
