/* SPDX-License-Identifier: Apache-2.0
 *
 * The figures of a month in words: numbers as the language writes them, names
 * in place of ids.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/figures/report_month.h"
#include "parsers/json_text.h"
#include "templates/format.h"

#define DAY_S 86400.0

/* Days with one decimal; nothing where it is not known. */
static void
put_days(json_t *object, const char *name, const json_t *figures,
         const char *language)
{
  const json_t *median = json_object_get(figures, "median_s");
  if (median != NULL)
    json_text_put(object, name,
                  format_decimal((double)json_integer_value(median) / DAY_S, 1,
                                 language));
}

static const char *
name_of(const Desk *desk, const char *list, const char *id,
        const char *language)
{
  const Town *town = desk->config->town;
  if (strcmp(list, "departments") == 0) {
    const Department *department = town_department(town, id);
    return department == NULL ? id : department->name;
  }
  const Category *category = town_category(town, id);
  return category == NULL ? id : category_name(town, category, language);
}

/* Rows of {"row_name", "came", "settled", "median_days"}; without a name: of no
 * category. */
static json_t *
rows_data(const Desk *desk, const json_t *figures, const char *list,
          const char *language)
{
  json_t *rows = json_array();
  const json_t *sum;
  size_t i;
  json_array_foreach(json_object_get(figures, list), i, sum)
  {
    const char *id = json_string_value(json_object_get(sum, "id"));
    const char *name = name_of(desk, list, id, language);
    json_t *row = json_object();
    if (*name != '\0')
      json_object_set_new(row, "row_name", json_string(name));
    json_text_put(row, "came", format_number(json_whole(sum, "new"), language));
    json_text_put(row, "settled",
                  format_number(json_whole(sum, "solved"), language));
    put_days(row, "median_days", sum, language);
    json_array_append_new(rows, row);
  }
  return rows;
}

static json_t *
oldest_rows(const Desk *desk, const json_t *figures, const char *language)
{
  json_t *rows = json_array();
  const json_t *ticket;
  size_t i;
  json_array_foreach(json_object_get(figures, "oldest"), i, ticket)
  {
    const char *category =
        json_string_value(json_object_get(ticket, "category"));
    const char *department =
        json_string_value(json_object_get(ticket, "department"));
    json_t *row = json_pack("{s:O, s:O*, s:s}", "number",
                            json_object_get(ticket, "number"), "place",
                            json_object_get(ticket, "place"), "department",
                            name_of(desk, "departments", department, language));
    if (category != NULL)
      json_object_set_new(
          row, "category",
          json_string(name_of(desk, "categories", category, language)));
    json_text_put(row, "since",
                  desk_date(desk, json_whole(ticket, "created_at_ms"), language,
                            (int)FORMAT_DATE_NUMERIC));
    json_array_append_new(rows, row);
  }
  return rows;
}

/* One line of the month and the one before: what it is, and both numbers. */
static void
add_fact(json_t *facts, const char *is, const json_t *figures,
         const char *language)
{
  const json_t *before = json_object_get(figures, "before");
  json_t *fact = json_pack("{s:{s:b}}", "is", is, 1);
  json_text_put(fact, "value",
                format_number(json_whole(figures, is), language));
  if (json_object_get(before, is) != NULL)
    json_text_put(fact, "last_month",
                  format_number(json_whole(before, is), language));
  json_array_append_new(facts, fact);
}

static void
add_median(json_t *facts, const json_t *figures, const char *language)
{
  if (json_object_get(figures, "median_s") == NULL)
    return;
  json_t *fact = json_pack("{s:{s:b}}", "is", "median", 1);
  put_days(fact, "value", figures, language);
  put_days(fact, "last_month", json_object_get(figures, "before"), language);
  json_array_append_new(facts, fact);
}

static void
put_average(json_t *fact, const char *name, const json_t *figures,
            const char *language)
{
  const json_t *average =
      json_object_get(json_object_get(figures, "stars"), "average");
  if (average != NULL)
    json_text_put(fact, name,
                  format_decimal(json_real_value(average), 1, language));
}

static void
add_stars(json_t *facts, const json_t *figures, const char *language)
{
  json_t *fact = json_pack("{s:{s:b}}", "is", "stars", 1);
  put_average(fact, "value", figures, language);
  put_average(fact, "last_month", json_object_get(figures, "before"), language);
  if (json_object_get(fact, "value") != NULL)
    json_array_append(facts, fact);
  json_decref(fact);
}

json_t *
report_month_data(Desk *desk, const ReportMonth *month, const json_t *figures,
                  const char *language)
{
  static const char *const numbers[] = {"new", "solved", "reopened", "open",
                                        "overdue"};
  json_t *facts = json_array();
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    add_fact(facts, numbers[i], figures, language);
  add_median(facts, figures, language);
  add_stars(facts, figures, language);
  json_t *data = json_pack("{s:s, s:o, s:o, s:o, s:{s:s}}", "month",
                           json_string_value(json_object_get(figures, "month")),
                           "month_facts", facts, "category_rows",
                           rows_data(desk, figures, "categories", language),
                           "oldest_rows", oldest_rows(desk, figures, language),
                           "town", "name", desk->config->town->name);
  if (month->department != NULL)
    json_object_set_new(data, "department",
                        json_string(month->department->name));
  else {
    json_object_set_new(data, "has_departments", json_true());
    json_object_set_new(data, "department_rows",
                        rows_data(desk, figures, "departments", language));
  }
  return data;
}
