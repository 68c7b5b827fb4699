/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of several open questions for a place an SMS answers.
 */
#include "tests/support/talk.h"
#include "tests/support/town_places.h"
#include "tests/support/words.h"

#define LAMP "Die Straßenlaterne in der Bergstraße 3 ist aus."
#define HOLE "Schlagloch im Asphalt der Bergstraße 8"

static void
assert_places(TownFixture *town, const char *first, const char *second)
{
  town_assert_place_of(town, "2600001", first);
  town_assert_place_of(town, "2600002", second);
}

static void
test_place_one_question(void)
{
  static const struct {
    const char *answer, *place, *department;
  } rows[] = {
      {"2", "Bergstraße 3, Süd", "gruen"},
      {"B", "Bergstraße 3, Süd", "gruen"},
      {"zwei", "Bergstraße 3, Süd", "gruen"},
      {"nord", "Bergstraße 3, Nord", "stadtwerke"},
      {"Mühlenweg 5", "Mühlenweg 5", "gruen"},
      {"Die Laterne im Muehlenweg 5", "Mühlenweg 5", "gruen"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].answer);
    g_autoptr(TownFixture) town = town_with_places();
    town_text(town, TALK_PHONE, LAMP);
    assert_said(town, "confirmation", "Wo? Ziffer bitte: 1 = Nord; 2 = Süd;");
    town_text(town, TALK_PHONE, rows[i].answer);
    town_assert_place(town, rows[i].place, rows[i].department);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    assert_said(town, "place-confirmed", rows[i].place);
  }
}

/* The numbers of the second question go on behind those of the first. */
static void
test_place_two_questions(void)
{
  static const struct {
    const char *answer, *first, *second;
  } rows[] = {
      {"1", "Bergstraße 3, Nord", "Bergstraße 8"},
      {"4", "Bergstraße 3", "Bergstraße 8, Süd"},
      {"c", "Bergstraße 3", "Bergstraße 8, Nord"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].answer);
    g_autoptr(TownFixture) town = town_with_places();
    town_text(town, TALK_PHONE, LAMP);
    talk_wait(town, TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, HOLE);
    g_assert_cmpint(talk_tickets(town), ==, 2);
    assert_said(town, "confirmation", "Wo? Ziffer bitte: 3 = Nord; 4 = Süd;");
    town_text(town, TALK_PHONE, rows[i].answer);
    assert_places(town, rows[i].first, rows[i].second);
    g_assert_cmpint(talk_tickets(town), ==, 2);
  }
}

/* Words that may be about both: he says about which. */
static void
test_place_two_in_words(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_text(town, TALK_PHONE, LAMP);
  talk_wait(town, TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, HOLE);
  talk_wait(town, TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, "Mühlenweg 5");
  assert_places(town, "Bergstraße 3", "Bergstraße 8");
  g_assert_cmpint(talk_held(town), ==, 1);
  assert_said(town, "which-ticket", "2 = 26-00001-4");
  talk_wait(town, TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, "2");
  g_assert_cmpint(talk_held(town), ==, 0);
  assert_places(town, "Mühlenweg 5", "Bergstraße 8");
}

/* A number that is none of them, and what is another matter. */
static void
test_place_no_answer(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_text(town, TALK_PHONE, LAMP);
  town_text(town, TALK_PHONE, "7");
  assert_said(town, "no-choice", "von 1 bis 2");
  town_assert_place(town, "Bergstraße 3", "stadtwerke");
  town_text(town, TALK_PHONE, "Sperrmüll liegt im Mühlenweg 5");
  g_assert_cmpint(talk_tickets(town), ==, 2);
  assert_places(town, "Bergstraße 3", "Mühlenweg 5");
  town_text(town, TALK_PHONE, "2");
  assert_places(town, "Bergstraße 3, Süd", "Mühlenweg 5");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_set_nonfatal_assertions();
  g_test_add_func("/dialogue/place/one-question", test_place_one_question);
  g_test_add_func("/dialogue/place/two-questions", test_place_two_questions);
  g_test_add_func("/dialogue/place/two-in-words", test_place_two_in_words);
  g_test_add_func("/dialogue/place/no-answer", test_place_no_answer);
  return g_test_run();
}
