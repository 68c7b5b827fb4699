/* SPDX-License-Identifier: Apache-2.0
 *
 * Statistical disclosure control: counts of fewer than five people are hidden,
 * with as many others as are needed so that sums and means do not give them
 * away.
 *
 * A zero is shown: nobody stands behind it.  Who reads is taken to know this
 * rule, hence that what is hidden is no zero, and every sum exactly.  Protected
 * means that at least two values of a small cell still agree with all that is
 * shown.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_SMALL_CELLS_H
#define BOTE_PARSERS_SURVEY_SMALL_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_CELL_BELOW = 5 };

/* 1 to 4. */
bool small_cell_is(uint64_t count);

/* Cells that add up to a total which everybody knows.
 *
 * hidden   set for each of `size` cells
 * Returns false, with all hidden, when less would not do: too few people, or
 * too few who differ. */
bool small_cells_hide_line(const uint64_t *counts, size_t size, bool *hidden);

/* The same for counts of equally spaced numbers whose mean and median are
 * known, too. */
bool small_cells_hide_scale(const uint64_t *counts, size_t size, bool *hidden);

/* The place of the median in such counts, doubled: it may stand between two.
 * Not for no people. */
size_t small_cells_median_doubled(const uint64_t *counts, size_t size);

/* A table whose sums of rows, of columns and of all are known, but for those of
 * rows and columns that are hidden themselves: nothing of these is shown. */
typedef struct SmallTable {
  const uint64_t *counts; /* rows * columns, row after row */
  size_t rows, columns;
  const bool *row_hidden, *column_hidden;
} SmallTable;

/* hidden   set for each of rows * columns cells
 * Returns false, with all hidden, when less would not do. */
bool small_cells_hide_table(const SmallTable *table, bool *hidden);

#endif
