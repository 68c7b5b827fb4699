/* SPDX-License-Identifier: Apache-2.0
 *
 * The dialogue of a survey: what is asked after what, in any order, back and
 * once more; and the numbers that people see.
 */
#include "parsers/survey/survey_dialogue.h"

#include "parsers/survey/expression.h"

static void
put(GHashTable *texts, const char *text)
{
  g_hash_table_insert(texts, g_strdup("de"), g_strdup(text));
}

static Expression *
condition(const char *text)
{
  g_autoptr(GError) error = NULL;
  int column;
  Expression *read = expression_parse(text, &column, &error);
  g_assert_no_error(error);
  return read;
}

/* 1 comes (yes or no, needed) · a note · 2 visits, if he comes, 1 to 31 ·
 * group, if he comes: 3 likes · 4 wish */
static Questionnaire *
park(void)
{
  Questionnaire *some = questionnaire_new();
  g_ptr_array_add(some->languages, g_strdup("de"));
  SurveyList *list = questionnaire_add_list(some, "yes_no");
  put(survey_list_add(list, "yes")->labels, "Ja");
  put(survey_list_add(list, "no")->labels, "Nein");
  SurveyList *things = questionnaire_add_list(some, "things");
  put(survey_list_add(things, "trees")->labels, "Bäume");
  put(survey_list_add(things, "lake")->labels, "See");
  put(survey_list_add(things, "paths")->labels, "Wege");
  SurveyGroup *more = questionnaire_add_group(some, "more");
  more->relevant = condition("${comes} = 'yes'");
  SurveyQuestion *comes =
      questionnaire_add_question(some, SURVEY_SELECT_ONE, "comes");
  comes->list = list;
  comes->required = true;
  (void)questionnaire_add_question(some, SURVEY_NOTE, "thanks");
  SurveyQuestion *visits =
      questionnaire_add_question(some, SURVEY_INTEGER, "visits");
  visits->relevant = condition("${comes} = 'yes'");
  visits->constraint = condition(". >= 1 and . <= 31");
  SurveyQuestion *likes =
      questionnaire_add_question(some, SURVEY_SELECT_MULTIPLE, "likes");
  likes->list = things;
  likes->group = 0;
  (void)questionnaire_add_question(some, SURVEY_TEXT, "wish");
  return some;
}

/* A person before his telephone. */
typedef struct Phone {
  Questionnaire *questionnaire;
  SurveyResponse *response;
  SurveyDialogue dialogue;
} Phone;

static void
take_phone(Phone *phone)
{
  phone->questionnaire = park();
  phone->response = survey_response_new(phone->questionnaire);
  phone->dialogue = (SurveyDialogue){.response = phone->response};
  survey_dialogue_begin(&phone->dialogue);
}

static void
lay_down(Phone *phone)
{
  survey_response_free(phone->response);
  questionnaire_free(phone->questionnaire);
}

static SurveyHeard
say(Phone *phone, const char *text)
{
  AnswerContext context = {.questionnaire = phone->questionnaire,
                           .language = "de",
                           .today = "2026-05-21"};
  return survey_dialogue_hear(&context, &phone->dialogue, text);
}

static const char *
asked(const Phone *phone)
{
  if (phone->dialogue.asked < 0)
    return "nothing";
  const SurveyQuestion *question =
      phone->questionnaire->questions->pdata[phone->dialogue.asked];
  return question->name;
}

static const char *
answer_to(const Phone *phone, const char *name)
{
  for (guint i = 0; i < phone->questionnaire->questions->len; i++) {
    const SurveyQuestion *one = phone->questionnaire->questions->pdata[i];
    if (g_str_equal(one->name, name))
      return survey_response_value(phone->response, i);
  }
  g_assert_not_reached();
}

/* What is said, what comes of it, and what is asked then. */
typedef struct Line {
  const char *text;
  SurveyTurn turn;
  const char *asked;
} Line;

static void
play(Phone *phone, const Line *lines, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    SurveyHeard heard = say(phone, lines[i].text);
    if (heard.turn != lines[i].turn)
      g_test_fail_printf("'%s': turn %d", lines[i].text, heard.turn);
    if (!g_str_equal(asked(phone), lines[i].asked))
      g_test_fail_printf("'%s': asks for %s", lines[i].text, asked(phone));
  }
}

static void
test_dialogue_asks_one_after_the_other(void)
{
  static const Line lines[] = {
      {"1", SURVEY_TURN_TAKEN, "visits"},
      {"ca. 5", SURVEY_TURN_TAKEN, "likes"},
      {"1 und 3", SURVEY_TURN_TAKEN, "wish"},
      {"Mehr Bänke", SURVEY_TURN_TAKEN, "nothing"},
      {"Danke!", SURVEY_TURN_NOTHING, "nothing"},
  };
  Phone phone;
  take_phone(&phone);
  g_assert_cmpstr(asked(&phone), ==, "comes");
  play(&phone, lines, G_N_ELEMENTS(lines));
  g_assert_true(survey_response_is_complete(phone.response));
  g_assert_cmpstr(answer_to(&phone, "comes"), ==, "yes");
  g_assert_cmpstr(answer_to(&phone, "visits"), ==, "5");
  g_assert_cmpstr(answer_to(&phone, "likes"), ==, "trees paths");
  g_assert_cmpstr(answer_to(&phone, "wish"), ==, "Mehr Bänke");
  lay_down(&phone);
}

/* Who does not come is not asked how often. */
static void
test_dialogue_passes_what_does_not_concern(void)
{
  static const Line lines[] = {
      {"Nein", SURVEY_TURN_TAKEN, "wish"},
      {"weiter", SURVEY_TURN_TAKEN, "nothing"},
      /* He was wrong: now there is more to ask. */
      {"1a", SURVEY_TURN_TAKEN, "visits"},
      {"2: 9", SURVEY_TURN_TAKEN, "likes"},
      /* And wrong again: what he said meanwhile counts no more. */
      {"1b", SURVEY_TURN_TAKEN, "nothing"},
  };
  Phone phone;
  take_phone(&phone);
  play(&phone, lines, G_N_ELEMENTS(lines));
  g_autofree bool *relevant = survey_response_relevance(phone.response);
  g_assert_false(relevant[2]);
  g_assert_cmpint(survey_response_state(phone.response, 4), ==,
                  ANSWER_STATE_PASSED);
  lay_down(&phone);
}

/* Once the options again, then the next question. */
static void
test_dialogue_repeats_once(void)
{
  static const Line lines[] = {
      {"vielleicht", SURVEY_TURN_AGAIN, "comes"},
      {"1", SURVEY_TURN_TAKEN, "visits"},
      {"dauernd", SURVEY_TURN_AGAIN, "visits"},
      {"halt oft", SURVEY_TURN_LEFT, "likes"},
      {"7", SURVEY_TURN_AGAIN, "likes"},
      {"2", SURVEY_TURN_TAKEN, "wish"},
      /* What was left can be said by number. */
      {"2: 12", SURVEY_TURN_TAKEN, "wish"},
      {"2: 99", SURVEY_TURN_AGAIN, "visits"},
      {"30", SURVEY_TURN_TAKEN, "wish"},
  };
  Phone phone;
  take_phone(&phone);
  play(&phone, lines, G_N_ELEMENTS(lines));
  g_assert_cmpstr(answer_to(&phone, "visits"), ==, "30");
  lay_down(&phone);
}

/* Nobody is held fast: who will not say twice is asked the next. */
static void
test_dialogue_asks_again_for_what_is_needed(void)
{
  Phone phone;
  take_phone(&phone);
  SurveyHeard heard = say(&phone, "weiter");
  g_assert_cmpint(heard.turn, ==, SURVEY_TURN_AGAIN);
  g_assert_cmpint(heard.kind, ==, ANSWER_SKIPPED);
  g_assert_cmpint(survey_response_state(phone.response, 0), ==,
                  ANSWER_STATE_OPEN);
  heard = say(&phone, "weiter");
  g_assert_cmpint(heard.turn, ==, SURVEY_TURN_LEFT);
  g_assert_cmpint(survey_response_state(phone.response, 0), ==,
                  ANSWER_STATE_PASSED);
  g_assert_cmpstr(asked(&phone), ==, "wish");
  lay_down(&phone);
}

static void
test_dialogue_takes_any_order(void)
{
  Phone phone;
  take_phone(&phone);
  SurveyHeard heard = say(&phone, "4: Mehr Licht.\n1a");
  g_assert_cmpuint(heard.taken, ==, 2);
  g_assert_cmpstr(asked(&phone), ==, "visits");
  g_assert_cmpstr(answer_to(&phone, "wish"), ==, "Mehr Licht.");
  lay_down(&phone);
}

/* With the words of an option, too, where they cannot mean what is asked; but
 * who says two things at once is asked. */
static void
test_dialogue_asks_who_says_two_things(void)
{
  static const Line lines[] = {
      {"1: Ja", SURVEY_TURN_TAKEN, "visits"}, /* option 1, or question 1 */
      {"1: Nein", SURVEY_TURN_TAKEN, "wish"},
      {"1: Ja 1: Nein", SURVEY_TURN_AGAIN, "comes"},
      {"Ja", SURVEY_TURN_TAKEN, "visits"},
      /* How often does not matter to who does not come. */
      {"2: dauernd, 1: Nein", SURVEY_TURN_TAKEN, "wish"},
      {"Bänke", SURVEY_TURN_TAKEN, "nothing"},
      {"1: Ja", SURVEY_TURN_TAKEN, "visits"},
  };
  Phone phone;
  take_phone(&phone);
  play(&phone, lines, G_N_ELEMENTS(lines));
  lay_down(&phone);
}

static void
test_dialogue_goes_back(void)
{
  Phone phone;
  take_phone(&phone);
  g_assert_false(survey_dialogue_back(&phone.dialogue));
  (void)say(&phone, "ja");
  (void)say(&phone, "3");
  g_assert_true(survey_dialogue_back(&phone.dialogue));
  g_assert_cmpstr(asked(&phone), ==, "visits");
  (void)say(&phone, "4");
  g_assert_cmpstr(answer_to(&phone, "visits"), ==, "4");
  g_assert_cmpstr(asked(&phone), ==, "likes");
  (void)say(&phone, "1");
  (void)say(&phone, "nichts weiter");
  g_assert_cmpstr(asked(&phone), ==, "nothing");
  g_assert_true(survey_dialogue_back(&phone.dialogue));
  g_assert_cmpstr(asked(&phone), ==, "wish");
  lay_down(&phone);
}

static void
test_dialogue_numbers_what_is_no_note(void)
{
  g_autoptr(Questionnaire) some = park();
  static const unsigned numbers[] = {1, 0, 2, 3, 4};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_assert_cmpuint(survey_number(some, i), ==, numbers[i]);
    if (numbers[i] > 0)
      g_assert_cmpint(survey_place(some, numbers[i]), ==, i);
  }
  g_assert_cmpint(survey_place(some, 0), ==, -1);
  g_assert_cmpint(survey_place(some, 5), ==, -1);
  g_assert_cmpuint(survey_number_last(some), ==, 4);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey-dialogue/one-after-the-other",
                  test_dialogue_asks_one_after_the_other);
  g_test_add_func("/survey-dialogue/what-concerns",
                  test_dialogue_passes_what_does_not_concern);
  g_test_add_func("/survey-dialogue/repeats-once", test_dialogue_repeats_once);
  g_test_add_func("/survey-dialogue/needed",
                  test_dialogue_asks_again_for_what_is_needed);
  g_test_add_func("/survey-dialogue/any-order", test_dialogue_takes_any_order);
  g_test_add_func("/survey-dialogue/two-things",
                  test_dialogue_asks_who_says_two_things);
  g_test_add_func("/survey-dialogue/back", test_dialogue_goes_back);
  g_test_add_func("/survey-dialogue/numbers",
                  test_dialogue_numbers_what_is_no_note);
  return g_test_run();
}
