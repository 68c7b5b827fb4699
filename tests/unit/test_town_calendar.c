/* SPDX-License-Identifier: Apache-2.0
 *
 * Closing days of town.yaml and closed.csv, and what is wrong with them.
 */
#include "parsers/config/town_calendar.h"

#include <string.h>

#include "parsers/config/closing.h"
#include "tests/support/example_town.h"

/* The example town with other closing days, and a table. */
static GHashTable *
files_with(const char *closed, const char *table)
{
  GHashTable *files = example_town_files();
  GBytes *bytes = g_hash_table_lookup(files, "town.yaml");
  g_autofree char *old =
      g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  char *begin = strstr(old, "\nclosed:\n");
  g_assert_nonnull(begin);
  *begin = '\0';
  const char *rest = strstr(begin + 1, "\n\n");
  g_assert_nonnull(rest);
  char *whole = g_strconcat(old, "\n", closed, rest, NULL);
  g_hash_table_insert(files, (char *)"town.yaml",
                      g_bytes_new_take(whole, strlen(whole)));
  if (table != NULL)
    g_hash_table_insert(files, (char *)CLOSED_FILE,
                        g_bytes_new(table, strlen(table)));
  return files;
}

static void
test_town_calendar_joined(void)
{
  static const struct {
    int month, day;
    bool is;
  } rows[] = {{12, 24, false}, {12, 28, false}, {12, 23, true}, {5, 15, false},
              {6, 5, false},   {2, 16, false},  {5, 22, true}};
  g_autoptr(GHashTable) files = files_with(
      "holidays: [rosenmontag]\nclosed:\n  - {since: 12-24, until: 12-31}",
      "von;bis;Grund\n2026-05-15;;Brückentag\n2026-06-05;2026-06-05;Ausflug\n");
  g_autoptr(Town) town = example_town_read(files, town_parse_plain);
  WorkingCalendar calendar = town_calendar(town);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GDateTime) day =
        g_date_time_new_utc(2026, rows[i].month, rows[i].day, 12, 0, 0);
    g_test_message("%d-%d", rows[i].month, rows[i].day);
    g_assert_cmpint(working_day_is(&calendar, day), ==, rows[i].is);
  }
  g_autoptr(GDateTime) november = g_date_time_new_utc(2026, 11, 2, 12, 0, 0);
  g_assert_cmpint(town_calendar_missing_year(town, november), ==, 2027);
}

static void
test_town_calendar_problems(void)
{
  static const struct {
    const char *closed, *table, *said;
  } rows[] = {
      {"closed:\n  - {since: 24.12.}", NULL, "'since' must be a day like"},
      {"closed:\n  - {until: 12-24}", NULL, "'since' is missing"},
      {"closed:\n  - {since: 2026-12-31, until: 2026-12-24}", NULL,
       "'until' is before 'since'"},
      {"closed:\n  - {since: 12-24, until: 2026-12-31}", NULL,
       "must both have a year"},
      {"closed:\n  - 12-24", NULL, "must be a map"},
      {"closed: []", "von;bis\n2026-12-31;2026-12-24\n",
       "closed.csv:2:12: 'until' is before"},
      {"closed: []", "von;bis\n;2026-12-24\n", "closed.csv:2"},
      {"closed: []", "Tag\n2026-12-24\n", "closed.csv:1"},
      {"holidays: [himmelfahrt]\nclosed: []", NULL, "'holidays' must be"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GHashTable) files = files_with(rows[i].closed, rows[i].table);
    g_assert_null(town_parse_plain(files, problems));
    g_assert_cmpuint(problems_count(problems), >, 0);
    const Problem *first = problems_get(problems, 0);
    g_autofree char *text = first == NULL ? NULL : problem_to_string(first);
    g_test_message("%s", text);
    g_assert_true(text != NULL && strstr(text, rows[i].said) != NULL);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/town-calendar/joined", test_town_calendar_joined);
  g_test_add_func("/config/town-calendar/problems",
                  test_town_calendar_problems);
  return g_test_run();
}
