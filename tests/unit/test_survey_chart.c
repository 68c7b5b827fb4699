/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as text and as charts, against files that were looked at.
 */
#include "templates/survey/survey_chart.h"

#include <string.h>

#include <libxml/parser.h>

#include "templates/survey/survey_report.h"
#include "templates/survey/svg.h"
#include "tests/support/golden.h"
#include "tests/support/park_survey.h"

static void
put(GHashTable *texts, const char *language, const char *text)
{
  g_hash_table_insert(texts, g_strdup(language), g_strdup(text));
}

static Questionnaire *
named_survey(void)
{
  static const char *const labels[] = {
      "Guten Tag",
      "Sind Sie oft im Waldpark?",
      "Was tun Sie dort, wenn Sie Zeit haben, und was würden Sie gern tun?",
      "Wie gefällt er Ihnen?",
      "Wie alt sind Sie?",
      "Warum?"};
  static const char *const uses[] = {
      "Laufen & Rad fahren",
      ("Auf einer Bank sitzen, den Vögeln zuhören, Zeitung lesen, mit "
       "Nachbarinnen und Nachbarn reden"),
      "<b>Spielen</b>"};
  Questionnaire *survey = park_survey();
  put(survey->titles, "de", "Der Waldpark");
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    SurveyQuestion *question = survey->questions->pdata[i];
    put(question->labels, "de", labels[i]);
    question->is_stars = g_str_equal(question->name, "stars");
  }
  const SurveyList *list = questionnaire_list(survey, "uses");
  for (guint i = 0; i < G_N_ELEMENTS(uses); i++)
    put(((SurveyChoice *)list->choices->pdata[i])->labels, "de", uses[i]);
  return survey;
}

static const Said all_said[] = {
    {"yes", "run sit", "5", "34", "gut", "de", "sms", 40, 0},
    {"yes", "sit", "4", "61", NULL, "de", "mail", 62, 0},
    {"yes", "play sit", "2", "71", NULL, "tr", "mail", 3, 0},
    {"yes", NULL, NULL, "25", NULL, "tr", "sms", 6, 0},
    {"no", NULL, "4", "55", NULL, "de", "web", 18, 0},
    {"no", NULL, "3", "17", NULL, "tr", "paper", 19, 0},
    {"no", NULL, "1", "40", NULL, "de", "sms", 11, 0},
    {NULL, NULL, "4", "99", NULL, "tr", "sms", 7, 0},
};

typedef struct Shown {
  Questionnaire *survey;
  SurveyFigures *figures;
  SurveyResult *result;
} Shown;

static void
shown_init(Shown *shown)
{
  shown->survey = named_survey();
  shown->figures = survey_figures_new(shown->survey);
  g_assert_true(survey_figures_cross(shown->figures, "park", "stars", NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(all_said); i++)
    park_add(shown->figures, shown->survey, &all_said[i]);
  shown->result = survey_figures_result(shown->figures);
}

static void
shown_clear(Shown *shown)
{
  survey_result_free(shown->result);
  survey_figures_free(shown->figures);
  questionnaire_free(shown->survey);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shown, shown_clear)

static void
test_survey_report(void)
{
  g_auto(Shown) shown = {0};
  shown_init(&shown);
  g_autofree char *german = survey_report(shown.survey, shown.result, "de");
  g_autofree char *english = survey_report(shown.survey, shown.result, "en");
  golden_check("tests/fixtures/survey-results/report-de.txt", german);
  golden_check("tests/fixtures/survey-results/report-en.txt", english);
}

static void
test_survey_chart(void)
{
  static const char *const names[] = {"park", "uses", "stars", "age", "why"};
  g_auto(Shown) shown = {0};
  shown_init(&shown);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    SurveyChart chart = {shown.survey, park_figure(shown.result, i), "de",
                         false};
    g_autofree char *path =
        g_strdup_printf("tests/fixtures/survey-results/%s.html", names[i]);
    g_autofree char *html = survey_chart_html(&chart);
    g_autofree char *svg = survey_chart_svg(&chart);
    golden_check(path, html);
    g_assert_cmpint(svg == NULL, ==, i == 4);
    if (svg == NULL)
      continue;
    xmlDoc *document = xmlReadMemory(svg, (int)strlen(svg), NULL, NULL, 0);
    g_assert_nonnull(document);
    xmlFreeDoc(document);
  }
}

static void
test_svg_wrap(void)
{
  static const struct {
    const char *text, *lines;
  } rows[] = {
      {"", ""},
      {"kurz", "kurz"},
      {"zehn Zeich", "zehn Zeich"},
      {"elf Zeichen", "elf|Zeichen"},
      {"Donaudampfschiff", "Donaudampf|schiff"},
      {"a\nb", "a|b"},
      {"ä ö ü ß ä ö ü", "ä ö ü ß ä|ö ü"},
      {"  vorn", "vorn"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(GStrv) lines = svg_wrap(rows[i].text, 10);
    g_autofree char *joined = g_strjoinv("|", lines);
    g_assert_cmpstr(joined, ==, rows[i].lines);
  }
}

static void
test_svg_escape(void)
{
  g_autofree char *got = svg_escape("<a> & \"b\"\x01\n\xc2\x85ü");
  g_assert_cmpstr(got, ==, "&lt;a&gt; &amp; &quot;b&quot;   ü");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/report", test_survey_report);
  g_test_add_func("/survey/chart", test_survey_chart);
  g_test_add_func("/survey/svg/wrap", test_svg_wrap);
  g_test_add_func("/survey/svg/escape", test_svg_escape);
  return g_test_run();
}
