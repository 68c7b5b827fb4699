/* SPDX-License-Identifier: Apache-2.0
 *
 * A park is asked about.
 */
#include "tests/support/survey_form.h"

#include "tests/support/survey_spec.h"

const char *const survey_form_ways[] = {
    "(eine Antwort)",
    "(mehrere Antworten möglich)",
    "(1 bis 5 Sterne, 5 ist am besten)",
    NULL,
    "(eine ganze Zahl)",
    "(ein Tag, zum Beispiel 3.5.2026)",
    NULL,
};

static const struct {
  const char *spec, *label, *hint;
} rows[] = {
    {"one:Kies, wie bisher|Asphalt|Holzschnitzel, die jedes Jahr im Frühling "
     "von der Stadtgärtnerei erneuert werden",
     "Welcher Belag soll auf die Wege?", NULL},
    {"several:Bäume|Bänke|Lampen|Nichts davon", "Was fehlt im Waldpark?",
     "Denken Sie auch an den Winter."},
    {"stars:", "Wie gefällt Ihnen der Waldpark?", NULL},
    {"integer:", "Wie oft im Monat sind Sie dort?", NULL},
    {"date:", "Wann waren Sie zuletzt dort?", NULL},
    {"text:", "Was möchten Sie uns noch sagen?", NULL},
};

Questionnaire *
survey_form_new(void)
{
  Questionnaire *park = questionnaire_new();
  g_ptr_array_add(park->languages, g_strdup("de"));
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    SurveyQuestion *question = survey_spec_add(park, rows[i].spec, "de");
    g_hash_table_replace(question->labels, g_strdup("de"),
                         g_strdup(rows[i].label));
    if (rows[i].hint != NULL)
      g_hash_table_insert(question->hints, g_strdup("de"),
                          g_strdup(rows[i].hint));
    if (i == 2)
      g_hash_table_insert(
          questionnaire_add_question(park, SURVEY_NOTE, "thanks")->labels,
          g_strdup("de"), g_strdup("Fast geschafft, noch drei Fragen."));
  }
  return park;
}

GPtrArray *
survey_form_read(const Questionnaire *questionnaire, const char *text)
{
  const AnswerContext context = {
      .questionnaire = questionnaire, .language = "de", .today = "2026-05-21"};
  return mail_form_read(&context, survey_form_ways, text);
}
