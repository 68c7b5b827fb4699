/* SPDX-License-Identifier: Apache-2.0
 *
 * In which of the town's languages a citizen is answered: that of the letter,
 * where it tells one; else that of his earlier ones; else the town's first.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/service.h"
#include "tests/support/town_post.h"

#define GERMAN                                                                   \
  "Guten Tag, in der Gartenstraße 12 ist die Straßenlaterne seit einer Woche " \
  "kaputt, und abends sieht man dort nichts mehr."
#define ENGLISH                                                                \
  "Good morning, the street lamp in front of my house has been broken for a "  \
  "week now, and nobody can see the steps at night."

static void
test_report_language_rows(void)
{
  static const struct {
    const char *first, *second; /* NULL: only one letter */
    bool english;               /* the answer to the last one */
  } rows[] = {
      {GERMAN, NULL, false},         {ENGLISH, NULL, true},
      {"Laterne 12", NULL, false},   {ENGLISH, "Laterne 12", true},
      {GERMAN, "Laterne 12", false}, {ENGLISH, GERMAN, false},
      {GERMAN, ENGLISH, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.subject = "12", .text = rows[i].first});
    if (rows[i].second != NULL)
      town_say(town, &(TownMail){.subject = "12", .text = rows[i].second});
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    g_assert_nonnull(answer);
    if (answer == NULL)
      continue;
    const char *text = answer->mail->full_text;
    g_assert_true((strstr(text, "Your message") != NULL) == rows[i].english);
    g_assert_true((strstr(text, "Ihre Nachricht") != NULL) == !rows[i].english);
  }
}

/* Easy German is not told by words: who reads it stays with it. */
static void
test_report_language_variety(void)
{
  static const struct {
    const char *told, *known, *answered;
  } rows[] = {
      {"de", "de-simple", "de-simple"},
      {"de", "de", "de"},
      {"de", NULL, "de"},
      {NULL, "de-simple", "de-simple"},
      {"en", "de-simple", "en"},
      {"de", "de-du", "de"},
      {"fr", "de-simple", "de-simple"},
      {"fr", NULL, "de"},
      {"de", "den", "de"},
  };
  g_autoptr(GPtrArray) languages = g_ptr_array_new();
  g_ptr_array_add(languages, (char *)"de");
  g_ptr_array_add(languages, (char *)"de-simple");
  g_ptr_array_add(languages, (char *)"en");
  Town town = {.languages = languages};
  Config config = {.town = &town};
  Desk desk = {.config = &config};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) mail = message_new();
    mail->language = g_strdup(rows[i].told);
    Incoming incoming = {.mail = mail};
    g_assert_cmpstr(incoming_language(&desk, &incoming, rows[i].known), ==,
                    rows[i].answered);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/language", test_report_language_rows);
  g_test_add_func("/services/report/language-variety",
                  test_report_language_variety);
  return g_test_run();
}
