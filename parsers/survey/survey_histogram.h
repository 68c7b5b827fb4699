/* SPDX-License-Identifier: Apache-2.0
 *
 * How numbers are spread, in memory that does not grow: when there are too many
 * different ones, neighbours are counted together.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_HISTOGRAM_H
#define BOTE_PARSERS_SURVEY_SURVEY_HISTOGRAM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  SURVEY_HISTOGRAM_FINE = 512, /* different numbers, at most */
  SURVEY_HISTOGRAM_BARS = 10,  /* that are shown, at most */
};

typedef struct SurveyHistogram SurveyHistogram;

/* width  the least difference of two numbers that counts; above 0 */
SurveyHistogram *survey_histogram_new(double width);
void survey_histogram_free(SurveyHistogram *histogram);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyHistogram, survey_histogram_free)

/* number  finite */
void survey_histogram_add(SurveyHistogram *histogram, double number,
                          double weight);

/* How many were added. */
uint64_t survey_histogram_count(const SurveyHistogram *histogram);
/* Both weighted, and not for no numbers.  The median is exact as long as
 * nothing had to be counted together. */
double survey_histogram_mean(const SurveyHistogram *histogram);
double survey_histogram_median(const SurveyHistogram *histogram);

typedef struct SurveyBar {
  double from, below; /* -INFINITY, INFINITY: of the first and last, if open */
  uint64_t count;
  double weight;
} SurveyBar;

/* Bars of equal and round width.  The outer ones take in whatever is further
 * out, so that neither the least nor the greatest number can be read off: each
 * holds five people, unless there are fewer altogether.
 *
 * Returns an array of SurveyBar, the caller's. */
GArray *survey_histogram_bars(const SurveyHistogram *histogram);

#endif
