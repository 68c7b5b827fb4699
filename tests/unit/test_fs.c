/* SPDX-License-Identifier: Apache-2.0
 *
 * Folders under systemd's RestrictSUIDSGID=: the calls that it filters stand
 * here in place of the C library's.
 */
#include "queue/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/support/scratch.h"

/* Set-user-id and set-group-id bits are refused, as the filter does. */
static bool
is_refused(mode_t mode)
{
  errno = EPERM;
  return (mode & (S_ISUID | S_ISGID)) != 0;
}

int
chmod(const char *path, mode_t mode)
{
  return is_refused(mode) ? -1 : fchmodat(AT_FDCWD, path, mode, 0);
}

int
mkdir(const char *path, mode_t mode)
{
  return is_refused(mode) ? -1 : mkdirat(AT_FDCWD, path, mode);
}

static mode_t
mode_of(const char *path)
{
  struct stat found;
  g_assert_cmpint(stat(path, &found), ==, 0);
  return found.st_mode & 07777;
}

static void
test_fs_make_folder_mode(void)
{
  static const struct {
    mode_t above, umask, mode, made;
  } rows[] = {
      {0750, 0022, 0750, 0750},    {0750, 0077, 0770, 0770},
      {0750, 0077, 02770, 0770},   {02770, 0022, 0750, 02750},
      {02770, 0077, 0770, 02770},  {02770, 0077, 02770, 02770},
      {02770, 0027, 01770, 03770},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%o in %o", rows[i].mode, rows[i].above);
    g_autoptr(Scratch) scratch = scratch_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = scratch_path(scratch, "new");
    g_assert_cmpint(fchmodat(AT_FDCWD, scratch->folder, rows[i].above, 0), ==,
                    0);
    mode_t before = umask(rows[i].umask);
    bool made = fs_make_folder(path, rows[i].mode, &error);
    mode_t left = umask(before);
    g_assert_no_error(error);
    g_assert_true(made);
    g_assert_cmpint((int)left, ==, (int)rows[i].umask);
    g_assert_cmpint((int)mode_of(path), ==, (int)rows[i].made);
  }
}

/* One that exists keeps what somebody gave it. */
static void
test_fs_make_folder_existing(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_assert_cmpint(fchmodat(AT_FDCWD, scratch->folder, 0711, 0), ==, 0);
  g_assert_true(fs_make_folder(scratch->folder, 0750, NULL));
  g_assert_cmpint((int)mode_of(scratch->folder), ==, 0711);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/fs/make-folder-mode", test_fs_make_folder_mode);
  g_test_add_func("/queue/fs/make-folder-existing",
                  test_fs_make_folder_existing);
  return g_test_run();
}
