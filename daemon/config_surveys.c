/* SPDX-License-Identifier: Apache-2.0
 *
 * A folder of files that people edit, with what editors leave behind.
 */
#include "daemon/config_surveys.h"

#include <stdbool.h>

#include "daemon/config_file.h"
#include "parsers/config/town_surveys.h"

/* LibreOffice's ".~lock.a.xlsx#", Excel's "~$a.xlsx", "a.yaml~". */
static bool
is_leftover(const char *name)
{
  return name[0] == '.' || name[0] == '~' || g_str_has_suffix(name, "~");
}

static void
add_file(const char *directory, const char *name, GHashTable *files,
         Problems *problems)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(directory, name, NULL);
  g_autofree char *key = g_strconcat(SURVEYS_FOLDER "/", name, NULL);
  GBytes *bytes = config_file_read(path, &error);
  if (bytes == NULL)
    problems_add(problems, (FilePosition){key, 0, 0},
                 "the file cannot be read (%s) – check what it is and who may "
                 "read it",
                 error->message);
  else
    g_hash_table_insert(files, g_steal_pointer(&key), bytes);
}

void
config_surveys_add(const char *directory, GHashTable *files, Problems *problems)
{
  g_autofree char *folder = g_build_filename(directory, SURVEYS_FOLDER, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  int count = 0;
  for (const char *name;
       dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    if (is_leftover(name))
      continue;
    if (++count > CONFIG_SURVEYS_MAX) {
      problems_add(problems, (FilePosition){SURVEYS_FOLDER, 0, 0},
                   "more than %d files – move what is past",
                   CONFIG_SURVEYS_MAX);
      return;
    }
    add_file(folder, name, files, problems);
  }
}
