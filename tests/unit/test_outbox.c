/* SPDX-License-Identifier: Apache-2.0
 *
 * The outbox: leases, what the fate of an attempt does to a row, repeats after
 * an unknown outcome, cancelling, expiring, answers that were held.
 */
#include "queue/outbox.h"

#include <string.h>

#include "tests/support/outbox_rows.h"

#define HOUR_MS INT64_C(3600000)

static void
test_outbox_leases_by_urgency_and_time(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id mass = outbox_put(fix, &(OutboxNew){.priority = OUTBOX_PRIORITY_MASS});
  Id late = outbox_put(fix, &(OutboxNew){.priority = OUTBOX_PRIORITY_TICKET,
                                         .not_before_ms = FIXTURE_NOW_MS + 1});
  Id first = outbox_put(fix, &(OutboxNew){.priority = OUTBOX_PRIORITY_TICKET});
  Id second = outbox_put(fix, &(OutboxNew){.priority = OUTBOX_PRIORITY_TICKET});
  Id danger = outbox_put(fix, &(OutboxNew){.priority = OUTBOX_PRIORITY_DANGER});
  Id *const order[] = {&danger, &first, &second, &mass};
  g_autoptr(GPtrArray) jobs = outbox_take(fix, "mail", FIXTURE_NOW_MS, 10);
  g_assert_cmpuint(jobs->len, ==, G_N_ELEMENTS(order));
  for (guint i = 0; i < jobs->len; i++) {
    const OutboxJob *job = jobs->pdata[i];
    g_assert_cmpstr(job->id.text, ==, order[i]->text);
    g_assert_cmpint(job->attempt, ==, 1);
    g_assert_cmpstr(job->address, ==, "ayse@example.net");
    g_assert_cmpstr(g_bytes_get_data(job->body, NULL), ==, "body");
  }
  int64_t due_ms = 0;
  g_assert_true(outbox_next_due(&fix->queue, "mail", &due_ms, NULL));
  g_assert_cmpint(due_ms, ==, FIXTURE_NOW_MS + 1);
  g_autoptr(GPtrArray) none = outbox_take(fix, "sms", FIXTURE_NOW_MS, 10);
  g_assert_cmpuint(none->len, ==, 0);
  g_autoptr(GPtrArray) rest = outbox_take(fix, "mail", FIXTURE_NOW_MS + 1, 10);
  g_assert_cmpuint(rest->len, ==, 1);
  outbox_assert_state(fix, &late, "leased");
}

static void
test_outbox_same_cause_is_written_once(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  bool added = false;
  OutboxNew row = {.dedupe = "confirmation|1"};
  (void)outbox_put(fix, &row);
  row = outbox_usual(&row, fix);
  g_assert_true(outbox_add(&fix->queue, &row, &added, NULL));
  g_assert_false(added);
  g_assert_cmpint(queue_fixture_int64(fix, "SELECT count(*) FROM outbox", NULL),
                  ==, 1);
}

static void
test_outbox_actions(void)
{
  static const struct {
    DeliveryAction action;
    const char *channel, *kind, *state;
    int attempts;
  } rows[] = {
      {DELIVERY_SENT, "mail", "status", "sent", 1},
      {DELIVERY_DEFER, "mail", "status", "deferred", 1},
      {DELIVERY_FAIL_MUTE, "mail", "status", "failed", 1},
      {DELIVERY_FAIL, "mail", "status", "failed", 1},
      {DELIVERY_WITHOUT_ATTACHMENTS, "mail", "status", "failed", 1},
      {DELIVERY_PAUSE, "mail", "status", "deferred", 0},
      {DELIVERY_NOT_TRIED, "mail", "status", "deferred", 0},
      {DELIVERY_UNKNOWN, "mail", "status", "deferred", 1},
      {DELIVERY_SENT, "sms", "status", "sent", 1},
      {DELIVERY_DEFER, "sms", "status", "deferred", 1},
      {DELIVERY_FAIL, "sms", "status", "failed", 1},
      {DELIVERY_PAUSE, "sms", "status", "deferred", 0},
      {DELIVERY_NOT_TRIED, "sms", "status", "deferred", 0},
      {DELIVERY_UNKNOWN, "sms", "status", "deferred", 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s %s", rows[i].channel,
                   delivery_action_to_string(rows[i].action));
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = outbox_put(fix, &(OutboxNew){.channel = rows[i].channel,
                                         .transport = rows[i].channel,
                                         .kind = rows[i].kind});
    int attempt = outbox_lease_one(fix, rows[i].channel, FIXTURE_NOW_MS);
    outbox_tell(fix, &id, attempt, rows[i].action, FIXTURE_NOW_MS);
    outbox_assert_state(fix, &id, rows[i].state);
    g_assert_cmpint(outbox_number(fix, "attempts", &id), ==, rows[i].attempts);
    /* What is told twice, or about another attempt, changes nothing. */
    outbox_tell(fix, &id, attempt, DELIVERY_FAIL, FIXTURE_NOW_MS);
    outbox_tell(fix, &id, attempt + 1, DELIVERY_FAIL, FIXTURE_NOW_MS);
    outbox_assert_state(fix, &id, rows[i].state);
  }
}

static void
test_outbox_too_old_to_be_deferred(void)
{
  static const struct {
    const char *kind, *state;
  } rows[] = {{"status", "expired"}, {"ticket", "deferred"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = outbox_put(fix, &(OutboxNew){.kind = rows[i].kind, .life_s = 60});
    int attempt = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
    outbox_tell(fix, &id, attempt, DELIVERY_DEFER, FIXTURE_NOW_MS + 60000);
    outbox_assert_state(fix, &id, rows[i].state);
  }
}

/* An attempt that was given back must not lend its number to the next: a late
 * result of the first would hit the second. */
static void
test_outbox_lease_number_rises(void)
{
  static const DeliveryAction actions[] = {DELIVERY_NOT_TRIED, DELIVERY_PAUSE};
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = outbox_put(fix, &(OutboxNew){0});
    int first = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
    outbox_tell(fix, &id, first, actions[i], FIXTURE_NOW_MS);
    g_assert_cmpint(outbox_number(fix, "attempts", &id), ==, 0);
    int second = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS + 3600000);
    g_assert_cmpint(second, >, first);
    g_assert_cmpint(outbox_number(fix, "attempts", &id), ==, 1);
    outbox_tell(fix, &id, first, DELIVERY_UNKNOWN, FIXTURE_NOW_MS + 3600000);
    outbox_assert_state(fix, &id, "leased");
  }
}

/* Let an attempt end in an unknown outcome; the time until the next one. */
static int64_t
unknown_once(QueueFixture *fix, const Id *id, const char *transport,
             int64_t now_ms)
{
  int attempt = outbox_lease_one(fix, transport, now_ms);
  outbox_tell(fix, id, attempt, DELIVERY_UNKNOWN, now_ms);
  return outbox_number(fix, "due_at_ms", id) - now_ms;
}

static void
test_outbox_mail_after_unknown(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = outbox_put(fix, &(OutboxNew){0});
  int64_t now_ms = FIXTURE_NOW_MS;
  for (int repeat = 0; repeat < RETRY_MAIL_UNKNOWN_MAX; repeat++) {
    int64_t wait_ms = unknown_once(fix, &id, "mail", now_ms);
    outbox_assert_state(fix, &id, "deferred");
    g_assert_cmpint(wait_ms, >=, RETRY_MIN_S * 900);
    now_ms += wait_ms;
  }
  (void)unknown_once(fix, &id, "mail", now_ms);
  outbox_assert_state(fix, &id, "hold");
  /* A person decides. */
  g_assert_true(outbox_retry(queue_fixture_at(fix, now_ms), id.text, NULL));
  outbox_assert_state(fix, &id, "queued");
}

/* The smart host is mended: nobody wants to wait for the next try. */
static void
test_outbox_retry_of_deferred(void)
{
  static const struct {
    DeliveryAction action;
    bool retried;
  } rows[] = {
      {DELIVERY_NOT_TRIED, true},
      {DELIVERY_DEFER, true},
      {DELIVERY_UNKNOWN, false}, /* it may have arrived */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = outbox_put(fix, &(OutboxNew){0});
    int attempt = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
    outbox_tell(fix, &id, attempt, rows[i].action, FIXTURE_NOW_MS);
    g_assert_cmpint(outbox_number(fix, "due_at_ms", &id), >, FIXTURE_NOW_MS);
    Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS);
    g_assert_cmpint(outbox_retry(queue, id.text, NULL), ==, rows[i].retried);
    outbox_assert_state(fix, &id, "deferred");
    bool due = outbox_number(fix, "due_at_ms", &id) <= FIXTURE_NOW_MS;
    g_assert_cmpint(due, ==, rows[i].retried);
  }
}

static void
test_outbox_sms_after_unknown(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = outbox_put(fix, &(OutboxNew){.channel = "sms", .transport = "sms"});
  int64_t wait_ms = unknown_once(fix, &id, "sms", FIXTURE_NOW_MS);
  g_assert_cmpint(wait_ms, ==, RETRY_SMS_RECEIPT_S * 1000);
  outbox_assert_state(fix, &id, "deferred");
  (void)unknown_once(fix, &id, "sms", FIXTURE_NOW_MS + wait_ms);
  outbox_assert_state(fix, &id, "hold");
}

static void
test_outbox_lease_that_ran_out(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = outbox_put(fix, &(OutboxNew){0});
  (void)outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
  int64_t end_ms = FIXTURE_NOW_MS + RETRY_LEASE_S * INT64_C(1000);
  g_assert_true(outbox_recover(queue_fixture_at(fix, end_ms - 1), NULL));
  outbox_assert_state(fix, &id, "leased");
  g_assert_true(outbox_recover(queue_fixture_at(fix, end_ms), NULL));
  outbox_assert_state(fix, &id, "deferred");
  g_assert_cmpint(outbox_number(fix, "unknown_count", &id), ==, 1);
  /* Its result comes all the same: only a success is news. */
  outbox_tell(fix, &id, 1, DELIVERY_FAIL, end_ms);
  outbox_assert_state(fix, &id, "deferred");
  outbox_tell(fix, &id, 1, DELIVERY_SENT, end_ms);
  outbox_assert_state(fix, &id, "sent");
}

/* As digest keeps it while a transport fails. */
static void
pause_transport(QueueFixture *fix, const char *transport)
{
  g_assert_true(store_run(fix->store, NULL,
                          "INSERT INTO breaker (transport, failures,"
                          " paused_until_ms) VALUES ($1, 9, 0)",
                          "t", transport));
}

static void
test_outbox_expires_what_waited_too_long(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id sms = outbox_put(fix, &(OutboxNew){.channel = "sms", .transport = "sms"});
  Id mail = outbox_put(fix, &(OutboxNew){.transport = "working"});
  pause_transport(fix, "paused");
  pause_transport(fix, "mail");
  Id queued = outbox_put(fix, &(OutboxNew){.transport = "paused"});
  Id ticket =
      outbox_put(fix, &(OutboxNew){.transport = "paused", .kind = "ticket"});
  Id deferred = outbox_put(fix, &(OutboxNew){0});
  int attempt = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
  outbox_tell(fix, &deferred, attempt, DELIVERY_DEFER, FIXTURE_NOW_MS);
  int64_t end_ms = FIXTURE_NOW_MS + HOUR_MS;
  g_assert_true(outbox_expire(queue_fixture_at(fix, end_ms - 1), NULL));
  outbox_assert_state(fix, &queued, "queued");
  g_assert_true(outbox_expire(queue_fixture_at(fix, end_ms), NULL));
  outbox_assert_state(fix, &queued, "expired");
  outbox_assert_state(fix, &deferred, "expired");
  outbox_assert_state(fix, &ticket, "queued");
  outbox_assert_state(fix, &sms, "expired");
  outbox_assert_state(fix, &mail, "queued"); /* tried once more */
}

static void
test_outbox_cancel(void)
{
  static const struct {
    int step; /* how far it had come */
    const char *state;
    int cancelled, late;
  } rows[] = {
      {0, "cancelled", 1, 0},                         /* still queued */
      {1, "leased", 0, 1},                            /* deliver has it */
      {2, "sent", 0, 1},      {3, "cancelled", 1, 0}, /* refused for now */
      {4, "deferred", 0, 1},                          /* may have arrived */
      {5, "cancelled", 1, 0},                         /* held, nobody sent it */
  };
  static const DeliveryAction actions[] = {
      [2] = DELIVERY_SENT, [3] = DELIVERY_DEFER, [4] = DELIVERY_UNKNOWN};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("step %d", rows[i].step);
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = outbox_put(
        fix, &(OutboxNew){.cancel_group = "group", .held = rows[i].step == 5});
    Id other = outbox_put(fix, &(OutboxNew){.transport = "other"});
    if (rows[i].step >= 1 && rows[i].step <= 4) {
      int attempt = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
      if (rows[i].step > 1)
        outbox_tell(fix, &id, attempt, actions[rows[i].step], FIXTURE_NOW_MS);
    }
    int cancelled = -1, late = -1;
    g_assert_true(outbox_cancel(&fix->queue, "group", &cancelled, &late, NULL));
    outbox_assert_state(fix, &id, rows[i].state);
    outbox_assert_state(fix, &other, "queued");
    g_assert_cmpint(cancelled, ==, rows[i].cancelled);
    g_assert_cmpint(late, ==, rows[i].late);
  }
}

static void
test_outbox_held_answers_are_let_go(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id held = outbox_put(fix, &(OutboxNew){.held = true, .life_s = 60});
  Id unknown =
      outbox_put(fix, &(OutboxNew){.channel = "sms", .transport = "sms"});
  int64_t wait_ms = unknown_once(fix, &unknown, "sms", FIXTURE_NOW_MS);
  (void)unknown_once(fix, &unknown, "sms", FIXTURE_NOW_MS + wait_ms);
  outbox_assert_state(fix, &held, "hold");
  g_autoptr(GPtrArray) none = outbox_take(fix, "mail", FIXTURE_NOW_MS, 10);
  g_assert_cmpuint(none->len, ==, 0);
  int count = 0;
  int64_t now_ms = FIXTURE_NOW_MS + HOUR_MS;
  g_assert_true(
      outbox_release_held(queue_fixture_at(fix, now_ms), &count, NULL));
  g_assert_cmpint(count, ==, 1);
  outbox_assert_state(fix, &unknown, "hold");
  /* Its life begins anew. */
  g_assert_true(outbox_expire(queue_fixture_at(fix, now_ms), NULL));
  g_autoptr(GPtrArray) jobs = outbox_take(fix, "mail", now_ms, 10);
  g_assert_cmpuint(jobs->len, ==, 1);
}

static void
test_outbox_one_unreadable_row_blocks_nothing(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id person = queue_fixture_person(fix);
  Id erased = outbox_put(fix, &(OutboxNew){.owner_id = person.text});
  Id damaged = outbox_put(fix, &(OutboxNew){0});
  Id good = outbox_put(fix, &(OutboxNew){0});
  g_assert_true(keyring_forget(fix->ring, person.text, NULL));
  g_assert_true(store_run(fix->store, NULL,
                          "UPDATE content SET body = (SELECT body_key"
                          " FROM outbox o WHERE o.id = content.id)"
                          " WHERE id = $1",
                          "t", damaged.text));
  g_autoptr(GPtrArray) jobs = outbox_take(fix, "mail", FIXTURE_NOW_MS, 10);
  g_assert_cmpuint(jobs->len, ==, 1);
  outbox_assert_state(fix, &erased, "hold");
  outbox_assert_state(fix, &damaged, "hold");
  outbox_assert_state(fix, &good, "leased");
}

static void
test_outbox_counts_by_recipient(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  (void)outbox_put(fix, &(OutboxNew){.kind = "confirmation"});
  (void)outbox_put(fix, &(OutboxNew){.kind = "status"});
  (void)outbox_put(fix, &(OutboxNew){.address = "other@example.net"});
  g_autoptr(GBytes) lookup =
      keyring_lookup(fix->ring, "mail", "Ayse@Example.net");
  int64_t count = 0;
  g_assert_true(
      outbox_count_since(&fix->queue, lookup, FIXTURE_NOW_MS, &count, NULL));
  g_assert_cmpint(count, ==, 2);
  g_assert_true(outbox_count_since(&fix->queue, lookup, FIXTURE_NOW_MS + 1,
                                   &count, NULL));
  g_assert_cmpint(count, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/outbox/leases-by-urgency-and-time",
                  test_outbox_leases_by_urgency_and_time);
  g_test_add_func("/queue/outbox/same-cause-is-written-once",
                  test_outbox_same_cause_is_written_once);
  g_test_add_func("/queue/outbox/actions", test_outbox_actions);
  g_test_add_func("/queue/outbox/lease-number-rises",
                  test_outbox_lease_number_rises);
  g_test_add_func("/queue/outbox/retry-of-deferred",
                  test_outbox_retry_of_deferred);
  g_test_add_func("/queue/outbox/too-old-to-be-deferred",
                  test_outbox_too_old_to_be_deferred);
  g_test_add_func("/queue/outbox/mail-after-unknown",
                  test_outbox_mail_after_unknown);
  g_test_add_func("/queue/outbox/sms-after-unknown",
                  test_outbox_sms_after_unknown);
  g_test_add_func("/queue/outbox/lease-that-ran-out",
                  test_outbox_lease_that_ran_out);
  g_test_add_func("/queue/outbox/expires",
                  test_outbox_expires_what_waited_too_long);
  g_test_add_func("/queue/outbox/cancel", test_outbox_cancel);
  g_test_add_func("/queue/outbox/held-answers-are-let-go",
                  test_outbox_held_answers_are_let_go);
  g_test_add_func("/queue/outbox/unreadable-row-blocks-nothing",
                  test_outbox_one_unreadable_row_blocks_nothing);
  g_test_add_func("/queue/outbox/counts-by-recipient",
                  test_outbox_counts_by_recipient);
  return g_test_run();
}
