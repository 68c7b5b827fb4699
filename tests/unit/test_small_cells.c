/* SPDX-License-Identifier: Apache-2.0
 *
 * Small cells: everything that agrees with what is shown is tried, and no small
 * cell has the same value in all of it.
 */
#include "parsers/survey/small_cells.h"

#include <string.h>

#include <glib.h>

enum { CELLS_MAX = 16, ROUNDS = 3000 };

static void
test_small_cells_line(void)
{
  static const struct {
    size_t size;
    uint64_t counts[6];
    bool shown_some;
    const char *hidden; /* "x" for each that is */
  } rows[] = {
      {3, {10, 20, 30}, true, "..."},
      {3, {0, 20, 30}, true, "..."},
      {3, {3, 20, 30}, true, "xx."},
      {3, {3, 4, 30}, true, "xx."},
      {3, {1, 1, 30}, true, "xxx"},
      {4, {1, 1, 30, 12}, true, "xx.x"},
      {4, {2, 0, 0, 6}, true, "x..x"},
      {3, {0, 0, 0}, true, "..."},
      {3, {3, 0, 0}, false, "xxx"},
      {2, {2, 1}, false, "xx"},
      {6, {1, 1, 1, 1, 1, 0}, false, "xxxxxx"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    bool hidden[6] = {false};
    g_test_message("row %zu", i);
    g_assert_cmpint(small_cells_hide_line(rows[i].counts, rows[i].size, hidden),
                    ==, rows[i].shown_some);
    for (size_t k = 0; k < rows[i].size; k++)
      g_assert_cmpint(hidden[k], ==, rows[i].hidden[k] == 'x');
  }
}

/* What is known of cells: who reads tries every value of each hidden one. */
typedef struct Known {
  const uint64_t *counts;
  const bool *hidden;
  size_t rows, columns; /* one row: a line */
  bool scale;           /* mean and median are known, too */
  uint64_t trial[CELLS_MAX];
  uint64_t least[CELLS_MAX], most[CELLS_MAX]; /* of all that agrees */
} Known;

static uint64_t
row_sum(const uint64_t *counts, size_t columns, size_t row)
{
  uint64_t all = 0;
  for (size_t c = 0; c < columns; c++)
    all += counts[row * columns + c];
  return all;
}

static uint64_t
weighted(const uint64_t *counts, size_t size)
{
  uint64_t all = 0;
  for (size_t i = 0; i < size; i++)
    all += counts[i] * i;
  return all;
}

static bool
columns_agree(const Known *known)
{
  for (size_t c = 0; c < known->columns && known->rows > 1; c++) {
    uint64_t wanted = 0, got = 0;
    for (size_t r = 0; r < known->rows; r++) {
      wanted += known->counts[r * known->columns + c];
      got += known->trial[r * known->columns + c];
    }
    if (wanted != got)
      return false;
  }
  return !known->scale ||
         (weighted(known->trial, known->columns) ==
              weighted(known->counts, known->columns) &&
          small_cells_median_doubled(known->trial, known->columns) ==
              small_cells_median_doubled(known->counts, known->columns));
}

/* Try the cells from `cell` on; `left` people of its row have no cell yet. */
static void
try_from(Known *known, size_t cell, uint64_t left)
{
  if (cell > 0 && cell % known->columns == 0 && left != 0)
    return;
  if (cell == known->rows * known->columns) {
    for (size_t i = 0; i < cell && columns_agree(known); i++) {
      known->least[i] = MIN(known->least[i], known->trial[i]);
      known->most[i] = MAX(known->most[i], known->trial[i]);
    }
    return;
  }
  if (cell % known->columns == 0)
    left = row_sum(known->counts, known->columns, cell / known->columns);
  uint64_t from = known->hidden[cell] ? 1 : known->counts[cell];
  uint64_t to = known->hidden[cell] ? left : known->counts[cell];
  for (uint64_t value = from; value <= to && value <= left; value++) {
    known->trial[cell] = value;
    try_from(known, cell + 1, left - value);
  }
}

/* Small cells whose value is not in doubt. */
static unsigned
count_revealed(Known *known)
{
  unsigned revealed = 0;
  memset(known->least, 0xff, sizeof known->least);
  memset(known->most, 0, sizeof known->most);
  try_from(known, 0, 0);
  for (size_t i = 0; i < known->rows * known->columns; i++)
    revealed +=
        small_cell_is(known->counts[i]) && known->least[i] >= known->most[i];
  return revealed;
}

static void
fill(GRand *rand, uint64_t *counts, size_t size)
{
  int most = g_rand_int_range(rand, 2, 16);
  for (size_t i = 0; i < size; i++)
    counts[i] = (uint64_t)g_rand_int_range(rand, 0, most);
}

typedef bool (*HideLine)(const uint64_t *counts, size_t size, bool *hidden);

static void
check_lines(HideLine hide, bool scale)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  unsigned shown_some = 0, revealed = 0, bare = 0;
  for (unsigned n = 0; n < ROUNDS; n++) {
    uint64_t counts[CELLS_MAX] = {0};
    bool hidden[CELLS_MAX] = {false}, nothing[CELLS_MAX] = {false};
    size_t size = (size_t)g_rand_int_range(rand, 2, 6);
    fill(rand, counts, size);
    for (size_t i = 0; i < size; i++)
      nothing[i] = small_cell_is(counts[i]);
    if (!hide(counts, size, hidden))
      continue; /* nothing is shown */
    shown_some++;
    if (row_sum(counts, size, 0) == 0)
      continue;
    Known known = {counts, hidden, 1, size, scale, {0}, {0}, {0}};
    revealed += count_revealed(&known);
    known.hidden = nothing;
    bare += count_revealed(&known);
  }
  g_assert_cmpuint(shown_some, >, ROUNDS / 4);
  g_assert_cmpuint(revealed, ==, 0);
  /* Hiding the small ones alone would not have done. */
  g_assert_cmpuint(bare, >, ROUNDS / 20);
}

static void
test_small_cells_line_keeps_secrets(void)
{
  check_lines(small_cells_hide_line, false);
}

static void
test_small_cells_scale_keeps_secrets(void)
{
  check_lines(small_cells_hide_scale, true);
}

static void
test_small_cells_table_keeps_secrets(void)
{
  static const bool none[CELLS_MAX] = {false};
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  unsigned shown_some = 0, revealed = 0, bare = 0, kept = 0, cells = 0;
  for (unsigned n = 0; n < ROUNDS; n++) {
    uint64_t counts[CELLS_MAX] = {0};
    bool hidden[CELLS_MAX] = {false}, nothing[CELLS_MAX] = {false};
    size_t rows = (size_t)g_rand_int_range(rand, 2, 4);
    size_t columns = (size_t)g_rand_int_range(rand, 2, 4);
    fill(rand, counts, rows * columns);
    SmallTable table = {counts, rows, columns, none, none};
    if (!small_cells_hide_table(&table, hidden))
      continue;
    shown_some++;
    for (size_t i = 0; i < rows * columns; i++) {
      nothing[i] = small_cell_is(counts[i]);
      kept += !hidden[i];
      cells++;
    }
    Known known = {counts, hidden, rows, columns, false, {0}, {0}, {0}};
    revealed += count_revealed(&known);
    known.hidden = nothing;
    bare += count_revealed(&known);
  }
  g_assert_cmpuint(shown_some, >, ROUNDS / 4);
  g_assert_cmpuint(revealed, ==, 0);
  g_assert_cmpuint(bare, >, ROUNDS / 20);
  g_assert_cmpuint(kept, >, cells / 5);
}

/* A row whose sum nobody may know is not shown at all, and small sums of such
 * rows are protected like cells. */
static void
test_small_cells_table_without_hidden_rows(void)
{
  static const uint64_t counts[] = {1, 2, 6, 1, 20, 30, 25, 40};
  static const bool row_hidden[] = {true, true, false, false};
  static const bool column_hidden[] = {false, false};
  static const bool wanted[] = {true, true, true,  true,
                                true, true, false, false};
  SmallTable table = {counts, 4, 2, row_hidden, column_hidden};
  bool hidden[8] = {false};
  g_assert_true(small_cells_hide_table(&table, hidden));
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
    g_assert_cmpint(hidden[i], ==, wanted[i]);
}

static void
test_small_cells_median(void)
{
  static const struct {
    uint64_t counts[4];
    size_t doubled;
  } rows[] = {
      {{1, 0, 0, 0}, 0}, {{1, 0, 0, 1}, 3}, {{2, 1, 0, 0}, 0},
      {{1, 1, 1, 1}, 3}, {{0, 0, 0, 7}, 6}, {{2, 0, 1, 1}, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpuint(small_cells_median_doubled(rows[i].counts, 4), ==,
                     rows[i].doubled);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/small-cells/line", test_small_cells_line);
  g_test_add_func("/survey/small-cells/median", test_small_cells_median);
  g_test_add_func("/survey/small-cells/line-keeps-secrets",
                  test_small_cells_line_keeps_secrets);
  g_test_add_func("/survey/small-cells/scale-keeps-secrets",
                  test_small_cells_scale_keeps_secrets);
  g_test_add_func("/survey/small-cells/table-keeps-secrets",
                  test_small_cells_table_keeps_secrets);
  g_test_add_func("/survey/small-cells/hidden-rows",
                  test_small_cells_table_without_hidden_rows);
  return g_test_run();
}
