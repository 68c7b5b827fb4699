/* SPDX-License-Identifier: Apache-2.0
 *
 * Questionnaires as files: what is read, and that what is written is read
 * again.
 */
#include "parsers/survey/xlsform/xlsform.h"

#include <string.h>

#include "parsers/resource.h"
#include "parsers/survey/expression.h"

static Questionnaire *
read_text(const char *text, const char *file, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  return xlsform_read(bytes, file, problems);
}

static Questionnaire *
read_fixture(const char *name)
{
  g_autofree char *path = g_build_filename("tests/fixtures/survey", name, NULL);
  g_autofree char *data = NULL;
  size_t size = 0;
  g_assert_true(g_file_get_contents(path, &data, &size, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(Problems) problems = problems_new();
  Questionnaire *form = xlsform_read(bytes, name, problems);
  g_autofree char *said = problems_to_string(problems);
  g_assert_cmpstr(said, ==, "");
  g_assert_nonnull(form);
  return form;
}

static const char *
text_of(GHashTable *texts, const char *language)
{
  return g_hash_table_lookup(texts, language);
}

/* --- what is read --------------------------------------------------------- */

static void
check_settings(const Questionnaire *form)
{
  g_assert_cmpstr(form->id, ==, "waldpark-2026");
  g_assert_cmpstr(form->version, ==, "2026052100");
  g_assert_cmpstr(text_of(form->titles, "de"), ==, "Waldpark");
  g_assert_cmpstr(text_of(form->titles, "tr"), ==, "Orman parkı");
  g_assert_cmpuint(form->languages->len, ==, 2);
  g_assert_cmpstr(form->languages->pdata[0], ==, "de");
  g_assert_cmpstr(form->keyword, ==, "WALDPARK");
  g_assert_cmpstr(form->opens, ==, "2026-05-21 08:00");
  g_assert_cmpstr(form->closes, ==, "2026-06-30 23:59");
  g_assert_cmpstr(form->target_group, ==, "Alle ab 14");
  g_assert_cmpint(form->access, ==, SURVEY_ACCESS_CONTACT);
  g_assert_cmpint(form->form, ==, SURVEY_FORM_DU);
  g_assert_true(form->anonymous);
  g_assert_true(form->shows_result);
  g_assert_cmpuint(form->quota, ==, 5000);
  g_assert_cmpuint(form->wave, ==, 2);
}

static void
check_questions(const Questionnaire *form)
{
  static const char *const names[] = {"hello", "surface", "why",  "times", "km",
                                      "stars", "grade",   "last", "idea"};
  g_assert_cmpuint(form->questions->len, ==, G_N_ELEMENTS(names));
  for (guint i = 0; i < form->questions->len; i++) {
    const SurveyQuestion *question = form->questions->pdata[i];
    g_assert_cmpstr(question->name, ==, names[i]);
  }
  const SurveyQuestion *surface = questionnaire_question(form, "surface");
  g_assert_true(surface->list == questionnaire_list(form, "paths"));
  g_assert_true(surface->required);
  g_assert_cmpstr(text_of(surface->shorts, "de"), ==, "Belag?");
  g_assert_cmpstr(text_of(surface->hints, "tr"), ==, "Ana yollarda");
  const SurveyQuestion *times = questionnaire_question(form, "times");
  const SurveyGroup *sport = form->groups->pdata[times->group];
  g_assert_cmpstr(sport->name, ==, "sport");
  g_assert_cmpstr(expression_text(sport->relevant), ==,
                  "selected(${why}, 'sport')");
  g_assert_cmpstr(((SurveyGroup *)form->groups->pdata[sport->parent])->name, ==,
                  "use");
  g_assert_cmpstr(text_of(times->constraint_messages, "de"), ==,
                  "Bitte 1 bis 31");
  g_assert_cmpint(questionnaire_question(form, "stars")->group, ==, -1);
  g_assert_true(questionnaire_question(form, "stars")->is_stars);
  const SurveyQuestion *grade = questionnaire_question(form, "grade");
  g_assert_false(grade->is_stars);
  g_assert_cmpfloat(grade->step, ==, 0.5);
  g_assert_cmpstr(text_of(questionnaire_question(form, "idea")->labels, "de"),
                  ==, "Was fehlt? \"Alles\", nichts?");
}

static void
test_xlsform_reads(void)
{
  static const char *const names[] = {"waldpark.csv", "waldpark.yaml",
                                      "waldpark.xlsx"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(Questionnaire) form = read_fixture(names[i]);
    check_settings(form);
    check_questions(form);
    const SurveyList *paths = questionnaire_list(form, "paths");
    const SurveyChoice *gravel = survey_list_choice(paths, "gravel");
    g_assert_cmpuint(paths->choices->len, ==, 2);
    g_assert_cmpuint(gravel->quota, ==, 100);
    g_assert_cmpstr(text_of(gravel->labels, "de"), ==, "Kies, wie bisher");
    g_assert_cmpstr(text_of(gravel->shorts, "de"), ==, "Kies");
  }
}

/* What was written is read again and written alike: nothing was lost on the
 * way, whatever file it came from. */
static void
test_xlsform_round_trip(void)
{
  g_autoptr(Questionnaire) csv = read_fixture("waldpark.csv");
  g_autoptr(Questionnaire) yaml = read_fixture("waldpark.yaml");
  g_autoptr(Questionnaire) workbook = read_fixture("waldpark.xlsx");
  g_autofree char *of_workbook = xlsform_write(workbook);
  g_autofree char *first = xlsform_write(csv);
  g_autofree char *second = xlsform_write(yaml);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Questionnaire) again = read_text(first, "a.csv", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_autofree char *third = xlsform_write(again);
  g_assert_cmpstr(first, ==, of_workbook);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpstr(first, ==, third);
  g_assert_nonnull(
      strstr(first, ",wave,form_title,\"form_title::Türkçe (tr)\"\n"));
  check_settings(again);
  check_questions(again);
}

/* The one that is shipped, with other languages and without dates. */
static void
test_xlsform_shipped(void)
{
  const Resource *file = resource_find("templates/town/surveys/waldpark.yaml");
  g_assert_nonnull(file);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Questionnaire) form =
      read_text(file->begin, "waldpark.yaml", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_autofree char *first = xlsform_write(form);
  g_autoptr(Questionnaire) again = read_text(first, "a.csv", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_autofree char *second = xlsform_write(again);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpuint(again->questions->len, ==, 5);
  g_assert_cmpuint(again->languages->len, ==, 3);
  g_assert_null(again->opens);
}

/* Answers may begin as formulas do, or be full of quotation marks. */
static void
test_xlsform_odd_texts(void)
{
  static const char text[] =
      "survey\n,type,name,label\n,select_one l,a,=A?\nchoices\n"
      ",list_name,name,label\n,l,+1,- nichts davon\n,l,b,\"\"\"x\"\", y; z\"\n"
      "settings\n,form_title,form_id\n,@T,t\n";
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Questionnaire) form = read_text(text, "a.csv", problems);
  g_assert_nonnull(form);
  g_autofree char *written = xlsform_write(form);
  g_autoptr(Questionnaire) again = read_text(written, "a.csv", problems);
  g_assert_nonnull(again);
  const SurveyList *list = questionnaire_list(again, "l");
  g_assert_cmpstr(text_of(again->titles, "de"), ==, "@T");
  g_assert_cmpstr(text_of(survey_list_choice(list, "+1")->labels, "de"), ==,
                  "- nichts davon");
  g_assert_cmpstr(text_of(survey_list_choice(list, "b")->labels, "de"), ==,
                  "\"x\", y; z");
}

/* The smallest one, in the dialect of a German spreadsheet. */
static void
test_xlsform_smallest(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Questionnaire) form =
      read_text("survey\r\n;type;name;label;Notiz\r\n;text;a;Fl\xE4"
                "che?;intern\r\n"
                "settings\r\n;form_title;form_id\r\n;Titel;x\r\n",
                "a.csv", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpstr(form->languages->pdata[0], ==, "de");
  g_assert_cmpint(form->access, ==, SURVEY_ACCESS_OPEN);
  g_assert_cmpint(form->form, ==, SURVEY_FORM_TOWN);
  g_assert_cmpuint(form->wave, ==, 1);
  g_assert_null(form->keyword);
  const SurveyQuestion *question = questionnaire_question(form, "a");
  g_assert_cmpstr(text_of(question->labels, "de"), ==, "Fläche?");
  g_assert_cmpint(question->row, ==, 3);
  g_assert_false(question->required);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/xlsform/reads", test_xlsform_reads);
  g_test_add_func("/xlsform/round-trip", test_xlsform_round_trip);
  g_test_add_func("/xlsform/shipped", test_xlsform_shipped);
  g_test_add_func("/xlsform/odd-texts", test_xlsform_odd_texts);
  g_test_add_func("/xlsform/smallest", test_xlsform_smallest);
  return g_test_run();
}
