/* SPDX-License-Identifier: Apache-2.0
 *
 * What is published of a survey gives no small cell away: all that agrees with
 * it is tried.
 */
#include <string.h>

#include "parsers/survey/small_cells.h"
#include "tests/support/park_survey.h"

enum { ROUNDS = 1000, CELLS = 6, PEOPLE_MAX = 14 };

/* yes, no and nothing, by de and tr. */
typedef struct Guess {
  uint64_t cells[CELLS];
} Guess;

enum { YES_DE, YES_TR, NO_DE, NO_TR, NONE_DE, NONE_TR };

/* All that could be a small cell: the six, the answers, the languages, who
 * answered in each language. */
enum { FACTS = 12 };

static void
facts_of(const Guess *guess, uint64_t *facts)
{
  const uint64_t *x = guess->cells;
  memcpy(facts, x, sizeof guess->cells);
  facts[6] = x[YES_DE] + x[YES_TR];
  facts[7] = x[NO_DE] + x[NO_TR];
  facts[8] = x[YES_DE] + x[NO_DE] + x[NONE_DE];
  facts[9] = x[YES_TR] + x[NO_TR] + x[NONE_TR];
  facts[10] = x[YES_DE] + x[NO_DE];
  facts[11] = x[YES_TR] + x[NO_TR];
}

/* The published number of a fact; NULL: nothing is said. */
static const SurveyCell *
published(const SurveyResult *result, size_t fact)
{
  const SurveyFigure *park = park_figure(result, 0);
  static const size_t of_cross[] = {0, 1, 3, 4}; /* three languages */
  if (fact < 4)
    return &park->language->cells[of_cross[fact]];
  if (fact < 6)
    return NULL;
  if (fact < 8)
    return &park->line->cells[fact - 6];
  if (fact < 10)
    return &result->languages->cells[fact - 8];
  return &park->language->bases[fact - 10];
}

static bool
agrees(const SurveyResult *result, const Guess *guess)
{
  uint64_t facts[FACTS];
  facts_of(guess, facts);
  if (facts[10] + facts[11] != park_figure(result, 0)->base)
    return false;
  for (size_t i = 0; i < FACTS; i++) {
    const SurveyCell *cell = published(result, i);
    if (cell != NULL && !cell->hidden && cell->count != facts[i])
      return false;
  }
  return true;
}

typedef struct Spread {
  uint64_t least[FACTS], most[FACTS];
} Spread;

static void
try_all(const SurveyResult *result, Guess *guess, size_t cell, uint64_t left,
        Spread *spread)
{
  if (cell == CELLS - 1) {
    uint64_t facts[FACTS];
    guess->cells[cell] = left;
    if (!agrees(result, guess))
      return;
    facts_of(guess, facts);
    for (size_t i = 0; i < FACTS; i++) {
      spread->least[i] = MIN(spread->least[i], facts[i]);
      spread->most[i] = MAX(spread->most[i], facts[i]);
    }
    return;
  }
  for (uint64_t value = 0; value <= left; value++) {
    guess->cells[cell] = value;
    try_all(result, guess, cell + 1, left - value, spread);
  }
}

static SurveyResult *
result_of(const Guess *truth, SurveyFigures *figures,
          const Questionnaire *survey)
{
  static const char *const said[] = {"yes", "no", NULL};
  for (size_t i = 0; i < CELLS; i++) {
    Said one = {.park = said[i / 2],
                .language = i % 2 == 0 ? "de" : "tr",
                .channel = "sms",
                .times = (unsigned)truth->cells[i]};
    if (one.times > 0)
      park_add(figures, survey, &one);
  }
  return survey_figures_result(figures);
}

/* How many answered and how many did not is told, hence in one language, too,
 * if there is only one. */
static bool
is_public(const uint64_t *facts, size_t fact)
{
  bool is_base = fact == 4 || fact == 5 || fact >= 10;
  return is_base && (facts[8] == 0 || facts[9] == 0);
}

static void
test_survey_figures_keep_secrets(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);
  g_autoptr(Questionnaire) survey = park_survey();
  unsigned revealed = 0, small = 0, shown = 0;
  for (unsigned n = 0; n < ROUNDS; n++) {
    Guess truth = {{0}}, guess;
    uint64_t facts[FACTS];
    uint64_t people = (uint64_t)g_rand_int_range(rand, 5, PEOPLE_MAX + 1);
    for (uint64_t i = 0; i < people; i++)
      truth.cells[g_rand_int_range(rand, 0, g_rand_boolean(rand) ? 4 : 6)]++;
    g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
    g_autoptr(SurveyResult) result = result_of(&truth, figures, survey);
    Spread spread;
    memset(spread.least, 0xff, sizeof spread.least);
    memset(spread.most, 0, sizeof spread.most);
    try_all(result, &guess, 0, people, &spread);
    facts_of(&truth, facts);
    for (size_t i = 0; i < FACTS; i++) {
      const SurveyCell *cell = published(result, i);
      shown += cell != NULL && !cell->hidden && cell->count > 0;
      small += small_cell_is(facts[i]);
      revealed += small_cell_is(facts[i]) &&
                  spread.least[i] == spread.most[i] && !is_public(facts, i);
    }
  }
  g_assert_cmpuint(small, >, ROUNDS);
  g_assert_cmpuint(shown, >, ROUNDS / 2);
  g_assert_cmpuint(revealed, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/figures/keep-secrets",
                  test_survey_figures_keep_secrets);
  return g_test_run();
}
