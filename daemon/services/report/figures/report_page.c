/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures as a page of words: numbers as the language writes them, shares and
 * medians only where there is enough to speak of.
 */
#include "daemon/services/report/figures/report_phase.h"

#include "daemon/config.h"
#include "parsers/json_text.h"
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

static void
put_number(const Page *page, json_t *object, const char *name, int64_t number)
{
  json_text_put(object, name, format_number(number, page->language));
}

static void
put_moment(const Page *page, json_t *object, const char *name, int64_t ms)
{
  json_text_put(
      object, name,
      desk_date(page->desk, ms, page->language, (int)FORMAT_DATE_TIME));
}

/* {"part", "whole", "percent"}; without a share where few say little. */
static json_t *
share_of(const Page *page, int64_t part, int64_t whole)
{
  json_t *share = json_object();
  put_number(page, share, "part", part);
  put_number(page, share, "whole", whole);
  if (whole >= REPORT_FEW)
    put_number(page, share, "percent", (part * 100 + whole / 2) / whole);
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
  int64_t count = json_whole(times, "count");
  if (count == 0)
    return; /* the page says so */
  json_t *object = json_object();
  put_number(page, object, "count", count);
  json_object_set_new(object, "median",
                      span_of(page, json_whole(times, "median_s")));
  if (count >= REPORT_FEW)
    json_object_set_new(object, "nine_of_ten",
                        span_of(page, json_whole(times, "nine_of_ten_s")));
  else
    json_object_set_new(object, "few", json_true());
  json_object_set_new(page->data, name, object);
}

/* {"average", "count", "few"}; and how many complained. */
static void
put_satisfaction(const Page *page, const json_t *figures)
{
  const json_t *stars = json_object_get(figures, "stars");
  int64_t count = json_whole(stars, "count");
  if (json_whole(figures, "complaints") > 0)
    put_number(page, page->data, "complaints",
               json_whole(figures, "complaints"));
  if (count == 0)
    return; /* the page says so */
  json_t *object = json_object();
  double average = json_real_value(json_object_get(stars, "average"));
  json_text_put(object, "average", format_decimal(average, 1, page->language));
  put_number(page, object, "count", count);
  json_object_set_new(object, "few", json_boolean(count < REPORT_FEW));
  json_object_set_new(page->data, "stars", object);
}

/* One row of a list of the figures, as the page shows it; owned. */
typedef json_t *(*RowFunc)(const Page *page, const json_t *row);

static void
put_rows(const Page *page, const char *as, const json_t *rows, RowFunc row_of)
{
  json_t *list = json_array();
  const json_t *row;
  size_t i;
  json_array_foreach(rows, i, row)
  {
    json_array_append_new(list, row_of(page, row));
  }
  json_object_set_new(page->data, as, list);
}

/* Its text is chosen by a word. */
static json_t *
word_row(const Page *page, const json_t *row, const char *key)
{
  const char *word = json_string_value(json_object_get(row, key));
  json_t *item = json_pack("{s:{s:b}}", "is", word, 1);
  put_number(page, item, "count", json_whole(row, "count"));
  return item;
}

static json_t *
channel_row(const Page *page, const json_t *row)
{
  return word_row(page, row, "channel");
}

static json_t *
correction_row(const Page *page, const json_t *row)
{
  return word_row(page, row, "command");
}

static json_t *
department_row(const Page *page, const json_t *row)
{
  json_t *item = json_object();
  json_object_set(item, "name", json_object_get(row, "name"));
  json_object_set(item, "external", json_object_get(row, "external"));
  put_number(page, item, "count", json_whole(row, "tickets"));
  put_number(page, item, "ended", json_whole(row, "ended"));
  if (json_whole(row, "judged") > 0)
    json_object_set_new(item, "right",
                        share_of(page, json_whole(row, "right_first_time"),
                                 json_whole(row, "judged")));
  if (json_whole(row, "receipts") > 0)
    put_number(page, item, "receipts", json_whole(row, "receipts"));
  return item;
}

static json_t *
silent_row(const Page *page, const json_t *row)
{
  const char *id = json_string_value(json_object_get(row, "department"));
  const Department *department = town_department(page->desk->config->town, id);
  json_t *item =
      json_pack("{s:s}", "name", department == NULL ? id : department->name);
  put_number(page, item, "count", json_whole(row, "count"));
  return item;
}

static json_t *
cost_row(const Page *page, const json_t *row)
{
  json_t *item = json_object();
  const json_t *euro = json_object_get(row, "euro");
  json_object_set(item, "channel_name", json_object_get(row, "channel"));
  put_number(page, item, "count", json_whole(row, "segments"));
  if (euro != NULL)
    json_text_put(item, "euro",
                  format_decimal(json_real_value(euro), 2, page->language));
  return item;
}

static json_t *
state_row(const Page *page, const json_t *row)
{
  const char *state = json_string_value(json_object_get(row, "state"));
  json_t *item = json_pack("{s:{s:b}}", "is", state, 1);
  put_moment(page, item, "since", json_whole(row, "from_ms"));
  json_object_set(item, "phase_name", json_object_get(row, "phase"));
  return item;
}

/* Which list of the figures is which of the page. */
static const struct {
  const char *as, *name;
  RowFunc row_of;
} lists[] = {
    {"phase_states", "states", state_row},
    {"phase_channels", "channels", channel_row},
    {"corrections", "corrections", correction_row},
    {"departments", "departments", department_row},
    {"silent_departments", "silent", silent_row},
    {"sms_costs", "sms", cost_row},
};

static const struct {
  const char *as, *name;
} counts[] = {
    {"ticket_count", "tickets"},
    {"ended_count", "ended"},
    {"danger_count", "dangers"},
    {"objection_count", "objections"},
};

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
  put_moment(&page, data, "phase_from", phase->period.from_ms);
  put_moment(&page, data, "phase_until", phase->period.until_ms);
  if (phase->runs)
    json_object_set_new(data, "phase_runs", json_true());
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
    put_number(&page, data, counts[i].as, json_whole(figures, counts[i].name));
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    put_rows(&page, lists[i].as, json_object_get(figures, lists[i].name),
             lists[i].row_of);
  int64_t judged = json_whole(figures, "judged");
  if (judged > 0)
    json_object_set_new(
        data, "right",
        share_of(&page, json_whole(figures, "right_first_time"), judged));
  put_times(&page, figures, "to_confirmation");
  put_times(&page, figures, "to_reaction");
  put_times(&page, figures, "to_end");
  put_satisfaction(&page, figures);
  return desk_render(desk, language, "phase-report.txt", data, error);
}
