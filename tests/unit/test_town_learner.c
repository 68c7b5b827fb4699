/* SPDX-License-Identifier: Apache-2.0
 *
 * A town learns from its own tickets: when, from which, what is kept, and what
 * becomes of it when somebody is erased or a category is gone.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/learn/learn_plan.h"
#include "daemon/learn/learn_store.h"
#include "parsers/learn/town_choice.h"
#include "queue/agenda.h"
#include "queue/person.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define LAST_OUTCOME                                                           \
  "SELECT report ->> 'outcome' FROM learn_run ORDER BY id DESC LIMIT 1"
#define LAST_CAUSE                                                             \
  "SELECT report ->> 'cause' FROM learn_run ORDER BY id DESC LIMIT 1"

static Contact *
someone(TownFixture *town, unsigned number)
{
  g_autofree char *address = g_strdup_printf("p%u@example.net", number);
  ContactClaim claim = {.channel = "mail", .address = address};
  g_autoptr(GError) error = NULL;
  Contact *contact = contact_ensure(&town->digest.queue, &claim, &error);
  g_assert_no_error(error);
  return contact;
}

/* A solved ticket. */
static void
add_ticket(TownFixture *town, unsigned number, const char *category,
           const char *text)
{
  g_autoptr(Contact) contact = someone(town, number);
  g_autoptr(Ticket) ticket = ticket_new();
  const Category *known = town_category(town->config->town, category);
  ticket->service = g_strdup("report");
  ticket->category = g_strdup(category);
  ticket->department = g_strdup(known == NULL ? "tiefbau" : known->department);
  ticket->language = g_strdup("de");
  ticket->channel = g_strdup("mail");
  ticket->mailbox = g_strdup("rathaus");
  ticket->person_id = contact->person_id;
  ticket->contact_id = contact->id;
  ticket->inbox_id = id_new(town->now_ms);
  ticket->text = g_strdup(text);
  g_autoptr(GError) error = NULL;
  Queue *queue = &town->digest.queue;
  (void)(ticket_create(queue, ticket, 26, &error) &&
         ticket_set_state(queue, ticket, TICKET_STATE_SOLVED, &error));
  g_assert_no_error(error);
}

static void
add_tickets(TownFixture *town, unsigned first, const char *category,
            const char *text)
{
  g_autoptr(GError) error = NULL;
  digest_begin(&town->digest);
  g_assert_true(store_begin(town->digest.store, &error));
  for (unsigned i = 0; i < 15; i++)
    add_ticket(town, first + i, category, text);
  g_assert_true(store_commit(town->digest.store, &error));
  g_assert_no_error(error);
}

static TownFixture *
town_with_tickets(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Waschbrettpiste");
  town_fixture_secret(town, "Funzel");
  add_tickets(town, 100, "beleuchtung", "Die Funzel zittert und glimmert");
  add_tickets(town, 200, "strassenschaden", "Waschbrettpiste, alles rumpelt");
  return town;
}

/* Let it work until it rests. */
static void
finish(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  bool worked = true;
  while (worked || town_learner_is_busy(town->digest.learner)) {
    worked = false;
    struct pollfd awaited = town_learner_poll(town->digest.learner);
    g_assert_true(digest_learn(&town->digest, &worked, &error));
    g_assert_no_error(error);
    if (error != NULL)
      return;
    if (!worked)
      (void)poll(&awaited, 1, 1000);
  }
}

static void
learn(TownFixture *town)
{
  town_learner_want(town->digest.learner, LEARN_CAUSE_ASKED);
  finish(town);
}

static const char *
decided(TownFixture *town, const char *text)
{
  Desk desk = digest_desk(&town->digest);
  g_autoptr(TownChoice) choice =
      town_choose(town->config->town, text, desk.model);
  const Category *category = town_choice_decided(town->config->town, choice);
  return category == NULL ? NULL : category->id;
}

static void
test_learner_learns(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  g_assert_cmpstr(decided(town, "Waschbrettpiste"), ==, NULL);
  learn(town);
  town_fixture_assert_text(town, LAST_OUTCOME, "kept");
  town_fixture_assert_text(town, "SELECT report ->> 'texts' FROM learn_run",
                           "30");
  g_assert_cmpstr(decided(town, "Waschbrettpiste"), ==, "strassenschaden");
  g_assert_cmpstr(decided(town, "eine Funzel"), ==, "beleuchtung");
  /* It is there after a start; nothing makes it anew. */
  town_fixture_close(town);
  town_fixture_open(town);
  g_assert_cmpstr(decided(town, "Waschbrettpiste"), ==, "strassenschaden");
  g_assert_false(town_learner_is_busy(town->digest.learner));
}

/* A letter is routed by it, and says so. */
static void
test_learner_routes(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  learn(town);
  town_say(town, &(TownMail){.text = "Schon wieder eine Waschbrettpiste.\n",
                             .subject = "Anliegen"});
  town_fixture_assert_text(town,
                           "SELECT category || ' ' || department FROM ticket"
                           " ORDER BY id DESC LIMIT 1",
                           "strassenschaden tiefbau");
  town_fixture_assert_text(town,
                           "SELECT count(*) FROM inbox_event"
                           " WHERE what = 'category-by-learning'",
                           "1");
}

/* What its own key hashed says nothing to another town. */
static void
test_learner_key_is_the_towns(void)
{
  g_autoptr(TownFixture) one = town_fixture_new(NULL);
  LearnKey first, second;
  learn_store_key(&one->digest.queue, &first);
  g_autoptr(TownFixture) two = town_fixture_new(NULL);
  learn_store_key(&two->digest.queue, &second);
  g_assert_cmpint(memcmp(&first, &second, sizeof first), !=, 0);
}

static void
test_learner_needs_enough(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  learn(town);
  town_fixture_assert_text(town, LAST_OUTCOME, "few");
  add_tickets(town, 100, "beleuchtung", "Die Funzel zittert");
  add_tickets(town, 200, "beleuchtung", "Die Funzel glimmert");
  learn(town);
  town_fixture_assert_text(town, LAST_OUTCOME, "one-category");
  g_assert_null(town_learner_model(town->digest.learner));
}

/* The town's words know it all: what was learnt is no better. */
static void
test_learner_keeps_only_better(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  add_tickets(town, 100, "beleuchtung", "Die Laterne ist aus");
  add_tickets(town, 200, "strassenschaden", "Ein Schlagloch");
  learn(town);
  town_fixture_assert_text(town, LAST_OUTCOME, "not-better");
  town_fixture_assert_text(town, "SELECT count(*) FROM learn_model", "0");
}

/* Nothing is done about the ticket that `sql` finds. */
static void
refuse(TownFixture *town, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = town_fixture_text(town, sql);
  Queue *queue = &town->digest.queue;
  g_assert_true(store_begin(town->digest.store, &error));
  g_autoptr(Ticket) ticket = ticket_load(queue, id, &error);
  (void)(ticket_set_state(queue, ticket, TICKET_STATE_OPEN, &error) &&
         ticket_set_state(queue, ticket, TICKET_STATE_NO_ACTION, &error) &&
         store_commit(town->digest.store, &error));
  g_assert_no_error(error);
}

/* Categories that are gone, duplicates, what is confidential, and refused. */
static void
test_learner_leaves_out(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  add_tickets(town, 300, "schlagloch", "Waschbrettpiste, alles rumpelt");
  refuse(town, "SELECT min(id) FROM ticket");
  refuse(town, "SELECT min(id) FROM ticket WHERE state <> 'no-action'");
  town_fixture_run(
      town, "UPDATE ticket SET confidential = TRUE WHERE id IN (SELECT id"
            " FROM ticket WHERE category = 'strassenschaden' LIMIT 3)");
  learn(town);
  town_fixture_assert_text(
      town,
      "SELECT (report ->> 'outcome') || ' ' || (report ->> 'texts')"
      " || ' ' || (report -> 'gone' ->> 'schlagloch') FROM learn_run",
      "kept 25 15");
}

static void
erase(TownFixture *town, const char *category)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *find =
      g_strdup_printf("SELECT group_concat(DISTINCT person_id) FROM ticket"
                      " WHERE category = '%s'",
                      category);
  g_autofree char *ids = town_fixture_text(town, find);
  g_auto(GStrv) persons = g_strsplit(ids, ",", -1);
  for (char **person = persons; *person != NULL; person++)
    g_assert_true(keyring_forget(town->digest.ring, *person, &error));
  g_autofree char *sql =
      g_strdup_printf("UPDATE person SET erased_at_ms = %" G_GINT64_FORMAT
                      " WHERE id IN (SELECT person_id FROM ticket"
                      " WHERE category = '%s')",
                      town->now_ms, category);
  town_fixture_run(town, g_intern_string(sql));
}

static void
test_learner_forgets_who_is_erased(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  learn(town);
  g_assert_nonnull(town_learner_model(town->digest.learner));
  erase(town, "beleuchtung");
  finish(town); /* it is planned, for several people may go at once */
  g_assert_nonnull(town_learner_model(town->digest.learner));
  town_fixture_advance(town, LEARN_ERASURE_MS);
  town_fixture_timers(town);
  finish(town);
  town_fixture_assert_text(town, LAST_CAUSE, "erasure");
  town_fixture_assert_text(town, LAST_OUTCOME, "few");
  g_assert_null(town_learner_model(town->digest.learner));
  town_fixture_assert_text(town, "SELECT count(*) FROM learn_model", "0");
  g_assert_cmpstr(decided(town, "Waschbrettpiste"), ==, NULL);
}

/* Whoever was erased while digest was down is forgotten at the start. */
static void
test_learner_forgets_at_the_start(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  learn(town);
  erase(town, "beleuchtung");
  town_fixture_close(town);
  town_fixture_open(town);
  finish(town);
  town_fixture_assert_text(town, LAST_CAUSE, "erasure");
  g_assert_null(town_learner_model(town->digest.learner));
}

static void
test_learner_survives_a_broken_model(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  learn(town);
  town_fixture_run(town, "UPDATE learn_model SET key = x'00'");
  town_fixture_close(town);
  town_fixture_open(town);
  g_assert_null(town_learner_model(town->digest.learner));
  finish(town);
  town_fixture_assert_text(town, LAST_OUTCOME, "kept");
  g_assert_cmpstr(decided(town, "Waschbrettpiste"), ==, "strassenschaden");
}

/* By night, but only when somebody decided something. */
static void
test_learner_works_by_night(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  g_autoptr(GError) error = NULL;
  g_assert_true(digest_upkeep(&town->digest, &error));
  g_assert_no_error(error);
  /* 3 a.m. in the town; it is 10 a.m. */
  town_fixture_assert_text(
      town,
      "SELECT datetime(due_at_ms / 1000, 'unixepoch') FROM agenda"
      " WHERE kind = 'learn-night'",
      "2026-05-22 01:00:00");
  town_fixture_advance(town, 18 * INT64_C(3600000));
  town_fixture_timers(town);
  g_assert_false(town_learner_is_busy(town->digest.learner));
  town_fixture_run(
      town, "INSERT INTO ticket_event (id, ticket_id, at_ms, what, actor)"
            " VALUES ('0', '0', 0, 'closed', 'town')");
  town_fixture_advance(town, 24 * INT64_C(3600000));
  town_fixture_timers(town);
  g_assert_true(town_learner_is_busy(town->digest.learner));
  finish(town);
  town_fixture_assert_text(town, LAST_CAUSE, "night");
}

static void
correct(TownFixture *town, unsigned times)
{
  g_autoptr(GError) error = NULL;
  Desk desk = digest_desk(&town->digest);
  g_assert_true(store_begin(town->digest.store, &error));
  for (unsigned i = 0; i < times; i++)
    g_assert_true(learn_plan_corrected(&desk, &error));
  g_assert_true(store_commit(town->digest.store, &error));
}

/* Many corrections are learnt from at once, but once a day. */
static void
test_learner_hears_corrections(void)
{
  g_autoptr(TownFixture) town = town_with_tickets();
  correct(town, LEARN_CORRECTIONS - 1);
  town_fixture_timers(town);
  g_assert_false(town_learner_is_busy(town->digest.learner));
  correct(town, 1);
  town_fixture_timers(town);
  finish(town);
  town_fixture_assert_text(town, LAST_CAUSE, "corrections");
  correct(town, LEARN_CORRECTIONS);
  town_fixture_timers(town);
  g_assert_false(town_learner_is_busy(town->digest.learner));
  town_fixture_advance(town, 24 * INT64_C(3600000));
  town_fixture_timers(town);
  g_assert_true(town_learner_is_busy(town->digest.learner));
  finish(town);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/learner/learns", test_learner_learns);
  g_test_add_func("/learner/routes", test_learner_routes);
  g_test_add_func("/learner/key", test_learner_key_is_the_towns);
  g_test_add_func("/learner/enough", test_learner_needs_enough);
  g_test_add_func("/learner/better", test_learner_keeps_only_better);
  g_test_add_func("/learner/leaves-out", test_learner_leaves_out);
  g_test_add_func("/learner/erasure", test_learner_forgets_who_is_erased);
  g_test_add_func("/learner/erasure-at-start",
                  test_learner_forgets_at_the_start);
  g_test_add_func("/learner/broken", test_learner_survives_a_broken_model);
  g_test_add_func("/learner/night", test_learner_works_by_night);
  g_test_add_func("/learner/corrections", test_learner_hears_corrections);
  return g_test_run();
}
