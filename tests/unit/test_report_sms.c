/* SPDX-License-Identifier: Apache-2.0
 *
 * Reports and keywords by SMS, from the provider's webhook to the outbox.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define OTHER "+491722881739"
#define DAY_MS INT64_C(86400000)

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "1722881738");
  town_fixture_secret(town, "Haselnuss");
  town_text(town, PHONE, "Schlagloch Gartenstraße 12 bei der Haselnuss");
  return town;
}

static void
staff(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  if (ticket != NULL)
    town_reply(town, ticket, &(TownMail){.text = text});
}

static int64_t
tickets(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket");
}

static void
test_sms_report(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(answer);
  g_assert_cmpstr(answer->channel, ==, "sms");
  g_assert_cmpstr(answer->to, ==, PHONE);
  assert_contains(answer->raw, "26-00001-4");
  assert_contains(answer->raw, "Straßenschaden, Gartenstraße 12.");
  assert_contains(ticket->mail->full_text, "Haselnuss");
  assert_contains(ticket->mail->full_text, "per SMS");
  assert_lacks(ticket->mail->full_text, PHONE);
}

/* HILFE with more words is a message; its writer reads 112 before the number.
 */
static void
test_sms_cry_for_help(void)
{
  static const struct {
    const char *text, *said;
  } rows[] = {
      {"Hilfe! In der Gartenstraße 12 riecht es nach Gas", "In Gefahr sofort"},
      {"HILFE Schlagloch in der Gartenstraße 12", "In Gefahr sofort"},
      {"Notfall, Kind im Schacht Gartenstraße 12", "In Gefahr sofort"},
      {"Help! There is a strong smell of gas here", "In danger call 112"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, PHONE, rows[i].text);
    g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
    g_assert_nonnull(answer);
    assert_contains(answer->raw, rows[i].said);
    assert_contains(answer->raw, "26-00001-4");
    g_assert_cmpint(tickets(town), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "help"), ==, 0);
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
  }
}

static void
test_sms_status(void)
{
  static const struct {
    const char *text, *kind, *said;
  } rows[] = {
      {"STATUS 26-00001-4", "status", "26-00001-4"},
      {"status 1", "status", "26-00001-4"},
      {"Status 26-00001-5", "status-unknown", ""},
      {"STATUS 26-00009-1", "status-unknown", ""},
      {"STATUS", "status-unknown", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    town_text(town, OTHER, rows[i].text);
    g_autoptr(TownSent) answer = town_sent(town, rows[i].kind, NULL);
    g_assert_nonnull(answer);
    if (answer == NULL)
      continue;
    g_assert_cmpstr(answer->to, ==, OTHER);
    assert_contains(answer->raw, rows[i].said);
    assert_lacks(answer->raw, "Haselnuss");
    assert_lacks(answer->raw, "Gartenstr");
    g_assert_cmpint(tickets(town), ==, 1);
  }
}

static void
test_sms_stop_and_start(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  town_text(town, PHONE, "STOPP");
  g_assert_cmpuint(town_sent_count(town, "stop-confirmed"), ==, 1);
  town_text(town, PHONE, "Stop!");
  g_assert_cmpuint(town_sent_count(town, "stop-confirmed"), ==, 1);
  staff(town, "#erledigt");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  town_text(town, PHONE, "START 26-00001-4"); /* not without the other */
  town_fixture_advance(town, 20 * INT64_C(60000));
  g_autoptr(TownSent) still = town_sent(town, "start-confirmed", NULL);
  assert_contains(still->raw, "alle SMS von uns abbestellt");
  town_text(town, PHONE, "START");
  g_autoptr(TownSent) again = town_sent(town, "start-confirmed", NULL);
  assert_contains(again->raw, "wieder SMS von uns");
  town_fixture_advance(town, DAY_MS);
  staff(town, "#antwort Haselnuss gefällt.");
  g_autoptr(TownSent) news = town_sent(town, "status-answer", NULL);
  g_assert_nonnull(news);
  assert_contains(news->raw, "Haselnuss gefällt.");
  g_assert_cmpint(tickets(town), ==, 1);
}

/* However much was asked before. */
static void
test_sms_stop_is_confirmed_in_any_case(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  for (unsigned i = 0; i < 4; i++)
    town_text(town, PHONE, "STATUS 26-00001-4");
  g_assert_cmpuint(town_sent_count(town, "status"), <, 4);
  town_text(town, PHONE, "STOPP");
  g_assert_cmpuint(town_sent_count(town, "stop-confirmed"), ==, 1);
}

/* What is done, or was due, is promised to nobody. */
static void
test_sms_status_promises_no_past_date(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  town_text(town, OTHER, "STATUS 26-00001-4");
  g_autoptr(TownSent) before = town_sent(town, "status", NULL);
  assert_contains(before->raw, "29.5.");
  town_fixture_advance(town, 30 * DAY_MS);
  town_text(town, OTHER, "STATUS 26-00001-4");
  g_autoptr(TownSent) after = town_sent(town, "status", NULL);
  assert_lacks(after->raw, "29.5.");
}

static void
test_sms_stop_of_one_topic(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  town_text(town, PHONE, "STOPP 26-00001-4");
  town_text(town, PHONE, "STOPP 26-00001-4");
  g_assert_cmpuint(town_sent_count(town, "stop-confirmed"), ==, 1);
  staff(town, "#erledigt");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  town_text(town, PHONE, "Die Laterne am Markt ist aus.");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
}

static void
test_sms_help(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_text(town, PHONE, "HILFE");
  g_autoptr(TownSent) help = town_sent(town, "help", NULL);
  assert_contains(help->raw, "112");
  g_assert_cmpint(tickets(town), ==, 0);
}

static void
test_sms_answers_a_question(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  staff(town, "#rückfrage\nWelche Haselnuss?");
  g_autoptr(TownSent) question = town_sent(town, "status-question", NULL);
  g_assert_cmpstr(question->channel, ==, "sms");
  town_text(town, PHONE, "Die linke");
  town_assert_state(town, "open");
  g_assert_cmpint(tickets(town), ==, 1);
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "Die linke");
}

static void
test_sms_says_no(void)
{
  static const struct {
    const char *from, *text, *state;
    int64_t tickets;
  } rows[] = {
      {PHONE, "NEIN", "open", 1},
      {PHONE, "Nein.", "open", 1},
      {PHONE, "Nein, die Haselnuss ist noch aus", "open", 1},
      {PHONE, "JA", "closed", 1},
      {OTHER, "NEIN", "solved", 2},
      {PHONE, "Die Ampel am Markt ist kaputt", "solved", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s from %s", rows[i].text, rows[i].from);
    g_autoptr(TownFixture) town = town_with_ticket();
    staff(town, "#erledigt");
    town_text(town, rows[i].from, rows[i].text);
    town_assert_state(town, rows[i].state);
    g_assert_cmpint(tickets(town), ==, rows[i].tickets);
  }
}

/* The news that nothing is done invites it. */
static void
test_sms_disagrees(void)
{
  static const struct {
    const char *text, *state;
    int64_t tickets;
  } rows[] = {{"NEIN", "open", 1},
              {"Nein, die Haselnuss gehört euch!", "open", 1},
              {"Die Ampel am Markt ist kaputt", "no-action", 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    staff(town, "#keine Maßnahme Haselnuss gehört nicht uns.");
    g_autoptr(TownSent) news = town_sent(town, "status-no-action", NULL);
    assert_contains(news->raw, "NEIN");
    town_text(town, PHONE, rows[i].text);
    town_assert_state(town, rows[i].state);
    g_assert_cmpint(tickets(town), ==, rows[i].tickets);
  }
}

static void
test_sms_repeats(void)
{
  static const struct {
    const char *what, *first_id, *second_id;
    int64_t first_s, second_s;
    int64_t messages;
  } rows[] = {
      {"same id", "a", "a", 100, 100, 1},
      {"same id, other time", "a", "a", 100, 101, 1},
      {"other ids", "a", "b", 100, 100, 2},
      {"no ids, same time", NULL, NULL, 1779350000, 1779350000, 1},
      {"no ids, two answers", NULL, NULL, 1779350000, 1779350060, 2},
      {"no ids, no times", NULL, NULL, 0, 0, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_post_sms(town, PHONE, "1", rows[i].first_id, rows[i].first_s);
    town_post_sms(town, PHONE, "1", rows[i].second_id, rows[i].second_s);
    town_fixture_decide(town);
    g_assert_cmpint(
        town_fixture_count(town,
                           "SELECT count(*) FROM inbox WHERE channel = 'sms'"),
        ==, rows[i].messages);
  }
}

static void
test_sms_to_nobody_who_can_read_it(void)
{
  static const char *const senders[] = {"INFO", "44444", "+14155550100"};
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
    g_test_message("%s", senders[i]);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, senders[i], "Schlagloch in der Gartenstraße 12");
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
    /* Whoever asks why learns it, whichever of the two it was. */
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                             " WHERE what IN ('no-answer',"
                                             " 'sms-suppressed')"),
                    ==, 1);
    staff(town, "#erledigt");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox"
                                             " WHERE channel = 'sms'"),
                    ==, 0);
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM inbox_event WHERE what"
                                 " IN ('no-answer', 'sms-suppressed')"),
        >=, 1);
  }
}

/* Our own SMS comes back: kept, and the end of it. */
static void
test_sms_of_our_own(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  unsigned sent = town_sent_all(town);
  town_text(town, TOWN_NUMBER, "Schlagloch in der Gartenstraße 12");
  g_assert_cmpuint(town_sent_all(town), ==, sent);
  g_assert_cmpint(tickets(town), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE detail = 'sender-is-ours'"),
                  ==, 1);
}

static void
test_sms_receipt(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  town->is_forced = true;
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE outbox SET state = 'sent',"
                          " provider_ref = 'p7' WHERE channel = 'sms'",
                          ""));
  town_post_receipt(town, "p7", "ok");
  town_post_receipt(town, "p7", "bad");
  town_fixture_decide(town);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpstr(answer->state, ==, "delivered");
}

/* What the provider says about a number counts like a STOPP of its own. */
static void
test_sms_receipt_opts_out(void)
{
  static const struct {
    const char *status;
    int64_t opted_out;
  } rows[] = {{"bad", 0}, {"stop", 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    town->is_forced = true;
    g_assert_true(store_run(town->digest.store, NULL,
                            "UPDATE outbox SET state = 'sent',"
                            " provider_ref = 'p7' WHERE channel = 'sms'",
                            ""));
    town_post_receipt(town, "p7", rows[i].status);
    town_fixture_decide(town);
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM opt_out o JOIN contact c"
                                 " ON c.lookup = o.lookup WHERE o.topic = ''"
                                 " AND o.channel = 'sms'"),
        ==, rows[i].opted_out);
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    g_assert_cmpstr(answer->state, ==, "failed");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/sms/report", test_sms_report);
  g_test_add_func("/services/report/sms/status", test_sms_status);
  g_test_add_func("/services/report/sms/stop-and-start",
                  test_sms_stop_and_start);
  g_test_add_func("/services/report/sms/stop-is-confirmed-in-any-case",
                  test_sms_stop_is_confirmed_in_any_case);
  g_test_add_func("/services/report/sms/status-promises-no-past-date",
                  test_sms_status_promises_no_past_date);
  g_test_add_func("/services/report/sms/stop-of-one-topic",
                  test_sms_stop_of_one_topic);
  g_test_add_func("/services/report/sms/help", test_sms_help);
  g_test_add_func("/services/report/sms/cry-for-help", test_sms_cry_for_help);
  g_test_add_func("/services/report/sms/answers-a-question",
                  test_sms_answers_a_question);
  g_test_add_func("/services/report/sms/says-no", test_sms_says_no);
  g_test_add_func("/services/report/sms/disagrees", test_sms_disagrees);
  g_test_add_func("/services/report/sms/repeats", test_sms_repeats);
  g_test_add_func("/services/report/sms/unreachable",
                  test_sms_to_nobody_who_can_read_it);
  g_test_add_func("/services/report/sms/of-our-own", test_sms_of_our_own);
  g_test_add_func("/services/report/sms/receipt", test_sms_receipt);
  g_test_add_func("/services/report/sms/receipt-opts-out",
                  test_sms_receipt_opts_out);
  return g_test_run();
}
