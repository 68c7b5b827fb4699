/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes rows of figures that a script measured; and measures syncs for it.
 *
 * bench_row syncs FOLDER
 * bench_row least KEY WHAT UNIT MARK SYNCS OURS LIMIT [OURS LIMIT]…
 * bench_row most KEY WHAT UNIT MARK SYNCS VALUE…    the median
 */
#include <stdio.h>
#include <string.h>

#include "tests/support/bench.h"

enum { HEAD = 7 }; /* arguments before the figures */

static double
number(const char *text)
{
  return g_ascii_strtod(text, NULL);
}

int
main(int argc, char **argv)
{
  if (argc == 3 && strcmp(argv[1], "syncs") == 0) {
    printf("%.0f\n", bench_syncs(argv[2]));
    return 0;
  }
  if (argc <= HEAD)
    g_error("bench_row: too few arguments");
  BenchRow row = {.key = argv[2],
                  .what = argv[3],
                  .unit = argv[4],
                  .mark = number(argv[5])};
  double syncs = number(argv[6]);
  if (strcmp(argv[1], "least") == 0) {
    for (int i = HEAD; i + 1 < argc; i += 2)
      bench_row_add(&row, number(argv[i]), number(argv[i + 1]));
    bench_row_print(&row, syncs);
    return 0;
  }
  double values[BENCH_ROUNDS_MAX];
  int count = 0;
  for (int i = HEAD; i < argc && count < BENCH_ROUNDS_MAX; i++)
    values[count++] = number(argv[i]);
  bench_value_print(&row, bench_quantile(values, count, 0.5), row.mark, syncs);
  return 0;
}
