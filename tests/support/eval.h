/* SPDX-License-Identifier: Apache-2.0
 *
 * What all programs of `make eval` share: the rows that tests/eval/run reads
 * and the cases that were missed.
 */
#ifndef BOTE_TESTS_SUPPORT_EVAL_H
#define BOTE_TESTS_SUPPORT_EVAL_H

#include <glib.h>

/* Print a row: `good` of `all` cases.
 *
 * set    "replies"; what   "recipient right", at most 40 characters
 * mark   the least share, 0 to 1; 0: only told
 */
void eval_share(const char *set, const char *what, unsigned good, unsigned all,
                double mark);

/* Print a row: a value that must not be below `mark` (0: only told). */
void eval_value(const char *set, const char *what, double value, double mark);

/* Print a row: a count that must not be above `most`. */
void eval_most(const char *set, const char *what, unsigned count,
               unsigned most);

/* The same of a value. */
void eval_below(const char *set, const char *what, double value, double most);

/* With EVAL_LIST=1 name a case on standard error and why it counts as missed.
 */
void eval_case(const char *set, const char *name, const char *why);

/* The path of a set of the measuring data, g_free(); where it is absent the
 * program says so and ends with 77. */
char *eval_data(const char *name);

#endif
