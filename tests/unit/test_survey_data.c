/* SPDX-License-Identifier: Apache-2.0
 *
 * Responses as rows, and the codebook.
 */
#include "templates/survey/survey_data.h"

#include "parsers/survey/survey_figures.h"
#include "tests/support/park_survey.h"

/* park, uses, stars, age, why; no answer where NULL. */
static const struct {
  const char *values[6];
  bool complete;
  const char *csv, *json;
} rows[] = {
    {{NULL, "yes", "run sit", "5", "34", "ruhig, \"gut\""},
     true,
     "r1,de,sms,true,0.5000,yes,run sit,5,34,\"ruhig, \"\"gut\"\"\"\r\n",
     "{\"response\":\"r1\",\"language\":\"de\",\"channel\":\"sms\","
     "\"complete\":true,\"weight\":0.5,\"answers\":{\"park\":\"yes\","
     "\"uses\":\"run sit\",\"stars\":5,\"age\":34,"
     "\"why\":\"ruhig, \\\"gut\\\"\"}}\n"},
    {{NULL, "no", "run", NULL, "-3", "=HYPERLINK(1)"},
     false,
     "r1,de,sms,false,0.5000,no,,,-3,'=HYPERLINK(1)\r\n",
     "{\"response\":\"r1\",\"language\":\"de\",\"channel\":\"sms\","
     "\"complete\":false,\"weight\":0.5,\"answers\":{\"park\":\"no\","
     "\"uses\":null,\"stars\":null,\"age\":-3,"
     "\"why\":\"=HYPERLINK(1)\"}}\n"},
};

static void
test_survey_data_rows(void)
{
  g_autoptr(Questionnaire) survey = park_survey();
  SurveyData data = {survey, true, true};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(SurveyResponse) answers = survey_response_new(survey);
    for (guint k = 0; k < G_N_ELEMENTS(rows[i].values); k++)
      if (rows[i].values[k] != NULL)
        (void)survey_response_set(answers, k, ANSWER_STATE_GIVEN,
                                  rows[i].values[k]);
    g_autofree bool *relevance = survey_response_relevance(answers);
    SurveyCase one = {answers, relevance, "de", "sms", rows[i].complete, 0.5};
    g_autoptr(GString) csv = g_string_new(NULL);
    g_autoptr(GString) json = g_string_new(NULL);
    survey_data_csv_row(&data, "r1", &one, csv);
    survey_data_json_row(&data, "r1", &one, json);
    g_assert_cmpstr(csv->str, ==, rows[i].csv);
    g_assert_cmpstr(json->str, ==, rows[i].json);
  }
}

/* What people wrote has a column only after its release. */
static void
test_survey_data_heading(void)
{
  static const struct {
    bool texts, weights;
    const char *heading;
  } headings[] = {
      {true, true,
       "response,language,channel,complete,weight,park,uses,stars,age,why\r\n"},
      {false, false,
       "response,language,channel,complete,park,uses,stars,age\r\n"},
  };
  g_autoptr(Questionnaire) survey = park_survey();
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
    SurveyData data = {survey, headings[i].texts, headings[i].weights};
    g_autoptr(GString) out = g_string_new(NULL);
    survey_data_csv_heading(&data, out);
    g_assert_cmpstr(out->str, ==, headings[i].heading);
  }
}

static void
test_survey_data_codebook(void)
{
  g_autoptr(Questionnaire) survey = park_survey();
  SurveyQuestion *park = survey->questions->pdata[1];
  g_hash_table_insert(park->labels, g_strdup("de"), g_strdup("Wie, bitte?"));
  g_autofree char *codebook = survey_data_codebook(survey);
  g_assert_cmpstr(codebook, ==,
                  "number,question,type,choice,label::de,label::tr\r\n"
                  ",hello,note,,,\r\n"
                  "1,park,select_one,,\"Wie, bitte?\",\r\n"
                  "1,park,select_one,yes,,\r\n"
                  "1,park,select_one,no,,\r\n"
                  "2,uses,select_multiple,,,\r\n"
                  "2,uses,select_multiple,run,,\r\n"
                  "2,uses,select_multiple,sit,,\r\n"
                  "2,uses,select_multiple,play,,\r\n"
                  "3,stars,range,,,\r\n"
                  "4,age,integer,,,\r\n"
                  "5,why,text,,,\r\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/data/rows", test_survey_data_rows);
  g_test_add_func("/survey/data/heading", test_survey_data_heading);
  g_test_add_func("/survey/data/codebook", test_survey_data_codebook);
  return g_test_run();
}
