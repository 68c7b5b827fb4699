/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers, counted by their multiples of a width that doubles on demand.
 */
#include "parsers/survey/survey_histogram.h"

#include <math.h>

#include "parsers/survey/small_cells.h"

/* Beyond, multiples would be no exact numbers any more. */
#define MULTIPLE_MAX 9e15

typedef struct Fine {
  int64_t multiple;
  uint64_t count;
  double weight;
} Fine;

struct SurveyHistogram {
  double width;
  GArray *fine; /* Fine, by multiple */
  uint64_t count;
  double weight, sum; /* of the weights, of the weighted numbers */
};

SurveyHistogram *
survey_histogram_new(double width)
{
  g_assert(width > 0);
  SurveyHistogram *histogram = g_new0(SurveyHistogram, 1);
  histogram->width = width;
  histogram->fine = g_array_new(FALSE, FALSE, sizeof(Fine));
  return histogram;
}

void
survey_histogram_free(SurveyHistogram *histogram)
{
  if (histogram == NULL)
    return;
  g_array_unref(histogram->fine);
  g_free(histogram);
}

static Fine *
fine_at(const SurveyHistogram *histogram, guint i)
{
  return &g_array_index(histogram->fine, Fine, i);
}

/* The first one that is not below. */
static guint
find(const SurveyHistogram *histogram, int64_t multiple)
{
  guint low = 0, high = histogram->fine->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (fine_at(histogram, middle)->multiple < multiple)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Count each two neighbours together. */
static void
widen(SurveyHistogram *histogram)
{
  guint kept = 0;
  histogram->width *= 2;
  for (guint i = 0; i < histogram->fine->len; i++) {
    Fine one = *fine_at(histogram, i);
    one.multiple = (int64_t)floor((double)one.multiple / 2);
    if (kept > 0 && fine_at(histogram, kept - 1)->multiple == one.multiple) {
      fine_at(histogram, kept - 1)->count += one.count;
      fine_at(histogram, kept - 1)->weight += one.weight;
    } else {
      *fine_at(histogram, kept++) = one;
    }
  }
  g_array_set_size(histogram->fine, kept);
}

void
survey_histogram_add(SurveyHistogram *histogram, double number, double weight)
{
  g_assert(isfinite(number));
  histogram->count++;
  histogram->weight += weight;
  histogram->sum += weight * number;
  /* 0.29 is no multiple of 0.01 in binary, yet nearly. */
  double multiple = floor(number / histogram->width + 1e-6);
  Fine one = {(int64_t)CLAMP(multiple, -MULTIPLE_MAX, MULTIPLE_MAX), 1, weight};
  guint at = find(histogram, one.multiple);
  if (at < histogram->fine->len &&
      fine_at(histogram, at)->multiple == one.multiple) {
    fine_at(histogram, at)->count++;
    fine_at(histogram, at)->weight += weight;
    return;
  }
  g_array_insert_val(histogram->fine, at, one);
  while (histogram->fine->len > SURVEY_HISTOGRAM_FINE)
    widen(histogram);
}

uint64_t
survey_histogram_count(const SurveyHistogram *histogram)
{
  return histogram->count;
}

double
survey_histogram_mean(const SurveyHistogram *histogram)
{
  g_assert(histogram->count > 0);
  return histogram->sum / histogram->weight;
}

double
survey_histogram_median(const SurveyHistogram *histogram)
{
  g_assert(histogram->count > 0);
  double half = histogram->weight / 2, below = 0, tiny = half * 1e-9;
  for (guint i = 0; i < histogram->fine->len; i++) {
    const Fine *one = fine_at(histogram, i);
    below += one->weight;
    if (below > half + tiny || i + 1 == histogram->fine->len)
      return (double)one->multiple * histogram->width;
    if (below >= half - tiny) /* right between two */
      return ((double)one->multiple +
              (double)fine_at(histogram, i + 1)->multiple) /
             2 * histogram->width;
  }
  g_assert_not_reached();
}

/* --- Bars --- */

/* The number from which on, or below which, SMALL_CELL_BELOW people stand. */
static double
outer(const SurveyHistogram *histogram, bool upper)
{
  uint64_t people = 0;
  guint size = histogram->fine->len, i = 0;
  for (; i < size && people < SMALL_CELL_BELOW; i++)
    people += fine_at(histogram, upper ? size - 1 - i : i)->count;
  const Fine *one = fine_at(histogram, upper ? size - i : i - 1);
  return (double)one->multiple * histogram->width;
}

/* 1, 2 or 5 times a power of ten, and no less than the histogram knows. */
static double
round_width(double least, double known)
{
  least = MAX(least, known);
  double power = pow(10, floor(log10(least) + 1e-9));
  static const double steps[] = {1, 2, 5};
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
    if (steps[i] * power >= least * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

static size_t
bar_of(double number, double begin, double width, size_t count)
{
  double bar = floor((number - begin) / width + 1e-6);
  return bar <= 0 ? 0 : MIN((size_t)bar, count - 1);
}

GArray *
survey_histogram_bars(const SurveyHistogram *histogram)
{
  GArray *bars = g_array_new(FALSE, TRUE, sizeof(SurveyBar));
  if (histogram->count == 0)
    return bars;
  double low = outer(histogram, false), high = outer(histogram, true);
  if (low > high) { /* fewer than twice five: one bar */
    low = high;
  }
  /* Round bounds may cut one bar more. */
  double width =
      round_width((high - low) / (SURVEY_HISTOGRAM_BARS - 1), histogram->width);
  double begin = floor(low / width + 1e-6) * width;
  size_t count = (size_t)floor((high - begin) / width + 1e-6) + 1;
  g_array_set_size(bars, (guint)count);
  for (size_t i = 0; i < count; i++) {
    SurveyBar *bar = &g_array_index(bars, SurveyBar, i);
    bar->from = i == 0 ? -INFINITY : begin + (double)i * width;
    bar->below = i + 1 == count ? INFINITY : begin + (double)(i + 1) * width;
  }
  for (guint i = 0; i < histogram->fine->len; i++) {
    const Fine *one = fine_at(histogram, i);
    SurveyBar *bar = &g_array_index(
        bars, SurveyBar,
        bar_of((double)one->multiple * histogram->width, begin, width, count));
    bar->count += one->count;
    bar->weight += one->weight;
  }
  return bars;
}
