/* SPDX-License-Identifier: Apache-2.0
 *
 * The date a citizen may expect: told, corrected once, admitted when it passed;
 * and the clock that stands still while a ticket waits for him.
 */
#include <string.h>

#include "tests/support/town_deadline.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define UNDO_MS (31 * MINUTE_MS)

static void
pass(TownFixture *town, int64_t ms)
{
  town_fixture_advance(town, ms);
  town_fixture_timers(town);
}

static void
test_deadline_moves(void)
{
  g_autoptr(TownFixture) town = town_with_deadline();
  g_autoptr(TownSent) first = town_sent(town, "confirmation", NULL);
  assert_contains(first->mail->full_text, "voraussichtlich bis Freitag, 29. M");
  town_tiefbau_replies(town, "#frist 5.6.");
  pass(town, UNDO_MS - 2 * MINUTE_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 0);
  pass(town, 2 * MINUTE_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 1);
  g_autoptr(TownSent) news = town_sent(town, "expected-date", NULL);
  assert_contains(news->mail->full_text,
                  "voraussichtlich bis Freitag, 5. Juni");
  assert_contains(news->mail->full_text, "Bisher hatten wir Freitag, 29. Mai");
  pass(town, DAY_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 1);
}

/* What is changed to and fro within the undo time is told once, or not. */
static void
test_deadline_is_debounced(void)
{
  g_autoptr(TownFixture) town = town_with_deadline();
  town_tiefbau_replies(town, "#frist 5.6.");
  pass(town, 20 * MINUTE_MS);
  town_tiefbau_replies(town, "#frist 8.6.");
  pass(town, 20 * MINUTE_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 0);
  pass(town, 12 * MINUTE_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 1);
  town_tiefbau_replies(town, "#frist 12.6.");
  town_tiefbau_replies(town, "#rückgängig");
  pass(town, UNDO_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 1);
}

/* News that name a date are the news of it; taken back in time they are none.
 */
static void
test_deadline_is_told_by_news(void)
{
  static const struct {
    const char *command, *text, *then;
    unsigned moved;
  } rows[] = {
      {"#geplant 5.6.", "status-planned", NULL, 0},
      {"#beauftragt Bau GmbH bis 5.6.", "status-commissioned", NULL, 0},
      {"#in Arbeit bis 5.6.", "status-accepted", NULL, 0},
      {"#geplant 5.6.", NULL, "#rückgängig", 0},
      {"#frist 29.5.", NULL, NULL, 0},
      {"#frist 30.5.", NULL, NULL, 0}, /* a Saturday: no working day later */
      {"#frist 26.5.", NULL, NULL, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_deadline();
    g_test_message("%s", rows[i].command);
    town_tiefbau_replies(town, rows[i].command);
    if (rows[i].then != NULL)
      town_tiefbau_replies(town, rows[i].then);
    pass(town, UNDO_MS);
    if (rows[i].text != NULL)
      g_assert_cmpuint(town_sent_count(town, rows[i].text), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, rows[i].moved);
  }
}

static int64_t
due_of(TownFixture *town)
{
  return town_fixture_count(town, "SELECT due_at_ms FROM ticket");
}

/* Asked on Thursday, answered on the Wednesday after Whit Monday: three working
 * days later (Friday, Tuesday, Wednesday) than was said. */
static void
test_deadline_waits_for_the_citizen(void)
{
  g_autoptr(TownFixture) town = town_with_deadline();
  int64_t due_ms = due_of(town);
  town_tiefbau_replies(town, "#rückfrage\n\nWelche Straßenseite?");
  pass(town, 6 * DAY_MS);
  g_autoptr(TownSent) question = town_sent(town, "status-question", NULL);
  town_reply(town, question, &(TownMail){.text = "Die linke Seite."});
  g_assert_cmpint(due_of(town) - due_ms, ==, 5 * DAY_MS);
  g_autoptr(TownSent) answer = town_sent(town, "addition-confirmed", NULL);
  assert_contains(answer->mail->full_text, "bis Mittwoch, 3. Juni");
  pass(town, HOUR_MS);
  g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 0);
}

/* "Not solved" begins the deadline anew. */
static void
test_deadline_after_an_objection(void)
{
  g_autoptr(TownFixture) town = town_with_deadline();
  town_tiefbau_replies(town, "#erledigt");
  pass(town, 20 * DAY_MS);
  g_autoptr(TownSent) solved = town_sent(town, "status-solved", NULL);
  town_reply(town, solved, &(TownMail){.text = "Nein"});
  /* Wednesday, 10 June, and five working days. */
  g_assert_cmpint(due_of(town), ==, town->now_ms + 7 * DAY_MS);
}

/* A category with another deadline moves the date, unless somebody set it. */
static void
test_deadline_of_another_category(void)
{
  static const struct {
    const char *before;
    int days; /* after 21 May */
  } rows[] = {{NULL, 5}, {"#frist 13.6.", 22}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_deadline();
    if (rows[i].before != NULL)
      town_tiefbau_replies(town, rows[i].before);
    town_tiefbau_replies(town, "#kategorie gully_brunnen");
    g_autoptr(GDateTime) due =
        g_date_time_new_from_unix_utc(due_of(town) / 1000);
    g_autofree char *day = g_date_time_format(due, "%d.%m.");
    g_test_message("%s", day);
    g_assert_cmpint((due_of(town) / DAY_MS) - (TOWN_NOW_MS / DAY_MS), ==,
                    rows[i].days);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/deadline/moves", test_deadline_moves);
  g_test_add_func("/services/report/deadline/is-debounced",
                  test_deadline_is_debounced);
  g_test_add_func("/services/report/deadline/is-told-by-news",
                  test_deadline_is_told_by_news);
  g_test_add_func("/services/report/deadline/waits-for-the-citizen",
                  test_deadline_waits_for_the_citizen);
  g_test_add_func("/services/report/deadline/after-an-objection",
                  test_deadline_after_an_objection);
  g_test_add_func("/services/report/deadline/of-another-category",
                  test_deadline_of_another_category);
  return g_test_run();
}
