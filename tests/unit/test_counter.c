/* SPDX-License-Identifier: Apache-2.0
 *
 * Counters begin at 0 and keep what was added to each of them.
 */
#include "queue/counter.h"

#include "tests/support/queue_fixture.h"

static int64_t
value_of(Queue *queue, const char *name)
{
  g_autoptr(GError) error = NULL;
  int64_t value = -1;
  g_assert_true(counter_get(queue, name, &value, &error));
  g_assert_no_error(error);
  return value;
}

static void
add(Queue *queue, const char *name, int64_t amount)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(counter_add(queue, name, amount, &error));
  g_assert_no_error(error);
}

static void
test_counter_begins_at_zero(void)
{
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  g_assert_cmpint(value_of(&fixture->queue, "ticket-serial-26"), ==, 0);
}

static void
test_counter_adds_up_by_name(void)
{
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  Queue *queue = &fixture->queue;
  add(queue, "sent|mail|day|20757", 1);
  add(queue, "sent|mail|day|20757", INT64_C(5000000000));
  add(queue, "sent|mail|day|20758", 3);
  g_assert_cmpint(value_of(queue, "sent|mail|day|20757"), ==,
                  INT64_C(5000000001));
  g_assert_cmpint(value_of(queue, "sent|mail|day|20758"), ==, 3);
  g_assert_cmpint(value_of(queue, "sent|mail|day|2075"), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/counter/begins-at-zero", test_counter_begins_at_zero);
  g_test_add_func("/queue/counter/adds-up-by-name",
                  test_counter_adds_up_by_name);
  return g_test_run();
}
