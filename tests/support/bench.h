/* SPDX-License-Identifier: Apache-2.0
 *
 * What all programs of `make bench` share: rounds, medians, the probe of the
 * disk, and the rows that tests/bench/run reads.  Only ratios of one round are
 * worth keeping: a shared machine changes its speed threefold in an hour.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_H
#define BOTE_TESTS_SUPPORT_BENCH_H

#include <glib.h>
#include <stdint.h>

enum {
  BENCH_ROUNDS_MAX = 101,
  BENCH_PAGE_BYTES = 4096,
};

/* One line of the table: what we do and its limit, measured in turns. */
typedef struct BenchRow {
  const char *key, *what, *unit;
  double mark; /* the least ratio; 0: none, only told */
  int rounds;
  double ours[BENCH_ROUNDS_MAX], limit[BENCH_ROUNDS_MAX];
} BenchRow;

/* Add a round; both in `unit`. */
void bench_row_add(BenchRow *row, double ours, double limit);

/* Print the row, the ratio being the median of the rounds' ratios.
 *
 * syncs   fdatasync a second of the same run; 0: nothing durable in it
 */
void bench_row_print(const BenchRow *row, double syncs);

/* Print a value that must not be above `most`.  NAN: not measured. */
void bench_value_print(const BenchRow *row, double value, double most,
                       double syncs);

/* Sorts `values`; fraction 0.5 is the median. */
double bench_quantile(double *values, int count, double fraction);

/* fdatasync a second after 4 KB appended to a file in `folder`, for at most a
 * tenth of a second. */
double bench_syncs(const char *folder);

/* Microseconds of the monotonic clock. */
int64_t bench_now_us(void);

#endif
