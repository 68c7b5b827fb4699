/* SPDX-License-Identifier: Apache-2.0
 *
 * How good decisions are whose truth is known.  Pure.
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_MEASURE_H
#define BOTE_PARSERS_LEARN_LEARN_MEASURE_H

#include <glib.h>

/* One decision. */
typedef struct LearnOutcome {
  unsigned truth, decided; /* places of categories */
  double probability;      /* that was given for `decided`, 0 to 1 */
} LearnOutcome;

typedef struct LearnMeasures {
  unsigned count;
  double accuracy; /* share of right ones */
  double macro_f1; /* F1 averaged over the categories that occur as truth or
                      as decision */
  double calibration_error; /* expected: of ten equal bins of probability the
                               mean distance between it and the share of right
                               ones, weighted by their decisions */
  double threshold; /* the lowest probability from which on LEARN_RIGHT of the
                       decisions are right; above 1: there is none */
  double coverage;  /* share of the decisions from there on */
} LearnMeasures;

#define LEARN_RIGHT 0.95

/* outcomes    LearnOutcome, any order, not empty
 * categories  number of places */
LearnMeasures learn_measure(const GArray *outcomes, unsigned categories);

/* How often each category was decided for each truth: truth * categories +
 * decided; the caller's. */
unsigned *learn_confusion(const GArray *outcomes, unsigned categories);

#endif
