/* SPDX-License-Identifier: Apache-2.0
 *
 * Quiet mode and the list of the morning: what waits, what does not, when a
 * list goes, and what becomes of an answer to it.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
/* From 10 a.m. of Thursday, 21 May, to half past seven of the Friday, and to
 * the minute later at which the desk's list goes. */
#define TO_FRIDAY_MS (21 * HOUR_MS + HOUR_MS / 2)
#define MINUTE_MS INT64_C(60000)
#define TIEFBAU "tiefbau@musterhagen.example.org"

static const TownOptions quiet = {.quiet = "tiefbau"};

/* What digest does at its start and once a day. */
static void
plan(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(digest_upkeep(&town->digest, &error));
  g_assert_no_error(error);
}

static TownFixture *
town_new(const TownOptions *options)
{
  TownFixture *town = town_fixture_new(options);
  plan(town);
  return town;
}

static void
pass(TownFixture *town, int64_t ms)
{
  town_fixture_advance(town, ms);
  town_fixture_timers(town);
}

static void
say(TownFixture *town)
{
  town_say(town,
           &(TownMail){.text = "Vor der Gartenstraße 12 ist ein Schlagloch, "
                               "Tel. 0152 28817386.\n\nRuth Beispiel"});
}

static unsigned
lists_to(TownFixture *town, const char *to)
{
  g_autoptr(GBytes) lookup = keyring_lookup(town->digest.ring, "mail", to);
  int64_t count;
  g_assert_true(store_get_int64(town->digest.store, &count, NULL,
                                "SELECT count(*) FROM outbox"
                                " WHERE kind = 'morning' AND lookup = $1",
                                "b", lookup));
  return (unsigned)count;
}

/* The address below the first ticket of a list; owned. */
static char *
reply_address(const TownSent *list)
{
  const char *begin = strstr(list->mail->full_text, "rathaus+d");
  g_assert_nonnull(begin);
  return g_strndup(begin, strcspn(begin, " \r\n"));
}

static void
test_morning_waits(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  pass(town, TO_FRIDAY_MS - 1000);
  g_assert_cmpuint(town_sent_count(town, "morning"), ==, 0);
  pass(town, 1000);
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 1);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  assert_contains(list->mail->subject, "Tiefbauamt, 1 neu");
  assert_contains(list->mail->full_text, "NEU (1)");
  assert_contains(list->mail->full_text, "Straßenschaden · ");
  assert_contains(list->mail->full_text, "│ Vor der Gartenstraße 12");
  static const char *const secrets[] = {"Kaya", "ayse", "28817386", "Ruth"};
  for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
    assert_lacks(list->raw, secrets[i]);
    assert_lacks(list->mail->full_text, secrets[i]);
  }
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                               " WHERE what IN ('kept-for-list', 'listed')"),
      ==, 2);
}

/* Once a day, whatever restarts; and what was told is not told again. */
static void
test_morning_once(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  for (int i = 0; i < 3; i++) {
    town_fixture_close(town);
    town_fixture_open(town);
    plan(town);
    pass(town, HOUR_MS);
  }
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 1);
  /* Tuesday, for Monday is a holiday: nothing is new. */
  pass(town, 4 * DAY_MS);
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 1);
}

/* What came on Friday is told on Tuesday: Saturday, Sunday, Whit Monday. */
static void
test_morning_holiday(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  pass(town, TO_FRIDAY_MS);
  say(town);
  for (int i = 0; i < 3; i++) {
    pass(town, DAY_MS);
    g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 0);
  }
  pass(town, DAY_MS);
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 1);
}

/* Digest was down at half past seven. */
static void
test_morning_missed(void)
{
  static const struct {
    int64_t hours; /* after half past seven */
    unsigned then, tuesday;
  } rows[] = {{0, 1, 1}, {2, 1, 1}, {4, 1, 1}, {5, 0, 1}, {10, 0, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_new(&quiet);
    say(town);
    town_fixture_close(town);
    town_fixture_advance(town, TO_FRIDAY_MS + rows[i].hours * HOUR_MS);
    town_fixture_open(town);
    plan(town);
    town_fixture_timers(town);
    g_assert_cmpuint(lists_to(town, TIEFBAU), ==, rows[i].then);
    pass(town, 4 * DAY_MS - rows[i].hours * HOUR_MS);
    g_assert_cmpuint(lists_to(town, TIEFBAU), ==, rows[i].tuesday);
  }
}

/* Danger, and what is due before the list. */
static void
test_morning_at_once(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  town_say(town,
           &(TownMail){.text = "Vor der Gartenstraße 12 ist ein Schlagloch, "
                               "und es riecht stark nach Gas."});
  g_assert_cmpuint(town_sent_count(town, "ticket"), >, 0);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  g_assert_true(list == NULL || strstr(list->mail->full_text, "NEU (") == NULL);
}

/* The address of one ticket takes commands; it does in a reply to the list,
 * too. */
static void
test_morning_reply_to_one(void)
{
  for (int threaded = 0; threaded < 2; threaded++) {
    g_autoptr(TownFixture) town = town_new(&quiet);
    say(town);
    pass(town, TO_FRIDAY_MS);
    g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
    g_autofree char *address = reply_address(list);
    TownMail mail = {.from = TIEFBAU,
                     .to = address,
                     .text = "Erledigt.\n\nIst zu.",
                     .in_reply_to = threaded ? list->mail->message_id : NULL};
    town_say(town, &mail);
    g_autofree char *state =
        town_fixture_text(town, "SELECT state FROM ticket");
    g_assert_cmpstr(state, ==, "solved");
  }
}

/* Of a reply to the list nothing is carried out. */
static void
test_morning_reply_to_all(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  town_reply(town, list, &(TownMail){.text = "#erledigt\n\nAlles fertig."});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "new");
  g_autoptr(TownSent) answer = town_sent(town, "morning-reply", TIEFBAU);
  g_assert_nonnull(answer);
  assert_contains(answer->mail->full_text, "nichts davon ausgeführt");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  /* A colleague who is not listed is told, too: it is no citizen's matter. */
  town_reply(town, list,
             &(TownMail){.from = "c.meier@musterhagen.example.org",
                         .text = "Ist das nicht schon fertig?"});
  g_autoptr(TownSent) told = town_sent(town, "morning-reply", "c.meier@");
  g_assert_nonnull(told);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  /* A stranger who got it writes a letter of his own. */
  town_reply(town, list, &(TownMail){.from = "otto@example.com"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  g_assert_cmpuint(town_sent_count(town, "morning-reply"), ==, 2);
}

/* Without plus addresses no code of one ticket stands in the text. */
static void
test_morning_without_plus(void)
{
  TownOptions options = quiet;
  options.reply_token = "text";
  g_autoptr(TownFixture) town = town_new(&options);
  say(town);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  assert_contains(list->mail->full_text, "Vorgangscode: g");
  assert_lacks(list->mail->full_text, "Vorgangscode: d");
  g_autofree char *quoted =
      g_strconcat("Erledigt.\n\n> ", list->mail->full_text, NULL);
  /* A client that leaves out the thread. */
  town_say(town, &(TownMail){.from = TIEFBAU, .text = quoted});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "new");
  g_assert_cmpuint(town_sent_count(town, "morning-reply"), ==, 1);
}

static void
test_morning_show(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  g_autofree char *address = reply_address(list);
  town_say(town,
           &(TownMail){.from = TIEFBAU, .to = address, .text = "#zeigen"});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", TIEFBAU);
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "ist ein Schlagloch");
  assert_lacks(ticket->mail->full_text, "WIEDERVORLAGE");
}

/* What comes again, and what is added, stands in the list, too. */
static void
test_morning_again_and_added(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  g_autofree char *address = reply_address(list);
  town_say(town,
           &(TownMail){.from = TIEFBAU, .to = address, .text = "#wv 26.5."});
  pass(town, 4 * DAY_MS);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
  g_autoptr(TownSent) again = town_sent(town, "morning", TIEFBAU);
  assert_contains(again->mail->full_text, "WIEDERVORLAGE (1)");
  assert_lacks(again->mail->full_text, "NEU (");
  g_autoptr(TownSent) receipt = town_sent(town, "confirmation", NULL);
  town_reply(town, receipt, &(TownMail){.text = "Es wird immer tiefer."});
  g_assert_cmpuint(town_sent_count(town, "ticket-addition"), ==, 0);
  pass(town, DAY_MS);
  g_autoptr(TownSent) added = town_sent(town, "morning", TIEFBAU);
  assert_contains(added->mail->full_text, "ERGÄNZT (1)");
}

/* Whoever gets each mail gets a list only of what is due. */
static void
test_morning_overdue_and_desk(void)
{
  g_autoptr(TownFixture) town = town_new(NULL);
  say(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  pass(town, TO_FRIDAY_MS);
  g_assert_cmpuint(town_sent_count(town, "morning"), ==, 0);
  pass(town, 60 * DAY_MS); /* a Tuesday */
  pass(town, MINUTE_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  assert_contains(list->mail->subject, "1 überfällig");
  assert_contains(list->mail->full_text, "ÜBERFÄLLIG (1)");
  g_autoptr(TownSent) desk = town_sent(town, "morning", "zentrale@");
  assert_contains(desk->mail->full_text,
                  "Tiefbauamt: 1 überfällig, die älteste");
  g_assert_cmpuint(town_sent_count(town, "morning"), ==, 2);
}

/* An automatic reply to a list: the next one goes to the deputy, too. */
static void
test_morning_absence(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  town_reply(town, list,
             &(TownMail){.subject = "Automatische Antwort",
                         .text = "Ich bin bis 29.05. nicht im Büro.",
                         .headers = "Auto-Submitted: auto-replied\r\n"});
  g_assert_cmpuint(town_sent_count(town, "department-away"), ==, 1);
  say(town);
  pass(town, 4 * DAY_MS);
  g_autoptr(TownSent) deputy = town_sent(town, "morning", "stadtgruen@");
  g_assert_nonnull(deputy);
  assert_contains(deputy->mail->full_text, "In Vertretung: Tiefbauamt");
  assert_contains(deputy->mail->full_text,
                  "ABWESEND: Tiefbauamt bis Samstag, 30. Mai, Vertretung: Amt "
                  "für Stadtgrün");
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 2);
}

/* A list that came back: the desk gets the next one, with what was lost. */
static void
test_morning_lost(void)
{
  g_autoptr(TownFixture) town = town_new(&quiet);
  say(town);
  pass(town, TO_FRIDAY_MS);
  pass(town, MINUTE_MS);
  town->is_forced = true;
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE outbox SET state = 'failed'"
                          " WHERE kind = 'morning'",
                          ""));
  pass(town, 4 * DAY_MS - MINUTE_MS);
  pass(town, MINUTE_MS);
  g_autoptr(TownSent) desk = town_sent(town, "morning", "zentrale@");
  g_assert_nonnull(desk);
  g_assert_cmpuint(lists_to(town, TIEFBAU), ==, 1);
  assert_contains(desk->mail->full_text,
                  "Tiefbauamt: eine Adresse nimmt keine E-Mails an");
  g_assert_cmpuint(lists_to(town, "zentrale@musterhagen.example.org"), ==, 2);
}

/* Nobody hears of anything while the service only looks on. */
static void
test_morning_shadow(void)
{
  TownOptions options = quiet;
  options.service = "shadow";
  g_autoptr(TownFixture) town = town_new(&options);
  say(town);
  pass(town, TO_FRIDAY_MS);
  pass(town, 60 * DAY_MS);
  g_assert_cmpuint(town_sent_count(town, "morning"), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/morning/waits", test_morning_waits);
  g_test_add_func("/services/report/morning/once", test_morning_once);
  g_test_add_func("/services/report/morning/holiday", test_morning_holiday);
  g_test_add_func("/services/report/morning/missed", test_morning_missed);
  g_test_add_func("/services/report/morning/at-once", test_morning_at_once);
  g_test_add_func("/services/report/morning/reply-to-one",
                  test_morning_reply_to_one);
  g_test_add_func("/services/report/morning/reply-to-all",
                  test_morning_reply_to_all);
  g_test_add_func("/services/report/morning/without-plus",
                  test_morning_without_plus);
  g_test_add_func("/services/report/morning/show", test_morning_show);
  g_test_add_func("/services/report/morning/again-and-added",
                  test_morning_again_and_added);
  g_test_add_func("/services/report/morning/overdue-and-desk",
                  test_morning_overdue_and_desk);
  g_test_add_func("/services/report/morning/absence", test_morning_absence);
  g_test_add_func("/services/report/morning/lost", test_morning_lost);
  g_test_add_func("/services/report/morning/shadow", test_morning_shadow);
  return g_test_run();
}
