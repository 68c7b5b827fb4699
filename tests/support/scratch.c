/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch folder that is removed with all that is in it.
 */
#include "tests/support/scratch.h"

#include <ftw.h>
#include <stdio.h>

Scratch *
scratch_new(void)
{
  Scratch *scratch = g_new0(Scratch, 1);
  scratch->folder = g_dir_make_tmp("bote-test-XXXXXX", NULL);
  g_assert_nonnull(scratch->folder);
  return scratch;
}

static int
remove_one(const char *path, const struct stat *info, int type,
           struct FTW *where)
{
  (void)info;  /* the type does not matter */
  (void)type;  /* remove() takes both */
  (void)where; /* depth first is all we need */
  return remove(path);
}

void
scratch_free(Scratch *scratch)
{
  if (scratch == NULL)
    return;
  /* What cannot be removed stays under /tmp: no reason to fail a test. */
  (void)nftw(scratch->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_free(scratch->folder);
  g_free(scratch);
}

char *
scratch_path(const Scratch *scratch, const char *name)
{
  return g_build_filename(scratch->folder, name, NULL);
}

void
scratch_put_town(const Scratch *scratch)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *from = g_build_filename("templates/town", names[i], NULL);
    g_autofree char *to = scratch_path(scratch, names[i]);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(from, &text, NULL, NULL));
    g_assert_true(g_file_set_contents(to, text, -1, NULL));
  }
}
