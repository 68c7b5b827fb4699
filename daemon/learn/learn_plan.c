/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the agenda.
 */
#include "daemon/learn/learn_plan.h"

#include <string.h>

#include "daemon/learn/learn_store.h"
#include "queue/agenda.h"
#include "queue/counter.h"

#define DAY_MS INT64_C(86400000)
#define CORRECTIONS "learn|corrections"
/* Subjects of LEARN_SOON_TIMER. */
#define ERASED "erased"
#define CORRECTED "corrected"

bool
learn_plan_night(Desk *desk, GError **error)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GDateTime) today = g_date_time_new(
      desk->zone, g_date_time_get_year(now), g_date_time_get_month(now),
      g_date_time_get_day_of_month(now), LEARN_NIGHT_HOUR, 0, 0);
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days(today, 1);
  bool over = g_date_time_compare(today, now) <= 0;
  int64_t due_ms = g_date_time_to_unix(over ? tomorrow : today) * 1000;
  return agenda_set(desk->queue, LEARN_NIGHT_TIMER, "town", due_ms, error);
}

bool
learn_plan_corrected(Desk *desk, GError **error)
{
  Queue *queue = desk->queue;
  int64_t corrections = 0, last_ms = 0;
  if (!counter_add(queue, CORRECTIONS, 1, error) ||
      !counter_get(queue, CORRECTIONS, &corrections, error))
    return false;
  if (corrections < LEARN_CORRECTIONS)
    return true;
  json_t *report = NULL;
  if (!counter_add(queue, CORRECTIONS, -corrections, error) ||
      !learn_store_last_run(queue, &report, &last_ms, error))
    return false;
  json_decref(report);
  int64_t due_ms = last_ms == 0 ? desk->now_ms : last_ms + DAY_MS;
  return agenda_set(queue, LEARN_SOON_TIMER, CORRECTED,
                    MAX(desk->now_ms, due_ms), error);
}

bool
learn_plan_erased(Queue *queue, GError **error)
{
  return agenda_set(queue, LEARN_SOON_TIMER, ERASED,
                    queue->now_ms + LEARN_ERASURE_MS, error);
}

bool
learn_plan_due(Desk *desk, const AgendaItem *item, TownLearner *learner,
               GError **error)
{
  if (strcmp(item->kind, LEARN_SOON_TIMER) == 0) {
    town_learner_want(learner, strcmp(item->subject, ERASED) == 0
                                   ? LEARN_CAUSE_ERASURE
                                   : LEARN_CAUSE_CORRECTIONS);
    return true;
  }
  bool news = false;
  if (!learn_store_has_news(desk->queue, &news, error))
    return false;
  if (news)
    town_learner_want(learner, LEARN_CAUSE_NIGHT);
  return learn_plan_night(desk, error);
}
