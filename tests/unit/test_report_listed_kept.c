/* SPDX-License-Identifier: Apache-2.0
 *
 * How long suspected advertising is kept: until the desk could read of it, and
 * as long after that as town.yaml says (hold_days: 30).
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)
#define SHOP "angebote@shop.example.org"

static const TownMail offer = {
    .from = "Shop <" SHOP ">",
    .subject = "Nur diese Woche: 20 % Rabatt",
    .text = "Sichern Sie sich jetzt unser Angebot: 20 % Rabatt auf alle "
            "Quittenpressen. Jetzt bestellen!\n\nNewsletter abbestellen: "
            "https://shop.example.org/ab"};

/* Thursday 10 a.m. to Monday 7 a.m.: a letter stands on the first list. */
static TownFixture *
town_with_list(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenpressen");
  town_fixture_secret(town, SHOP);
  town_say(town, &offer);
  town_fixture_advance(town, 4 * DAY_MS - 3 * HOUR_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "advertising-list"), ==, 1);
  return town;
}

/* What deliver reports of the list's mail. */
static void
list_is(TownFixture *town, const char *state)
{
  g_autoptr(GError) error = NULL;
  town->is_forced = true;
  bool ok = store_run(town->digest.store, &error,
                      "UPDATE outbox SET state = $1, finished_at_ms = $2"
                      " WHERE kind = 'advertising-list'",
                      "ti", state, town->now_ms);
  g_assert_no_error(error);
  g_assert_true(ok);
}

static void
pass_days(TownFixture *town, int days)
{
  for (int i = 0; i < days; i++) {
    town_fixture_advance(town, DAY_MS);
    town_fixture_timers(town);
  }
}

static void
assert_letter(TownFixture *town, const char *state, int64_t contents)
{
  g_autofree char *is =
      town_fixture_text(town, "SELECT state FROM inbox ORDER BY id LIMIT 1");
  g_assert_cmpstr(is, ==, state);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE length(raw_key) > 0"),
                  ==, contents);
}

static void
test_listed_is_deleted_after_its_time(void)
{
  g_autoptr(TownFixture) town = town_with_list();
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", NULL);
  assert_contains(list->mail->full_text, "löschen wir ab Mittwoch, 24. Juni");
  list_is(town, "sent");
  pass_days(town, 29);
  assert_letter(town, "hold", 1);
  pass_days(town, 2);
  assert_letter(town, "discarded", 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM content WHERE"
                                           " id IN (SELECT id FROM inbox)"),
                  ==, 0);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT length(address) + length(subject)"
                                     " FROM report_listed"),
                  ==, 0);
  g_autofree char *log = NULL;
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  assert_contains(log, "event=advertising-deleted message=");
  /* Its number is nobody else's, and can no more be asked for. */
  town_reply(town, list, &(TownMail){.text = "1"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  0);
}

/* A list that nobody could read deletes nothing. */
static void
test_listed_is_kept_unseen(void)
{
  g_autoptr(TownFixture) town = town_with_list();
  pass_days(town, 60); /* it waits in the outbox */
  assert_letter(town, "hold", 1);
  g_assert_cmpuint(town_sent_count(town, "advertising-list"), ==, 1);
  list_is(town, "failed");
  pass_days(town, 8);
  assert_letter(town, "hold", 1);
  g_assert_cmpuint(town_sent_count(town, "advertising-list"), ==, 2);
  list_is(town, "delivered");
  pass_days(town, 31);
  assert_letter(town, "discarded", 0);
}

static void
test_listed_is_kept_when_wanted(void)
{
  g_autoptr(TownFixture) town = town_with_list();
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", NULL);
  list_is(town, "sent");
  town_reply(town, list, &(TownMail){.text = "1"});
  pass_days(town, 40);
  assert_letter(town, "done", 2); /* and the answer */
}

/* The desk's list of the morning names how many wait. */
static void
test_listed_stands_in_the_morning(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_assert_true(digest_upkeep(&town->digest, NULL)); /* plans the lists */
  town_say(town, &offer);
  town_say(town, &(TownMail){0}); /* a pothole */
  town_fixture_advance(town, 60 * DAY_MS + 21 * HOUR_MS + HOUR_MS / 2);
  town_fixture_timers(town);
  town_fixture_advance(town, HOUR_MS / 60);
  town_fixture_timers(town);
  g_autoptr(TownSent) morning = town_sent(town, "morning", "zentrale@");
  g_assert_nonnull(morning);
  assert_contains(morning == NULL ? "" : morning->mail->full_text,
                  "1 Schreiben sehen nach Werbung aus");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function)                                                    \
  g_test_add_func("/report/listed-kept/" name, function)
  ADD("after-its-time", test_listed_is_deleted_after_its_time);
  ADD("unseen", test_listed_is_kept_unseen);
  ADD("wanted", test_listed_is_kept_when_wanted);
  ADD("morning", test_listed_stands_in_the_morning);
#undef ADD
  return g_test_run();
}
