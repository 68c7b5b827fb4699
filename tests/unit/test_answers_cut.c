/* SPDX-License-Identifier: Apache-2.0
 *
 * Several answers in one text, and what only looks like it.
 */
#include "tests/support/survey_spec.h"

/* Select of three, select of two, text, integer, date. */
static GPtrArray *
five_questions(Questionnaire *questionnaire)
{
  static const char *const specs[] = {"one:Rot|Grün|Blau", "one:Ja|Nein",
                                      "text:Warum?", "integer:Wie viele?",
                                      "date:Wann?"};
  GPtrArray *questions = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(specs); i++)
    g_ptr_array_add(questions, survey_spec_add(questionnaire, specs[i], "de"));
  return questions;
}

/* asked  number of the question that waits; 0: none */
static char *
cut(const char *text, guint asked)
{
  g_autoptr(Questionnaire) questionnaire = questionnaire_new();
  g_autoptr(GPtrArray) questions = five_questions(questionnaire);
  g_autoptr(GPtrArray) parts = survey_answers_cut(
      questions, asked == 0 ? NULL : questions->pdata[asked - 1], text);
  GString *out = g_string_new(parts == NULL ? "whole" : NULL);
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    const AddressedAnswer *one = parts->pdata[i];
    g_string_append_printf(out, "[%u:%s]", one->number, one->text);
  }
  return g_string_free(out, FALSE);
}

static void
test_answers_cut(void)
{
  static const struct {
    const char *text, *expected;
  } rows[] = {
      {"1a 2c 3: zu laut", "[1:a][2:c][3:zu laut]"},
      {"1c 2b 3: zu laut", "[1:c][2:b][3:zu laut]"},
      {"2b, 1c", "[2:b][1:c]"},
      {"1a und 2b", "[1:a][2:b]"},
      {"1 b 2 a", "[1:b][2:a]"},
      {"1: b", "[1:b]"},
      {"1:b", "[1:b]"},
      {"1=b 2=a", "[1:b][2:a]"},
      {"1) 2, 2) ja", "[1:2][2:ja]"},
      {"Frage 3: zu laut", "[3:zu laut]"},
      {"frage 1 b", "[1:b]"},
      {"Frage 3 zu laut, Frage 1 b", "[3:zu laut][1:b]"},
      {"1. b\n2. a", "[1:b][2:a]"},
      {"1. b, 2. a", "[1:b][2:a]"},
      {"1) b\n2)\n4) 7", "[1:b][4:7]"},
      {"1:2 2:1", "[1:2][2:1]"},
      {"Meine Antworten: 1b 2a", "[1:b][2:a]"},
      {"3: zu laut\n4: 12", "[3:zu laut][4:12]"},
      {"3: im Haus 1b wohnt niemand", "[3:im Haus 1b wohnt niemand]"},
      {"١: ب", "[1:ب]"},
      {"2b", "[2:b]"},
      {"5: 3.5.2025", "[5:3.5.2025]"},
      {"1,3 und 4", "whole"},
      {"2", "whole"},
      {"2.", "whole"},
      {"2)", "whole"},
      {"3.5.", "whole"},
      {"3.5.2025", "whole"},
      {"3. 5. 2025", "whole"},
      {"3. Mai", "whole"},
      {"3. Mai\n4. Mai", "whole"},
      {"10:30", "whole"},
      {"3:30", "whole"},
      {"4:30 5:15", "whole"},
      {"1-3", "whole"},
      {"1 3 4", "whole"},
      {"1) und 3)", "whole"},
      {"1) Rot 3) Blau", "whole"}, /* options as they were shown */
      {"2: Grün", "whole"},
      {"Frage 2: Grün", "[2:Grün]"}, /* and a question that is called one */
      {"2 weil es schön ist", "whole"},
      {"12b", "whole"},
      {"ja", "whole"},
      {"9: zu laut", "whole"},
      {"zu laut", "whole"},
      {"", "whole"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *parts = cut(rows[i].text, 1);
    if (g_strcmp0(parts, rows[i].expected) != 0)
      g_test_fail_printf("\"%s\" is %s, not %s", rows[i].text, parts,
                         rows[i].expected);
  }
}

/* What could be an option of the question that waits is a question's number
 * where another one does, or none. */
static void
test_answers_cut_by_what_waits(void)
{
  static const struct {
    const char *text;
    guint asked;
    const char *expected;
  } rows[] = {
      {"2: Grün", 1, "whole"},    {"2: Grün", 2, "[2:Grün]"},
      {"2: Grün", 0, "[2:Grün]"}, {"2: Nein", 1, "[2:Nein]"},
      {"2: Nein", 2, "whole"},    {"1) Rot 3) Blau", 0, "[1:Rot][3:Blau]"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *parts = cut(rows[i].text, rows[i].asked);
    if (g_strcmp0(parts, rows[i].expected) != 0)
      g_test_fail_printf("\"%s\" at %u is %s, not %s", rows[i].text,
                         rows[i].asked, parts, rows[i].expected);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/answers/cut", test_answers_cut);
  g_test_add_func("/answers/cut/what-waits", test_answers_cut_by_what_waits);
  return g_test_run();
}
