/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures as a page of words: numbers as the language writes them, shares and
 * medians only where there is enough to speak of.
 */
#include "daemon/services/report/figures/report_phase.h"

#include "daemon/config.h"
#include "templates/format.h"

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)

/* Who reads. */
typedef struct Page {
  const Desk *desk;
  const char *language;
  json_t *data;
} Page;

static int64_t
number_of(const json_t *figures, const char *name)
{
  return json_integer_value(json_object_get(figures, name));
}

static void
put_text(json_t *object, const char *name, char *text)
{
  json_object_set_new(object, name, json_string(text));
  g_free(text);
}

static void
put_number(const Page *page, const json_t *figures, const char *name,
           const char *as)
{
  put_text(page->data, as,
           format_number(number_of(figures, name), page->language));
}

static void
put_moment(const Page *page, const char *name, int64_t ms)
{
  put_text(page->data, name,
           desk_date(page->desk, ms, page->language, (int)FORMAT_DATE_TIME));
}

/* {"part", "whole", "percent"}; without a share where few say little. */
static json_t *
share_of(const Page *page, int64_t part, int64_t whole)
{
  json_t *share = json_object();
  put_text(share, "part", format_number(part, page->language));
  put_text(share, "whole", format_number(whole, page->language));
  if (whole >= REPORT_FEW)
    put_text(share, "percent",
             format_number((part * 100 + whole / 2) / whole, page->language));
  else
    json_object_set_new(share, "few", json_true());
  return share;
}

/* A time in the unit people would say it in. */
static json_t *
span_of(const Page *page, int64_t s)
{
  static const struct {
    int64_t at_least_s, unit_s;
    const char *unit;
  } rows[] = {{2 * DAY_S, DAY_S, "days"},
              {2 * HOUR_S, HOUR_S, "hours"},
              {2 * MINUTE_S, MINUTE_S, "minutes"},
              {0, 1, "seconds"}};
  size_t i = 0;
  while (s < rows[i].at_least_s)
    i++;
  double value = (double)s / (double)rows[i].unit_s;
  g_autofree char *text = format_decimal(
      value, value < 10 && rows[i].unit_s >= HOUR_S ? 1 : 0, page->language);
  return json_pack("{s:s, s:b}", "value", text, rows[i].unit, 1);
}

static void
put_times(const Page *page, const json_t *figures, const char *name)
{
  const json_t *times = json_object_get(figures, name);
  int64_t count = number_of(times, "count");
  if (count == 0)
    return; /* the page says so */
  json_t *object = json_object();
  put_text(object, "count", format_number(count, page->language));
  json_object_set_new(object, "median",
                      span_of(page, number_of(times, "median_s")));
  if (count >= REPORT_FEW)
    json_object_set_new(object, "nine_of_ten",
                        span_of(page, number_of(times, "nine_of_ten_s")));
  else
    json_object_set_new(object, "few", json_true());
  json_object_set_new(page->data, name, object);
}

/* A list of the figures whose texts are chosen by a word. */
static void
put_list(const Page *page, const json_t *figures, const char *name,
         const char *key, const char *as)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(json_object_get(figures, name), i, row)
  {
    json_t *item = json_object();
    json_object_set_new(
        item, "is",
        json_pack("{s:b}", json_string_value(json_object_get(row, key)), 1));
    put_text(item, "count",
             format_number(number_of(row, "count"), page->language));
    json_array_append_new(list, item);
  }
  json_object_set_new(page->data, as, list);
}

static void
put_departments(const Page *page, const json_t *figures)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(json_object_get(figures, "departments"), i, row)
  {
    json_t *item = json_object();
    json_object_set(item, "name", json_object_get(row, "name"));
    json_object_set(item, "external", json_object_get(row, "external"));
    put_text(item, "count",
             format_number(number_of(row, "tickets"), page->language));
    put_text(item, "ended",
             format_number(number_of(row, "ended"), page->language));
    if (number_of(row, "judged") > 0)
      json_object_set_new(item, "right",
                          share_of(page, number_of(row, "right_first_time"),
                                   number_of(row, "judged")));
    if (number_of(row, "receipts") > 0)
      put_text(item, "receipts",
               format_number(number_of(row, "receipts"), page->language));
    json_array_append_new(list, item);
  }
  json_object_set_new(page->data, "departments", list);
}

static void
put_silent(const Page *page, const json_t *figures)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(json_object_get(figures, "silent"), i, row)
  {
    const char *id = json_string_value(json_object_get(row, "department"));
    const Department *department =
        town_department(page->desk->config->town, id);
    json_t *item = json_object();
    json_object_set_new(
        item, "name", json_string(department == NULL ? id : department->name));
    put_text(item, "count",
             format_number(number_of(row, "count"), page->language));
    json_array_append_new(list, item);
  }
  json_object_set_new(page->data, "silent_departments", list);
}

static void
put_costs(const Page *page, const json_t *figures)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(json_object_get(figures, "sms"), i, row)
  {
    json_t *item = json_object();
    const json_t *euro = json_object_get(row, "euro");
    json_object_set(item, "channel_name", json_object_get(row, "channel"));
    put_text(item, "count",
             format_number(number_of(row, "segments"), page->language));
    if (euro != NULL)
      put_text(item, "euro",
               format_decimal(json_real_value(euro), 2, page->language));
    json_array_append_new(list, item);
  }
  json_object_set_new(page->data, "sms_costs", list);
}

static void
put_states(const Page *page, const json_t *figures)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(json_object_get(figures, "states"), i, row)
  {
    const char *state = json_string_value(json_object_get(row, "state"));
    json_t *item = json_pack("{s:{s:b}}", "is", state, 1);
    put_text(item, "since",
             desk_date(page->desk, number_of(row, "from_ms"), page->language,
                       (int)FORMAT_DATE_TIME));
    json_object_set(item, "phase_name", json_object_get(row, "phase"));
    json_array_append_new(list, item);
  }
  json_object_set_new(page->data, "phase_states", list);
}

char *
report_phase_page(Desk *desk, const ReportPhase *phase, const json_t *figures,
                  const char *language, GError **error)
{
  json_auto_t *data = json_object();
  Page page = {desk, language, data};
  json_object_set_new(data, "town",
                      json_pack("{s:s}", "name", desk->config->town->name));
  if (phase->name != NULL)
    json_object_set_new(data, "phase_name", json_string(phase->name));
  put_moment(&page, "phase_from", phase->period.from_ms);
  put_moment(&page, "phase_until", phase->period.until_ms);
  if (phase->runs)
    json_object_set_new(data, "phase_runs", json_true());
  put_states(&page, figures);
  put_number(&page, figures, "tickets", "ticket_count");
  put_number(&page, figures, "ended", "ended_count");
  put_number(&page, figures, "dangers", "danger_count");
  put_number(&page, figures, "objections", "objection_count");
  put_list(&page, figures, "channels", "channel", "phase_channels");
  put_list(&page, figures, "corrections", "command", "corrections");
  int64_t judged = number_of(figures, "judged");
  if (judged > 0)
    json_object_set_new(
        data, "right",
        share_of(&page, number_of(figures, "right_first_time"), judged));
  put_times(&page, figures, "to_confirmation");
  put_times(&page, figures, "to_reaction");
  put_times(&page, figures, "to_end");
  put_departments(&page, figures);
  put_silent(&page, figures);
  put_costs(&page, figures);
  return desk_render(desk, language, "phase-report.txt", data, error);
}
