/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may record for others, who is asked first, whose mail is a letter of his
 * own; and danger, which waits for none of it.
 */
#include "tests/support/town_record.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

/* To any address of the town's #neu says it, and nothing needs to be set. */
static void
test_record_at_the_desks_address(void)
{
  static const struct {
    const char *from, *text;
    bool recorded;
  } rows[] = {
      {LISTED, "#neu\n\n" WORDS, true},
      {DESK, "#kanal fax\n#neu\n\n" WORDS, true},
      {LISTED, WORDS, false},
      {LISTED, "Neu\n\n" WORDS, false},
      {FOREIGN, "#neu\n\n" WORDS, false},
      {"stoerung@stadtwerke.example.org", "#neu\n\n" WORDS, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s: %s", rows[i].from, rows[i].text);
    g_autoptr(TownFixture) town =
        town_fixture_new(&(TownOptions){.no_domain = true});
    town_say(town, &(TownMail){.from = rows[i].from, .text = rows[i].text});
    g_assert_cmpint(town_record_tickets(town), ==, 1);
    town_record_assert(town, "channel", rows[i].recorded ? "none" : "mail");
    g_assert_cmpuint(town_sent_count(town, "transcript-recorded"), ==,
                     rows[i].recorded);
  }
}

/* Anybody else's mail is a letter of his own, and its history says why. */
static void
test_record_of_a_stranger(void)
{
  static const struct {
    const char *from, *auth;
  } rows[] = {{FOREIGN, "pass"},
              {FOREIGN, ""},
              {LISTED, "fail"},
              {"stoerung@stadtwerke.example.org", "pass"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s %s", rows[i].from, rows[i].auth);
    g_autoptr(TownFixture) town = town_record_new();
    town_say(town,
             &(TownMail){.from = rows[i].from,
                         .to = RECORD,
                         .auth = rows[i].auth,
                         .text = "#neu\n#von Öznur, 0172 2881738\n\n" WORDS});
    g_assert_cmpint(town_record_tickets(town), ==, 1);
    town_record_assert(town, "channel", "mail");
    town_record_assert(town, "origin", "");
    g_assert_true(town_record_was_noted(town, "not-recorded"));
    g_assert_cmpuint(town_sent_count(town, "transcript-recorded"), ==, 0);
    g_autoptr(TownSent) to_caller = town_sent(town, "confirmation", "+49");
    g_assert_null(to_caller);
  }
}

/* A mail of a colleague waits; the question as it went out. */
static TownSent *
ask(TownFixture *town, const char *from, const char *auth, const char *asked)
{
  town_say(town,
           &(TownMail){.from = from,
                       .to = RECORD,
                       .auth = auth,
                       .text = "#neu\n#von Öznur, 0172 2881738\n\n" WORDS});
  g_assert_cmpint(town_record_tickets(town), ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE state = 'hold'"),
                  ==, 1);
  TownSent *question = town_sent(town, "record-question", NULL);
  g_assert_nonnull(question);
  g_assert_cmpstr(question->to, ==, asked);
  assert_contains(question->mail->full_text, from);
  assert_contains(question->mail->full_text, "tiefes Schlagloch");
  assert_lacks(question->mail->full_text, "2881738");
  g_assert_cmpuint(town_sent_all(town), ==, 1);
  return question;
}

static void
test_record_asks_first(void)
{
  static const struct {
    const char *from, *auth, *asked;
  } rows[] = {
      {COLLEAGUE, "pass", DESK},
      {COLLEAGUE, "", DESK},
      {LISTED, "", "tiefbau@musterhagen.example.org"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_record_new();
    g_autoptr(TownSent) question =
        ask(town, rows[i].from, rows[i].auth, rows[i].asked);
    town_reply(town, question, &(TownMail){.text = "ja"});
    g_assert_cmpint(town_record_tickets(town), ==, 1);
    town_record_assert(town, "origin", "phone");
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    g_assert_cmpstr(answer->to, ==, MOBILE);
    g_autoptr(TownSent) told =
        town_sent(town, "transcript-recorded", rows[i].from);
    g_assert_nonnull(told);
    town_reply(town, question, &(TownMail){.text = "ja"});
    g_assert_cmpint(town_record_tickets(town), ==, 1);
  }
}

/* Whatever is answered, and by whom: nothing is lost, nothing done twice. */
static void
test_record_answers(void)
{
  static const struct {
    const char *from, *text;
    int days;
    int64_t tickets;
    const char *origin;
  } rows[] = {
      {NULL, "ja", 0, 1, "phone"},        {NULL, "Ja.", 6, 1, "phone"},
      {NULL, "nein", 0, 1, ""}, /* a letter of his own */
      {NULL, "Wer ist das?", 0, 0, NULL}, {COLLEAGUE, "ja", 0, 0, NULL},
      {FOREIGN, "ja", 0, 0, NULL},        {NULL, "ja", 8, 0, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s after %d days", rows[i].text, rows[i].days);
    g_autoptr(TownFixture) town = town_record_new();
    g_autoptr(TownSent) question = ask(town, COLLEAGUE, "pass", DESK);
    town_fixture_advance(town, rows[i].days * DAY_MS);
    town_reply(town, question,
               &(TownMail){.from = rows[i].from, .text = rows[i].text});
    g_assert_cmpint(town_record_tickets(town), ==, rows[i].tickets);
    if (rows[i].origin != NULL)
      town_record_assert(town, "origin", rows[i].origin);
  }
}

/* Nobody answers: after a week it is a letter like any other. */
static void
test_record_nobody_answers(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  g_autoptr(TownSent) question = ask(town, COLLEAGUE, "pass", DESK);
  town_fixture_advance(town, 7 * DAY_MS + 1);
  town_fixture_timers(town);
  town_fixture_decide(town);
  g_assert_cmpint(town_record_tickets(town), ==, 1);
  town_record_assert(town, "channel", "mail");
  g_assert_true(town_record_was_noted(town, "not-recorded"));
}

/* Danger waits neither for a proof nor for a command that is spelt right. */
static void
test_record_danger(void)
{
  static const struct {
    const char *from, *text;
    const char *origin;
  } rows[] = {
      {LISTED, "#neu\n#von Öznur, 0172 2881738\n\nEs riecht nach Gas.",
       "phone"},
      {LISTED, "#neu\n#kanl brief\n\nEs riecht nach Gas.", ""},
      {COLLEAGUE, "#neu\n\nEs riecht nach Gas.", ""},
      {LISTED, "#neu\n\nEs riecht nach Gas.", "phone"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_record_new();
    town_say(
        town,
        &(TownMail){.from = rows[i].from, .to = RECORD, .text = rows[i].text});
    town_record_assert(town, "origin", rows[i].origin);
    g_autofree char *danger = town_record_column(town, "danger");
    g_assert_cmpstr(danger, !=, "");
    town_fixture_timers(town);
    g_assert_cmpuint(town_sent_count(town, "on-call"), >, 0);
  }
}

/* The caller himself is told 112, by the channel he is reached by. */
static void
test_record_danger_tells_the_caller(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(town, "#von Öznur, 0172 2881738\n\nEs riecht nach Gas.");
  g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
  g_assert_nonnull(answer);
  g_assert_cmpstr(answer->to, ==, MOBILE);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/record/at-the-desks-address",
                  test_record_at_the_desks_address);
  g_test_add_func("/services/report/record/of-a-stranger",
                  test_record_of_a_stranger);
  g_test_add_func("/services/report/record/asks-first", test_record_asks_first);
  g_test_add_func("/services/report/record/answers", test_record_answers);
  g_test_add_func("/services/report/record/nobody-answers",
                  test_record_nobody_answers);
  g_test_add_func("/services/report/record/danger", test_record_danger);
  g_test_add_func("/services/report/record/danger-tells-the-caller",
                  test_record_danger_tells_the_caller);
  return g_test_run();
}
