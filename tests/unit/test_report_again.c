/* SPDX-License-Identifier: Apache-2.0
 *
 * A citizen who tells once more what he told before, one who says NEIN long
 * after, one who gives stars.
 */
#include <string.h>

#include "tests/support/talk.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static int64_t
tickets(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket");
}

static int64_t
events(TownFixture *town, const char *what)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM ticket_event WHERE what = '%s'", what);
  return town_fixture_count(town, sql);
}

static void
reply_to(TownFixture *town, const char *kind, const char *text)
{
  g_autoptr(TownSent) sent = town_sent(town, kind, NULL);
  g_assert_nonnull(sent);
  if (sent != NULL)
    town_reply(town, sent, &(TownMail){.text = text});
}

/* What a second letter of somebody who reported a pothole in Gartenstraße 12
 * is. */
static void
test_again_or_another(void)
{
  static const struct {
    const char *text;
    int64_t tickets;
  } rows[] = {
      {"Das Schlagloch in der Gartenstr. 12 ist immer noch da!", 1},
      {"Immer noch nicht repariert!", 1},
      {"Es ist schlimmer geworden.", 1},
      {"Vor der Gartenstr. 12 ist immer noch ein Schlagloch.", 1},
      {"Ich möchte an meine Meldung vom Mai erinnern.", 1},
      {"In der Gartenstraße 12 ist ein Schlagloch, sehr tief.", 1},
      {"Schon wieder ein Schlagloch in der Lindenstr. 3", 2},
      {"Die Laterne in der Gartenstraße 12 ist immer noch aus.", 2},
      {"Mein Nachbar grillt immer noch jeden Abend auf dem Balkon.", 2},
      {"Noch ein Schlagloch in der Gartenstraße 12.", 2},
      {"Wann hat das Bürgeramt geöffnet?", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    town_fixture_advance(town, 2 * DAY_MS);
    town_say(town, &(TownMail){.subject = "", .text = rows[i].text});
    g_assert_cmpint(tickets(town), ==, rows[i].tickets);
    bool again = rows[i].tickets == 1;
    g_assert_cmpint(events(town, "repeated"), ==, again);
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, again ? 1 : 2);
    g_assert_cmpuint(town_sent_count(town, "repeat-confirmed"), ==, again);
  }
}

/* Whoever did not report it does, whatever he says. */
static void
test_again_of_somebody_else(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  town_say(town, &(TownMail){.from = "nachbar@example.com",
                             .text = "In der Gartenstraße 12 ist schon wieder"
                                     " ein Schlagloch."});
  g_assert_cmpint(tickets(town), ==, 2);
}

static void
test_again_moves_up(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  town_fixture_advance(town, DAY_MS);
  town_say(town, &(TownMail){.text = "Immer noch nicht repariert!"});
  g_autoptr(TownSent) answer = town_sent(town, "repeat-confirmed", NULL);
  assert_contains(answer->mail->full_text,
                  "zu Ihrer Meldung 26-00001-4 gelegt.");
  assert_lacks(answer->mail->full_text, "Danke");
  town_fixture_advance(town, DAY_MS);
  town_say(town, &(TownMail){.text = "Noch immer nicht repariert!"});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_contains(ticket->mail->subject, "Noch einmal gemeldet (2");
  assert_contains(ticket->mail->full_text, "Noch immer nicht repariert!");
  g_assert_cmpint(town_fixture_count(town, "SELECT value FROM counter WHERE"
                                           " name LIKE 'repeated|%'"),
                  ==, 2);
}

/* Who writes anew that it is not solved opens it again, if it is he. */
static void
test_again_after_the_end(void)
{
  static const struct {
    const char *auth, *state;
    int64_t tickets;
  } rows[] = {{"pass", "open", 1}, {"", "solved", 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].auth);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    reply_to(town, "ticket", "#erledigt");
    town_fixture_advance(town, DAY_MS);
    town_say(town, &(TownMail){.text = "Das Schlagloch ist immer noch da.",
                               .auth = rows[i].auth});
    g_autofree char *state =
        town_fixture_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1");
    g_assert_cmpstr(state, ==, rows[i].state);
    g_assert_cmpint(tickets(town), ==, rows[i].tickets);
  }
}

/* Two that it may be about: he is asked, and no third one is opened. */
static void
test_again_which(void)
{
  g_autoptr(TownFixture) town = talk_town_with_two("#übernommen");
  town_fixture_advance(town, DAY_MS);
  town_text(town, TALK_PHONE, "Es ist schlimmer geworden");
  g_assert_cmpint(tickets(town), ==, 2);
  assert_said(town, "which-ticket", "2 = 26-00001-4");
  town_text(town, TALK_PHONE, "2");
  g_assert_cmpint(tickets(town), ==, 2);
  assert_said(town, "repeat-confirmed", "26-00001-4");
  g_assert_cmpint(talk_held(town), ==, 0);
  /* The words tell which one. */
  town_fixture_advance(town, DAY_MS);
  town_text(town, TALK_PHONE, "Die Laterne ist immer noch aus");
  g_assert_cmpuint(town_sent_count(town, "which-ticket"), ==, 1);
  g_assert_cmpint(events(town, "repeated"), ==, 2);
  /* And he may say that it is none of them. */
  town_fixture_advance(town, DAY_MS);
  town_text(town, TALK_PHONE, "Noch nicht erledigt!");
  town_text(town, TALK_PHONE, "0");
  g_assert_cmpint(tickets(town), ==, 3);
}

/* Ten letters a minute, one of them about gas: that one is a danger. */
static void
test_again_angry(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  for (int i = 0; i < 10; i++) {
    g_autofree char *text =
        i == 6 ? g_strdup("Und jetzt riecht es hier auch noch nach Gas!!!")
               : g_strdup_printf("Immer noch nicht repariert%.*s", i + 1,
                                 "!!!!!!!!!!");
    town_fixture_advance(town, 6000);
    town_say(town, &(TownMail){.subject = "", .text = text});
  }
  g_assert_cmpint(tickets(town), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE danger IS NOT NULL"),
                  ==, 1);
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
  g_assert_cmpint(events(town, "repeated"), ==, 9);
  g_assert_cmpuint(town_sent_count(town, "repeat-confirmed"), ==, 1);
}

/* --- NEIN, long after ----------------------------------------------------- */

static void
test_follow_by_mail(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  reply_to(town, "ticket", "#erledigt");
  town_fixture_advance(town, 366 * DAY_MS);
  reply_to(town, "status-solved", "Nein.");
  g_assert_cmpint(tickets(town), ==, 2);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text, "Ihre frühere Meldung 26-00001-4");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_contains(ticket->mail->full_text, "BEZUG:   26-00001-4 (war");
  assert_contains(ticket->mail->full_text, "Straßenschaden");
  assert_contains(ticket->mail->full_text, "Gartenstraße 12");
  g_assert_cmpint(events(town, "follows"), ==, 1);
  g_assert_cmpint(events(town, "followed-by"), ==, 1);
}

static void
test_follow_by_sms(void)
{
  static const struct {
    int64_t days, tickets;
    const char *state, *answer;
  } rows[] = {{100, 1, "open", "addition-confirmed"},
              {400, 2, "closed", "confirmation"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    talk_staff(town, "#erledigt");
    talk_wait(town, 29 * DAY_MS); /* silence closes it */
    talk_wait(town, (rows[i].days - 29) * DAY_MS);
    town_text(town, TALK_PHONE, "NEIN");
    g_autofree char *state = talk_state(town, 1);
    g_assert_cmpstr(state, ==, rows[i].state);
    g_assert_cmpint(tickets(town), ==, rows[i].tickets);
    g_assert_cmpuint(town_sent_count(town, rows[i].answer), >=, 1);
  }
}

/* --- stars ---------------------------------------------------------------- */

static int64_t
stars(TownFixture *town)
{
  return town_fixture_count(
      town, "SELECT COALESCE(sum(stars), 0) FROM report_rating");
}

static void
test_stars_by_mail(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  reply_to(town, "ticket", "#erledigt");
  reply_to(town, "status-solved", "Ja");
  g_autoptr(TownSent) question = town_sent(town, "rating-question", NULL);
  assert_contains(question->mail->full_text, "5 ist am besten");
  reply_to(town, "rating-question", "4 Sterne");
  g_assert_cmpint(stars(town), ==, 4);
  g_autoptr(TownSent) thanks = town_sent(town, "rating-stored", NULL);
  assert_contains(thanks->mail->full_text, "4 von 5 Sternen");
  reply_to(town, "rating-question", "*****");
  g_assert_cmpint(stars(town), ==, 5);
  reply_to(town, "rating-question", "2");
  g_assert_cmpint(stars(town), ==, 2);
  /* What is no number is for a person to read. */
  reply_to(town, "rating-question", "6");
  g_assert_cmpint(stars(town), ==, 2);
  g_assert_cmpint(events(town, "citizen-wrote"), ==, 1);
}

/* A bare number means stars only where we asked. */
static void
test_stars_unasked(void)
{
  static const struct {
    const char *text;
    int64_t stars;
  } rows[] = {{"4", 0}, {"4 Sterne", 4}, {"****", 4}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    reply_to(town, "ticket", "#erledigt");
    reply_to(town, "status-solved", rows[i].text);
    g_assert_cmpint(stars(town), ==, rows[i].stars);
  }
}

static void
test_stars_by_sms(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  talk_staff(town, "#erledigt");
  assert_said(town, "status-solved", "Stimmt das? Antworten Sie JA oder NEIN.");
  town_text(town, TALK_PHONE, "JA");
  assert_said(town, "rating-question", "5 ist am besten");
  town_text(town, TALK_PHONE, "5");
  g_assert_cmpint(stars(town), ==, 5);
  town_text(town, TALK_PHONE, "3");
  g_assert_cmpint(stars(town), ==, 3);
  assert_said(town, "rating-stored", "3 von 5 Sternen");
  g_assert_cmpint(tickets(town), ==, 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/again/or-another", test_again_or_another);
  g_test_add_func("/services/report/again/of-somebody-else",
                  test_again_of_somebody_else);
  g_test_add_func("/services/report/again/moves-up", test_again_moves_up);
  g_test_add_func("/services/report/again/after-the-end",
                  test_again_after_the_end);
  g_test_add_func("/services/report/again/which", test_again_which);
  g_test_add_func("/services/report/again/angry", test_again_angry);
  g_test_add_func("/services/report/follow/by-mail", test_follow_by_mail);
  g_test_add_func("/services/report/follow/by-sms", test_follow_by_sms);
  g_test_add_func("/services/report/stars/by-mail", test_stars_by_mail);
  g_test_add_func("/services/report/stars/unasked", test_stars_unasked);
  g_test_add_func("/services/report/stars/by-sms", test_stars_by_sms);
  return g_test_run();
}
