/* SPDX-License-Identifier: Apache-2.0
 *
 * Which time is meant by the name of a phase, or by two dates.
 */
#include "daemon/services/report/figures/report_phase.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/config/text_check.h"

enum { DAY_LENGTH = 10 }; /* of "2026-05-21" */

void
report_phase_clear(ReportPhase *phase)
{
  g_free(phase->name);
}

/* A moment as town.yaml has it, its last day's end where it is one.
 *
 * False: it is none. */
static bool
moment_to_ms(const Desk *desk, const char *text, bool is_end, int64_t *out_ms)
{
  if (text_check_moment(text) != NULL)
    return false;
  bool is_day = strlen(text) == DAY_LENGTH;
  g_autofree char *iso = g_strdup_printf(
      "%.10sT%s:00", text, is_day ? "00:00" : text + DAY_LENGTH + 1);
  g_autoptr(GDateTime) begin = g_date_time_new_from_iso8601(iso, desk->zone);
  if (begin == NULL)
    return false;
  g_autoptr(GDateTime) end = g_date_time_add_days(begin, 1);
  *out_ms = g_date_time_to_unix(is_day && is_end ? end : begin) * INT64_C(1000);
  return true;
}

static bool
find_dates(const Desk *desk, const char *asked, ReportPhase *out,
           char **out_why)
{
  const char *dots = strstr(asked, "..");
  g_autofree char *from = g_strndup(asked, (size_t)(dots - asked));
  if (!moment_to_ms(desk, from, false, &out->period.from_ms) ||
      !moment_to_ms(desk, dots + 2, true, &out->period.until_ms))
    *out_why = g_strdup("a time is FROM..UNTIL with dates like 2026-05-21 or "
                        "2026-05-21 08:00");
  else if (out->period.from_ms >= out->period.until_ms)
    *out_why = g_strdup("this time ends before it begins");
  return true;
}

/* The end of the state that began at $1: the next one's begin; 0: it lasts. */
static bool
find_end(const Desk *desk, int64_t begin_ms, int64_t *out_ms, GError **error)
{
  *out_ms = 0;
  return store_get_int64(desk->queue->store, out_ms, error,
                         "SELECT COALESCE(min(at_ms), 0) FROM service_state"
                         " WHERE service = 'report' AND at_ms > $1",
                         "i", begin_ms);
}

/* From its first minute to its last, even if it was interrupted. */
static bool
find_named(const Desk *desk, const char *asked, ReportPhase *out,
           char **out_why, GError **error)
{
  int64_t last_ms = 0;
  const TownService *service = town_service(desk->config->town, "report");
  const TownPhase *planned =
      service == NULL ? NULL : service_phase_of(service, asked);
  if (!store_get_int64(desk->queue->store, &out->period.from_ms, error,
                       "SELECT COALESCE(min(at_ms), 0) FROM service_state"
                       " WHERE service = 'report' AND phase = $1",
                       "t", asked) ||
      !store_get_int64(desk->queue->store, &last_ms, error,
                       "SELECT COALESCE(max(at_ms), 0) FROM service_state"
                       " WHERE service = 'report' AND phase = $1",
                       "t", asked))
    return false;
  if (last_ms == 0) {
    *out_why =
        planned == NULL
            ? g_strdup("no phase of this name was ever begun, and none stands "
                       "in town.yaml")
            : g_strdup_printf("this phase was not begun yet; it begins %s",
                              planned->since);
    return true;
  }
  out->name = g_strdup(asked);
  return find_end(desk, last_ms, &out->period.until_ms, error);
}

static bool
find_present(const Desk *desk, ReportPhase *out, char **out_why, GError **error)
{
  if (!store_get_int64(desk->queue->store, &out->period.from_ms, error,
                       "SELECT COALESCE(max(at_ms), 0) FROM service_state"
                       " WHERE service = 'report'",
                       ""))
    return false;
  if (out->period.from_ms == 0) {
    *out_why = g_strdup("the service has no history yet");
    return true;
  }
  return store_rows_take_text(
      store_query(desk->queue->store, error,
                  "SELECT phase FROM service_state"
                  " WHERE service = 'report' AND at_ms = $1",
                  "i", out->period.from_ms),
      &out->name, error);
}

bool
report_phase_find(Desk *desk, const char *asked, ReportPhase *out,
                  char **out_why, GError **error)
{
  bool ok;
  *out_why = NULL;
  if (asked == NULL)
    ok = find_present(desk, out, out_why, error);
  else if (strstr(asked, "..") != NULL)
    ok = find_dates(desk, asked, out, out_why);
  else
    ok = find_named(desk, asked, out, out_why, error);
  if (!ok || *out_why != NULL)
    return ok;
  out->runs = out->period.until_ms == 0 || out->period.until_ms > desk->now_ms;
  if (out->runs)
    out->period.until_ms = desk->now_ms + 1; /* this moment counts */
  if (out->period.from_ms > desk->now_ms)
    *out_why = g_strdup("this time has not begun yet");
  return true;
}

json_t *
report_phase_states(Desk *desk, const ReportPeriod *period, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT state, phase, at_ms FROM service_state"
                  " WHERE service = 'report' AND at_ms < $2 AND at_ms >="
                  " (SELECT COALESCE(max(at_ms), 0) FROM service_state"
                  " WHERE service = 'report' AND at_ms <= $1) ORDER BY at_ms",
                  "ii", period->from_ms, period->until_ms);
  json_auto_t *list = json_array();
  while (rows != NULL && store_rows_next(rows, error))
    json_array_append_new(
        list, json_pack("{s:s, s:s*, s:I}", "state", store_rows_text(rows, 0),
                        "phase", store_rows_text(rows, 1), "from_ms",
                        (json_int_t)store_rows_int64(rows, 2)));
  return rows != NULL && store_rows_ok(rows) ? json_incref(list) : NULL;
}
