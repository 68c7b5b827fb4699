/* SPDX-License-Identifier: Apache-2.0
 *
 * Short answers as people type them.
 */
#include "parsers/keyword/keyword_answer.h"

#include <glib.h>

static void
test_keyword_answer_choice(void)
{
  static const struct {
    const char *text;
    int choice;
  } rows[] = {
      {"2", 2},
      {"2.", 2},
      {" 2) ", 2},
      {"Nr 2", 2},
      {"Nr. 2 bitte", 2},
      {"#2", 2},
      {"die zweite", 2},
      {"Die Zweite!", 2},
      {"zwei", 2},
      {"ich meine die erste", 1},
      {"the second one", 2},
      {"number one please", 1},
      {"zu 3", 3},
      {"null", 0},
      {"12", 12},
      {"", -1},
      {"bitte", -1},
      {"1 oder 2", -1},
      {"1 2", -1},
      {"417", -1},
      {"die erste ist kaputt", -1},
      {"Gartenstraße 2", -1},
      {"seit 2 Tagen", -1},
      {"es ist die Nr 2 bitte danke", -1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_choice(rows[i].text), ==, rows[i].choice);
  }
}

static void
test_keyword_answer_takes_over(void)
{
  static const struct {
    const char *text;
    bool takes;
  } rows[] = {
      {"OK", true},
      {"ok bin unterwegs", true},
      {"Bin unterwegs!", true},
      {"Ok, ich bin auf dem Weg.", true},
      {"ich übernehme", true},
      {"Übernommen", true},
      {"ja ich komme sofort", true},
      {"alles klar, fahre los", true},
      {"on my way", true},
      {"👍", true},
      {"ich bin weg", false},
      {"ok, aber ich bin im Urlaub", false},
      {"ok, wer kommt?", false},
      {"soll ich übernehmen?", false},
      {"ok?", false},
      {"ich komme nicht", false},
      {"kann nicht", false},
      {"danke", false},
      {"welche Adresse?", false},
      {"", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_takes_over(rows[i].text), ==, rows[i].takes);
  }
}

static void
test_keyword_answer_yes_no(void)
{
  static const struct {
    const char *text;
    KeywordKind kind;
  } rows[] = {
      {"ja", KEYWORD_YES},
      {"Ja bitte!", KEYWORD_YES},
      {"yes please", KEYWORD_YES},
      {"ja, gerne", KEYWORD_YES},
      {"Nein danke", KEYWORD_NO},
      {"no thanks", KEYWORD_NO},
      {"👍", KEYWORD_YES},
      {"👍🏽", KEYWORD_YES},
      {"Ja 👍", KEYWORD_YES},
      {"👎🏿", KEYWORD_NO},
      {"nein 🙂", KEYWORD_CONTENT},
      {"evet", KEYWORD_YES},
      {"Так!", KEYWORD_YES},
      {"HAYIR", KEYWORD_NO},
      {"İstemiyorum", KEYWORD_CONTENT},
      {"hayır", KEYWORD_NO},
      {"Ні, дякую", KEYWORD_NO},
      {"نعم", KEYWORD_YES},
      {"bitte", KEYWORD_CONTENT},
      {"ja nein", KEYWORD_CONTENT},
      {"Ja die Laterne", KEYWORD_CONTENT},
      {"", KEYWORD_CONTENT},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_yes_no(rows[i].text), ==, rows[i].kind);
  }
}

static void
test_keyword_answer_denies(void)
{
  static const struct {
    const char *text;
    bool denies;
  } rows[] = {
      {"nein", true},
      {"Nein stimmt nicht", true},
      {"Nein, noch aus", true},
      {"Stimmt nicht!", true},
      {"No it is still dark", true},
      {"no parking at the market", false},
      {"Not sober people here", false},
      {"Neinstedt liegt im Dunkeln", false},
      {"ja", false},
      {"", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_denies(rows[i].text), ==, rows[i].denies);
  }
}

static void
test_keyword_answer_about(void)
{
  static const struct {
    const char *text;
    unsigned serial;
  } rows[] = {
      {"zu 417: ist erledigt danke", 417},
      {"Zu Nr. 417, bitte eilt", 417},
      {"Meldung 417 ist erledigt", 417},
      {"zu 26 00417 6: ist erledigt", 417},
      {"zu 26 00417 5: ist erledigt", 0},
      {"417: ist erledigt", 0},
      {"Nr. 12 Gartenstraße, Loch", 0},
      {"zu viel Müll, ist eklig", 0},
      {"zu", 0},
      {"", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    Number number = {0};
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_about(rows[i].text, &number), ==,
                    rows[i].serial != 0);
    g_assert_cmpuint(number.serial, ==, rows[i].serial);
  }
}

/* Six digits and the words around them. */
static void
test_keyword_answer_code(void)
{
  static const struct {
    const char *text, *code;
  } rows[] = {
      {"482913", "482913"},
      {" 482 913. ", "482913"},
      {"Code: 482-913", "482913"},
      {"Der Code ist 482913!", "482913"},
      {"My code is 482913", "482913"},
      {"٤٨٢٩١٣", "482913"},
      {"48291", NULL},
      {"4829131", NULL},
      {"26000014", NULL},
      {"482913 Gartenstraße", NULL},
      {"Code", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *code = keyword_answer_code(rows[i].text);
    g_assert_cmpstr(code, ==, rows[i].code);
  }
}

static void
test_answer_stars(void)
{
  static const struct {
    const char *text;
    int stars;
    bool named;
  } rows[] = {
      {"4", 4, false},
      {"5!", 5, false},
      {" 3 ", 3, false},
      {"vier", 4, false},
      {"4 Sterne", 4, true},
      {"Ein Stern", 1, true},
      {"Ich gebe 5 Sterne", 5, true},
      {"****", 4, true},
      {"*****", 5, true},
      {"★★★", 3, true},
      {"⭐⭐⭐⭐⭐", 5, true},
      {"★★★☆☆", 3, true},
      {"4/5", 4, false},
      {"4 von 5 Sternen", 4, true},
      {"4 out of 5", 4, false},
      {"2 stars, thanks", 2, true},
      {"2 stars", 2, true},
      {"0", 0, false},
      {"6", 0, false},
      {"******", 0, false},
      {"10", 0, false},
      {"4 oder 5", 0, false},
      {"Gartenstr. 4", 0, false},
      {"Hotel mit 4 Sternen", 0, false},
      {"1 Lampe geht noch nicht", 0, false},
      {"Sterne", 0, true},
      {"JA", 0, false},
      {"", 0, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("'%s'", rows[i].text);
    bool named = false;
    int stars = keyword_answer_stars(rows[i].text, &named);
    g_assert_cmpint(stars, ==, rows[i].stars);
    if (stars > 0)
      g_assert_cmpint(named, ==, rows[i].named);
  }
}

static void
test_answer_same(void)
{
  static const struct {
    const char *text;
    KeywordKind said;
  } rows[] = {
      {"1", KEYWORD_YES},
      {" 1.", KEYWORD_YES},
      {"Ja", KEYWORD_YES},
      {"ja, derselbe Schaden", KEYWORD_YES},
      {"Das ist derselbe!", KEYWORD_YES},
      {"1\nEs ist schlimmer geworden.", KEYWORD_YES},
      {"yes please", KEYWORD_YES},
      {"2", KEYWORD_NO},
      {"Nein.", KEYWORD_NO},
      {"nicht derselbe", KEYWORD_NO},
      {"Nein, ein anderer.", KEYWORD_NO},
      {"3", KEYWORD_CONTENT},
      {"0", KEYWORD_CONTENT},
      {"", KEYWORD_CONTENT},
      {"1 oder 2", KEYWORD_CONTENT},
      {"Ja aber es sind zwei Laternen", KEYWORD_CONTENT},
      {"Da ist noch ein Loch", KEYWORD_CONTENT},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(keyword_answer_same(rows[i].text), ==, rows[i].said);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/keyword-answer/code", test_keyword_answer_code);
  g_test_add_func("/parsers/keyword-answer/choice", test_keyword_answer_choice);
  g_test_add_func("/parsers/keyword-answer/takes-over",
                  test_keyword_answer_takes_over);
  g_test_add_func("/parsers/keyword-answer/yes-no", test_keyword_answer_yes_no);
  g_test_add_func("/parsers/keyword-answer/denies", test_keyword_answer_denies);
  g_test_add_func("/parsers/keyword-answer/about", test_keyword_answer_about);
  g_test_add_func("/parsers/keyword-answer/stars", test_answer_stars);
  g_test_add_func("/keyword/answer/same", test_answer_same);
  return g_test_run();
}
