/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of SMS, of their channel and of the number after each outcome
 * that deliver may report.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/deliver/delivery_job.h"
#include "daemon/status.h"
#include "queue/spool.h"
#include "tests/support/town_post.h"
#include "tests/support/town_sms.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

static TownFixture *
town_new(void)
{
  TownFixture *town = town_sms_new();
  town_sms_channel(town)->per_hour = 0;
  return town;
}

static void
write_sms(TownFixture *town, int count)
{
  town_sms_write_many(town, &(DeskSms){0}, count);
}

static int64_t
hand_out(TownFixture *town)
{
  bool worked = false;
  g_assert_true(digest_timers(&town->digest, &worked, NULL));
  return town_sms_hand_out(town);
}

/* Deliver reports this of each SMS that is under way, in one file, and digest
 * reads it. */
static void
report(TownFixture *town, const OutboxResult *like)
{
  g_autoptr(GError) error = NULL;
  bool worked = false;
  g_autofree char *name = g_strdup_printf("done-%u", ++town->serial);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(town->digest.spool_done, name,
                       &town->digest.spool_pair.public_key, &error);
  g_assert_no_error(error);
  for (int64_t i = town_sms_count(town, "leased"); i > 0; i--) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT id || ' ' || lease FROM outbox WHERE channel = 'sms'"
        " AND state = 'leased' ORDER BY id LIMIT 1 OFFSET %d",
        (int)i - 1);
    g_autofree char *row = town_fixture_text(town, sql);
    DeliveryResult done = {.result = *like,
                           .transport = (char *)"sms",
                           .group = (char *)"none.job",
                           .is_last = i == 1};
    char *lease = strchr(row, ' ');
    *lease = '\0';
    g_strlcpy(done.result.id.text, row, sizeof done.result.id.text);
    done.result.attempt = (int)g_ascii_strtoll(lease + 1, NULL, 10);
    json_auto_t *head = delivery_result_head(&done);
    g_assert_true(spool_writer_record(writer, head, "", 0, &error));
  }
  (void)spool_writer_commit(writer, &error);
  g_assert_no_error(error);
  (void)digest_results(&town->digest, &worked, &error);
  g_assert_no_error(error);
  g_assert_true(worked);
}

static OutboxResult
outcome(DeliveryAction action, const char *status)
{
  OutboxResult result = {.action = action};
  g_strlcpy(result.status, status, sizeof result.status);
  return result;
}

static int64_t
paused_ms(TownFixture *town)
{
  int64_t until_ms =
      town_fixture_count(town, "SELECT COALESCE(max(paused_until_ms), 0)"
                               " FROM breaker WHERE transport = 'sms'");
  return until_ms == 0 ? 0 : until_ms - town->now_ms;
}

/* --- one message ---------------------------------------------------------- */

static const struct {
  const char *name;
  DeliveryAction action;
  const char *status;
  int retry_after_s;
  const char *state; /* of the row */
  int64_t attempts;  /* that count */
  int64_t paused_s;  /* of the channel */
  const char *told;  /* to the desk: a word of the subject; NULL: nothing */
} fates[] = {
    {"sent", DELIVERY_SENT, "2.0.0", 0, "sent", 1, 0, NULL},
    {"permanent", DELIVERY_FAIL, "5.0.0", 0, "failed", 1, 0, NULL},
    {"transient", DELIVERY_DEFER, "4.0.0", 0, "deferred", 1, 0, NULL},
    {"throttled", DELIVERY_NOT_TRIED, "4.4.5", 1800, "deferred", 0, 1800, NULL},
    {"throttled for a year", DELIVERY_NOT_TRIED, "4.4.5", 31536000, "deferred",
     0, 3600, NULL},
    {"no connection", DELIVERY_NOT_TRIED, "4.4.1", 0, "deferred", 0, 0, NULL},
    {"account", DELIVERY_PAUSE, "4.3.2", 0, "deferred", 0, 60, "Guthaben"},
    {"config", DELIVERY_PAUSE, "4.7.8", 0, "deferred", 0, 60, "Zugangsdaten"},
    {"settings", DELIVERY_PAUSE, "4.3.5", 0, "deferred", 0, 60,
     "Einstellungen"},
    {"unknown", DELIVERY_UNKNOWN, "4.4.7", 0, "deferred", 1, 0, NULL},
};

static void
test_fates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(fates); i++) {
    g_autoptr(TownFixture) town = town_new();
    OutboxResult result = outcome(fates[i].action, fates[i].status);
    result.retry_after_s = fates[i].retry_after_s;
    g_test_message("%s", fates[i].name);
    write_sms(town, 1);
    g_assert_cmpint(hand_out(town), ==, 1);
    report(town, &result);
    g_assert_cmpint(town_sms_count(town, fates[i].state), ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT attempts FROM outbox"
                                             " WHERE channel = 'sms'"),
                    ==, fates[i].attempts);
    g_assert_cmpint(paused_ms(town), ==, fates[i].paused_s * SECOND_MS);
    g_autoptr(TownSent) mail = town_sent(town, "sms-warning", NULL);
    g_assert_cmpint(mail != NULL, ==, fates[i].told != NULL);
    if (mail != NULL && fates[i].told != NULL)
      assert_contains(mail->mail->subject, fates[i].told);
  }
}

/* --- a wrong password ----------------------------------------------------- */

/* All of a night and a day nothing goes: one tries from time to time, all wait,
 * none grows too old, the desk hears of it once; and then all go. */
static void
test_wrong_password(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult refused = outcome(DELIVERY_PAUSE, "4.7.8");
  OutboxResult sent = outcome(DELIVERY_SENT, "2.0.0");
  write_sms(town, 8);
  g_assert_cmpint(hand_out(town), ==, 8);
  report(town, &refused);
  g_assert_cmpint(hand_out(town), ==, 0);
  for (int tries = 0; town->now_ms < TOWN_NOW_MS + 13 * HOUR_MS; tries++) {
    town_fixture_advance(town, paused_ms(town) - SECOND_MS);
    g_assert_cmpint(hand_out(town), ==, 0);
    town_fixture_advance(town, SECOND_MS);
    g_assert_cmpint(hand_out(town), ==, 1);
    report(town, &refused);
    g_assert_cmpint(tries, <, 60);
  }
  g_assert_cmpint(town_sms_count(town, "deferred"), ==, 8);
  g_assert_cmpuint(town_sent_count(town, "sms-warning"), ==, 1);
  g_assert_cmpint(status_get(town->digest.status, "channels_paused"), ==, 1);
  town_fixture_advance(town, HOUR_MS);
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &sent);
  g_assert_cmpint(hand_out(town), ==, 7);
  report(town, &sent);
  g_assert_cmpint(town_sms_count(town, "sent"), ==, 8);
  g_autofree char *log = NULL;
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  assert_contains(log, "event=channel-resumed");
  assert_contains(log, "event=channel-paused");
}

/* A second time on the same day is in the log, not in the desk's mail again;
 * on the next day it is. */
static void
test_desk_hears_once_a_day(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult refused = outcome(DELIVERY_PAUSE, "4.7.8");
  OutboxResult sent = outcome(DELIVERY_SENT, "2.0.0");
  for (unsigned day = 1; day <= 2; day++) {
    for (int turn = 0; turn < 2; turn++) {
      write_sms(town, 1);
      g_assert_cmpint(hand_out(town), ==, 1);
      report(town, &refused);
      town_fixture_advance(town, HOUR_MS);
      g_assert_cmpint(hand_out(town), ==, 1);
      report(town, &sent);
    }
    g_assert_cmpuint(town_sent_count(town, "sms-warning"), ==, day);
    town_fixture_advance(town, 24 * HOUR_MS);
  }
}

/* --- unknown outcomes ----------------------------------------------------- */

static void
test_unknown_waits_for_its_receipt(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult unknown = outcome(DELIVERY_UNKNOWN, "4.4.7");
  unknown.provider_ref = (char *)"m-1";
  write_sms(town, 1);
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &unknown);
  town_fixture_advance(town, 15 * MINUTE_MS - SECOND_MS);
  g_assert_cmpint(hand_out(town), ==, 0);
  town_post_receipt(town, "m-1", "ok");
  town_fixture_decide(town);
  town_fixture_advance(town, HOUR_MS);
  g_assert_cmpint(hand_out(town), ==, 0);
  g_assert_cmpint(town_sms_count(town, "delivered"), ==, 1);
}

static void
test_unknown_is_repeated_once(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult unknown = outcome(DELIVERY_UNKNOWN, "4.4.7");
  write_sms(town, 1);
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &unknown);
  town_fixture_advance(town, 15 * MINUTE_MS);
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &unknown);
  g_assert_cmpint(town_sms_count(town, "hold"), ==, 1);
  town_fixture_advance(town, HOUR_MS);
  g_assert_cmpint(hand_out(town), ==, 0);
}

/* What went to thousands is not paid for twice. */
static void
test_unknown_of_many_is_held(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult unknown = outcome(DELIVERY_UNKNOWN, "4.4.7");
  write_sms(town, 1);
  (void)store_run(town->digest.store, NULL, "UPDATE outbox SET priority = 8",
                  "");
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &unknown);
  g_assert_cmpint(town_sms_count(town, "hold"), ==, 1);
}

/* A provider that takes every request and never answers: after five the others
 * wait, so that few of them may go twice. */
static void
test_silent_provider_pauses(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult unknown = outcome(DELIVERY_UNKNOWN, "4.4.7");
  for (int i = 1; i <= 5; i++) {
    g_assert_cmpint(paused_ms(town), ==, 0);
    write_sms(town, 1);
    g_assert_cmpint(hand_out(town), ==, 1);
    report(town, &unknown);
  }
  g_assert_cmpint(paused_ms(town), ==, MINUTE_MS);
  write_sms(town, 10);
  g_assert_cmpint(hand_out(town), ==, 0);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(hand_out(town), ==, 1);
}

/* A word that no table knows changes nothing and is logged once. */
static void
test_unknown_word_of_a_receipt(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult sent = outcome(DELIVERY_SENT, "2.0.0");
  sent.provider_ref = (char *)"m-1";
  write_sms(town, 1);
  g_assert_cmpint(hand_out(town), ==, 1);
  report(town, &sent);
  for (int i = 0; i < 3; i++) {
    town_post_receipt(town, "m-1", i == 1 ? "wandering" : "odd");
    town_fixture_advance(town, MINUTE_MS); /* or it were the same request */
    town_fixture_decide(town);
  }
  g_assert_cmpint(town_sms_count(town, "sent"), ==, 1);
  g_assert_cmpint(status_get(town->digest.status, "report_words_unknown"), ==,
                  2);
}

/* --- opt-out -------------------------------------------------------------- */

/* The provider knows of a STOPP that we do not. */
static void
test_opt_out_by_provider(void)
{
  g_autoptr(TownFixture) town = town_new();
  OutboxResult stopped = outcome(DELIVERY_FAIL, "5.0.0");
  stopped.opt_out = true;
  town_text(town, PHONE, "Schlagloch Gartenstraße 12");
  g_assert_cmpint(hand_out(town), ==, 1);
  write_sms(town, 1);
  (void)store_run(town->digest.store, NULL,
                  "UPDATE outbox SET priority = 4 WHERE state = 'queued'", "");
  report(town, &stopped);
  /* It waited, unasked. */
  g_assert_cmpint(town_sms_count(town, "cancelled"), ==, 1);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM opt_out o JOIN contact c"
                               " ON c.lookup = o.lookup"
                               " WHERE o.channel = 'sms' AND o.topic = ''"),
      ==, 1);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#übernommen"});
  g_assert_null(town_sent(town, "status-accepted", NULL));
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
#define ADD(name, function)                                                    \
  g_test_add_func("/digest/sms-outcomes/" name, function)
  ADD("fates", test_fates);
  ADD("wrong-password", test_wrong_password);
  ADD("desk-hears-once-a-day", test_desk_hears_once_a_day);
  ADD("unknown-waits-for-its-receipt", test_unknown_waits_for_its_receipt);
  ADD("unknown-is-repeated-once", test_unknown_is_repeated_once);
  ADD("unknown-of-many-is-held", test_unknown_of_many_is_held);
  ADD("silent-provider-pauses", test_silent_provider_pauses);
  ADD("unknown-word-of-a-receipt", test_unknown_word_of_a_receipt);
  ADD("opt-out-by-provider", test_opt_out_by_provider);
  return g_test_run();
}
