/* SPDX-License-Identifier: Apache-2.0
 *
 * report: the evaluation of a phase, or of a month ("month", "department"); one
 * row of figures, and the page that says them in words ("page", where
 * "language" is asked for).
 */
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "daemon/services/report/figures/report_month.h"
#include "daemon/services/report/figures/report_phase.h"

static bool
add_head(Desk *desk, const ReportPhase *phase, json_t *row, GError **error)
{
  json_t *states = report_phase_states(desk, &phase->period, error);
  if (states == NULL)
    return false;
  json_object_set_new(row, "states", states);
  if (phase->name != NULL)
    json_object_set_new(row, "phase", json_string(phase->name));
  json_object_set_new(row, "from_ms", json_integer(phase->period.from_ms));
  json_object_set_new(row, "until_ms", json_integer(phase->period.until_ms));
  json_object_set_new(row, "runs", json_boolean(phase->runs));
  return true;
}

/* Which month, and whose; what is wrong with the question is an error. */
static bool
find_month(RequestCall *call, const Desk *desk, ReportMonth *out,
           GError **error)
{
  const char *id = request_text(call, "department");
  *out = (ReportMonth){.department = NULL};
  if (!report_month_parse(desk, request_text(call, "month"), out)) {
    g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR,
                        "a month is written like 2026-10, and must have begun");
    return false;
  }
  out->department = id == NULL ? NULL : town_department(desk->config->town, id);
  if (id != NULL && out->department == NULL)
    g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR,
                        "there is no such department in departments.yaml");
  return id == NULL || out->department != NULL;
}

static bool
run_month(RequestCall *call, Desk *desk, GError **error)
{
  ReportMonth month;
  const char *language = request_text(call, "language");
  if (!find_month(call, desk, &month, error))
    return false;
  json_auto_t *row = report_month_figures(desk, &month, error);
  if (row == NULL)
    return false;
  if (language != NULL) {
    json_auto_t *data = report_month_data(desk, &month, row, language);
    json_object_set_new(data, "page", json_true());
    g_autofree char *page =
        desk_render(desk, language, "month.txt", data, error);
    if (page == NULL)
      return false;
    json_object_set_new(row, "page", json_string(page));
  }
  request_add_row(call, json_incref(row));
  return true;
}

static bool
run_phase(RequestCall *call, Desk *desk, GError **error)
{
  g_auto(ReportPhase) phase = {0};
  g_autofree char *why = NULL;
  const char *language = request_text(call, "language");
  if (!report_phase_find(desk, request_text(call, "phase"), &phase, &why,
                         error))
    return false;
  if (why != NULL) {
    g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR, why);
    return false;
  }
  json_auto_t *row = report_figures(desk, &phase.period, error);
  if (row == NULL || !add_head(desk, &phase, row, error))
    return false;
  if (language != NULL) {
    g_autofree char *page =
        report_phase_page(desk, &phase, row, language, error);
    if (page == NULL)
      return false;
    json_object_set_new(row, "page", json_string(page));
  }
  request_add_row(call, json_incref(row));
  return true;
}

static bool
run(RequestCall *call, GError **error)
{
  Desk desk = digest_desk(call->digest);
  return request_text(call, "month") != NULL ? run_month(call, &desk, error)
                                             : run_phase(call, &desk, error);
}

const Request request_report = {.name = "report", .run = run};
