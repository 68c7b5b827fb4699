/* SPDX-License-Identifier: Apache-2.0
 *
 * Bells between roles.
 */
#include <poll.h>
#include <string.h>

#include "daemon/bell.h"
#include "tests/support/scratch.h"

static bool
is_readable(const Bell *bell)
{
  struct pollfd waiting = {.fd = bell_fd(bell), .events = POLLIN};
  return poll(&waiting, 1, 0) == 1;
}

static void
test_bell_ring_is_heard_once(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autoptr(Bell) bell = bell_open(scratch->folder, "digest", NULL);
  g_assert_nonnull(bell);
  g_assert_false(bell_drain(bell));
  bell_ring(scratch->folder, "digest");
  bell_ring(scratch->folder, "digest");
  g_assert_true(is_readable(bell));
  g_assert_true(bell_drain(bell));
  g_assert_false(is_readable(bell));
  g_assert_false(bell_drain(bell));
}

static void
test_bell_ring_of_many_never_blocks(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autoptr(Bell) bell = bell_open(scratch->folder, "digest", NULL);
  for (int i = 0; i < 5000; i++)
    bell_ring(scratch->folder, "digest");
  g_assert_true(bell_drain(bell));
  g_assert_false(is_readable(bell));
}

static void
test_bell_ring_without_a_role_is_harmless(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  bell_ring(scratch->folder, "digest");
  g_autoptr(Bell) first = bell_open(scratch->folder, "digest", NULL);
  g_clear_pointer(&first, bell_close);
  bell_ring(scratch->folder, "digest"); /* the stale socket file */
  g_autoptr(Bell) second = bell_open(scratch->folder, "digest", NULL);
  g_assert_nonnull(second);
  g_assert_false(bell_drain(second));
  bell_ring(scratch->folder, "digest");
  g_assert_true(bell_drain(second));
}

static void
test_bell_open_refuses_a_long_path(void)
{
  char name[120];
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  g_autoptr(GError) error = NULL;
  g_assert_null(bell_open("/tmp", name, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG);
  bell_ring("/tmp", name);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/bell/heard-once", test_bell_ring_is_heard_once);
  g_test_add_func("/daemon/bell/many-never-block",
                  test_bell_ring_of_many_never_blocks);
  g_test_add_func("/daemon/bell/without-a-role",
                  test_bell_ring_without_a_role_is_harmless);
  g_test_add_func("/daemon/bell/long-path", test_bell_open_refuses_a_long_path);
  return g_test_run();
}
