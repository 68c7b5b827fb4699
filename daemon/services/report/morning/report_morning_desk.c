/* SPDX-License-Identifier: Apache-2.0
 *
 * What a list of the morning tells besides tickets: who is away; and for the
 * desk how the whole town stands.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/morning/report_morning.h"
#include "templates/format.h"

/* Is it of use to readers of this department's list that that one is away? */
static bool
concerns(const Desk *desk, const Department *reader, const Department *away)
{
  return strcmp(reader->id, desk->config->town->desk) == 0 || reader == away ||
         g_strcmp0(reader->deputy, away->id) == 0 ||
         g_strcmp0(away->deputy, reader->id) == 0;
}

bool
report_morning_add_absences(Desk *desk, const Department *department,
                            const char *language, MorningList *list,
                            GError **error)
{
  const Town *town = desk->config->town;
  json_t *absences = json_array();
  json_object_set_new(list->data, "absences", absences);
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *away = town->departments->pdata[i];
    const Department *deputy =
        away->deputy == NULL ? NULL : town_department(town, away->deputy);
    int64_t back_at_ms;
    if (!concerns(desk, department, away))
      continue;
    if (!report_is_away(desk, away, &back_at_ms, error))
      return false;
    if (back_at_ms == 0)
      continue;
    g_autofree char *back =
        desk_date(desk, back_at_ms, language, (int)FORMAT_DATE_LONG);
    json_array_append_new(absences,
                          json_pack("{s:s, s:s, s:s*}", "department",
                                    away->name, "back", back, "deputy",
                                    deputy == NULL ? NULL : deputy->name));
  }
  return true;
}

/* The start of today in the town's zone. */
static int64_t
midnight_ms(const Desk *desk)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GDateTime) midnight = g_date_time_new(
      desk->zone, g_date_time_get_year(now), g_date_time_get_month(now),
      g_date_time_get_day_of_month(now), 0, 0, 0);
  return g_date_time_to_unix(midnight) * 1000;
}

/* Other departments and how much of theirs is overdue, worst first. */
static bool
add_overdue(Desk *desk, const char *language, json_t *town, GError **error)
{
  const Town *config = desk->config->town;
  json_t *all = json_array();
  json_object_set_new(town, "overdue_by", all);
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT department, count(*), min(due_at_ms) FROM ticket"
                  " WHERE closed_at_ms IS NULL AND service = 'report'"
                  " AND state <> 'waiting' AND department <> $1"
                  " AND due_at_ms > 0 AND due_at_ms < $2"
                  " GROUP BY department ORDER BY count(*) DESC, department",
                  "ti", config->desk, midnight_ms(desk));
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    const Department *department =
        town_department(config, store_rows_text(rows, 0));
    g_autofree char *since = desk_date(desk, store_rows_int64(rows, 2),
                                       language, (int)FORMAT_DATE_SHORT);
    json_array_append_new(
        all, json_pack("{s:s, s:I, s:s}", "department",
                       department == NULL ? store_rows_text(rows, 0)
                                          : department->name,
                       "count", (json_int_t)store_rows_int64(rows, 1), "since",
                       since));
  }
  return store_rows_ok(rows);
}

static bool
add_lost(Desk *desk, json_t *town, GError **error)
{
  const Town *config = desk->config->town;
  json_t *lost = json_array();
  json_object_set_new(town, "lost", lost);
  for (guint i = 0; i < config->departments->len; i++) {
    const Department *department = config->departments->pdata[i];
    bool is_lost;
    if (!store_get_bool(desk->queue->store, &is_lost, error,
                        "SELECT count(*) FROM report_mailbox"
                        " WHERE department = $1 AND what = 'lost'",
                        "t", department->id))
      return false;
    if (is_lost)
      json_array_append_new(lost,
                            json_pack("{s:s}", "department", department->name));
  }
  return true;
}

/* What looks like advertising waits for Monday's list; it is named, for the
 * desk may wait for a letter that is taken for it. */
static bool
add_held(Desk *desk, json_t *town, GError **error)
{
  int64_t held, listed;
  if (!store_get_int64(desk->queue->store, &held, error,
                       "SELECT count(*) FROM inbox WHERE state NOT IN"
                       " ('done', 'discarded') AND state = 'hold'"
                       " AND COALESCE(kind, '') <> 'elsewhere'",
                       "") ||
      !store_get_int64(desk->queue->store, &listed, error,
                       "SELECT count(*) FROM report_listed l JOIN inbox i"
                       " ON i.id = l.inbox_id WHERE i.state = 'hold'"
                       " AND l.wanted_at_ms IS NULL",
                       ""))
    return false;
  if (held > listed)
    json_object_set_new(town, "held_count", json_integer(held - listed));
  if (listed > 0)
    json_object_set_new(town, "advertising_count", json_integer(listed));
  return true;
}

bool
report_morning_add_town(Desk *desk, const char *language, MorningList *list,
                        GError **error)
{
  json_t *town = json_object();
  json_object_set_new(list->data, "all_departments", town);
  if (!add_overdue(desk, language, town, error) ||
      !add_lost(desk, town, error) || !add_held(desk, town, error))
    return false;
  bool any = json_array_size(json_object_get(town, "overdue_by")) > 0 ||
             json_array_size(json_object_get(town, "lost")) > 0 ||
             json_object_get(town, "held_count") != NULL;
  if (!any)
    json_object_del(list->data, "all_departments");
  list->is_worth = list->is_worth || any;
  return true;
}
