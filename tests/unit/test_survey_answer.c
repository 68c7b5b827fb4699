/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers as people text them: what is sure, and what must be asked again.
 */
#include "tests/support/survey_spec.h"

static void
test_answer_one_by_pointer(void)
{
  static const SurveySpecRow rows[] = {
      {"2", "value c2"},
      {" 2. ", "value c2"},
      {"b)", "value c2"},
      {"C", "value c3"},
      {"(2)", "value c2"},
      {"Nr. 2", "value c2"},
      {"nr2", "value c2"},
      {"Antwort 2", "value c2"},
      {"Antwort b", "value c2"},
      {"zwei", "value c2"},
      {"die zweite", "value c2"},
      {"das erste bitte", "value c1"},
      {"2te", "value c2"},
      {"ich nehme die 3", "value c3"},
      {"letzte", "value c4"},
      {"02", "value c2"},
      {"2️⃣", "value c2"},
      {"٢", "value c2"},
      {"۲", "value c2"},
      {"２", "value c2"},
      {"②", "value c2"},
      {"2!", "value c2"},
      {"2 weil es schön ist", "value c2"},
      {"2, weil es nicht weit ist", "value c2"},
      {"2 Schwimmbad", "value c2"},
      {"b) Schwimmbad", "value c2"},
      {"2 = Schwimmbad", "value c2"},
      {"2 2", "value c2"},
      {"12", "outside"},
      {"5", "outside"},
      {"0", "outside"},
  };
  SURVEY_SPEC_CHECK("one:Spielplatz|Schwimmbad|Radweg|Nichts davon", "de",
                    rows);
}

static void
test_answer_one_in_doubt(void)
{
  static const SurveySpecRow rows[] = {
      {"2 oder 3", "doubtful"},
      {"2?", "doubtful"},
      {"nicht 2", "doubtful"},
      {"1 und 2", "doubtful"},
      {"1,3", "doubtful"},
      {"2.5", "doubtful"},
      {"2-3", "doubtful"},
      {"-2", "doubtful"},
      {"1a", "doubtful"},
      {"2b", "doubtful"},
      {"2 Kinder", "doubtful"},
      {"A 4", "doubtful"},
      {"2-", "doubtful"},
      {"1.1", "doubtful"},
      {"am 2.", "doubtful"},
      {"2 %", "doubtful"},
      {"die drei besten", "doubtful"},
      {"2 Spielplatz", "doubtful"},
      {"2, lieber 3", "doubtful"},
      {"2 weil der Spielplatz zu ist", "doubtful"},
      {"2 aber nur im Sommer", "doubtful"},
      {"", "none"},
      {"hallo", "none"},
      {"STOPP", "none"},
  };
  SURVEY_SPEC_CHECK("one:Spielplatz|Schwimmbad|Radweg|Nichts davon", "de",
                    rows);
}

static void
test_answer_one_by_words(void)
{
  static const SurveySpecRow rows[] = {
      {"Spielplatz", "value c1"},
      {"spielpaltz", "value c1"},
      {"den Spielplatz bitte", "value c1"},
      {"Ich bin für den Spielplatz!", "value c1"},
      {"SPIEL", "value c1"},
      {"Bänke", "value c3"},
      {"Baenke", "value c3"},
      {"banke", "value c3"},
      {"„Neuer Park“", "value c2"},
      {"Neuer", "value c2"},
      {"Spielplatz, weil wir Kinder haben", "value c1"},
      {"Parkplätze", "value c4"},
      {"kein Spielplatz", "doubtful"},
      {"Park", "doubtful"},
      {"Spielplatz oder Bänke", "doubtful"},
      {"Spielplatz und Bänke", "doubtful"},
      {"Spielplatz?", "doubtful"},
      {"nicht der Spielplatz", "doubtful"},
      {"Brücke", "none"},
  };
  SURVEY_SPEC_CHECK("one:Der Spielplatz|Neuer Park|Bänke|Parkplätze", "de",
                    rows);
  static const SurveySpecRow rated[] = {
      {"zufrieden", "value c2"},        {"sehr zufrieden", "value c1"},
      {"unzufrieden", "value c4"},      {"sehr", "value c1"},
      {"eher unzufrieden", "value c3"}, {"eher", "doubtful"},
      {"nicht zufrieden", "doubtful"},  {"zufriden", "value c2"},
      {"unzufriden", "value c4"},       {"weniger zufrieden", "doubtful"},
  };
  SURVEY_SPEC_CHECK("one:Sehr zufrieden|Zufrieden|Eher unzufrieden|Unzufrieden",
                    "de", rated);
  static const SurveySpecRow months[] = {
      {"Juni", "value c1"},
      {"Juli", "none"},
      {"Jnui", "value c1"},
  };
  SURVEY_SPEC_CHECK("one:Juni|September", "de", months);
}

static void
test_answer_yes_and_no(void)
{
  static const SurveySpecRow rows[] = {
      {"ja", "value c1"},
      {"Ja!", "value c1"},
      {"jo klar", "value c1"},
      {"yes", "value c1"},
      {"j", "value c1"},
      {"n", "value c2"},
      {"nö", "value c2"},
      {"nein danke", "value c2"},
      {"👍", "value c1"},
      {"evet", "value c1"},
      {"так", "value c1"},
      {"نعم", "value c1"},
      {"ja, unbedingt", "value c1"},
      {"nein, weil es zu teuer ist", "value c2"},
      {"jein", "doubtful"},
      {"ja nein", "doubtful"},
      {"ja aber nur wenn es billig ist", "doubtful"},
      {"nicht ja", "doubtful"},
      {"weiß nicht", "value c3"},
      {"keine Ahnung", "value c3"},
      {"keine Angabe", "doubtful"},
      {"weiter", "skipped"},
  };
  SURVEY_SPEC_CHECK("one:Ja|Nein|Weiß nicht", "de", rows);
}

static void
test_answer_options_with_numbers(void)
{
  static const SurveySpecRow rows[] = {
      {"1", "doubtful"},     {"2", "doubtful"},     {"0", "outside"},
      {"2)", "value c2"},    {"Nr. 2", "value c2"}, {"b", "value c2"},
      {"2 mal", "value c3"}, {"nie", "value c1"},   {"1 mal", "value c2"},
      {"4", "value c4"},
  };
  SURVEY_SPEC_CHECK("one:Nie|1 mal|2 mal|Mehr als 2 mal", "de", rows);
  static const SurveySpecRow ages[] = {
      {"1", "value c1"},  {"2", "value c2"},       {"35", "value c2"},
      {"70", "value c4"}, {"21-40", "value c2"},   {"bis 20", "value c1"},
      {"16", "value c1"}, {"über 60", "value c4"},
  };
  SURVEY_SPEC_CHECK("one:bis 20|21-40|41-60|über 60", "de", ages);
}

static void
test_answer_several(void)
{
  static const SurveySpecRow rows[] = {
      {"1,3 und 4", "value c1 c3 c4"},
      {"1 3 4", "value c1 c3 c4"},
      {"4+1", "value c1 c4"},
      {"1/3", "value c1 c3"},
      {"2", "value c2"},
      {"a, c", "value c1 c3"},
      {"1-3", "value c1 c2 c3"},
      {"1 bis 3", "value c1 c2 c3"},
      {"eins und drei", "value c1 c3"},
      {"1. 3.", "value c1 c3"},
      {"Bäume, Bänke", "value c1 c2"},
      {"Baeume und Lampen, hell", "value c1 c3"},
      {"Bänke und Beume", "doubtful"},
      {"alle", "value c1 c2 c3 c4"},
      {"alle 5", "value c1 c2 c3 c4"},
      {"keine davon", "value c5"},
      {"nichts", "value c5"},
      {"١ و ٣", "value c1 c3"},
      {"134", "doubtful"},
      {"1,7", "outside"},
      {"1 oder 3", "doubtful"},
      {"die ersten drei", "doubtful"},
      {"alle außer 3", "doubtful"},
      {"1, 5", "doubtful"},
      {"nicht 1", "doubtful"},
      {"3-1", "doubtful"},
      {"Bäume und Autos", "doubtful"},
      {"weiter", "skipped"},
  };
  SURVEY_SPEC_CHECK("several:Bäume|Bänke|Lampen, hell|Spielgeräte|Nichts davon",
                    "de", rows);
}

static void
test_answer_numbers(void)
{
  static const SurveySpecRow rows[] = {
      {"20", "value 20"},
      {"ca. 20", "value 20"},
      {"20 Jahre", "value 20"},
      {"ich bin 20 Jahre alt", "value 20"},
      {"zwanzig", "value 20"},
      {"einundzwanzig", "value 21"},
      {"zweihundertfünfzig", "value 250"},
      {"twenty-one", "value 21"},
      {"٢٠", "value 20"},
      {"1.500", "value 1500"},
      {"-3", "value -3"},
      {"minus 3", "value -3"},
      {"20!", "value 20"},
      {"3,0", "value 3"},
      {"null", "value 0"},
      {"3,5", "outside"},
      {"1,500", "doubtful"},
      {"zwischen 5 und 10", "doubtful"},
      {"5-10", "doubtful"},
      {"5 oder 6", "doubtful"},
      {"mehr als 20", "doubtful"},
      {"20+", "doubtful"},
      {"über 20", "doubtful"},
      {"halb", "doubtful"},
      {"18 Monate", "doubtful"},
      {"- 3", "doubtful"},
      {"007", "doubtful"},
      {"1/2", "doubtful"},
      {"2½", "doubtful"},
      {"3 4", "doubtful"},
      {"A3", "doubtful"},
      {"20?", "doubtful"},
      {"12345678901234567890", "outside"},
      {"weiß nicht", "skipped"},
      {"k.A.", "skipped"},
      {"-", "skipped"},
      {"alt", "none"},
  };
  SURVEY_SPEC_CHECK("integer:Wie alt sind Sie?", "de", rows);
}

static void
test_answer_units(void)
{
  static const SurveySpecRow units[] = {
      {"5 Stunden", "value 5"},           {"5h", "value 5"},
      {"30 Minuten", "doubtful"},         {"2 Jahre", "doubtful"},
      {"5 Stunden pro Woche", "value 5"},
  };
  SURVEY_SPEC_CHECK("integer:Wie viele Stunden pro Woche?", "de", units);
  static const SurveySpecRow decimals[] = {
      {"3,5", "value 3.5"},     {"3.5", "value 3.5"},    {"3,50", "value 3.5"},
      {"-0,5", "value -0.5"},   {"3", "value 3"},        {"1.000", "doubtful"},
      {"1.234,56", "doubtful"}, {"2,5 km", "value 2.5"}, {"500 m", "doubtful"},
  };
  SURVEY_SPEC_CHECK("decimal:Wie viele km fahren Sie?", "de", decimals);
  static const SurveySpecRow range[] = {
      {"7", "value 7"},        {"7/10", "value 7"}, {"7 von 10", "value 7"},
      {"11", "outside"},       {"7,5", "outside"},  {"-1", "outside"},
      {"7 von 8", "doubtful"},
  };
  SURVEY_SPEC_CHECK("range:0 10 1", "de", range);
}

static void
test_answer_stars(void)
{
  static const SurveySpecRow rows[] = {
      {"4", "value 4"},
      {"4 Sterne", "value 4"},
      {"⭐⭐⭐⭐", "value 4"},
      {"⭐️⭐️", "value 2"},
      {"****", "value 4"},
      {"★★★☆☆", "value 3"},
      {"4/5", "value 4"},
      {"4 von 5", "value 4"},
      {"4 von 5 Sternen", "value 4"},
      {"4 out of 5 stars", "value 4"},
      {"vier", "value 4"},
      {"6", "outside"},
      {"******", "outside"},
      {"sehr gut", "doubtful"},
      {"Note 2", "doubtful"},
      {"4/10", "doubtful"},
      {"4-5", "doubtful"},
      {"4,5", "outside"},
      {"4 bis 5", "doubtful"},
      {"mindestens 4", "doubtful"},
  };
  SURVEY_SPEC_CHECK("stars:", "de", rows);
}

static void
test_answer_texts(void)
{
  static const SurveySpecRow rows[] = {
      {"  zu laut\n", "value zu laut"},
      {"2", "value 2"},
      {" \n", "none"},
      {"weiter", "skipped"},
      {"weiter so!", "value weiter so!"},
  };
  SURVEY_SPEC_CHECK("text:Was noch?", "de", rows);
}

static void
test_answer_foreign_words(void)
{
  static const SurveySpecRow turkish[] = {
      {"iki", "value c2"}, {"ikinci", "value c2"}, {"HAYIR", "value c2"}};
  SURVEY_SPEC_CHECK("one:Evet|Hayır", "tr", turkish);
  static const SurveySpecRow ukrainian[] = {
      {"два", "value c2"}, {"друга", "value c2"}, {"ні", "value c2"}};
  SURVEY_SPEC_CHECK("one:Так|Ні", "uk", ukrainian);
  static const SurveySpecRow arabic[] = {
      {"اثنان", "value c2"}, {"الثانية", "value c2"}, {"لا", "value c2"}};
  SURVEY_SPEC_CHECK("one:نعم|لا", "ar", arabic);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/answer/one/pointer", test_answer_one_by_pointer);
  g_test_add_func("/answer/one/in-doubt", test_answer_one_in_doubt);
  g_test_add_func("/answer/one/words", test_answer_one_by_words);
  g_test_add_func("/answer/one/yes-and-no", test_answer_yes_and_no);
  g_test_add_func("/answer/one/options-with-numbers",
                  test_answer_options_with_numbers);
  g_test_add_func("/answer/several", test_answer_several);
  g_test_add_func("/answer/numbers", test_answer_numbers);
  g_test_add_func("/answer/units", test_answer_units);
  g_test_add_func("/answer/stars", test_answer_stars);
  g_test_add_func("/answer/texts", test_answer_texts);
  g_test_add_func("/answer/foreign", test_answer_foreign_words);
  return g_test_run();
}
