/* SPDX-License-Identifier: Apache-2.0
 *
 * Receipts of SMS: twice, out of order, before the result, of another channel.
 */
#include <string.h>

#include "queue/outbox_receipt.h"
#include "tests/support/outbox_rows.h"

static void
receive(QueueFixture *fix, const char *channel, const char *provider_id,
        const char *reference, SmsReportState state)
{
  SmsReport report = {.provider_id = (char *)provider_id,
                      .reference = (char *)reference,
                      .state = state};
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) lookup = NULL;
  (void)outbox_receipt(&fix->queue, channel, &report, &lookup, &error);
  g_assert_no_error(error);
}

static Id
put_sms(QueueFixture *fix)
{
  return outbox_put(fix, &(OutboxNew){.channel = "sms", .transport = "sms"});
}

static void
tell_sent(QueueFixture *fix, const Id *id, const char *provider_ref)
{
  OutboxResult result = {.id = *id,
                         .attempt = 1,
                         .action = DELIVERY_SENT,
                         .provider_ref = (char *)provider_ref};
  g_assert_true(outbox_result(&fix->queue, &result, NULL, NULL));
}

/* Receipts in the order of letters: q s d t p e; the state they end in. */
static void
test_receipt_orders(void)
{
  static const struct {
    const char *order, *state;
  } rows[] = {
      {"", "sent"},       {"q", "sent"},        {"s", "sent"},
      {"d", "delivered"}, {"dd", "delivered"},  {"p", "failed"},
      {"t", "failed"},    {"e", "expired"},     {"dp", "delivered"},
      {"pd", "failed"},   {"td", "delivered"},  {"tpd", "delivered"},
      {"ptd", "failed"},  {"ed", "delivered"},  {"de", "delivered"},
      {"ps", "failed"},   {"ds", "delivered"},  {"pe", "failed"},
      {"ep", "expired"},  {"qsd", "delivered"}, {"dsq", "delivered"},
      {"i", "sent"},      {"di", "delivered"},  {"id", "delivered"},
  };
  static const char letters[] = "qsdtpei";
  static const SmsReportState states[] = {
      SMS_REPORT_QUEUED,           SMS_REPORT_SENT,
      SMS_REPORT_DELIVERED,        SMS_REPORT_FAILED_TEMPORARY,
      SMS_REPORT_FAILED_PERMANENT, SMS_REPORT_EXPIRED,
      SMS_REPORT_IGNORED};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].order);
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id id = put_sms(fix);
    (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
    tell_sent(fix, &id, "p1");
    for (const char *p = rows[i].order; *p != '\0'; p++)
      receive(fix, "sms", "p1", NULL, states[strchr(letters, *p) - letters]);
    outbox_assert_state(fix, &id, rows[i].state);
  }
}

static void
test_receipt_before_the_result(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = put_sms(fix);
  (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  receive(fix, "sms", "p1", NULL, SMS_REPORT_SENT);
  receive(fix, "sms", "p1", NULL, SMS_REPORT_DELIVERED);
  receive(fix, "sms", "p1", NULL, SMS_REPORT_DELIVERED);
  outbox_assert_state(fix, &id, "leased");
  tell_sent(fix, &id, "p1");
  outbox_assert_state(fix, &id, "delivered");
  g_assert_cmpint(
      queue_fixture_int64(fix, "SELECT count(*) FROM early_receipt", NULL), ==,
      0);
}

static void
test_receipt_by_our_reference_before_the_result(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = put_sms(fix);
  (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  receive(fix, "sms", NULL, id.text, SMS_REPORT_SENT);
  outbox_assert_state(fix, &id, "sent");
  /* The provider's own id is learned from the late result. */
  tell_sent(fix, &id, "p1");
  receive(fix, "sms", "p1", NULL, SMS_REPORT_DELIVERED);
  outbox_assert_state(fix, &id, "delivered");
}

static void
test_receipt_after_unknown(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = put_sms(fix);
  int attempt = outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  outbox_tell(fix, &id, attempt, DELIVERY_UNKNOWN, FIXTURE_NOW_MS);
  receive(fix, "sms", NULL, id.text, SMS_REPORT_SENT);
  outbox_assert_state(fix, &id, "sent");
  g_autoptr(GPtrArray) jobs = outbox_take(
      fix, "sms", FIXTURE_NOW_MS + RETRY_SMS_RECEIPT_S * INT64_C(1000), 10);
  g_assert_cmpuint(jobs->len, ==, 0);
}

static void
test_receipt_of_another_channel(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = put_sms(fix);
  (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  receive(fix, "other", "p1", NULL, SMS_REPORT_FAILED_PERMANENT);
  tell_sent(fix, &id, "p1");
  outbox_assert_state(fix, &id, "sent");
  receive(fix, "other", "p1", NULL, SMS_REPORT_DELIVERED);
  receive(fix, "other", NULL, id.text, SMS_REPORT_DELIVERED);
  outbox_assert_state(fix, &id, "sent");
}

/* A modem's database was made anew and counts from 1 again. */
static void
test_receipt_our_reference_counts_first(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id old = put_sms(fix);
  (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  tell_sent(fix, &old, "7");
  Id id = put_sms(fix);
  (void)outbox_lease_one(fix, "sms", FIXTURE_NOW_MS);
  tell_sent(fix, &id, "7");
  receive(fix, "sms", "7", id.text, SMS_REPORT_FAILED_PERMANENT);
  outbox_assert_state(fix, &old, "sent");
  outbox_assert_state(fix, &id, "failed");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/receipt/orders", test_receipt_orders);
  g_test_add_func("/queue/receipt/before-the-result",
                  test_receipt_before_the_result);
  g_test_add_func("/queue/receipt/by-our-reference-before-the-result",
                  test_receipt_by_our_reference_before_the_result);
  g_test_add_func("/queue/receipt/after-unknown", test_receipt_after_unknown);
  g_test_add_func("/queue/receipt/our-reference-counts-first",
                  test_receipt_our_reference_counts_first);
  g_test_add_func("/queue/receipt/of-another-channel",
                  test_receipt_of_another_channel);
  return g_test_run();
}
