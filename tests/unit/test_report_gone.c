/* SPDX-License-Identifier: Apache-2.0
 *
 * The town's files change while tickets are open: a category is renamed, a
 * department is removed.  Here the tickets are changed instead, which comes to
 * the same.
 */
#include "daemon/admin/request.h"
#include "daemon/services/report/department/report_homeless.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)

/* All tickets are those of a department that the town has not. */
static void
give_to_bauamt(TownFixture *town, bool closed)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &town->digest.queue;
  g_autoptr(GPtrArray) ids = store_rows_take_texts(
      store_query(town->digest.store, &error, "SELECT id FROM ticket", ""),
      &error);
  g_assert_no_error(error);
  g_assert_true(store_begin(town->digest.store, &error));
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr(Ticket) ticket = ticket_load(queue, ids->pdata[i], &error);
    (void)(ticket_assign(queue, ticket, "bauamt", &error) &&
           (!closed ||
            ticket_set_state(queue, ticket, TICKET_STATE_CLOSED, &error)));
    g_assert_no_error(error);
  }
  g_assert_true(store_commit(town->digest.store, &error));
}

/* Owned. */
static char *
ask(TownFixture *town, const char *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  return g_strdup(out->str);
}

/* As at a start of digest. */
static void
start(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  town->digest.swept_at_ms = 0;
  g_assert_true(digest_upkeep(&town->digest, &error));
  g_assert_no_error(error);
  town_fixture_timers(town);
}

static void
test_gone_category(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(ticket);
  town_fixture_run(town, "UPDATE ticket SET category = 'schlagloch'");
  start(town);
  town_reply(town, ticket, &(TownMail){.text = "#frist +5t"});
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  town_fixture_assert_text(town, "SELECT state FROM ticket", "solved");
  town_fixture_advance(town, 31 * MINUTE_MS);
  g_autoptr(TownSent) news = town_sent(town, "status-solved", "ayse");
  g_assert_nonnull(news);
  assert_contains(news->mail->full_text, "Gartenstr");
  /* Its citizen objects; it is looked at, listed, shown and given on. */
  town_reply(town, news, &(TownMail){.text = "NEIN"});
  town_fixture_assert_text(town, "SELECT state FROM ticket", "open");
  g_autofree char *list =
      ask(town, "{\"verb\":\"ticket.list\",\"arguments\":{}}");
  assert_contains(list, "\"category\":\"schlagloch\"");
  g_autofree char *figures =
      ask(town, "{\"verb\":\"report\",\"arguments\":{\"year\":2026}}");
  assert_contains(figures, "\"ok\":true");
  town_reply(town, ticket, &(TownMail){.text = "#kategorie muell"});
  town_fixture_assert_text(town, "SELECT category FROM ticket", "muell");
}

static void
test_gone_department(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(first);
  give_to_bauamt(town, false);
  start(town);
  town_fixture_assert_text(town, "SELECT department FROM ticket", "zentrale");
  town_fixture_assert_text(
      town, "SELECT detail FROM ticket_event WHERE what = 'department-gone'",
      "bauamt");
  g_autoptr(TownSent) given = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(given);
  assert_contains(given->mail->full_text, "bauamt");
  assert_contains(given->mail->full_text, "#weiter");
  /* Once; and the old department's mail commands nothing any more. */
  start(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'department-gone'"),
                  ==, 1);
  town_reply(town, first, &(TownMail){.text = "#erledigt"});
  town_fixture_assert_text(town, "SELECT state FROM ticket", "new");
  town_reply(town, given, &(TownMail){.text = "#weiter gruen"});
  town_fixture_assert_text(town, "SELECT department FROM ticket", "gruen");
}

/* Whatever ended stays where it was. */
static void
test_gone_department_of_what_ended(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  give_to_bauamt(town, true);
  start(town);
  town_fixture_assert_text(town, "SELECT department FROM ticket", "bauamt");
}

/* Many go by and by, so that the desk's mailbox is no flood. */
static void
test_gone_department_of_many(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  static const char *const subjects[] = {"Schlagloch", "Loch", "Riss"};
  for (unsigned i = 0; i < REPORT_HOMELESS_LOT + 3; i++) {
    g_autofree char *from = g_strdup_printf("p%u@example.net", i);
    town_say(
        town,
        &(TownMail){.from = from, .subject = subjects[i % 3], .auth = "pass"});
  }
  give_to_bauamt(town, false);
  start(town);
  town_fixture_assert_text(
      town, "SELECT count(*) FROM ticket WHERE department = 'bauamt'", "3");
  town_fixture_advance(town, REPORT_HOMELESS_PAUSE_MS);
  town_fixture_timers(town);
  town_fixture_assert_text(
      town, "SELECT count(*) FROM ticket WHERE department = 'bauamt'", "0");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/report/gone/category", test_gone_category);
  g_test_add_func("/report/gone/department", test_gone_department);
  g_test_add_func("/report/gone/ended", test_gone_department_of_what_ended);
  g_test_add_func("/report/gone/many", test_gone_department_of_many);
  return g_test_run();
}
