/* SPDX-License-Identifier: Apache-2.0
 *
 * Long SMS: parts in any order, late, twice, never; and what people see of it.
 */
#include "daemon/digest/parts.h"
#include "queue/sms_part.h"
#include "tests/support/talk.h"
#include "tests/support/town_walk.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)

static const char *const three[] = {"Schlagloch in der Garten",
                                    "straße 12, bei der Haselnuss",
                                    ", neben dem Briefkasten"};

static void
post(TownFixture *town, int number)
{
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){
          .text = three[number - 1], .ref = 7, .number = number, .total = 3});
}

static void
say(TownFixture *town, int number)
{
  post(town, number);
  town_fixture_decide(town);
}

static int64_t
waiting(TownFixture *town)
{
  return town_fixture_count(town,
                            "SELECT count(*) FROM inbox WHERE state <> 'done'");
}

static void
assert_one_ticket(TownFixture *town, const char *says)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_assert_nonnull(ticket);
  if (ticket != NULL)
    assert_contains(ticket->mail->full_text, says);
  g_assert_cmpint(waiting(town), ==, 0);
}

static void
test_parts_any_order(void)
{
  static const int orders[][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3},
                                  {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_fixture_secret(town, "Haselnuss");
    town_fixture_secret(town, "1722881738");
    for (int k = 0; k < 3; k++) {
      g_assert_cmpint(talk_tickets(town), ==, 0);
      if (i % 2 == 0)
        say(town, orders[i][k]);
      else
        post(town, orders[i][k]); /* all in one turn */
    }
    town_fixture_decide(town);
    g_autofree char *whole = g_strjoin("", three[0], three[1], three[2], NULL);
    assert_one_ticket(town, whole);
    /* What is about it stands across two parts. */
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", TALK_PHONE);
    assert_contains(answer->raw, "Gartenstraße 12");
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
    talk_wait(town, 2 * PARTS_KEEP_MS); /* nothing comes of it any more */
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM sms_set"),
                    ==, 0);
  }
}

/* A provider sends again, under the same id or another. */
static void
test_parts_repeated(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town, 1);
  say(town, 1);
  say(town, 2);
  say(town, 1);
  say(town, 3);
  say(town, 3);
  say(town, 2);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_assert_cmpint(waiting(town), ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE kind = 'part-repeated'"
                                           " AND duplicate_of IS NOT NULL"),
                  ==, 4);
  talk_wait(town, 2 * PARTS_WAIT_MS);
  g_assert_cmpint(talk_tickets(town), ==, 1);
}

static void
test_parts_explained(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town, 2);
  say(town, 3);
  say(town, 1);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM inbox i JOIN inbox_event e"
                               " ON e.inbox_id = i.id WHERE i.kind = 'part'"
                               " AND e.what = 'joined' AND e.detail ="
                               " (SELECT id FROM inbox WHERE kind = 'report')"),
      ==, 3);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'part' AND inbox_id ="
                                           " (SELECT id FROM inbox"
                                           " WHERE kind = 'report')"),
                  ==, 3);
}

static void
test_parts_incomplete(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Haselnuss");
  say(town, 3);
  talk_wait(town, 10 * HOUR_MS);
  say(town, 1);
  talk_wait(town, 13 * HOUR_MS);
  g_assert_cmpint(talk_tickets(town), ==, 0);
  talk_wait(town, HOUR_MS); /* a day after the first that came */
  assert_one_ticket(town, "Garten […] , neben dem Briefkasten");
  assert_one_ticket(town, "(Teil 2 von 3 fehlt.)");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", TALK_PHONE);
  g_assert_nonnull(answer);
  g_autofree char *why = town_fixture_text(
      town, "SELECT detail FROM inbox_event WHERE what = 'incomplete'");
  g_assert_cmpstr(why, ==, "part 2 of 3 did not come");
  say(town, 2); /* it does come, and tells the place that was asked for */
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_autoptr(TownSent) late = town_sent(town, "ticket", NULL);
  assert_contains(late->mail->full_text, "[2/3] straße 12, bei der Haselnuss");
  say(town, 2); /* and again */
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'told-where'"),
                  ==, 1);
  g_assert_cmpint(waiting(town), ==, 0);
}

static void
test_parts_several_missing(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){
          .text = "Schlagloch hier", .ref = 1, .number = 3, .total = 5});
  town_fixture_decide(town);
  talk_wait(town, PARTS_WAIT_MS);
  assert_one_ticket(town, "[…] Schlagloch hier […]");
  assert_one_ticket(town, "(Teile 1, 2, 4, 5 von 5 fehlen.)");
}

/* Whatever its words are, a part that comes late is no command. */
static void
test_parts_late_stop(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  TownPart parts[] = {
      {.text = "Schlagloch, bitte flicken, sonst ", .number = 1, .total = 2},
      {.text = "STOPP", .number = 2, .total = 2}};
  town_post_part(town, TALK_PHONE, &parts[0]);
  town_fixture_decide(town);
  talk_wait(town, PARTS_WAIT_MS);
  town_post_part(town, TALK_PHONE, &parts[1]);
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  0);
  g_autoptr(TownSent) late = town_sent(town, "ticket", NULL);
  assert_contains(late->mail->full_text, "[2/2] STOPP");
}

/* What may be dangerous does not wait a day for the rest. */
static void
test_parts_danger(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){
          .text = "Guten Tag, hier ist G", .ref = 3, .number = 1, .total = 3});
  town_fixture_decide(town);
  talk_wait(town, HOUR_MS);
  g_assert_cmpint(talk_tickets(town), ==, 0); /* nothing of it yet */
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){
          .text = "asgeruch, im Garten", .ref = 3, .number = 2, .total = 3});
  town_fixture_decide(town);
  talk_wait(town, PARTS_URGENT_MS);
  assert_one_ticket(town, "Guten Tag, hier ist Gasgeruch, im Garten […]");
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){.text = "straße 12", .ref = 3, .number = 3, .total = 3});
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_autoptr(TownSent) late = town_sent(town, "ticket", NULL);
  assert_contains(late->mail->full_text, "[3/3] straße 12");
}

/* Numbers that make no sense: each is a message. */
static void
test_parts_nonsense(void)
{
  static const struct {
    int number, total;
  } rows[] = {{0, 3}, {4, 3}, {1, 1}, {1, 256}, {2, 65535}, {1, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_post_part(town, TALK_PHONE,
                   &(TownPart){.text = "Schlagloch Gartenstraße 12",
                               .ref = 1,
                               .number = rows[i].number,
                               .total = rows[i].total});
    town_fixture_decide(town);
    assert_one_ticket(town, "Schlagloch Gartenstraße 12");
  }
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autofree char *long_text = g_strnfill(1001, 'x');
  town_post_part(
      town, TALK_PHONE,
      &(TownPart){.text = long_text, .ref = 1, .number = 1, .total = 2});
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
}

/* A sender uses a reference again: other words under the same number. */
static void
test_parts_reference_used_again(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  const TownPart parts[] = {
      {.text = "Schlagloch alt ", .ref = 9, .number = 1, .total = 2},
      {.text = "Schlagloch neu ", .ref = 9, .number = 1, .total = 2},
      {.text = "Gartenstraße 12", .ref = 9, .number = 2, .total = 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    town_post_part(town, TALK_PHONE, &parts[i]);
  town_fixture_decide(town);
  assert_one_ticket(town, "Schlagloch neu Gartenstraße 12");
  talk_wait(town, PARTS_WAIT_MS);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  g_autoptr(TownSent) old = town_sent(town, "ticket", NULL);
  assert_contains(old->mail->full_text, "Schlagloch alt […]");
}

/* The provider's time tells two texts apart; so do receiver and sender. */
static void
test_parts_of_others(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  int64_t now_s = town->now_ms / 1000;
  const TownPart parts[] = {{.text = "Schlagloch ",
                             .ref = 9,
                             .number = 1,
                             .total = 2,
                             .time_s = now_s - 2 * 86400},
                            {.text = "Laterne Gartenstraße 12",
                             .ref = 9,
                             .number = 2,
                             .total = 2,
                             .time_s = now_s}};
  town_post_part(town, TALK_PHONE, &parts[0]);
  town_post_part(town, TALK_PHONE, &parts[1]);
  town_post_part(town, TALK_OTHER, &parts[1]);
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM sms_set"), ==,
                  3);
  talk_wait(town, PARTS_WAIT_MS);
  g_assert_cmpint(talk_tickets(town), ==, 3);
}

enum { MANY = 39 };

static void
test_parts_thirty_nine(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < MANY; i++) {
    int number = i * 11 % MANY + 1; /* each once */
    g_autofree char *text = g_strdup_printf("Schlagloch %d, ", number - 1);
    town_post_part(
        town, TALK_PHONE,
        &(TownPart){.text = text, .ref = 4, .number = number, .total = MANY});
  }
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "Schlagloch 38");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE kind = 'part'"),
                  ==, MANY);
}

/* Thousands of beginnings would be kept for nothing. */
static void
test_parts_flood(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < SMS_SETS_WAITING_MAX + 5; i++) {
    g_autofree char *text =
        g_strdup_printf("Schlagloch Gartenstr. %d, ", i + 1);
    town_post_part(
        town, TALK_PHONE,
        &(TownPart){.text = text, .ref = i, .number = 1, .total = 2});
  }
  town_post_part(town, TALK_OTHER,
                 &(TownPart){.text = "a", .number = 1, .total = 2});
  town_fixture_decide(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM sms_set"), ==,
                  SMS_SETS_WAITING_MAX + 1);
  g_assert_cmpint(talk_tickets(town), ==, 5);
  g_assert_cmpint(waiting(town), ==, 0);
}

/* Killed at the n-th change of a state: the same comes of it. */
static void
test_parts_killed(void)
{
  for (int n = 1; n < 100; n++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    post(town, 2);
    post(town, 1);
    post(town, 3);
    bool ended = town_walk_step(town, n);
    g_autofree char *whole = g_strjoin("", three[0], three[1], three[2], NULL);
    assert_one_ticket(town, whole);
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
    if (ended)
      return;
  }
  g_assert_not_reached(); /* it ends by itself some time */
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/digest/parts/any-order", test_parts_any_order);
  g_test_add_func("/digest/parts/repeated", test_parts_repeated);
  g_test_add_func("/digest/parts/explained", test_parts_explained);
  g_test_add_func("/digest/parts/incomplete", test_parts_incomplete);
  g_test_add_func("/digest/parts/several-missing", test_parts_several_missing);
  g_test_add_func("/digest/parts/late-stop", test_parts_late_stop);
  g_test_add_func("/digest/parts/danger", test_parts_danger);
  g_test_add_func("/digest/parts/nonsense", test_parts_nonsense);
  g_test_add_func("/digest/parts/reference-used-again",
                  test_parts_reference_used_again);
  g_test_add_func("/digest/parts/of-others", test_parts_of_others);
  g_test_add_func("/digest/parts/thirty-nine", test_parts_thirty_nine);
  g_test_add_func("/digest/parts/flood", test_parts_flood);
  g_test_add_func("/digest/parts/killed", test_parts_killed);
  return g_test_run();
}
