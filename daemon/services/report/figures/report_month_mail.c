/* SPDX-License-Identifier: Apache-2.0
 *
 * Who gets the report of a month, and when.
 */
#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/figures/report_month.h"
#include "daemon/services/report/report_private.h"
#include "daemon/services/report/report_state.h"
#include "parsers/config/town_calendar.h"
#include "queue/agenda.h"

/* When an office opens its mail. */
enum { MORNING_MIN = 8 * 60 };

static bool
plan_next(Desk *desk, GError **error)
{
  ReportMonth last;
  const Town *town = desk->config->town;
  WorkingMorning morning = {town_calendar(town), desk->zone, MORNING_MIN};
  report_month_last(desk, &last);
  /* This month's morning, unless it is over. */
  int64_t due_ms = working_day_next_ms(&morning, last.period.until_ms - 1);
  if (due_ms <= desk->now_ms) {
    g_autoptr(GDateTime) begin = desk_local(desk, last.period.until_ms);
    g_autoptr(GDateTime) next = g_date_time_add_months(begin, 1);
    due_ms =
        working_day_next_ms(&morning, g_date_time_to_unix(next) * 1000 - 1);
  }
  return agenda_set(desk->queue, REPORT_MONTH_TIMER, town->desk, due_ms, error);
}

bool
report_month_plan(Desk *desk, GError **error)
{
  int64_t waits; /* a timer that is due is left to run */
  return store_get_int64(desk->queue->store, &waits, error,
                         "SELECT count(*) FROM agenda WHERE kind = $1"
                         " AND state = 'waiting' AND due_at_ms <= $2",
                         "ti", REPORT_MONTH_TIMER, desk->now_ms) &&
         (waits > 0 || plan_next(desk, error));
}

/* One report to one address. */
static bool
send_to(Desk *desk, const ReportMonth *month, const json_t *figures,
        const char *address, GError **error)
{
  const char *language = report_staff_language(desk, month->department);
  json_auto_t *data = report_month_data(desk, month, figures, language);
  g_autofree char *dedupe = g_strdup_printf(
      "month|%s|%s|%s", json_string_value(json_object_get(figures, "month")),
      month->department == NULL ? "" : month->department->id, address);
  DeskLetter letter = {
      .text = "month",
      .language = language,
      .data = data,
      .mailbox = desk->config->town->address,
      .to = address,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_STATUS,
      .unsolicited = true,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

static bool
send_all(Desk *desk, const ReportMonth *month, const GPtrArray *addresses,
         GError **error)
{
  if (addresses->len == 0)
    return true;
  json_auto_t *figures = report_month_figures(desk, month, error);
  if (figures == NULL)
    return false;
  for (guint i = 0; i < addresses->len; i++)
    if (!send_to(desk, month, figures, addresses->pdata[i], error))
      return false;
  return true;
}

static bool
send_reports(Desk *desk, GError **error)
{
  const Town *town = desk->config->town;
  ReportMonth month = {.department = NULL};
  report_month_last(desk, &month);
  if (!send_all(desk, &month, town->monthly_report, error))
    return false;
  for (guint i = 0; i < town->departments->len; i++) {
    month.department = town->departments->pdata[i];
    if (!send_all(desk, &month, month.department->escalation.head, error))
      return false;
  }
  log_event(LOG_INFO, "monthly-report", "departments",
            log_number((int64_t)town->departments->len).text, NULL);
  return true;
}

bool
report_month_due(Desk *desk, GError **error)
{
  return (!service_is_working(desk, "report") || send_reports(desk, error)) &&
         plan_next(desk, error);
}
