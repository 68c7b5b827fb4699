/* SPDX-License-Identifier: Apache-2.0
 *
 * What open tickets name, held against the town.
 */
#include "daemon/services/report/department/report_homeless.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/department/report_handover.h"
#include "queue/agenda.h"

/* Departments of open tickets that the town has not (char *). */
static GPtrArray *
find_gone(Desk *desk, GError **error)
{
  GPtrArray *names = store_rows_take_texts(
      store_query(desk->queue->store, error,
                  "SELECT DISTINCT department FROM ticket"
                  " WHERE closed_at_ms IS NULL ORDER BY department",
                  ""),
      error);
  for (guint i = names == NULL ? 0 : names->len; i > 0; i--)
    if (town_department(desk->config->town, names->pdata[i - 1]) != NULL)
      g_ptr_array_remove_index(names, i - 1);
  return names;
}

static bool
warn_of_categories(Desk *desk, GError **error)
{
  g_autoptr(GPtrArray) names = store_rows_take_texts(
      store_query(desk->queue->store, error,
                  "SELECT DISTINCT category FROM ticket"
                  " WHERE closed_at_ms IS NULL AND category IS NOT NULL"
                  " ORDER BY category",
                  ""),
      error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (town_category(desk->config->town, names->pdata[i]) == NULL)
      log_event(LOG_WARNING, "category-gone", "category", names->pdata[i],
                "next",
                "its open tickets stay with their departments, without a "
                "category's texts",
                NULL);
  return names != NULL;
}

bool
report_homeless_plan(Desk *desk, GError **error)
{
  g_autoptr(GPtrArray) gone = find_gone(desk, error);
  if (gone == NULL || !warn_of_categories(desk, error))
    return false;
  for (guint i = 0; i < gone->len; i++)
    log_event(LOG_WARNING, "department-gone", "department", gone->pdata[i],
              "next", "the desk gets its open tickets", NULL);
  return gone->len == 0 || agenda_set(desk->queue, REPORT_HOMELESS_TIMER,
                                      "town", desk->now_ms, error);
}

/* Why it comes, as a note above the letter. */
static char *
note_of(Desk *desk, const char *gone)
{
  const Department *office = town_office(desk->config->town);
  json_auto_t *data = json_pack("{s:s}", "department", gone);
  char *line = desk_render(desk, report_staff_language(desk, office),
                           "department-gone.txt", data, NULL);
  return line == NULL ? NULL : g_strstrip(line);
}

static bool
give_to_desk(Desk *desk, const char *id, GError **error)
{
  const Town *town = desk->config->town;
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, id, error);
  if (ticket == NULL)
    return false;
  g_autofree char *note = note_of(desk, ticket->department);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "department-gone",
                       .actor = "town",
                       .detail = ticket->department};
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .note = note,
                             .note_from = desk_town_tag(desk)};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         ticket_assign(desk->queue, ticket, town->desk, error) &&
         report_hand_over(desk, ticket, &handover, error);
}

/* Those of one department, at most `limit`, whose people are not erased. */
static GPtrArray *
find_tickets(Desk *desk, const char *department, int64_t limit, GError **error)
{
  return store_rows_take_texts(
      store_query(desk->queue->store, error,
                  "SELECT t.id FROM ticket t JOIN person p"
                  " ON p.id = t.person_id WHERE t.department = $1"
                  " AND t.closed_at_ms IS NULL AND t.service = 'report'"
                  " AND p.erased_at_ms IS NULL ORDER BY t.due_at_ms LIMIT $2",
                  "ti", department, limit),
      error);
}

bool
report_homeless_due(Desk *desk, GError **error)
{
  g_autoptr(GPtrArray) gone = find_gone(desk, error);
  int64_t left = REPORT_HOMELESS_LOT;
  for (guint i = 0; gone != NULL && i < gone->len && left > 0; i++) {
    g_autoptr(GPtrArray) ids = find_tickets(desk, gone->pdata[i], left, error);
    if (ids == NULL)
      return false;
    for (guint j = 0; j < ids->len; j++)
      if (!give_to_desk(desk, ids->pdata[j], error))
        return false;
    left -= ids->len;
  }
  return gone != NULL &&
         (left > 0 ||
          agenda_set(desk->queue, REPORT_HOMELESS_TIMER, "town",
                     desk->now_ms + REPORT_HOMELESS_PAUSE_MS, error));
}
