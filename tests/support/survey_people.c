/* SPDX-License-Identifier: Apache-2.0
 *
 * A profile is drawn for each one, then said question by question.
 */
#include "tests/support/survey_people.h"

#include <string.h>

#include "parsers/survey/survey_dialogue.h"
#include "parsers/survey/xlsform/xlsform.h"
#include "tests/support/golden.h"

#define FORM "tests/fixtures/survey/waldpark.yaml"
#define TODAY "2026-05-21"

enum {
  GRAVEL, /* choices of surface, in their order */
  TAR,
  SPORT = 1, /* choices of why, as bits */
  DOG = 2,
  TIMES_MANY = 20, /* above, nobody is asked for ideas */
  TEXT_MAX = 40,
};

/* What is counted of each question. */
typedef enum Asked {
  ASKED_SURFACE,
  ASKED_WHY,
  ASKED_TIMES,
  ASKED_KM,
  ASKED_STARS,
  ASKED_GRADE,
  ASKED_LAST,
  ASKED_IDEA,
  ASKED_COUNT
} Asked;

static const char *const names[] = {
    [ASKED_SURFACE] = "surface", [ASKED_WHY] = "why",
    [ASKED_TIMES] = "times",     [ASKED_KM] = "km",
    [ASKED_STARS] = "stars",     [ASKED_GRADE] = "grade",
    [ASKED_LAST] = "last",       [ASKED_IDEA] = "idea",
};

enum { CATEGORIES_MAX = 5 };

struct SurveyPeople {
  GRand *chance;
  Questionnaire *form;
  SurveyFigures *figures;
  unsigned count;
  uint64_t base[ASKED_COUNT], categories[ASKED_COUNT][CATEGORIES_MAX];
};

/* One of them. */
typedef struct Person {
  GRand *chance;
  int surface, why, times, km, stars, grade, day;
  bool said[ASKED_COUNT];
} Person;

SurveyPeople *
survey_people_new(uint32_t seed)
{
  SurveyPeople *people = g_new0(SurveyPeople, 1);
  people->chance = g_rand_new_with_seed(seed);
  g_autoptr(GBytes) bytes = golden_read(FORM);
  g_autoptr(Problems) problems = problems_new();
  people->form = xlsform_read(bytes, FORM, problems);
  g_assert_nonnull(people->form);
  people->figures = survey_figures_new(people->form);
  return people;
}

void
survey_people_free(SurveyPeople *people)
{
  if (people == NULL)
    return;
  survey_figures_free(people->figures);
  questionnaire_free(people->form);
  g_rand_free(people->chance);
  g_free(people);
}

/* --- what they say -------------------------------------------------------- */

static bool
happens(Person *person, int percent)
{
  return g_rand_int_range(person->chance, 0, 100) < percent;
}

static Person
draw(SurveyPeople *people)
{
  GRand *chance = people->chance;
  return (Person){.chance = chance,
                  .surface = g_rand_int_range(chance, 0, 10) < 6 ? GRAVEL : TAR,
                  .why = g_rand_int_range(chance, SPORT, DOG + SPORT + 1),
                  .times = g_rand_int_range(chance, 1, 32),
                  .km = g_rand_int_range(chance, 1, 200),
                  .stars = g_rand_int_range(chance, 1, 6),
                  .grade = g_rand_int_range(chance, 0, 5),
                  .day = g_rand_int_range(chance, 1, 21)};
}

static const char *
one_of(Person *person, const char *const ways[], int count)
{
  return ways[g_rand_int_range(person->chance, 0, count)];
}

static void
say_choice(Person *person, char *out)
{
  static const char *const ways[][6] = {
      [GRAVEL] = {"1", "a)", "Kies", "die erste", "eins", "Nr. 1"},
      [TAR] = {"2", "B", "asphalt", "Asfalt", "zwei", "2."},
  };
  const char *const *mine = ways[person->surface];
  g_strlcpy(out, one_of(person, mine, G_N_ELEMENTS(ways[0])), TEXT_MAX);
}

static void
say_choices(Person *person, char *out)
{
  static const char *const ways[][4] = {
      [SPORT] = {"1", "Sport", "a", "eins"},
      [DOG] = {"2", "Hund", "b)", "2."},
      [SPORT | DOG] = {"1,2", "1 und 2", "Hund und Sport", "1 2"},
  };
  g_strlcpy(out, one_of(person, ways[person->why], G_N_ELEMENTS(ways[0])),
            TEXT_MAX);
}

static void
say_times(Person *person, char *out)
{
  static const char *const ways[] = {"%d", "ca. %d", "%d mal", "etwa %d"};
  const char *way = one_of(person, ways, G_N_ELEMENTS(ways));
  g_autoptr(GString) text = g_string_new(way);
  g_autofree char *number = g_strdup_printf("%d", person->times);
  g_string_replace(text, "%d", number, 0);
  g_strlcpy(out, text->str, TEXT_MAX);
}

/* With a comma or a point and one decimal, so that no thousand is meant. */
static void
say_tenths(Person *person, int tenths, const char *unit, char *out)
{
  char sign = happens(person, 50) ? ',' : '.';
  g_snprintf(out, TEXT_MAX, "%d%c%d%s", tenths / 10, sign, tenths % 10, unit);
}

static void
say_stars(Person *person, char *out)
{
  g_snprintf(out, TEXT_MAX, "%d%s", person->stars,
             happens(person, 30) ? " Sterne" : "");
}

static void
say_day(Person *person, char *out)
{
  if (happens(person, 50))
    g_snprintf(out, TEXT_MAX, "%d.5.", person->day);
  else
    g_snprintf(out, TEXT_MAX, "2026-05-%02d", person->day);
}

static void
say(Person *person, Asked asked, char *out)
{
  switch (asked) {
  case ASKED_SURFACE:
    say_choice(person, out);
    break;
  case ASKED_WHY:
    say_choices(person, out);
    break;
  case ASKED_TIMES:
    say_times(person, out);
    break;
  case ASKED_KM:
    say_tenths(person, person->km, happens(person, 30) ? " km" : "", out);
    break;
  case ASKED_STARS:
    say_stars(person, out);
    break;
  case ASKED_GRADE:
    say_tenths(person, person->grade * 5, "", out);
    break;
  case ASKED_LAST:
    say_day(person, out);
    break;
  default: /* ASKED_IDEA */
    g_strlcpy(out, happens(person, 50) ? "Mehr Bänke" : "Licht am Weg",
              TEXT_MAX);
  }
}

/* --- how they talk -------------------------------------------------------- */

typedef struct Call {
  SurveyPeople *people;
  Person *person;
  SurveyDialogue dialogue;
} Call;

static Asked
asked_now(const Call *call)
{
  const SurveyQuestion *question =
      call->people->form->questions->pdata[call->dialogue.asked];
  for (Asked i = 0; i < ASKED_COUNT; i++)
    if (strcmp(names[i], question->name) == 0)
      return i;
  g_assert_not_reached();
}

static void
send_text(Call *call, const char *text, SurveyTurn wanted)
{
  AnswerContext context = {
      .questionnaire = call->people->form, .language = "de", .today = TODAY};
  SurveyHeard heard = survey_dialogue_hear(&context, &call->dialogue, text);
  if (heard.turn != wanted)
    g_error("'%s': turn %d, not %d", text, heard.turn, wanted);
}

/* The question that waits: some do not know, some misunderstand at first. */
static void
answer_one(Call *call)
{
  Asked asked = asked_now(call);
  char text[TEXT_MAX];
  if (asked != ASKED_SURFACE && happens(call->person, 5)) {
    send_text(call, "weiter", SURVEY_TURN_TAKEN);
    return;
  }
  if (asked != ASKED_IDEA && happens(call->person, 10))
    send_text(call, "wie bitte?", SURVEY_TURN_AGAIN);
  say(call->person, asked, text);
  send_text(call, text, SURVEY_TURN_TAKEN);
  call->person->said[asked] = true;
}

/* True: he is through; some have enough before. */
static bool
answer_all(Call *call)
{
  while (call->dialogue.asked >= 0) {
    if (happens(call->person, 2))
      return false;
    answer_one(call);
  }
  return true;
}

/* He thinks again about the surface. */
static void
correct(Call *call)
{
  Person *person = call->person;
  person->surface = person->surface == GRAVEL ? TAR : GRAVEL;
  send_text(call, person->surface == GRAVEL ? "Frage 1: Kies" : "1b",
            SURVEY_TURN_TAKEN);
}

/* --- their own count ------------------------------------------------------ */

static void
count_one(SurveyPeople *people, Asked asked, int category)
{
  people->base[asked]++;
  if (category >= 0)
    people->categories[asked][category]++;
}

static bool
is_asked_for_ideas(const Person *person)
{
  bool often = person->said[ASKED_WHY] && (person->why & SPORT) != 0 &&
               person->said[ASKED_TIMES] && person->times > TIMES_MANY;
  return person->surface != TAR && !often;
}

static void
count_person(SurveyPeople *people, const Person *person)
{
  const bool *said = person->said;
  if (said[ASKED_SURFACE])
    count_one(people, ASKED_SURFACE, person->surface);
  if (said[ASKED_WHY]) {
    people->base[ASKED_WHY]++;
    people->categories[ASKED_WHY][0] += (person->why & SPORT) != 0;
    people->categories[ASKED_WHY][1] += (person->why & DOG) != 0;
  }
  if (said[ASKED_STARS])
    count_one(people, ASKED_STARS, person->stars - 1);
  if (said[ASKED_GRADE])
    count_one(people, ASKED_GRADE, person->grade);
  people->base[ASKED_TIMES] += said[ASKED_TIMES];
  people->base[ASKED_KM] += said[ASKED_KM];
  people->base[ASKED_LAST] += said[ASKED_LAST];
  people->base[ASKED_IDEA] += said[ASKED_IDEA] && is_asked_for_ideas(person);
}

/* --- taking part ---------------------------------------------------------- */

static void
take_part(SurveyPeople *people)
{
  Person person = draw(people);
  g_autoptr(SurveyResponse) response = survey_response_new(people->form);
  Call call = {people, &person, {.response = response}};
  survey_dialogue_begin(&call.dialogue);
  bool through = answer_all(&call);
  if (through && happens(&person, 10)) {
    correct(&call);
    (void)answer_all(&call);
  }
  g_autofree bool *relevance = survey_response_relevance(response);
  SurveyCase one = {
      response, relevance, "de", "sms", survey_response_is_complete(response),
      1};
  survey_figures_add(people->figures, &one);
  count_person(people, &person);
  people->count++;
}

void
survey_people_take_part(SurveyPeople *people, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    take_part(people);
}

void
survey_people_check(const SurveyPeople *people)
{
  g_autoptr(SurveyResult) result = survey_figures_result(people->figures);
  g_assert_cmpuint(result->responses, ==, people->count);
  g_assert_cmpuint(result->figures->len, ==, ASKED_COUNT);
  for (guint i = 0; i < result->figures->len; i++) {
    const SurveyFigure *figure = result->figures->pdata[i];
    g_assert_cmpstr(figure->question->name, ==, names[i]);
    g_assert_cmpuint(figure->base, ==, people->base[i]);
    for (guint c = 0;
         figure->line != NULL && c < figure->line->variable->categories->len;
         c++) {
      g_assert_false(figure->line->cells[c].hidden);
      g_assert_cmpuint(figure->line->cells[c].count, ==,
                       people->categories[i][c]);
    }
  }
}
