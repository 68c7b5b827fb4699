/* SPDX-License-Identifier: Apache-2.0
 *
 * Results of a survey as `bote survey results` shows them: equal to what this
 * test counted while people answered.
 */
#include <string.h>
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "tests/support/survey_town.h"

enum { PEOPLE = 24, STARS = 5, VISITS = 4 };

typedef struct Counted {
  json_int_t stars[STARS], visits[VISITS], both[STARS][VISITS];
} Counted;

static const char *const visits[VISITS] = {"woche", "monat", "selten", "nie"};

/* Everybody answers the first two questions; by SMS, as somebody else. */
static void
play(TownFixture *town, Counted *counted)
{
  for (unsigned i = 0; i < PEOPLE; i++) {
    unsigned star = i % 2 == 0 ? 4 : 0, visit = i % 4 < 2 ? 0 : 3;
    g_autofree char *phone = g_strdup_printf("+4917228820%02u", i);
    g_autofree char *first = g_strdup_printf("WALDPARK %u", star + 1);
    g_autofree char *second = g_strdup_printf("%u", visit + 1);
    talk_wait(town, TALK_MINUTE_MS);
    town_text(town, phone, first);
    talk_wait(town, TALK_MINUTE_MS);
    town_text(town, phone, second);
    counted->stars[star]++;
    counted->visits[visit]++;
    counted->both[star][visit]++;
  }
}

/* The row of the answer, or NULL; `out_code` 0 or why not. */
static json_t *
ask(TownFixture *town, const char *line, json_int_t *out_code)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
  json_auto_t *first = json_loads(lines[0], 0, NULL);
  *out_code = json_integer_value(json_object_get(first, "code"));
  return *out_code == 0 ? json_incref(first) : NULL;
}

static const json_t *
counts_at(const json_t *row, size_t figure)
{
  const json_t *one = json_array_get(json_object_get(row, "figures"), figure);
  return json_object_get(one, "counts");
}

static json_int_t
count(const json_t *counts, const char *category)
{
  const json_t *value = json_object_get(counts, category);
  g_assert_true(json_is_integer(value));
  return json_integer_value(value);
}

static void
test_survey_results_equal(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  Counted counted = {0};
  json_int_t code;
  play(town, &counted);
  json_auto_t *row = ask(town,
                         "{\"verb\":\"survey.results\",\"arguments\":"
                         "{\"id\":\"waldpark\",\"cross\":\"stern,besuch\","
                         "\"language\":\"de\"}}",
                         &code);
  g_assert_nonnull(row);
  g_assert_cmpint(count(row, "responses"), ==, PEOPLE);
  g_assert_cmpint(count(row, "complete"), ==, 0);
  g_assert_cmpint(count(json_object_get(row, "channels"), "sms"), ==, PEOPLE);
  const json_t *crosses = json_object_get(row, "crosses");
  for (unsigned s = 0; s < STARS; s++) {
    char star[] = {(char)('1' + s), '\0'};
    g_assert_cmpint(count(counts_at(row, 0), star), ==, counted.stars[s]);
    for (unsigned v = 0; v < VISITS; v++)
      g_assert_cmpint(
          count(json_object_get(json_array_get(crosses, 0), star), visits[v]),
          ==, counted.both[s][v]);
  }
  for (unsigned v = 0; v < VISITS; v++)
    g_assert_cmpint(count(counts_at(row, 1), visits[v]), ==, counted.visits[v]);
  const char *page = json_string_value(json_object_get(row, "page"));
  g_test_message("%s", page);
  g_assert_nonnull(strstr(page, "jede Woche"));
}

/* One alone is not shown, nor who is left. */
static void
test_survey_results_hide(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  json_int_t code;
  survey_town_say(town, "WALDPARK 2");
  json_auto_t *row = ask(town,
                         "{\"verb\":\"survey.results\","
                         "\"arguments\":{\"id\":\"waldpark/1\"}}",
                         &code);
  g_assert_nonnull(row);
  g_assert_true(json_is_null(json_object_get(counts_at(row, 0), "2")));
}

static void
test_survey_results_refuse(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  static const struct {
    const char *line;
    json_int_t code;
  } rows[] = {
      {"{\"verb\":\"survey.results\",\"arguments\":{\"id\":\"gone\"}}",
       EX_DATAERR},
      {"{\"verb\":\"survey.results\",\"arguments\":"
       "{\"id\":\"waldpark\",\"cross\":\"stern,wunsch\"}}",
       EX_DATAERR},
      {"{\"verb\":\"survey.results\",\"arguments\":"
       "{\"id\":\"waldpark\",\"cross\":\"stern\"}}",
       EX_USAGE},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_int_t code;
    json_auto_t *row = ask(town, rows[i].line, &code);
    g_assert_null(row);
    g_assert_cmpint(code, ==, rows[i].code);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/survey-results/equal", test_survey_results_equal);
  g_test_add_func("/survey-results/hide", test_survey_results_hide);
  g_test_add_func("/survey-results/refuse", test_survey_results_refuse);
  return g_test_run();
}
