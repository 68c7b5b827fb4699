/* SPDX-License-Identifier: Apache-2.0
 *
 * What is stored first and asked about afterwards: to which ticket a text
 * belongs, and whether it means stop.
 */
#include <string.h>

#include "tests/support/talk.h"
#include "tests/support/words.h"

#define ASK "#rückfrage\nWelche ist es?"

static void
assert_states(TownFixture *town, const char *first, const char *second)
{
  g_autofree char *one = talk_state(town, 1);
  g_autofree char *two = talk_state(town, 2);
  g_assert_cmpstr(one, ==, first);
  g_assert_cmpstr(two, ==, second);
}

/* How often a citizen's words stand in the history of tickets. */
static int64_t
additions(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket_event WHERE what"
                                  " = 'citizen-wrote'");
}

/* The newest is the first of the list; what is chosen belongs there. */
static void
test_question_which(void)
{
  static const struct {
    const char *answer, *first, *second;
    int64_t tickets;
  } rows[] = {
      {"1", "waiting", "open", 2},          {"2", "open", "waiting", 2},
      {"2.", "open", "waiting", 2},         {" 2) ", "open", "waiting", 2},
      {"26-00001-4", "open", "waiting", 2}, {"0", "waiting", "waiting", 3},
      {"Nr 2", "open", "waiting", 2},       {"2 bitte", "open", "waiting", 2},
      {"die zweite", "open", "waiting", 2}, {"zwei", "open", "waiting", 2},
      {"the first", "waiting", "open", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].answer);
    g_autoptr(TownFixture) town = talk_town_with_two(ASK);
    int64_t before = talk_sms(town);
    town_text(town, TALK_PHONE, "Die linke beim Haus");
    assert_states(town, "waiting", "waiting");
    g_assert_cmpint(talk_held(town), ==, 1);
    g_assert_cmpint(talk_tickets(town), ==, 2);
    g_autoptr(TownSent) asked = town_sent(town, "which-ticket", NULL);
    assert_contains(asked->raw, "1 = 26-00002-");
    assert_contains(asked->raw, "2 = 26-00001-4 Straßenschaden");
    town_fixture_close(town); /* it is all in the store */
    town_fixture_open(town);
    town_text(town, TALK_PHONE, rows[i].answer);
    assert_states(town, rows[i].first, rows[i].second);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
    g_assert_cmpint(talk_held(town), ==, 0);
    /* The question, and the one answer to what was asked about. */
    g_assert_cmpint(talk_sms(town) - before, ==, 2);
    g_autoptr(TownSent) staff = town_sent(town, "ticket", NULL);
    assert_contains(staff->mail->full_text, "Die linke beim Haus");
    g_assert_cmpint(additions(town), ==, rows[i].tickets == 2);
  }
}

/* Nobody answers: it is a matter of its own, as it would have been. */
static void
test_question_which_expires(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two(ASK);
  town_text(town, TALK_PHONE, "Die linke beim Haus");
  talk_wait(town, TALK_DAY_MS - TALK_MINUTE_MS);
  g_assert_cmpint(talk_held(town), ==, 1);
  talk_wait(town, 2 * TALK_MINUTE_MS);
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 3);
  assert_states(town, "waiting", "waiting");
  /* Too late: the number says nothing any more. */
  int64_t before = additions(town);
  town_text(town, TALK_PHONE, "HILFE");
  g_assert_cmpint(additions(town), ==, before);
}

/* Whatever he adds goes where the first goes, and he is asked once. */
static void
test_question_which_joins(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two(ASK);
  town_text(town, TALK_PHONE, "Die linke beim Haus");
  town_text(town, TALK_PHONE, "Also von vorn gesehen");
  g_assert_cmpuint(town_sent_count(town, "which-ticket"), ==, 1);
  g_assert_cmpint(talk_held(town), ==, 2);
  town_text(town, TALK_PHONE, "2");
  g_assert_cmpint(talk_held(town), ==, 0);
  assert_states(town, "open", "waiting");
  g_assert_cmpint(additions(town), ==, 2);
  g_assert_cmpint(talk_tickets(town), ==, 2);
}

/* A number that is not on the list changes nothing. */
static void
test_question_which_wrong_number(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two(ASK);
  town_text(town, TALK_PHONE, "Die linke beim Haus");
  town_text(town, TALK_PHONE, "7");
  g_assert_cmpuint(town_sent_count(town, "no-question"), ==, 0);
  g_autoptr(TownSent) answer = town_sent(town, "no-choice", NULL);
  assert_contains(answer->raw, "von 0 bis 2");
  g_assert_cmpint(talk_held(town), ==, 1);
  town_text(town, TALK_PHONE, "1");
  assert_states(town, "waiting", "open");
}

static void
test_question_which_solved(void)
{
  static const struct {
    const char *text, *answer, *first, *second;
  } rows[] = {
      {"NEIN", "2", "open", "solved"},
      {"nein stimmt nicht", "2", "open", "solved"},
      {"Nein, sie ist noch aus", "1", "solved", "open"},
      {"JA", "1", "solved", "closed"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_two("#erledigt");
    town_text(town, TALK_PHONE, rows[i].text);
    assert_states(town, "solved", "solved");
    town_text(town, TALK_PHONE, rows[i].answer);
    assert_states(town, rows[i].first, rows[i].second);
    g_assert_cmpint(talk_tickets(town), ==, 2);
  }
}

/* What may be about a danger, names its ticket or is no answer is not kept. */
static void
test_question_is_not_asked(void)
{
  static const struct {
    const char *text;
    int64_t tickets;
  } rows[] = {
      {"Hilfe, hier riecht es nach Gas", 3},
      {"Das Kabel hängt herunter", 3},
      {"Ich kann nicht mehr", 3},
      {"26-00001-4 die linke", 2},
      {"HILFE", 2},
      {"STATUS 1", 2},
      {"STOPP", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_two(ASK);
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
    g_assert_cmpuint(town_sent_count(town, "which-ticket"), ==, 0);
    g_assert_cmpint(talk_held(town), ==, 0);
  }
}

/* Nor is it kept when he cannot be asked: a person would wait for nothing. */
static void
test_question_without_a_way_to_ask(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two(ASK);
  for (unsigned i = 0; i < 4; i++) /* he had his answers */
    town_text(town, TALK_PHONE, i % 2 == 0 ? "STATUS 1" : "STATUS 2");
  town_text(town, TALK_PHONE, "HILFE");
  town_text(town, TALK_PHONE, "Die linke beim Haus");
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 3);
}

/* A person may decide about what is kept, before its sender does. */
static void
test_question_person_decides(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two(ASK);
  g_autoptr(GError) error = NULL;
  town_text(town, TALK_PHONE, "Die linke beim Haus");
  g_autofree char *id =
      town_fixture_text(town, "SELECT id FROM inbox WHERE state = 'hold'");
  digest_begin(&town->digest);
  (void)(store_begin(town->digest.store, &error) &&
         inbox_retry(&town->digest.queue, id, &error) &&
         store_commit(town->digest.store, &error));
  g_assert_no_error(error);
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 3);
  town_text(town, TALK_PHONE, "2");
  g_assert_cmpint(talk_tickets(town), ==, 3);
  g_assert_cmpint(additions(town), ==, 0);
}

/* --- does it mean stop? --------------------------------------------------- */

/* Asked back once, nothing unasked meanwhile, and the answer counts. */
static void
test_question_stop(void)
{
  static const struct {
    const char *answer, *said;
    int64_t opt_outs, tickets, confirmations;
  } rows[] = {
      {"1", "stop-confirmed", 1, 1, 1},
      {"Ja", "stop-confirmed", 1, 1, 1},
      {"STOPP", "stop-confirmed", 1, 1, 1},
      {"lasst mich in Ruhe", "stop-confirmed", 1, 1, 1},
      {"ja bitte", "stop-confirmed", 1, 1, 1},
      {"1 bitte", "stop-confirmed", 1, 1, 1},
      {"keine mehr", "stop-confirmed", 1, 1, 1},
      {"wie bisher", "stop-lifted", 0, 2, 1},
      {"2", "stop-lifted", 0, 2, 1},
      {"nein", "stop-lifted", 0, 2, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].answer);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    town_text(town, TALK_PHONE, "bitte keine SMS mehr");
    g_assert_cmpuint(town_sent_count(town, "stop-question"), ==, 1);
    g_assert_cmpint(talk_held(town), ==, 1);
    town_reply(town, ticket, &(TownMail){.text = "#antwort\nHaselnuss."});
    g_assert_cmpuint(town_sent_count(town, "status-answer"), ==, 0);
    town_fixture_advance(town, 11 * TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, rows[i].answer);
    g_assert_cmpuint(town_sent_count(town, rows[i].said), ==, 1);
    g_autoptr(TownSent) said = town_sent(town, rows[i].said, NULL);
    g_assert_null(strstr(said->raw, "Zu 1"));
    g_assert_cmpuint(town_sent_count(town, "stop-question"), ==, 1);
    g_assert_cmpint(talk_opt_outs(town), ==, rows[i].opt_outs);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
    g_assert_cmpint(talk_held(town), ==, 0);
    g_assert_cmpint(town_sent_count(town, "confirmation"), ==,
                    rows[i].confirmations);
    town_reply(town, ticket, &(TownMail){.text = "#antwort\nHaselnuss."});
    g_assert_cmpuint(town_sent_count(town, "status-answer"), ==,
                     rows[i].opt_outs == 0);
  }
}

/* No answer: after a week a person reads it, and nobody writes to him about
 * that; then news go again. */
static void
test_question_stop_expires(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_text(town, TALK_PHONE, "stop bitte");
  talk_wait(town, 7 * TALK_DAY_MS - TALK_MINUTE_MS);
  g_assert_cmpint(talk_held(town), ==, 1);
  int64_t before = talk_sms(town);
  talk_wait(town, 2 * TALK_MINUTE_MS);
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  g_assert_cmpint(talk_sms(town), ==, before);
  g_assert_cmpint(talk_opt_outs(town), ==, 0);
  town_reply(town, ticket, &(TownMail){.text = "#antwort\nHaselnuss."});
  g_assert_cmpuint(town_sent_count(town, "status-answer"), ==, 1);
}

/* Nobody is asked twice within a month: then it is read by a person. */
static void
test_question_stop_once_a_month(void)
{
  static const struct {
    int64_t days;
    unsigned asked;
    int64_t tickets;
  } rows[] = {{29, 1, 3}, {31, 2, 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_PHONE, "bitte keine SMS mehr");
    town_text(town, TALK_PHONE, "2");
    talk_wait(town, rows[i].days * TALK_DAY_MS);
    town_text(town, TALK_PHONE, "no more texts please");
    g_assert_cmpuint(town_sent_count(town, "stop-question"), ==, rows[i].asked);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
  }
}

/* Who has stopped already is not asked, nor answered: a person sees why he says
 * it again. */
static void
test_question_stop_after_stop(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "STOPP");
  int64_t before = talk_sms(town);
  town_text(town, TALK_PHONE, "lasst mich in ruhe");
  g_assert_cmpint(talk_sms(town), ==, before);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  g_assert_cmpint(talk_held(town), ==, 0);
}

/* An own report meanwhile is a report, with its answer. */
static void
test_question_stop_lets_reports_through(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "bitte keine SMS mehr");
  town_text(town, TALK_PHONE, "Die Laterne am Markt ist aus");
  g_assert_cmpint(talk_tickets(town), ==, 2);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
  g_assert_cmpint(talk_held(town), ==, 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/dialogue/question/which", test_question_which);
  g_test_add_func("/dialogue/question/which-expires",
                  test_question_which_expires);
  g_test_add_func("/dialogue/question/which-joins", test_question_which_joins);
  g_test_add_func("/dialogue/question/which-wrong-number",
                  test_question_which_wrong_number);
  g_test_add_func("/dialogue/question/which-solved",
                  test_question_which_solved);
  g_test_add_func("/dialogue/question/is-not-asked",
                  test_question_is_not_asked);
  g_test_add_func("/dialogue/question/without-a-way-to-ask",
                  test_question_without_a_way_to_ask);
  g_test_add_func("/dialogue/question/person-decides",
                  test_question_person_decides);
  g_test_add_func("/dialogue/question/stop", test_question_stop);
  g_test_add_func("/dialogue/question/stop-expires",
                  test_question_stop_expires);
  g_test_add_func("/dialogue/question/stop-once-a-month",
                  test_question_stop_once_a_month);
  g_test_add_func("/dialogue/question/stop-after-stop",
                  test_question_stop_after_stop);
  g_test_add_func("/dialogue/question/stop-lets-reports-through",
                  test_question_stop_lets_reports_through);
  return g_test_run();
}
