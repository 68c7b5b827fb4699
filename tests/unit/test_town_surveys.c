/* SPDX-License-Identifier: Apache-2.0
 *
 * Questionnaires of the town: read with it, and fit to each other.
 */
#include "parsers/config/town_surveys.h"

#include <string.h>

#include "parsers/survey/questionnaire.h"
#include "tests/support/example_town.h"

#define FORM(id, keyword, wave)                                                \
  "survey\n,type,name,label\n,text,a,A\nsettings\n"                            \
  ",form_title,form_id,keyword,wave\n,T," id "," keyword "," wave "\n"

static void
add_file(GHashTable *files, const char *name, const char *text)
{
  g_hash_table_insert(files, g_strdup(name), g_bytes_new(text, strlen(text)));
}

/* The example town has one itself. */
static void
test_town_surveys_read(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  add_file(files, "surveys/b.csv", FORM("b", "RADWEG", "1"));
  add_file(files, "surveys/a.csv", FORM("a", "WALD", "1"));
  add_file(files, "surveys/c.csv", FORM("a", "WALD", "2"));
  g_autoptr(Town) town = example_town_read(files, town_parse_plain);
  g_assert_cmpuint(town->surveys->len, ==, 4);
  const Questionnaire *first = town->surveys->pdata[0];
  const Questionnaire *last = town->surveys->pdata[2];
  g_assert_cmpstr(first->keyword, ==, "WALD");
  g_assert_cmpstr(last->id, ==, "a");
  g_assert_cmpuint(last->wave, ==, 2);
}

static void
test_town_surveys_problems(void)
{
  static const struct {
    const char *name, *text, *said;
  } rows[] = {
      {"surveys/b.csv", FORM("b", "wald", "1"),
       "surveys/b.csv: the survey 'a' has the keyword 'wald', too"},
      {"surveys/b.csv", FORM("a", "RADWEG", "1"),
       "surveys/b.csv: another survey has the form_id 'a', too"},
      {"surveys/b.csv", FORM("b", "STOPP", "1"),
       "surveys/b.csv:6:6: 'STOPP' can be no keyword"},
      {"surveys/b.ods", "PK", "surveys/b.ods: a questionnaire's name must end"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GHashTable) files = example_town_files();
    g_autoptr(Problems) problems = problems_new();
    add_file(files, "surveys/a.csv", FORM("a", "WALD", "1"));
    add_file(files, rows[i].name, rows[i].text);
    g_assert_null(town_parse_plain(files, problems));
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    if (!g_str_has_prefix(said, rows[i].said))
      g_test_message("%s", said);
    g_assert_true(g_str_has_prefix(said, rows[i].said));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/town-surveys/read", test_town_surveys_read);
  g_test_add_func("/town-surveys/problems", test_town_surveys_problems);
  return g_test_run();
}
