/* SPDX-License-Identifier: Apache-2.0
 *
 * Raking: the weights of one question after the other are made to fit, until
 * all do.
 */
#include "parsers/survey/survey_weights.h"

#include <math.h>

#include "parsers/survey/small_cells.h"
#include "parsers/survey/survey_weights_private.h"

enum {
  ROUNDS = 200, /* a few dozen do unless limits or empty choices forbid it */
};

#define CLOSE_ENOUGH 1e-4 /* of a share; figures are shown to a percent */

size_t
margin_category(const Margin *margin, size_t cell)
{
  return cell / margin->stride % (margin->variable->categories->len + 1);
}

/* The combination of a response's answers. */
static size_t
cell_of(const SurveyWeights *weights, const SurveyCase *one)
{
  size_t cell = 0;
  for (size_t i = 0; i < weights->margin_count; i++) {
    const Margin *margin = &weights->margins[i];
    size_t category = 0;
    if (survey_variable_fall(margin->variable, one, &category) == 0)
      category = margin->variable->categories->len;
    cell += category * margin->stride;
  }
  return cell;
}

void
survey_weights_count(SurveyWeights *weights, const SurveyCase *one)
{
  g_assert(weights->weights == NULL);
  weights->counts[cell_of(weights, one)]++;
  weights->responses++;
}

double
survey_weights_of(const SurveyWeights *weights, const SurveyCase *one)
{
  g_assert(weights->weights != NULL);
  return weights->weights[cell_of(weights, one)];
}

/* Sums by category, and of no answer, with or without the weights. */
static double *
sum_by_category(const SurveyWeights *weights, const Margin *margin,
                bool weighted)
{
  double *sums = g_new0(double, margin->variable->categories->len + 1);
  for (size_t i = 0; i < weights->cell_count; i++)
    sums[margin_category(margin, i)] +=
        weights->counts[i] * (weighted ? weights->weights[i] : 1);
  return sums;
}

/* How many responses each category should stand for.  Nobody can stand for one
 * that nobody took: the others do. */
static double *
wanted_by_category(const SurveyWeights *weights, const Margin *margin)
{
  size_t size = margin->variable->categories->len;
  double *wanted = sum_by_category(weights, margin, false);
  double answered = weights->responses - wanted[size], shares = 0;
  for (size_t i = 0; i < size; i++)
    shares += wanted[i] > 0 ? margin->shares[i] : 0;
  for (size_t i = 0; i < size; i++)
    wanted[i] = wanted[i] > 0 ? answered * margin->shares[i] / shares : 0;
  return wanted;
}

/* The greatest share by which the weighted sums miss what is wanted; *out_worst
 * is its category. */
static double
distance(const SurveyWeights *weights, const Margin *margin, size_t *out_worst)
{
  g_autofree double *wanted = wanted_by_category(weights, margin);
  g_autofree double *sums = sum_by_category(weights, margin, true);
  double worst = 0;
  *out_worst = 0;
  for (size_t i = 0; i <= margin->variable->categories->len; i++) {
    double away = fabs(sums[i] - wanted[i]) / weights->responses;
    if (away > worst) {
      worst = away;
      *out_worst = i;
    }
  }
  return worst;
}

static void
fit(SurveyWeights *weights, const Margin *margin)
{
  g_autofree double *wanted = wanted_by_category(weights, margin);
  g_autofree double *sums = sum_by_category(weights, margin, true);
  for (size_t i = 0; i < weights->cell_count; i++) {
    size_t category = margin_category(margin, i);
    if (sums[category] > 0)
      weights->weights[i] *= wanted[category] / sums[category];
  }
}

static double
weighted_sum(const SurveyWeights *weights)
{
  double all = 0;
  for (size_t i = 0; i < weights->cell_count; i++)
    all += weights->counts[i] * weights->weights[i];
  return all;
}

/* All add up to the responses, within the limits.  What is cut off goes to the
 * others, which may then reach a limit themselves. */
static void
limit(SurveyWeights *weights)
{
  double ratio = weights->responses / weighted_sum(weights);
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < weights->cell_count; i++)
      weights->weights[i] = CLAMP(weights->weights[i] * ratio,
                                  SURVEY_WEIGHT_LEAST, SURVEY_WEIGHT_MOST);
    ratio = weights->responses / weighted_sum(weights);
    if (fabs(ratio - 1) < 1e-9)
      return;
  }
}

static bool
fits(const SurveyWeights *weights)
{
  size_t worst = 0;
  for (size_t i = 0; i < weights->margin_count; i++)
    if (distance(weights, &weights->margins[i], &worst) > CLOSE_ENOUGH)
      return false;
  return true;
}

static void
warn_of_few(const SurveyWeights *weights, const Margin *margin,
            GPtrArray *warnings)
{
  g_autofree double *counts = sum_by_category(weights, margin, false);
  for (guint i = 0; i < margin->variable->categories->len; i++) {
    const char *choice = margin->variable->categories->pdata[i];
    if (counts[i] >= SMALL_CELL_BELOW)
      continue;
    g_ptr_array_add(
        warnings, g_strdup_printf(
                      counts[i] > 0 ? "%s: fewer than five people chose "
                                      "\"%s\" and stand for %.0f %%"
                                    : "%s: nobody chose \"%s\"; the others "
                                      "stand for its %.0f %%",
                      margin->variable->name, choice, 100 * margin->shares[i]));
  }
}

static void
warn_of_distance(const SurveyWeights *weights, const Margin *margin,
                 GPtrArray *warnings)
{
  size_t worst = 0;
  double away = distance(weights, margin, &worst);
  if (away <= CLOSE_ENOUGH)
    return;
  g_ptr_array_add(
      warnings,
      g_strdup_printf(
          "%s: \"%s\" misses its share by %.1f %%, since no weight "
          "may be below %g or above %g",
          margin->variable->name,
          worst < margin->variable->categories->len
              ? (const char *)margin->variable->categories->pdata[worst]
              : "",
          100 * away, SURVEY_WEIGHT_LEAST, SURVEY_WEIGHT_MOST));
}

GPtrArray *
survey_weights_solve(SurveyWeights *weights)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
  g_assert(weights->weights == NULL);
  weights->weights = g_new(double, weights->cell_count);
  for (size_t i = 0; i < weights->cell_count; i++)
    weights->weights[i] = 1;
  if (weights->responses == 0)
    return warnings;
  for (int round = 0; round < ROUNDS && !fits(weights); round++) {
    for (size_t i = 0; i < weights->margin_count; i++)
      fit(weights, &weights->margins[i]);
    limit(weights);
  }
  for (size_t i = 0; i < weights->margin_count; i++) {
    warn_of_few(weights, &weights->margins[i], warnings);
    warn_of_distance(weights, &weights->margins[i], warnings);
  }
  return warnings;
}
