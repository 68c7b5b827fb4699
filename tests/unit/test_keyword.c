/* SPDX-License-Identifier: Apache-2.0
 *
 * Keywords of SMS: found at the start, STOP family before all others.
 */
#include "parsers/keyword/keyword.h"

static const struct {
  const char *text;
  KeywordKind kind;
  const char *argument, *rest;
} rows[] = {
    {" „Stopp!“ ", KEYWORD_STOP, NULL, NULL},
    {"stop  alle.", KEYWORD_STOP, NULL, NULL},
    {"STOPP 26-00417-6", KEYWORD_STOP, "26-00417-6", NULL},
    {"STOPP,", KEYWORD_STOP, NULL, NULL},
    {"(stopp)", KEYWORD_STOP, NULL, NULL},
    {"*STOPP*", KEYWORD_STOP, NULL, NULL},
    {"- Stopp -", KEYWORD_STOP, NULL, NULL},
    {"stop…", KEYWORD_STOP, NULL, NULL},
    {"Stopp‼️", KEYWORD_STOP, NULL, NULL},
    {"ｓｔｏｐ", KEYWORD_STOP, NULL, NULL},
    {"st\u00adopp", KEYWORD_STOP, NULL, NULL},
    {"Stopp: der Bau", KEYWORD_CONTENT, NULL, NULL},
    {"Stopp, der Bau", KEYWORD_CONTENT, NULL, NULL},
    {"Status:", KEYWORD_STATUS, NULL, NULL},
    {"СТОП", KEYWORD_STOP, NULL, NULL},
    {"Стоп!", KEYWORD_STOP, NULL, NULL},
    {"стоп 26-00417-6", KEYWORD_STOP, "26-00417-6", NULL},
    {"Стоп будівництву", KEYWORD_CONTENT, NULL, NULL},
    {"İPTAL", KEYWORD_STOP, NULL, NULL},
    {"Dur!", KEYWORD_STOP, NULL, NULL},
    {"Durchgang versperrt", KEYWORD_CONTENT, NULL, NULL},
    {"ARRÊT", KEYWORD_STOP, NULL, NULL},
    {"إيقاف", KEYWORD_STOP, NULL, NULL},
    {"Yardım", KEYWORD_HELP, NULL, NULL},
    {"Допомога", KEYWORD_HELP, NULL, NULL},
    {"помощь!", KEYWORD_HELP, NULL, NULL},
    {"Evet", KEYWORD_YES, "ja", NULL},
    {"HAYIR", KEYWORD_NO, "nein", NULL},
    {"так", KEYWORD_YES, "ja", NULL},
    {"Ні", KEYWORD_NO, "nein", NULL},
    {"لا", KEYWORD_NO, "nein", NULL},
    {"1️⃣", KEYWORD_CHOICE, "1", NULL},
    {"？", KEYWORD_HELP, NULL, NULL},
    {"?!", KEYWORD_CONTENT, NULL, NULL},
    {"(", KEYWORD_CONTENT, NULL, NULL},
    {"-", KEYWORD_CONTENT, NULL, NULL},
    {"Hilfe 🔥", KEYWORD_CONTENT, NULL, NULL},
    {"Stopp Radweg", KEYWORD_STOP, "radweg", NULL},
    {"Stopp Radwege", KEYWORD_CONTENT, NULL, NULL},
    {"Stop den Lärm", KEYWORD_CONTENT, NULL, NULL},
    {"stoppschild", KEYWORD_CONTENT, NULL, NULL},
    {"Ende gut, alles gut", KEYWORD_CONTENT, NULL, NULL},
    {"?", KEYWORD_HELP, NULL, NULL},
    {" ??? ", KEYWORD_HELP, NULL, NULL},
    {"Status 26-00417-6", KEYWORD_STATUS, "26-00417-6", NULL},
    {"status26004176", KEYWORD_STATUS, "26004176", NULL},
    {"STATUS: 417", KEYWORD_STATUS, "417", NULL},
    {"Status bitte", KEYWORD_STATUS, NULL, NULL},
    {"Bitte Status 26-00417-6", KEYWORD_STATUS, "26-00417-6", NULL},
    {"Status 26-00417-6 bitte!", KEYWORD_STATUS, "26-00417-6", NULL},
    {"status please", KEYWORD_STATUS, NULL, NULL},
    {"Wie ist der Stand?", KEYWORD_STATUS, NULL, NULL},
    {"Stopp bitte", KEYWORD_CONTENT, NULL, NULL},
    {"Hilfe bitte", KEYWORD_CONTENT, NULL, NULL},
    {"Bitte", KEYWORD_CONTENT, NULL, NULL},
    {"Status 26-00417-5", KEYWORD_STATUS, "26-00417-5", NULL},
    {"Status", KEYWORD_STATUS, NULL, NULL},
    {"Status der Baustelle?", KEYWORD_CONTENT, NULL, NULL},
    {"JA!", KEYWORD_YES, "ja", NULL},
    {"no", KEYWORD_NO, "nein", NULL},
    {"ja, aber spät", KEYWORD_CONTENT, NULL, NULL},
    {"OK", KEYWORD_OK, NULL, NULL},
    {"b", KEYWORD_CHOICE, "b", NULL},
    {"12.", KEYWORD_CHOICE, "12", NULL},
    {"26-00417-6", KEYWORD_CONTENT, NULL, NULL},
    {"Radweg Zu schmal an der Brücke!", KEYWORD_TOPIC, "radweg",
     "Zu schmal an der Brücke!"},
    {"RADWEG", KEYWORD_TOPIC, "radweg", ""},
    {"Neue Mitte: mehr Bäume", KEYWORD_TOPIC, "neue mitte", "mehr Bäume"},
    {"SPRACHE TR", KEYWORD_LANGUAGE, "tr", NULL},
    {"Sprache", KEYWORD_LANGUAGE, NULL, NULL},
    {"Language: EN", KEYWORD_LANGUAGE, "en", NULL},
    {"Sprache der Schilder falsch", KEYWORD_CONTENT, NULL, NULL},
    {"ZURÜCK", KEYWORD_UNDO, NULL, NULL},
    {"zurueck.", KEYWORD_UNDO, NULL, NULL},
    {"Rückgängig", KEYWORD_UNDO, NULL, NULL},
    {"undo", KEYWORD_UNDO, NULL, NULL},
    {"Zurück zur Kreuzung", KEYWORD_CONTENT, NULL, NULL},
    {"112", KEYWORD_HELP, NULL, NULL},
    {"DELETE", KEYWORD_ERASE, NULL, NULL},
    {"LÖSCHEN", KEYWORD_ERASE, NULL, NULL},
    {"lo\u0308schen", KEYWORD_ERASE, NULL, NULL},
    {"Auskunft", KEYWORD_ACCESS, NULL, NULL},
    {"Neue Nummer 0152 28817386", KEYWORD_NEW_NUMBER, "0152 28817386", NULL},
    {"", KEYWORD_CONTENT, NULL, NULL},
    {"\u200b \u00a0", KEYWORD_CONTENT, NULL, NULL},
    {"...", KEYWORD_CONTENT, NULL, NULL},
};

static void
test_keyword_classify(void)
{
  static const char *const topics[] = {"RADWEG", "Neue Mitte", "", NULL};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Keyword) got = keyword_classify(rows[i].text, topics);
    g_test_message("[%s]", rows[i].text);
    g_assert_cmpstr(keyword_kind_to_string(got->kind), ==,
                    keyword_kind_to_string(rows[i].kind));
    g_assert_cmpstr(got->argument, ==, rows[i].argument);
    g_assert_cmpstr(got->rest, ==, rows[i].rest);
  }
}

static void
test_keyword_cry_for_help(void)
{
  static const struct {
    const char *text;
    bool is;
  } cries[] = {
      {"Hilfe, es brennt", true},
      {"HILFE! Gas", true},
      {"help me please", true},
      {"SOS Boot kentert", true},
      {"Notfall: Kind", true},
      {"HILFE", false},
      {"Hilfe!", false},
      {"Hilfeleistung beantragen", false},
      {"Info, bitte", false},
      {"Bitte Hilfe", false},
      {"helpdesk antwortet nicht", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cries); i++)
    g_assert_cmpint(keyword_cries_for_help(cries[i].text), ==, cries[i].is);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/keyword/cry-for-help", test_keyword_cry_for_help);
  g_test_add_func("/parsers/keyword/classify", test_keyword_classify);
  return g_test_run();
}
