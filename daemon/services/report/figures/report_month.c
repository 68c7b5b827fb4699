/* SPDX-License-Identifier: Apache-2.0
 *
 * Two passes over a month, tickets that came and tickets that were solved,
 * summed up by category and by department as they are read.
 */
#include "daemon/services/report/figures/report_month.h"

#include <string.h>

#include "daemon/config.h"

enum { MONTH_LENGTH = 7 };

/* What is summed up under one name. */
typedef struct Sum {
  char *id;
  int64_t came;
  GArray *times; /* int64_t: milliseconds until each was solved */
} Sum;

static void
sum_free(gpointer pointer)
{
  Sum *sum = pointer;
  g_free(sum->id);
  g_array_unref(sum->times);
  g_free(sum);
}

static Sum *
sum_of(GPtrArray *sums, const char *id)
{
  for (guint i = 0; i < sums->len; i++)
    if (strcmp(((Sum *)sums->pdata[i])->id, id) == 0)
      return sums->pdata[i];
  Sum *sum = g_new0(Sum, 1);
  sum->id = g_strdup(id);
  sum->times = g_array_new(FALSE, FALSE, sizeof(int64_t));
  g_ptr_array_add(sums, sum);
  return sum;
}

/* A month's sums: all, by category, by department. */
typedef struct Sums {
  GPtrArray *all, *categories, *departments; /* Sum * */
} Sums;

static void
sums_init(Sums *sums)
{
  sums->all = g_ptr_array_new_with_free_func(sum_free);
  sums->categories = g_ptr_array_new_with_free_func(sum_free);
  sums->departments = g_ptr_array_new_with_free_func(sum_free);
}

static void
sums_clear(Sums *sums)
{
  g_ptr_array_unref(sums->all);
  g_ptr_array_unref(sums->categories);
  g_ptr_array_unref(sums->departments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sums, sums_clear)

/* --- which month --------------------------------------------------------- */

/* The first moment of a month; `ahead` months later. */
static int64_t
begin_ms(const Desk *desk, int year, int month, int ahead)
{
  int index = year * 12 + month - 1 + ahead;
  g_autoptr(GDateTime) begin =
      g_date_time_new(desk->zone, index / 12, index % 12 + 1, 1, 0, 0, 0);
  return g_date_time_to_unix(begin) * 1000;
}

static void
set_month(const Desk *desk, int year, int month, ReportMonth *out)
{
  int64_t begin = begin_ms(desk, year, month, 0);
  out->before = (ReportPeriod){begin_ms(desk, year, month, -1), begin};
  out->period = (ReportPeriod){begin, begin_ms(desk, year, month, 1)};
}

bool
report_month_parse(const Desk *desk, const char *text, ReportMonth *out)
{
  if (strlen(text) != MONTH_LENGTH || text[4] != '-' ||
      strspn(text, "0123456789-") != MONTH_LENGTH ||
      strrchr(text, '-') != text + 4)
    return false;
  int year = (int)g_ascii_strtoll(text, NULL, 10);
  int month = (int)g_ascii_strtoll(text + 5, NULL, 10);
  if (year < 2000 || month < 1 || month > 12)
    return false;
  set_month(desk, year, month, out);
  return out->period.from_ms <= desk->now_ms;
}

void
report_month_last(const Desk *desk, ReportMonth *out)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GDateTime) last = g_date_time_add_months(now, -1);
  set_month(desk, g_date_time_get_year(last), g_date_time_get_month(last), out);
}

/* --- counting ------------------------------------------------------------ */

/* Rows of department, category, milliseconds or nothing; takes over `given`. */
static bool
add_rows(StoreRows *given, bool solved, Sums *sums, GError **error)
{
  g_autoptr(StoreRows) rows = given;
  while (rows != NULL && store_rows_next(rows, error)) {
    const char *category = store_rows_text(rows, 1);
    Sum *touched[] = {
        sum_of(sums->all, "all"),
        sum_of(sums->departments, store_rows_text(rows, 0)),
        sum_of(sums->categories, category == NULL ? "" : category)};
    int64_t value = MAX(store_rows_int64(rows, 2), 0);
    for (size_t i = 0; i < G_N_ELEMENTS(touched); i++) {
      if (solved)
        g_array_append_val(touched[i]->times, value);
      else
        touched[i]->came += value;
    }
  }
  return rows != NULL && store_rows_ok(rows);
}

/* Ids rise with time, so that a month is one stretch of the events. */
static bool
sum_up(Desk *desk, const ReportMonth *month, const ReportPeriod *period,
       Sums *sums, GError **error)
{
  Store *store = desk->queue->store;
  const char *only = month->department == NULL ? "" : month->department->id;
  Id first = id_floor(period->from_ms), last = id_floor(period->until_ms);
  return add_rows(
             store_query(store, error,
                         "SELECT department, category, count(*) FROM ticket"
                         " WHERE id >= $1 AND id < $2 AND service = 'report'"
                         " AND ($3 = '' OR department = $3)"
                         " GROUP BY department, category ORDER BY 3 DESC, 1, 2",
                         "ttt", first.text, last.text, only),
             false, sums, error) &&
         add_rows(
             store_query(store, error,
                         "SELECT t.department, t.category,"
                         " max(e.at_ms) - t.created_at_ms"
                         " FROM ticket_event e JOIN ticket t"
                         " ON t.id = e.ticket_id WHERE e.id >= $1"
                         " AND e.id < $2 AND e.what = 'command'"
                         " AND (e.detail LIKE 'erledigt %'"
                         " OR e.detail LIKE 'keinemassnahme %')"
                         " AND t.state IN ('solved', 'closed', 'no-action')"
                         " AND t.service = 'report'"
                         " AND ($3 = '' OR t.department = $3)"
                         " GROUP BY t.id ORDER BY 3",
                         "ttt", first.text, last.text, only),
             true, sums, error);
}

static json_t *
sum_data(const Sum *sum)
{
  json_t *data =
      json_pack("{s:s, s:I, s:i}", "id", sum->id, "new", (json_int_t)sum->came,
                "solved", (int)sum->times->len);
  if (sum->times->len >= REPORT_FEW) /* in their order: the query sorted them */
    json_object_set_new(data, "median_s",
                        json_integer(g_array_index(sum->times, int64_t,
                                                   (sum->times->len - 1) / 2) /
                                     1000));
  return data;
}

static json_t *
list_data(const GPtrArray *sums)
{
  json_t *list = json_array();
  for (guint i = 0; i < sums->len; i++)
    json_array_append_new(list, sum_data(sums->pdata[i]));
  return list;
}

/* What no ticket of the month tells. */
static bool
add_rest(Desk *desk, const ReportMonth *month, const ReportPeriod *period,
         json_t *data, GError **error)
{
  Store *store = desk->queue->store;
  const char *only = month->department == NULL ? "" : month->department->id;
  Id first = id_floor(period->from_ms), last = id_floor(period->until_ms);
  int64_t reopened, count, sum;
  if (!store_get_int64(store, &reopened, error,
                       "SELECT count(*) FROM ticket_event e JOIN ticket t"
                       " ON t.id = e.ticket_id WHERE e.id >= $1 AND e.id < $2"
                       " AND e.what = 'objected'"
                       " AND ($3 = '' OR t.department = $3)",
                       "ttt", first.text, last.text, only) ||
      !store_get_int64(store, &count, error,
                       "SELECT count(*) FROM report_rating r JOIN ticket t"
                       " ON t.id = r.ticket_id WHERE r.at_ms >= $1"
                       " AND r.at_ms < $2 AND ($3 = '' OR t.department = $3)",
                       "iit", period->from_ms, period->until_ms, only) ||
      !store_get_int64(store, &sum, error,
                       "SELECT COALESCE(sum(r.stars), 0) FROM report_rating r"
                       " JOIN ticket t ON t.id = r.ticket_id"
                       " WHERE r.at_ms >= $1 AND r.at_ms < $2"
                       " AND ($3 = '' OR t.department = $3)",
                       "iit", period->from_ms, period->until_ms, only))
    return false;
  json_t *stars = json_pack("{s:I}", "count", (json_int_t)count);
  if (count >= REPORT_FEW)
    json_object_set_new(stars, "average",
                        json_real((double)sum / (double)count));
  json_object_set_new(data, "reopened", json_integer(reopened));
  json_object_set_new(data, "stars", stars);
  return true;
}

/* What is open now, whenever it came. */
static bool
add_open(Desk *desk, const ReportMonth *month, json_t *data, GError **error)
{
  const char *only = month->department == NULL ? "" : month->department->id;
  int64_t open, overdue;
  if (!store_get_int64(desk->queue->store, &open, error,
                       "SELECT count(*) FROM ticket"
                       " WHERE closed_at_ms IS NULL AND service = 'report'"
                       " AND ($1 = '' OR department = $1)",
                       "t", only) ||
      !store_get_int64(desk->queue->store, &overdue, error,
                       "SELECT count(*) FROM ticket"
                       " WHERE closed_at_ms IS NULL AND service = 'report'"
                       " AND due_at_ms > 0 AND due_at_ms < $2"
                       " AND state <> 'waiting'"
                       " AND ($1 = '' OR department = $1)",
                       "ti", only, desk->now_ms))
    return false;
  json_object_set_new(data, "open", json_integer(open));
  json_object_set_new(data, "overdue", json_integer(overdue));
  return true;
}

static json_t *
oldest_data(const Ticket *ticket)
{
  /* Where somebody confidential lives is nobody's to read. */
  const char *place = ticket->confidential ? NULL : ticket->place;
  return json_pack("{s:s, s:s*, s:s*, s:s, s:I}", "number", ticket->text_number,
                   "category", ticket->category, "place", place, "department",
                   ticket->department, "created_at_ms",
                   (json_int_t)ticket->created_at_ms);
}

static bool
add_oldest(Desk *desk, const ReportMonth *month, json_t *data, GError **error)
{
  const char *only = month->department == NULL ? "" : month->department->id;
  json_t *list = json_array();
  json_object_set_new(data, "oldest", list);
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT id FROM ticket WHERE closed_at_ms IS NULL"
                  " AND service = 'report'"
                  " AND ($1 = '' OR department = $1) ORDER BY +id LIMIT $2",
                  "ti", only, (int64_t)REPORT_OLDEST_MAX);
  while (rows != NULL && store_rows_next(rows, error)) {
    g_autoptr(Ticket) ticket =
        ticket_load(desk->queue, store_rows_text(rows, 0), error);
    if (ticket == NULL)
      return false;
    json_array_append_new(list, oldest_data(ticket));
  }
  return rows != NULL && store_rows_ok(rows);
}

/* {"new", "solved", "median_s", "reopened", "stars"}; with `lists`, too. */
static json_t *
month_data(Desk *desk, const ReportMonth *month, const ReportPeriod *period,
           bool lists, GError **error)
{
  g_auto(Sums) sums;
  sums_init(&sums);
  if (!sum_up(desk, month, period, &sums, error))
    return NULL;
  json_auto_t *data = sum_data(sum_of(sums.all, "all"));
  json_object_del(data, "id");
  if (lists) {
    json_object_set_new(data, "categories", list_data(sums.categories));
    json_object_set_new(data, "departments", list_data(sums.departments));
  }
  return add_rest(desk, month, period, data, error) ? json_incref(data) : NULL;
}

json_t *
report_month_figures(Desk *desk, const ReportMonth *month, GError **error)
{
  json_auto_t *before = month_data(desk, month, &month->before, false, error);
  json_auto_t *data =
      before == NULL ? NULL
                     : month_data(desk, month, &month->period, true, error);
  if (data == NULL || !add_open(desk, month, data, error) ||
      !add_oldest(desk, month, data, error))
    return NULL;
  g_autoptr(GDateTime) begin = desk_local(desk, month->period.from_ms);
  g_autofree char *name = g_date_time_format(begin, "%Y-%m");
  json_object_set_new(data, "month", json_string(name));
  if (month->department != NULL)
    json_object_set_new(data, "department", json_string(month->department->id));
  json_object_set(data, "before", before);
  return json_incref(data);
}
