/* SPDX-License-Identifier: Apache-2.0
 *
 * The report of a month: its figures, what is left out, who gets it and when.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/figures/report_month.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
#define TIEFBAU "tiefbau@musterhagen.example.org"
#define HEAD "leitung.tiefbau@musterhagen.example.org"
#define COUNCIL "hauptamt@musterhagen.example.org"

static TownFixture *
town_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(digest_upkeep(&town->digest, &error));
  return town;
}

static void
say(TownFixture *town, const char *text)
{
  town_say(town, &(TownMail){.text = text});
  town_fixture_advance(town, HOUR_MS);
}

static json_t *
figures_of(TownFixture *town, const char *name, const char *department)
{
  Desk desk = digest_desk(&town->digest);
  ReportMonth month = {.department = NULL};
  g_autoptr(GError) error = NULL;
  g_assert_true(report_month_parse(&desk, name, &month));
  month.department = department == NULL
                         ? NULL
                         : town_department(desk.config->town, department);
  json_t *figures = report_month_figures(&desk, &month, &error);
  g_assert_no_error(error);
  return figures;
}

static void
assert_number(const json_t *figures, const char *name, int64_t number)
{
  g_test_message("%s", name);
  g_assert_cmpint(json_integer_value(json_object_get(figures, name)), ==,
                  number);
}

static void
test_month_figures(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, "Vor der Gartenstraße 12 ist ein Schlagloch.");
  say(town, "Im Lindenweg 3 quillt der Mülleimer über.");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", TIEFBAU);
  town_reply(town, ticket, &(TownMail){.from = TIEFBAU, .text = "#erledigt"});
  town_fixture_advance(town, 14 * DAY_MS); /* 4 June */
  say(town, "Im Parkweg 7 ist ein Schlagloch.");
  json_auto_t *may = figures_of(town, "2026-05", NULL);
  assert_number(may, "new", 2);
  assert_number(may, "solved", 1);
  assert_number(may, "open", 2);
  g_assert_null(json_object_get(may, "median_s")); /* few */
  json_auto_t *june = figures_of(town, "2026-06", NULL);
  assert_number(june, "new", 1);
  assert_number(june, "solved", 0);
  assert_number(json_object_get(june, "before"), "new", 2);
  json_auto_t *roads = figures_of(town, "2026-05", "tiefbau");
  assert_number(roads, "new", 1);
  assert_number(roads, "open", 1);
  const json_t *oldest = json_object_get(roads, "oldest");
  g_assert_cmpuint(json_array_size(oldest), ==, 1);
  g_autofree char *text = json_dumps(may, 0);
  assert_contains(text, "Lindenweg 3");
  assert_lacks(text, "ayse");
}

static void
test_month_names(void)
{
  static const struct {
    const char *text;
    bool fine;
  } rows[] = {{"2026-05", true},  {"2025-12", true},  {"2026-06", false},
              {"2026-13", false}, {"2026-00", false}, {"26-05", false},
              {"2026-5", false},  {"Mai", false},     {"", false}};
  g_autoptr(TownFixture) town = town_new();
  Desk desk = digest_desk(&town->digest);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ReportMonth month = {.department = NULL};
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(report_month_parse(&desk, rows[i].text, &month), ==,
                    rows[i].fine);
  }
}

/* On Monday, 1 June, at eight: once to each. */
static void
test_month_is_sent(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, "Vor der Gartenstraße 12 ist ein Schlagloch.");
  town_fixture_advance(town, 11 * DAY_MS - 3 * HOUR_MS - HOUR_MS / 60);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "month"), ==, 0);
  town_fixture_advance(town, HOUR_MS / 30);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "month"), ==, 2);
  g_autoptr(TownSent) head = town_sent(town, "month", HEAD);
  assert_contains(head->mail->subject, "2026-05: Tiefbauamt");
  assert_contains(head->mail->full_text, "Neu: 1 (Vormonat: 0)");
  assert_contains(head->mail->full_text, "26-00001-4");
  assert_lacks(head->mail->full_text, "NACH AMT");
  g_autoptr(TownSent) council = town_sent(town, "month", COUNCIL);
  assert_contains(council->mail->full_text, "NACH AMT");
  town_fixture_advance(town, 20 * DAY_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "month"), ==, 2);
  town_fixture_advance(town, 10 * DAY_MS); /* 1 July */
  for (int i = 0; i < 5; i++)              /* a turn takes some of them */
    town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "month"), ==, 4);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/month/figures", test_month_figures);
  g_test_add_func("/services/report/month/names", test_month_names);
  g_test_add_func("/services/report/month/is-sent", test_month_is_sent);
  return g_test_run();
}
