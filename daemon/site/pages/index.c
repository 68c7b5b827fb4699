/* SPDX-License-Identifier: Apache-2.0
 *
 * The start page: how to write to the town, open surveys, and its figures.
 */
#include <string.h>

#include "daemon/site/site_public.h"
#include "parsers/survey/questionnaire.h"
#include "queue/survey.h"
#include "templates/format.h"
#include "templates/texts.h"

#define TEXT "site-index.html"

static const char *const outcomes[] = {"open", "solved", "no-action"};
static const char *const count_names[] = {"count_open", "count_solved",
                                          "count_no_action"};
static const char *const sum_names[] = {"sum_open", "sum_solved",
                                        "sum_no_action"};

enum { OUTCOMES = G_N_ELEMENTS(outcomes) };

/* The cells of one category: -1 few, 0 none. */
typedef struct FigureRow {
  int64_t counts[OUTCOMES];
} FigureRow;

/* Made of what the page shows, so that no sum tells a hidden number: a hidden
 * one is at least 1. */
typedef struct FigureSum {
  int64_t least;
  bool is_least; /* some were hidden */
} FigureSum;

static bool
read_cells(Store *store, GHashTable *rows, GError **error)
{
  g_autoptr(StoreRows) cells = store_query(
      store, error, "SELECT category, outcome, count FROM figure", "");
  if (cells == NULL)
    return false;
  while (store_rows_next(cells, error)) {
    const char *category = store_rows_text(cells, 0);
    FigureRow *row = g_hash_table_lookup(rows, category);
    if (row == NULL) {
      row = g_new0(FigureRow, 1);
      g_hash_table_insert(rows, g_strdup(category), row);
    }
    for (size_t i = 0; i < OUTCOMES; i++)
      if (strcmp(outcomes[i], store_rows_text(cells, 1)) == 0)
        row->counts[i] =
            store_rows_is_null(cells, 2) ? -1 : store_rows_int64(cells, 2);
  }
  return store_rows_ok(cells);
}

static void
add_row(json_t *list, const FigureRow *row, const char *label,
        const char *language, FigureSum *sums)
{
  json_t *object = json_object();
  if (label != NULL)
    json_object_set_new(object, "figure_label", json_string(label));
  for (size_t i = 0; i < OUTCOMES; i++) {
    g_autofree char *text = row->counts[i] < 0
                                ? g_strdup("<5")
                                : format_number(row->counts[i], language);
    json_object_set_new(object, count_names[i], json_string(text));
    sums[i].least += ABS(row->counts[i]);
    sums[i].is_least = sums[i].is_least || row->counts[i] < 0;
  }
  json_array_append_new(list, object);
}

/* Rows in the town's order; what it no longer lists, and what has no category,
 * comes last as one row each. */
static json_t *
list_rows(const Site *site, GHashTable *rows, const char *language,
          FigureSum *sums)
{
  const Town *town = site->config->town;
  json_t *list = json_array();
  for (guint i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    const FigureRow *row = g_hash_table_lookup(rows, category->id);
    if (row != NULL)
      add_row(list, row, category_name(town, category, language), language,
              sums);
  }
  GHashTableIter iter;
  gpointer id, row;
  g_hash_table_iter_init(&iter, rows);
  while (g_hash_table_iter_next(&iter, &id, &row))
    if (town_category(town, id) == NULL)
      add_row(list, row, *(const char *)id == '\0' ? NULL : id, language, sums);
  return list;
}

/* A fact of public.db as text; NULL: there is none, or failure (error set). */
static char *
read_fact(Store *store, const char *name, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      store, error, "SELECT value FROM fact WHERE name = $1", "t", name);
  if (rows == NULL || !store_rows_next(rows, error))
    return NULL;
  return store_rows_dup_text(rows, 0);
}

/* Within one read transaction; *out stays NULL while nothing was counted. */
static bool
read_figures(const Site *site, Store *store, const char *language, json_t **out,
             GError **error)
{
  GError *failure = NULL;
  FigureSum sums[OUTCOMES] = {0};
  g_autofree char *year = read_fact(store, "year", &failure);
  g_autofree char *at_ms =
      failure == NULL ? read_fact(store, "projected_at_ms", &failure) : NULL;
  g_autoptr(GHashTable) rows =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (!read_cells(store, rows, error))
    return false;
  if (year == NULL || at_ms == NULL || g_hash_table_size(rows) == 0)
    return true;
  g_autofree char *as_of = format_date(g_ascii_strtoll(at_ms, NULL, 10),
                                       site->zone, language, FORMAT_DATE_TIME);
  *out = json_pack("{s:s,s:s}", "figure_year", year, "figure_as_of", as_of);
  json_object_set_new(*out, "figure_rows",
                      list_rows(site, rows, language, sums));
  for (size_t i = 0; i < OUTCOMES; i++) {
    g_autofree char *number = format_number(sums[i].least, language);
    g_autofree char *text =
        g_strconcat(sums[i].is_least ? "≥ " : "", number, NULL);
    json_object_set_new(*out, sum_names[i], json_string(text));
  }
  return true;
}

static bool
service_runs(const Site *site, const char *service, ServiceState *out_state)
{
  g_autofree char *moment =
      format_minute(clock_now_ms(site->clock), site->zone);
  *out_state = town_service_state(site->config->town, service, moment);
  return *out_state == SERVICE_STATE_REGULAR ||
         *out_state == SERVICE_STATE_TEST;
}

static bool
is_for_everybody(const Questionnaire *form)
{
  return form->access == SURVEY_ACCESS_OPEN ||
         form->access == SURVEY_ACCESS_CONTACT;
}

/* Add a survey that everybody may answer now. */
static bool
add_survey(Store *store, const Questionnaire *form, const char *language,
           json_t *list, GError **error)
{
  g_autofree char *id = survey_id(form->id, form->wave);
  g_autoptr(StoreRows) rows = store_query(
      store, error, "SELECT id FROM survey WHERE id = $1 AND state = 'open'",
      "t", id);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  const char *title = survey_text(form, form->titles, language);
  json_array_append_new(list,
                        json_pack("{s:s,s:s}", "survey_id", id, "survey_title",
                                  title != NULL ? title : form->id));
  return true;
}

static bool
read_surveys(const Site *site, Store *store, const char *language, json_t *list,
             GError **error)
{
  ServiceState state;
  const GPtrArray *forms = site->config->town->surveys;
  if (!service_runs(site, "survey", &state))
    return true;
  for (guint i = 0; i < forms->len; i++)
    if (is_for_everybody(forms->pdata[i]) &&
        !add_survey(store, forms->pdata[i], language, list, error))
      return false;
  return true;
}

/* What public.db holds for the page. */
static bool
load(const Site *site, const char *language, json_t *data, GError **error)
{
  g_autoptr(Store) store = site_open_public(site, error);
  if (store == NULL || !store_begin(store, error))
    return false;
  json_t *figures = NULL;
  json_auto_t *surveys = json_array();
  bool ok = read_figures(site, store, language, &figures, error) &&
            read_surveys(site, store, language, surveys, error);
  store_rollback(store); /* nothing was written */
  if (figures != NULL)
    json_object_set_new(data, "figures", figures);
  if (json_array_size(surveys) > 0)
    json_object_set_new(data, "surveys",
                        json_pack("{s:O}", "survey_rows", surveys));
  return ok;
}

static void
add_ways(const Site *site, json_t *data)
{
  const Settings *settings = site->config->settings;
  const MailboxSettings *mailbox =
      settings_mailbox(settings, site->config->town->address);
  ServiceState state;
  if (!service_runs(site, "report", &state) || mailbox == NULL)
    return;
  g_autofree char *mailto = g_strconcat("mailto:", mailbox->address, NULL);
  json_object_set_new(data, "reporting", json_true());
  json_object_set_new(data, "test", json_boolean(state == SERVICE_STATE_TEST));
  json_object_set_new(data, "report_mail", json_string(mailbox->address));
  json_object_set_new(data, "report_mailto", json_string(mailto));
  if (settings->channels->len == 0)
    return;
  const ChannelSettings *channel = settings->channels->pdata[0];
  g_autofree char *link = g_strconcat("sms:", channel->number, NULL);
  json_object_set_new(data, "report_sms", json_string(channel->number));
  json_object_set_new(data, "report_sms_link", json_string(link));
}

static json_t *
page_data(const Site *site)
{
  const Town *town = site->config->town;
  json_t *data =
      json_pack("{s:{s:s,s:s*,s:s*},s:s*}", "town", "name", town->name, "phone",
                town->responsible_body.phone, "privacy_url", town->privacy_url,
                "oncall_phone", town->on_call.phone);
  add_ways(site, data);
  return data;
}

static void
answer_index(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  const char *language = site_language(site, request, TEXT);
  g_autoptr(GError) error = NULL;
  json_auto_t *data = page_data(site);
  if (!load(site, language, data, &error)) {
    site_unavailable(answer);
    return;
  }
  site_answer_text(site, answer, TEXT, language, data);
}

const SitePage page_index = {.path = "/", .answer = answer_index};
