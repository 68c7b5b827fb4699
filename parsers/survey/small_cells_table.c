/* SPDX-License-Identifier: Apache-2.0
 *
 * What is hidden in tables.
 *
 * A table whose margins are known is a flow from rows to columns.  A cell can
 * have another value exactly when it lies on a circle of cells that are hidden,
 * of which each second one grows by one and the others shrink by one; none may
 * become zero.  Where there is no circle yet, the cheapest one is hidden.
 */
#include <string.h>

#include <glib.h>

#include "parsers/survey/small_cells.h"

/* The table as everybody can compute it: rows whose sum is hidden are one row,
 * the sum of them, and so are columns. */
typedef struct Reduced {
  uint64_t *counts;
  bool *hidden;
  size_t rows, columns;
  size_t *row_of, *column_of; /* of the whole table's */
} Reduced;

static void
reduced_clear(Reduced *reduced)
{
  g_free(reduced->counts);
  g_free(reduced->hidden);
  g_free(reduced->row_of);
  g_free(reduced->column_of);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reduced, reduced_clear)

/* New places, with all that are hidden in one; how many there are. */
static size_t
join_hidden(const bool *hidden, size_t size, size_t *places)
{
  size_t count = 0, joined = SIZE_MAX;
  for (size_t i = 0; i < size; i++) {
    if (hidden[i] && joined == SIZE_MAX)
      joined = count++;
    places[i] = hidden[i] ? joined : count++;
  }
  return count;
}

static void
reduce(const SmallTable *table, Reduced *out)
{
  out->row_of = g_new(size_t, table->rows);
  out->column_of = g_new(size_t, table->columns);
  out->rows = join_hidden(table->row_hidden, table->rows, out->row_of);
  out->columns =
      join_hidden(table->column_hidden, table->columns, out->column_of);
  out->counts = g_new0(uint64_t, out->rows * out->columns);
  out->hidden = g_new0(bool, out->rows * out->columns);
  for (size_t r = 0; r < table->rows; r++)
    for (size_t c = 0; c < table->columns; c++)
      out->counts[out->row_of[r] * out->columns + out->column_of[c]] +=
          table->counts[r * table->columns + c];
  for (size_t i = 0; i < out->rows * out->columns; i++)
    out->hidden[i] = small_cell_is(out->counts[i]);
}

/* --- The cheapest circle --- */

/* Ways from node to node; nodes are the rows, then the columns. */
typedef struct Ways {
  const Reduced *table;
  uint64_t *cost; /* UINT64_MAX: not reached */
  size_t *from;
  bool *done;
} Ways;

static void
ways_clear(Ways *ways)
{
  g_free(ways->cost);
  g_free(ways->from);
  g_free(ways->done);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ways, ways_clear)

static size_t
cell_between(const Reduced *table, size_t a, size_t b)
{
  size_t row = MIN(a, b), column = MAX(a, b) - table->rows;
  return row * table->columns + column;
}

/* From a row to a column the cell between grows, the other way it shrinks. */
static bool
is_way(const Reduced *table, size_t from, size_t to)
{
  if ((from < table->rows) == (to < table->rows))
    return false;
  uint64_t count = table->counts[cell_between(table, from, to)];
  return from < table->rows ? count > 0 : count > 1;
}

static void
look_around(Ways *ways, size_t at, size_t avoided_cell)
{
  const Reduced *table = ways->table;
  for (size_t to = 0; to < table->rows + table->columns; to++) {
    if (ways->done[to] || !is_way(table, at, to))
      continue;
    size_t cell = cell_between(table, at, to);
    if (cell == avoided_cell)
      continue;
    /* Fewer cells before fewer people: 1 for a hidden one keeps it short. */
    uint64_t cost =
        ways->cost[at] + (table->hidden[cell] ? 1 : 1000 + table->counts[cell]);
    if (cost < ways->cost[to]) {
      ways->cost[to] = cost;
      ways->from[to] = at;
    }
  }
}

/* Dijkstra's way from `begin` to `end` without the cell between both; its cost,
 * UINT64_MAX: there is none. */
static uint64_t
find_way(Ways *ways, size_t begin, size_t end)
{
  size_t nodes = ways->table->rows + ways->table->columns;
  size_t avoided = cell_between(ways->table, begin, end);
  for (size_t i = 0; i < nodes; i++) {
    ways->cost[i] = i == begin ? 0 : UINT64_MAX;
    ways->done[i] = false;
  }
  for (;;) {
    size_t at = nodes;
    for (size_t i = 0; i < nodes; i++)
      if (!ways->done[i] && ways->cost[i] != UINT64_MAX &&
          (at == nodes || ways->cost[i] < ways->cost[at]))
        at = i;
    if (at == nodes || at == end)
      return ways->cost[end];
    ways->done[at] = true;
    look_around(ways, at, avoided);
  }
}

/* Hide the cheapest circle through a cell; false: there is none. */
static bool
protect(Reduced *table, size_t row, size_t column)
{
  size_t nodes = table->rows + table->columns,
         column_node = table->rows + column;
  g_auto(Ways) ways = {table, g_new(uint64_t, nodes), g_new0(size_t, nodes),
                       g_new(bool, nodes)};
  /* It grows, or it shrinks. */
  bool can_shrink = table->counts[row * table->columns + column] > 1;
  uint64_t shrinks =
      can_shrink ? find_way(&ways, row, column_node) : UINT64_MAX;
  uint64_t grows = find_way(&ways, column_node, row);
  if (grows == UINT64_MAX && shrinks == UINT64_MAX)
    return false;
  size_t begin = column_node, end = row;
  if (shrinks < grows) {
    (void)find_way(&ways, row, column_node); /* its steps are wanted again */
    begin = row;
    end = column_node;
  }
  for (size_t at = end; at != begin; at = ways.from[at])
    table->hidden[cell_between(table, ways.from[at], at)] = true;
  return true;
}

bool
small_cells_hide_table(const SmallTable *table, bool *hidden)
{
  g_auto(Reduced) reduced = {0};
  bool possible = true;
  reduce(table, &reduced);
  for (size_t r = 0; r < reduced.rows && possible; r++)
    for (size_t c = 0; c < reduced.columns && possible; c++)
      if (small_cell_is(reduced.counts[r * reduced.columns + c]))
        possible = protect(&reduced, r, c);
  for (size_t r = 0; r < table->rows; r++)
    for (size_t c = 0; c < table->columns; c++)
      hidden[r * table->columns + c] =
          !possible || table->row_hidden[r] || table->column_hidden[c] ||
          reduced.hidden[reduced.row_of[r] * reduced.columns +
                         reduced.column_of[c]];
  return possible;
}
