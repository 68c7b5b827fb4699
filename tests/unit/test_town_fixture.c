/* SPDX-License-Identifier: Apache-2.0
 *
 * A test that is not its own role `parse` must not start itself without end.
 */
#include "tests/support/town_fixture.h"

static void
test_town_fixture_refuses_a_foreign_main(void)
{
  if (g_test_subprocess()) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
  g_test_trap_assert_stderr("*must begin with town_fixture_main()*");
}

/* Without town_fixture_main(): that is what is tested. */
int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/town-fixture/refuses-a-foreign-main",
                  test_town_fixture_refuses_a_foreign_main);
  return g_test_run();
}
