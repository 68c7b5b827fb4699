/* SPDX-License-Identifier: Apache-2.0
 *
 * The one way a state changes; timers, which have the smallest table of all.
 */
#include "queue/agenda.h"
#include "tests/support/queue_fixture.h"

enum { SHUT, AJAR, OPEN, COUNT };

static const char *const names[] = {"shut", "ajar", "open"};
static const unsigned next[] = {1u << AJAR, 1u << SHUT | 1u << OPEN, 0};
static const StateTable doors = {
    .table = "door",
    .names = names,
    .count = COUNT,
    .next = next,
    .sql = "UPDATE setting SET value = $2 WHERE name = $1 AND value = $3"};

static QueueFixture *
with_door(void)
{
  QueueFixture *fix = queue_fixture_new();
  g_assert_true(store_run(fix->store, NULL,
                          "INSERT INTO setting (name, value) VALUES"
                          " ('front', 'shut')",
                          ""));
  return fix;
}

static void
test_state_changes_along_arrows(void)
{
  g_autoptr(QueueFixture) fix = with_door();
  g_assert_true(queue_change_state(&fix->queue, &doors, "front",
                                   (StateChange){SHUT, AJAR}, NULL));
  g_assert_true(queue_change_state(&fix->queue, &doors, "front",
                                   (StateChange){AJAR, OPEN}, NULL));
  g_assert_cmpuint(queue_fixture_changes(fix, "door shut ajar"), ==, 1);
  g_assert_cmpuint(queue_fixture_changes(fix, "door ajar open"), ==, 1);
  g_assert_cmpuint(queue_state_of(&doors, "open"), ==, OPEN);
}

static void
test_state_that_is_not_there(void)
{
  static const char *const ids[] = {"front", "back"};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autoptr(QueueFixture) fix = with_door();
    g_autoptr(GError) error = NULL;
    g_assert_false(queue_change_state(&fix->queue, &doors, ids[i],
                                      (StateChange){AJAR, OPEN}, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
    g_assert_cmpuint(fix->states->len, ==, 0);
  }
}

static void
test_state_without_an_arrow_is_our_bug(void)
{
  if (g_test_subprocess()) {
    g_autoptr(QueueFixture) fix = with_door();
    (void)queue_change_state(&fix->queue, &doors, "front",
                             (StateChange){SHUT, OPEN}, NULL);
    return;
  }
  g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed();
}

static void
set(QueueFixture *fix, const char *kind, const char *subject, int64_t due_ms)
{
  g_autoptr(GError) error = NULL;
  (void)agenda_set(&fix->queue, kind, subject, due_ms, &error);
  g_assert_no_error(error);
}

static GPtrArray *
due(QueueFixture *fix, int64_t now_ms)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *items = agenda_due(queue_fixture_at(fix, now_ms), 10, &error);
  g_assert_no_error(error);
  return items;
}

static void
test_agenda_earliest_first(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  set(fix, "close", "a", 300);
  set(fix, "close", "b", 100);
  set(fix, "alarm", "a", 200);
  set(fix, "close", "a", 250); /* moved, not doubled */
  int64_t next_ms = 0;
  g_assert_true(agenda_next_due(&fix->queue, &next_ms, NULL));
  g_assert_cmpint(next_ms, ==, 100);
  g_autoptr(GPtrArray) some = due(fix, 200);
  g_assert_cmpuint(some->len, ==, 2);
  const AgendaItem *first = some->pdata[0];
  g_assert_cmpstr(first->subject, ==, "b");
  g_autoptr(GPtrArray) all = due(fix, 300);
  g_assert_cmpuint(all->len, ==, 3);
}

static void
test_agenda_done_cancelled_and_set_again(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  set(fix, "close", "a", 100);
  g_autoptr(GPtrArray) items = due(fix, 100);
  const AgendaItem *item = items->pdata[0];
  g_assert_true(agenda_done(&fix->queue, item->id.text, NULL));
  g_assert_false(agenda_done(&fix->queue, item->id.text, NULL));
  g_autoptr(GPtrArray) none = due(fix, 1000);
  g_assert_cmpuint(none->len, ==, 0);
  g_assert_true(agenda_cancel(&fix->queue, "close", "a", NULL));
  set(fix, "close", "a", 500);
  g_assert_true(agenda_cancel(&fix->queue, "close", "a", NULL));
  g_assert_true(agenda_cancel(&fix->queue, "close", "nobody", NULL));
  int64_t next_ms = 0;
  g_assert_true(agenda_next_due(&fix->queue, &next_ms, NULL));
  g_assert_cmpint(next_ms, ==, INT64_MAX);
  set(fix, "close", "a", 700);
  g_assert_true(agenda_next_due(&fix->queue, &next_ms, NULL));
  g_assert_cmpint(next_ms, ==, 700);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/state/along-arrows", test_state_changes_along_arrows);
  g_test_add_func("/queue/state/not-there", test_state_that_is_not_there);
  g_test_add_func("/queue/state/no-arrow-is-our-bug",
                  test_state_without_an_arrow_is_our_bug);
  g_test_add_func("/queue/agenda/earliest-first", test_agenda_earliest_first);
  g_test_add_func("/queue/agenda/done-cancelled-set-again",
                  test_agenda_done_cancelled_and_set_again);
  return g_test_run();
}
