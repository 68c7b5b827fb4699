/* SPDX-License-Identifier: Apache-2.0
 *
 * "Is that the same damage?": who is asked, what the other one's writer gives
 * away (nothing), and what 1 and 2 do.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define BERND "bernd@example.com"
#define PHONE "+4915228817301"
#define LAMP "Die Laterne in der Lindenstraße 3 ist aus, Gruß Emil Zander"
#define LAMP_AGAIN "Straßenlaterne kaputt, Lindenstr. 3"

/* Ayse's report of a pothole. */
static TownFixture *
town_with_one(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, BERND);
  town_say(town, &(TownMail){0});
  return town;
}

static char *
number_of(TownFixture *town, const char *contact)
{
  g_autoptr(TownSent) confirmation = town_sent(town, "confirmation", contact);
  const char *tag = strstr(confirmation->mail->subject, "26-");
  g_assert_nonnull(tag);
  return g_strndup(tag, strcspn(tag, "]"));
}

static char *
pair_state(TownFixture *town)
{
  return town_fixture_text(town, "SELECT state FROM support_pair");
}

static void
answer(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) confirmation = town_sent(town, "confirmation", "bernd");
  town_reply(town, confirmation, &(TownMail){.text = text});
}

static void
test_twin_is_asked_about(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autofree char *first = number_of(town, "ayse");
  town_say(town, &(TownMail){.from = BERND});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "bernd");
  assert_contains(asked->mail->full_text, "Ist das derselbe Schaden?");
  assert_contains(asked->mail->full_text, first);
  assert_contains(asked->mail->full_text, "Gartenstraße, am");
  assert_lacks(asked->mail->full_text, "Ayse");
  /* It waits for nothing, and the department knows. */
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "vermutlich dasselbe wie");
  assert_contains(ticket->mail->full_text, first);
  town_assert_states(town, "new new");
  g_autofree char *state = pair_state(town);
  g_assert_cmpstr(state, ==, "asked");
}

static void
test_twin_yes_and_no(void)
{
  static const struct {
    const char *text, *states, *pair, *said;
  } rows[] = {
      {"1", "new duplicate", "same", "laufen jetzt zusammen"},
      {"Ja, derselbe.", "new duplicate", "same", "laufen jetzt zusammen"},
      {"2", "new new", "apart", "bleibt eine eigene"},
      {"Nein", "new new", "apart", "bleibt eine eigene"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_one();
    town_say(town, &(TownMail){.from = BERND});
    unsigned tickets = town_sent_count(town, "ticket");
    answer(town, rows[i].text);
    town_assert_states(town, rows[i].states);
    g_autofree char *state = pair_state(town);
    g_assert_cmpstr(state, ==, rows[i].pair);
    g_autoptr(TownSent) told = town_sent(town, "supporter", "bernd");
    g_assert_nonnull(told);
    assert_contains(told->mail->full_text, rows[i].said);
    /* The department has read it, and hears of it with its next mail. */
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, tickets);
    /* Nobody asks twice, and a second answer is words. */
    answer(town, rows[i].text);
    g_assert_cmpuint(town_sent_count(town, "supporter"), ==, 1);
  }
}

/* What he tells besides is not lost. */
static void
test_twin_answer_with_more(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autofree char *first = number_of(town, "ayse");
  town_say(town, &(TownMail){.from = BERND});
  answer(town, "Ja, derselbe.\nInzwischen ragt dort Stahl aus der Fahrbahn.");
  town_assert_states(town, "new duplicate");
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->subject, first);
  assert_contains(addition->mail->full_text, "ragt dort Stahl");
  assert_contains(addition->mail->full_text, "2 Personen");
}

/* Only with the code that went to him, and not to a department's question. */
static void
test_twin_answer_must_be_his(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  town_say(town, &(TownMail){.from = BERND});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "bernd");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, asked, &(TownMail){.from = "carl@example.org", .text = "1"});
  town_assert_states(town, "new new new");
  town_reply(town, ticket, &(TownMail){.text = "#rückfrage\nIst es tief?"});
  answer(town, "Ja");
  g_autofree char *state = town_fixture_text(
      town, "SELECT state FROM support_pair ORDER BY ticket_id LIMIT 1");
  g_assert_cmpstr(state, ==, "asked");
}

/* Who is not asked. */
static void
test_twin_not_for(void)
{
  static const struct {
    const char *first, *second;
  } rows[] = {
      /* Another category, another place, one more of a kind. */
      {NULL, LAMP},
      {NULL, "In der Bahnhofstraße 8 ist ein tiefes Schlagloch."},
      {NULL, "In der Gartenstraße 12 ist noch ein Schlagloch."},
      /* A danger, of either. */
      {"In der Gartenstraße 12 ist ein Gully offen, ein Kind fällt hinein!",
       "In der Gartenstraße 12 ist ein Schlagloch."},
      {NULL, "In der Gartenstraße 12 ist ein tiefes Schlagloch, es riecht dort "
             "nach Gas!"},
      /* An objection. */
      {NULL, "Hiermit lege ich Widerspruch gegen den Bescheid ein, das "
             "Schlagloch in der Gartenstraße 12 war ich nicht."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.text = rows[i].first});
    town_say(town, &(TownMail){.from = BERND, .text = rows[i].second});
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM support_pair"), ==, 0);
  }
  /* The same person is another rule's. */
  g_autoptr(TownFixture) town = town_with_one();
  town_fixture_advance(town, INT64_C(100) * 86400000);
  town_say(town, &(TownMail){.from = BERND});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM support_pair"),
                  ==, 0);
}

/* What has ended is no other one. */
static void
test_twin_ended_meanwhile(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  town_reply(town, first, &(TownMail){.text = "#erledigt"});
  answer(town, "1");
  town_assert_states(town, "solved new");
  g_autoptr(TownSent) told = town_sent(town, "supporter", "bernd");
  assert_contains(told->mail->full_text, "inzwischen abgeschlossen");
}

static void
test_twin_by_sms(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, PHONE);
  town_fixture_secret(town, "Zander");
  town_say(town, &(TownMail){.subject = "Laterne", .text = LAMP});
  town_text(town, PHONE, LAMP_AGAIN);
  g_autoptr(TownSent) asked = town_sent(town, "twin-question", PHONE);
  g_assert_nonnull(asked);
  assert_contains(asked->raw, "Antworten Sie 1");
  assert_lacks(asked->raw, "Zander");
  town_text(town, PHONE, "3");
  g_autoptr(TownSent) outside = town_sent(town, "no-choice", PHONE);
  g_assert_nonnull(outside);
  town_text(town, PHONE, "1");
  town_assert_states(town, "new duplicate");
  g_assert_true(town_was_sent(town, "supporter", PHONE));
  /* It was the answer to that, once. */
  town_fixture_advance(town, INT64_C(3) * 3600000);
  town_text(town, PHONE, "1");
  g_assert_true(town_was_sent(town, "no-question", PHONE));
}

/* Of two questions the newer one has the answer, and the older one none. */
static void
test_twin_by_sms_one_question(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Laterne", .text = LAMP});
  town_text(town, PHONE, LAMP_AGAIN);
  town_text(town, PHONE, "bitte keine sms mehr");
  g_assert_true(town_was_sent(town, "stop-question", PHONE));
  town_text(town, PHONE, "2");
  g_autofree char *state = pair_state(town);
  g_assert_cmpstr(state, ==, "asked");
  /* "As before": a person reads what he wrote. */
  town_assert_states(town, "new new new");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/twin/is-asked-about",
                  test_twin_is_asked_about);
  g_test_add_func("/services/report/twin/yes-and-no", test_twin_yes_and_no);
  g_test_add_func("/services/report/twin/answer-with-more",
                  test_twin_answer_with_more);
  g_test_add_func("/services/report/twin/answer-must-be-his",
                  test_twin_answer_must_be_his);
  g_test_add_func("/services/report/twin/not-for", test_twin_not_for);
  g_test_add_func("/services/report/twin/ended-meanwhile",
                  test_twin_ended_meanwhile);
  g_test_add_func("/services/report/twin/by-sms", test_twin_by_sms);
  g_test_add_func("/services/report/twin/by-sms-one-question",
                  test_twin_by_sms_one_question);
  return g_test_run();
}
