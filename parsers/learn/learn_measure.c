/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting.
 */
#include "parsers/learn/learn_measure.h"

#include <math.h>
#include <stdbool.h>

enum { BINS = 10 };

unsigned *
learn_confusion(const GArray *outcomes, unsigned categories)
{
  unsigned *confusion = g_new0(unsigned, (size_t)categories *categories);
  for (guint i = 0; i < outcomes->len; i++) {
    const LearnOutcome *one = &g_array_index(outcomes, LearnOutcome, i);
    confusion[(size_t)one->truth * categories + one->decided]++;
  }
  return confusion;
}

static double
macro_f1(const unsigned *confusion, unsigned categories)
{
  double sum = 0;
  unsigned occurring = 0;
  for (unsigned i = 0; i < categories; i++) {
    unsigned right = confusion[(size_t)i * categories + i], both = 0;
    for (unsigned j = 0; j < categories; j++)
      both += confusion[(size_t)i * categories + j] +
              confusion[(size_t)j * categories + i];
    occurring += both > 0;
    sum += both > 0 ? 2.0 * right / both : 0;
  }
  return occurring == 0 ? 0 : sum / occurring;
}

static double
calibration_error(const GArray *outcomes)
{
  double sure[BINS] = {0}, right[BINS] = {0};
  for (guint i = 0; i < outcomes->len; i++) {
    const LearnOutcome *one = &g_array_index(outcomes, LearnOutcome, i);
    unsigned bin = MIN((unsigned)(one->probability * BINS), BINS - 1);
    sure[bin] += one->probability;
    right[bin] += one->truth == one->decided;
  }
  double sum = 0;
  for (unsigned i = 0; i < BINS; i++)
    sum += fabs(sure[i] - right[i]);
  return sum / outcomes->len;
}

static int
compare_sure(const void *left, const void *right)
{
  double a = ((const LearnOutcome *)left)->probability;
  double b = ((const LearnOutcome *)right)->probability;
  return (a < b) - (a > b);
}

/* The decisions from the surest on; those of equal probability belong
 * together, as no threshold parts them. */
static void
find_threshold(const GArray *outcomes, LearnMeasures *measures)
{
  g_autoptr(GArray) sorted = g_array_copy((GArray *)outcomes);
  g_array_sort(sorted, compare_sure);
  measures->threshold = 2;
  unsigned right = 0;
  for (guint i = 0; i < sorted->len; i++) {
    const LearnOutcome *one = &g_array_index(sorted, LearnOutcome, i);
    right += one->truth == one->decided;
    bool parted = i + 1 == sorted->len || compare_sure(one, one + 1) != 0;
    if (parted && right >= LEARN_RIGHT * (i + 1)) {
      measures->threshold = one->probability;
      measures->coverage = (i + 1.0) / sorted->len;
    }
  }
}

LearnMeasures
learn_measure(const GArray *outcomes, unsigned categories)
{
  LearnMeasures measures = {.count = outcomes->len};
  g_autofree unsigned *confusion = learn_confusion(outcomes, categories);
  unsigned right = 0;
  for (unsigned i = 0; i < categories; i++)
    right += confusion[(size_t)i * categories + i];
  measures.accuracy = (double)right / outcomes->len;
  measures.macro_f1 = macro_f1(confusion, categories);
  measures.calibration_error = calibration_error(outcomes);
  find_threshold(outcomes, &measures);
  return measures;
}
