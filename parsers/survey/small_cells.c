/* SPDX-License-Identifier: Apache-2.0
 *
 * What is hidden in lines and on scales.
 */
#include "parsers/survey/small_cells.h"

#include <string.h>

#include <glib.h>

bool
small_cell_is(uint64_t count)
{
  return count > 0 && count < SMALL_CELL_BELOW;
}

static uint64_t
sum(const uint64_t *counts, size_t size)
{
  uint64_t all = 0;
  for (size_t i = 0; i < size; i++)
    all += counts[i];
  return all;
}

static bool
hide_all(bool *hidden, size_t size)
{
  for (size_t i = 0; i < size; i++)
    hidden[i] = true;
  return false;
}

/* Does `cell` have another value that agrees with what is shown? */
typedef bool (*IsSafe)(const uint64_t *counts, size_t size, const bool *hidden,
                       size_t cell);

/* Hide the small ones, then the least of the others until each is safe. */
static bool
hide(const uint64_t *counts, size_t size, bool *hidden, IsSafe is_safe)
{
  if (small_cell_is(sum(counts, size)))
    return hide_all(hidden, size);
  for (size_t i = 0; i < size; i++)
    hidden[i] = small_cell_is(counts[i]);
  for (size_t i = 0; i < size; i++) {
    while (small_cell_is(counts[i]) && !is_safe(counts, size, hidden, i)) {
      size_t least = size;
      for (size_t k = 0; k < size; k++)
        if (!hidden[k] && counts[k] > 0 &&
            (least == size || counts[k] < counts[least]))
          least = k;
      if (least == size)
        return hide_all(hidden, size);
      hidden[least] = true;
    }
  }
  return true;
}

/* One goes from one to the other, and none becomes zero. */
static bool
is_safe_in_line(const uint64_t *counts, size_t size, const bool *hidden,
                size_t cell)
{
  for (size_t i = 0; i < size; i++)
    if (i != cell && hidden[i] && (counts[i] > 1 || counts[cell] > 1))
      return true;
  return false;
}

bool
small_cells_hide_line(const uint64_t *counts, size_t size, bool *hidden)
{
  return hide(counts, size, hidden, is_safe_in_line);
}

/* The place of the n-th in order, from 0. */
static size_t
place_of(const uint64_t *counts, size_t size, uint64_t nth)
{
  for (size_t i = 0; i < size; i++) {
    if (nth < counts[i])
      return i;
    nth -= counts[i];
  }
  g_assert_not_reached();
}

size_t
small_cells_median_doubled(const uint64_t *counts, size_t size)
{
  uint64_t all = sum(counts, size);
  g_assert(all > 0);
  return place_of(counts, size, (all - 1) / 2) +
         place_of(counts, size, all / 2);
}

/* Two people move by as many places, one up and one down, from `low` and
 * `high` (which may be one cell) to `distance` further out, or back from there.
 * The sum, the mean and the median stay. */
typedef struct ScaleMove {
  size_t low, high, distance;
  bool outwards;
} ScaleMove;

static bool
is_move(const uint64_t *counts, size_t size, const bool *hidden,
        const ScaleMove *move)
{
  size_t places[] = {move->low - move->distance, move->high + move->distance,
                     move->low, move->high};
  g_autofree uint64_t *moved = g_memdup2(counts, size * sizeof *counts);
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    bool grows = (i < 2) == move->outwards;
    if (!hidden[places[i]] || (!grows && moved[places[i]] == 0))
      return false;
    moved[places[i]] += grows ? 1 : (uint64_t)-1;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
    if (moved[places[i]] == 0)
      return false;
  return small_cells_median_doubled(moved, size) ==
         small_cells_median_doubled(counts, size);
}

/* Does the move change the cell? */
static bool
moves_cell(const ScaleMove *move, size_t cell)
{
  return cell == move->low || cell == move->high ||
         cell + move->distance == move->low ||
         cell == move->high + move->distance;
}

static bool
is_safe_on_scale(const uint64_t *counts, size_t size, const bool *hidden,
                 size_t cell)
{
  for (size_t low = 1; low < size; low++)
    for (size_t high = low; high + 1 < size; high++)
      for (size_t far = 1; far <= low && high + far < size; far++) {
        ScaleMove out = {low, high, far, true}, back = {low, high, far, false};
        if (moves_cell(&out, cell) && (is_move(counts, size, hidden, &out) ||
                                       is_move(counts, size, hidden, &back)))
          return true;
      }
  return false;
}

bool
small_cells_hide_scale(const uint64_t *counts, size_t size, bool *hidden)
{
  return hide(counts, size, hidden, is_safe_on_scale);
}
