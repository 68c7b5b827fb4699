/* SPDX-License-Identifier: Apache-2.0
 *
 * The evaluation of a phase: what is counted, which time is meant, and what the
 * page says where there is little to say.
 */
#include <string.h>
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

/* Ask as `bote report` does.  Returns the row, owned; NULL: refused, and why is
 * in *out_why. */
static json_t *
ask(TownFixture *town, const char *phase, const char *language, char **out_why)
{
  json_auto_t *arguments =
      json_pack("{s:s*, s:s*}", "phase", phase, "language", language);
  json_auto_t *question =
      json_pack("{s:s, s:O}", "verb", "report", "arguments", arguments);
  g_autofree char *line = json_dumps(question, JSON_COMPACT);
  GString *out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  g_autofree char *text = g_string_free(out, FALSE);
  json_auto_t *first = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
  g_assert_nonnull(first);
  const char *why = json_string_value(json_object_get(first, "error"));
  if (out_why != NULL)
    *out_why = g_strdup(why);
  return why == NULL ? json_incref(first) : NULL;
}

static int64_t
number(const json_t *row, const char *name)
{
  return json_integer_value(json_object_get(row, name));
}

/* The command of a department about its newest ticket. */
static void
decide(TownFixture *town, const char *to, const char *command)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", to);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = command});
}

/* Three reports: one right, one sent on, one not looked at. */
static TownFixture *
town_with_three(void)
{
  TownFixture *town = town_fixture_new(
      &(TownOptions){.service = "regular, phases: {probe: {state: test, since: "
                                "2026-05-21, until: 2026-05-22}}"});
  town_fixture_timers(town);
  town_say(town, &(TownMail){.from = "a@example.net"});
  town_fixture_advance(town, 3 * HOUR_MS);
  decide(town, "tiefbau@", "#erledigt\nDas Loch ist zu.");
  town_say(town, &(TownMail){.from = "b@example.net",
                             .text = "In der Gartenstraße 14 ist noch ein "
                                     "Schlagloch."});
  town_fixture_advance(town, HOUR_MS);
  decide(town, "tiefbau@", "#weiter gruen");
  town_say(town, &(TownMail){.from = "c@example.net",
                             .text = "In der Gartenstraße 16 ist auch eines, "
                                     "ein Schlagloch."});
  return town;
}

static void
test_phase_counts(void)
{
  g_autoptr(TownFixture) town = town_with_three();
  json_auto_t *row = ask(town, "probe", NULL, NULL);
  g_assert_cmpint(number(row, "tickets"), ==, 3);
  g_assert_cmpint(number(row, "ended"), ==, 1);
  g_assert_cmpint(number(row, "judged"), ==, 2);
  g_assert_cmpint(number(row, "right_first_time"), ==, 1);
  g_assert_true(json_is_true(json_object_get(row, "runs")));
  json_auto_t *expected =
      json_loads("{\"channels\": [{\"channel\": \"mail\", \"count\": 3}],"
                 " \"corrections\": [{\"command\": \"weiter\", \"count\": 1}],"
                 " \"to_reaction\": {\"count\": 2, \"median_s\": 3600,"
                 " \"nine_of_ten_s\": 10800},"
                 " \"to_end\": {\"count\": 1, \"median_s\": 10800,"
                 " \"nine_of_ten_s\": 10800},"
                 " \"to_confirmation\": {\"count\": 0},"
                 " \"sms\": [{\"channel\": \"sms\", \"segments\": 0}]}",
                 0, NULL);
  const char *name;
  json_t *value;
  json_object_foreach(expected, name, value)
  {
    g_autofree char *is =
        json_dumps(json_object_get(row, name), JSON_SORT_KEYS);
    g_autofree char *wanted = json_dumps(value, JSON_SORT_KEYS);
    g_assert_cmpstr(is, ==, wanted);
  }
  g_assert_null(json_object_get(row, "page"));
}

/* A page names no person, and says where there is little to go by. */
static void
test_phase_page(void)
{
  static const struct {
    const char *language, *words[5];
  } rows[] = {
      {"de",
       {"der Phase „probe“, 21.05.2026, 10:00 Uhr bis 21.05.2026, 14:00 Uhr "
        "(läuft noch)",
        "1 von 2; nur 2, das sagt noch wenig", "3,0 Stunden im Mittel (nur 1)",
        "Sterne: keine Bewertungen",
        "was eines kostet, steht nicht in den Einstellungen"}},
      {"en",
       {"still running", "1 of 2; only 2, which says little yet",
        "3.0 hours as a rule (only 1)", "Stars: no ratings",
        "what one costs does not stand in the settings"}},
  };
  g_autoptr(TownFixture) town = town_with_three();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_auto_t *row = ask(town, "probe", rows[i].language, NULL);
    const char *page = json_string_value(json_object_get(row, "page"));
    for (size_t k = 0; k < G_N_ELEMENTS(rows[i].words); k++)
      assert_contains(page, rows[i].words[k]);
    assert_lacks(page, "example.net");
    assert_lacks(page, "{{");
  }
}

/* What the citizen replies to our newest mail of a kind. */
static void
answer(TownFixture *town, const char *kind, const char *text)
{
  g_autoptr(TownSent) last = town_sent(town, kind, NULL);
  g_assert_nonnull(last);
  town_reply(town, last, &(TownMail){.text = text});
}

/* Our newest mail of a kind went out after so many minutes. */
static void
sent(TownFixture *town, const char *kind, int64_t minutes)
{
  town->is_forced = true;
  static const char sql[] =
      "UPDATE outbox SET state = 'sent', finished_at_ms = created_at_ms + $1"
      " WHERE id = (SELECT max(id) FROM outbox WHERE kind = $2)";
  g_assert_true(store_run(town->digest.store, NULL, sql, "it",
                          minutes * MINUTE_MS, kind));
}

static void
solve_and_rate(TownFixture *town, const char *from, const char *text,
               const char *stars)
{
  town_say(town, &(TownMail){.from = from, .text = text});
  decide(town, "tiefbau@", "#erledigt");
  town_fixture_advance(town, HOUR_MS);
  answer(town, "status-solved", "JA");
  answer(town, "rating-question", stars);
}

/* Stars, complaints and NO; a legal letter is confirmed, too. */
static void
test_phase_satisfaction(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_timers(town);
  solve_and_rate(town, "a@example.net", "Schlagloch, Gartenstraße 12", "5");
  solve_and_rate(town, "b@example.net", "Schlagloch, Gartenstraße 14",
                 "2 Sterne");
  town_say(town, &(TownMail){.from = "c@example.net",
                             .text = "Schlagloch, Gartenstraße 16"});
  sent(town, "confirmation", 2);
  decide(town, "tiefbau@", "#erledigt");
  town_fixture_advance(town, HOUR_MS);
  answer(town, "status-solved", "NEIN");
  town_say(town, &(TownMail){.from = "d@example.net",
                             .text = "Ich beschwere mich über Ihre "
                                     "Mitarbeiterin am Schalter: Sie war "
                                     "unverschämt und unfreundlich."});
  sent(town, "letter-complaint", 4);
  town_text(town, "+491722881738", "Schlagloch Gartenstr. 18");
  json_auto_t *row = ask(town, NULL, "de", NULL);
  g_assert_cmpint(number(row, "tickets"), ==, 5);
  g_assert_cmpint(number(row, "complaints"), ==, 1);
  g_assert_cmpint(number(row, "objections"), ==, 1);
  const json_t *stars = json_object_get(row, "stars");
  g_assert_cmpint(number(stars, "count"), ==, 2);
  g_assert_cmpfloat(json_real_value(json_object_get(stars, "average")), ==,
                    3.5);
  const json_t *times = json_object_get(row, "to_confirmation");
  g_assert_cmpint(number(times, "count"), ==, 2);
  g_assert_cmpint(number(times, "median_s"), ==, 120);
  g_assert_cmpint(number(times, "nine_of_ten_s"), ==, 240);
  g_autofree char *channels =
      json_dumps(json_object_get(row, "channels"), JSON_COMPACT);
  g_assert_cmpstr(channels, ==,
                  "[{\"channel\":\"mail\",\"count\":4},"
                  "{\"channel\":\"sms\",\"count\":1}]");
  const char *page = json_string_value(json_object_get(row, "page"));
  assert_contains(page, "3,5 von 5 Sternen (nur 2");
  assert_contains(page, "1 Beschwerde");
}

/* By name, by dates, by nothing; what is over does not grow. */
static void
test_phase_times(void)
{
  g_autoptr(TownFixture) town = town_with_three();
  town_fixture_advance(town, 2 * DAY_MS);
  town_fixture_timers(town);
  town_say(town, &(TownMail){.from = "d@example.net",
                             .text = "In der Gartenstraße 18 ist ein "
                                     "Schlagloch."});
  static const struct {
    const char *phase;
    int64_t tickets;
    bool runs;
  } rows[] = {
      {"probe", 3, false},
      {NULL, 1, true},
      {"2026-05-21..2026-05-23", 4, true},
      {"2026-05-21..2026-05-22", 3, false},
      {"2026-05-21 10:00..2026-05-21 11:00", 1, false},
      {"2026-05-20..2026-05-20", 0, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].phase == NULL ? "now" : rows[i].phase);
    json_auto_t *row = ask(town, rows[i].phase, "de", NULL);
    g_assert_nonnull(row);
    g_assert_cmpint(number(row, "tickets"), ==, rows[i].tickets);
    g_assert_true(json_is_true(json_object_get(row, "runs")) == rows[i].runs);
  }
}

static void
test_phase_refused(void)
{
  static const struct {
    const char *phase, *why;
  } rows[] = {
      {"Probe", "no phase of this name was ever begun"},
      {"spaeter", "was not begun yet; it begins 2026-06-01 08:00"},
      {"2026-05-21..", "FROM..UNTIL"},
      {"gestern..heute", "FROM..UNTIL"},
      {"2026-05-22..2026-05-21", "ends before it begins"},
      {"2026-06-01..2026-06-02", "has not begun yet"},
  };
  g_autoptr(TownFixture) town = town_fixture_new(
      &(TownOptions){.service = "regular, phases: {spaeter: {state: paused, "
                                "since: 2026-06-01 08:00}}"});
  town_fixture_timers(town);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *why = NULL;
    json_auto_t *row = ask(town, rows[i].phase, "de", &why);
    g_assert_null(row);
    assert_contains(why, rows[i].why);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/phase/counts", test_phase_counts);
  g_test_add_func("/services/report/phase/page", test_phase_page);
  g_test_add_func("/services/report/phase/satisfaction",
                  test_phase_satisfaction);
  g_test_add_func("/services/report/phase/times", test_phase_times);
  g_test_add_func("/services/report/phase/refused", test_phase_refused);
  return g_test_run();
}
