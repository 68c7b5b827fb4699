/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows go to standard output, fields separated by tabs.
 */
#include "tests/support/bench.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "queue/fd.h"

enum { PROBE_US = 100000 };

int64_t
bench_now_us(void)
{
  return g_get_monotonic_time();
}

void
bench_row_add(BenchRow *row, double ours, double limit)
{
  g_assert(row->rounds < BENCH_ROUNDS_MAX);
  row->ours[row->rounds] = ours;
  row->limit[row->rounds++] = limit;
}

static int
compare(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

double
bench_quantile(double *values, int count, double fraction)
{
  g_assert(count > 0);
  qsort(values, (size_t)count, sizeof *values, compare);
  return values[(int)(fraction * (count - 1) + 0.5)];
}

static double
median_of(const double *values, int count)
{
  double copy[BENCH_ROUNDS_MAX];
  memcpy(copy, values, (size_t)count * sizeof *values);
  return bench_quantile(copy, count, 0.5);
}

void
bench_row_print(const BenchRow *row, double syncs)
{
  double ratios[BENCH_ROUNDS_MAX];
  for (int i = 0; i < row->rounds; i++)
    ratios[i] = row->ours[i] / row->limit[i];
  double ratio = bench_quantile(ratios, row->rounds, 0.5);
  printf("least\t%s\t%s\t%s\t%.6g\t%.6g\t%.3f\t%.3f\t%.3f\t%.6g\t%.0f\n",
         row->key, row->what, row->unit, median_of(row->ours, row->rounds),
         median_of(row->limit, row->rounds), ratio, ratios[0],
         ratios[row->rounds - 1], row->mark, syncs);
  (void)fflush(stdout); /* the reader notices a row that is missing */
}

void
bench_value_print(const BenchRow *row, double value, double most, double syncs)
{
  printf("most\t%s\t%s\t%s\t%.6g\t-\t-\t-\t-\t%.6g\t%.0f\n", row->key,
         row->what, row->unit, value, most, syncs);
  (void)fflush(stdout); /* as above */
}

double
bench_syncs(const char *folder)
{
  static const char page[BENCH_PAGE_BYTES];
  g_autofree char *path = g_build_filename(folder, "syncs", NULL);
  auto_fd int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0)
    g_error("%s: %m", path);
  int64_t begin_us = bench_now_us(), end_us;
  int count = 0;
  do {
    if (write(fd, page, sizeof page) != (ssize_t)sizeof page ||
        fdatasync(fd) != 0)
      g_error("%s: %m", path);
    count++;
    end_us = bench_now_us();
  } while (end_us - begin_us < PROBE_US);
  (void)unlink(path); /* a leftover does no harm */
  return count * 1e6 / (double)(end_us - begin_us);
}
