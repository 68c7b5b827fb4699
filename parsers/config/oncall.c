/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is on call when, once the roster was read.
 */
#include "parsers/config/oncall.h"

#include <string.h>

#include "parsers/config/oncall_private.h"

enum { EPOCH_WEEKDAY = 3 }; /* 1970-01-01 was a Thursday */
#define DAY_MIN INT64_C(1440)
#define WEEK_MIN (7 * DAY_MIN)

void
oncall_shift_free(OncallShift *shift)
{
  if (shift == NULL)
    return;
  g_free(shift->number);
  g_free(shift->mail);
  g_free(shift->name);
  g_free(shift);
}

void
oncall_roster_free(OncallRoster *roster)
{
  if (roster == NULL)
    return;
  g_ptr_array_unref(roster->shifts);
  g_free(roster);
}

int64_t
oncall_wall_min(GDateTime *local)
{
  g_autoptr(GDateTime) wall = g_date_time_new_utc(
      g_date_time_get_year(local), g_date_time_get_month(local),
      g_date_time_get_day_of_month(local), g_date_time_get_hour(local),
      g_date_time_get_minute(local), 0);
  return g_date_time_to_unix(wall) / 60;
}

/* Minutes of the week, Monday 00:00 is 0. */
static int64_t
minute_of_week(int64_t wall_min)
{
  return (wall_min + EPOCH_WEEKDAY * DAY_MIN) % WEEK_MIN;
}

/* A shift as seen at one moment. */
typedef struct Sight {
  bool on_duty;
  int64_t min; /* until it ends, or until it begins; INT64_MAX: over */
} Sight;

static Sight
look_dated(const OncallShift *shift, int64_t wall_min)
{
  int64_t end_min = shift->from_min + shift->length_min;
  if (wall_min < shift->from_min)
    return (Sight){false, shift->from_min - wall_min};
  if (wall_min < end_min)
    return (Sight){true, end_min - wall_min};
  return (Sight){false, INT64_MAX};
}

static Sight
look_weekly(const OncallShift *shift, int64_t wall_min)
{
  Sight sight = {false, INT64_MAX};
  int64_t now_min = minute_of_week(wall_min);
  for (int day = 0; day < 7; day++) {
    if ((shift->days & 1u << day) == 0)
      continue;
    int64_t start_min = day * DAY_MIN + shift->from_min;
    int64_t since_min = (now_min - start_min + 2 * WEEK_MIN) % WEEK_MIN;
    if (since_min < shift->length_min) {
      int64_t left_min = shift->length_min - since_min;
      sight.min = sight.on_duty ? MAX(sight.min, left_min) : left_min;
      sight.on_duty = true;
    } else if (!sight.on_duty)
      sight.min = MIN(sight.min, WEEK_MIN - since_min);
  }
  return sight;
}

static Sight
look(const OncallShift *shift, int64_t wall_min)
{
  return shift->days == 0 ? look_dated(shift, wall_min)
                          : look_weekly(shift, wall_min);
}

/* A shift in its place within the order. */
typedef struct Rank {
  const OncallShift *shift;
  int64_t key;
} Rank;

/* On duty by date, on duty by the week, then by the minutes until they begin;
 * of equals the one that stands first. */
static int
compare_ranks(const void *a, const void *b)
{
  const Rank *first = a, *second = b;
  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return first->shift->line < second->shift->line ? -1 : 1;
}

static bool
is_listed(const GPtrArray *order, const OncallShift *shift)
{
  for (guint i = 0; i < order->len; i++)
    if (strcmp(((const OncallShift *)order->pdata[i])->number, shift->number) ==
        0)
      return true;
  return false;
}

GPtrArray *
oncall_roster_order(const OncallRoster *roster, int64_t wall_min)
{
  g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(Rank));
  for (guint i = 0; i < roster->shifts->len; i++) {
    const OncallShift *shift = roster->shifts->pdata[i];
    Sight sight = look(shift, wall_min);
    Rank rank = {shift, sight.on_duty ? -1 : sight.min};
    if (sight.on_duty && shift->days == 0)
      rank.key = -2;
    if (rank.key != INT64_MAX)
      g_array_append_val(ranks, rank);
  }
  g_array_sort(ranks, compare_ranks);
  GPtrArray *order = g_ptr_array_new();
  for (guint i = 0; i < ranks->len; i++) {
    const OncallShift *shift = g_array_index(ranks, Rank, i).shift;
    if (!is_listed(order, shift))
      g_ptr_array_add(order, (void *)shift);
  }
  return order;
}

/* Until when somebody is on duty without a break; wall_min itself: nobody is.
 * Where nobody is, *out_next_min is when somebody begins. */
static int64_t
covered_until(const OncallRoster *roster, int64_t wall_min,
              int64_t *out_next_min)
{
  int64_t until_min = wall_min;
  *out_next_min = INT64_MAX;
  for (guint i = 0; i < roster->shifts->len; i++) {
    Sight sight = look(roster->shifts->pdata[i], wall_min);
    if (sight.min == INT64_MAX)
      continue;
    if (sight.on_duty)
      until_min = MAX(until_min, wall_min + sight.min);
    else
      *out_next_min = MIN(*out_next_min, wall_min + sight.min);
  }
  return until_min;
}

bool
oncall_roster_is_full(const OncallRoster *roster, int64_t from_min,
                      int64_t to_min, int64_t out_gap_min[2])
{
  while (from_min < to_min) {
    int64_t next_min;
    int64_t until_min = covered_until(roster, from_min, &next_min);
    if (until_min == from_min) {
      out_gap_min[0] = from_min;
      out_gap_min[1] = MIN(next_min, to_min);
      return false;
    }
    from_min = until_min;
  }
  return true;
}

const OncallShift *
oncall_roster_number(const OncallRoster *roster, const char *number)
{
  for (guint i = 0; i < roster->shifts->len; i++) {
    const OncallShift *shift = roster->shifts->pdata[i];
    if (strcmp(shift->number, number) == 0)
      return shift;
  }
  return NULL;
}

const OncallShift *
oncall_roster_mail(const OncallRoster *roster, const char *mail)
{
  for (guint i = 0; i < roster->shifts->len; i++) {
    const OncallShift *shift = roster->shifts->pdata[i];
    if (shift->mail != NULL && g_ascii_strcasecmp(shift->mail, mail) == 0)
      return shift;
  }
  return NULL;
}
