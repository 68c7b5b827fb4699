/* SPDX-License-Identifier: Apache-2.0
 *
 * Each figure is one query over the tickets that were opened in the period;
 * what became of them later counts, too.  Nothing sealed is opened.
 */
#include "daemon/services/report/figures/report_figures.h"

#include "daemon/config.h"
#include "daemon/services/report/letter/report_letter.h"
#include "templates/format.h"

/* The tickets of the period, $1 to $2. */
#define TICKETS                                                                \
  " FROM ticket t WHERE t.service = 'report'"                                  \
  " AND t.created_at_ms >= $1 AND t.created_at_ms < $2"

/* Somebody at an office decided something about it. */
#define JUDGED                                                                 \
  "EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id"              \
  " AND e.what = 'command')"

/* The commands by which people put right what was decided about a letter; the
 * row of the table comes first in the event's detail (report_actions.c). */
#define CORRECTING                                                             \
  "substr(e.detail, 1, instr(e.detail, ' ') - 1) IN"                           \
  " ('weiter', 'nichtzustaendig', 'kategorie', 'art', 'ort', 'teilen')"
#define CORRECTED                                                              \
  "EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id"              \
  " AND e.what = 'command' AND " CORRECTING ")"

#define ENDED "t.state IN ('solved', 'closed', 'no-action', 'duplicate')"

/* A figure that is one number. */
typedef struct Figure {
  const char *name;
  const char *sql; /* with $1 and $2 the period */
} Figure;

static bool
add_numbers(const Desk *desk, const ReportPeriod *period, const Figure *numbers,
            json_t *data, GError **error)
{
  for (const Figure *row = numbers; row->name != NULL; row++) {
    int64_t number = 0;
    if (!store_get_int64(desk->queue->store, &number, error, row->sql, "ii",
                         period->from_ms, period->until_ms))
      return false;
    json_object_set_new(data, row->name, json_integer(number));
  }
  return true;
}

static const Figure volume_numbers[] = {
    {"tickets", "SELECT count(*)" TICKETS},
    {"ended", "SELECT count(*)" TICKETS " AND " ENDED},
    {"dangers", "SELECT count(*)" TICKETS " AND t.danger IS NOT NULL"},
    {NULL, NULL}};

static const Figure right_numbers[] = {
    {"judged", "SELECT count(*)" TICKETS " AND " JUDGED},
    {"right_first_time",
     "SELECT count(*)" TICKETS " AND " JUDGED " AND NOT " CORRECTED},
    {"objections",
     "SELECT count(*)" TICKETS " AND EXISTS (SELECT 1 FROM ticket_event e"
     " WHERE e.ticket_id = t.id AND e.what = 'objected')"},
    {NULL, NULL}};

/* A list of {key: text, "count": number}; takes over `rows`. */
static bool
add_list(StoreRows *given, const char *key, const char *name, json_t *data,
         GError **error)
{
  g_autoptr(StoreRows) rows = given;
  json_auto_t *list = json_array();
  while (rows != NULL && store_rows_next(rows, error))
    json_array_append_new(
        list, json_pack("{s:s, s:I}", key, store_rows_text(rows, 0), "count",
                        (json_int_t)store_rows_int64(rows, 1)));
  if (rows == NULL || !store_rows_ok(rows))
    return false;
  json_object_set(data, name, list);
  return true;
}

static bool
add_volume(const Desk *desk, const ReportPeriod *period, json_t *data,
           GError **error)
{
  StoreRows *channels =
      store_query(desk->queue->store, error,
                  "SELECT COALESCE(t.origin, t.channel), count(*)" TICKETS
                  " GROUP BY COALESCE(t.origin, t.channel) ORDER BY 2 DESC, 1",
                  "ii", period->from_ms, period->until_ms);
  return add_list(channels, "channel", "channels", data, error) &&
         add_numbers(desk, period, volume_numbers, data, error);
}

static bool
add_right(const Desk *desk, const ReportPeriod *period, json_t *data,
          GError **error)
{
  StoreRows *corrections = store_query(
      desk->queue->store, error,
      "SELECT substr(e.detail, 1, instr(e.detail, ' ') - 1), count(*)"
      " FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id"
      " WHERE t.service = 'report' AND t.created_at_ms >= $1"
      " AND t.created_at_ms < $2 AND e.what = 'command' AND " CORRECTING
      " GROUP BY 1 ORDER BY 2 DESC, 1",
      "ii", period->from_ms, period->until_ms);
  return add_list(corrections, "command", "corrections", data, error) &&
         add_numbers(desk, period, right_numbers, data, error);
}

/* Median and the time within which nine of ten were done, by nearest rank;
 * rows of milliseconds, the shortest first.  Takes over `given`. */
static bool
add_times(StoreRows *given, const char *name, json_t *data, GError **error)
{
  g_autoptr(StoreRows) rows = given;
  g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(int64_t));
  while (rows != NULL && store_rows_next(rows, error)) {
    int64_t ms = MAX(store_rows_int64(rows, 0), 0);
    g_array_append_val(times, ms);
  }
  if (rows == NULL || !store_rows_ok(rows))
    return false;
  json_t *object = json_pack("{s:i}", "count", (int)times->len);
  if (times->len > 0) {
    guint median = (times->len - 1) / 2, ninth = (times->len * 9 + 9) / 10 - 1;
    json_object_set_new(
        object, "median_s",
        json_integer(g_array_index(times, int64_t, median) / 1000));
    json_object_set_new(
        object, "nine_of_ten_s",
        json_integer(g_array_index(times, int64_t, ninth) / 1000));
  }
  json_object_set_new(data, name, object);
  return true;
}

static bool
add_all_times(const Desk *desk, const ReportPeriod *period, json_t *data,
              GError **error)
{
  Store *store = desk->queue->store;
  int64_t from_ms = period->from_ms, until_ms = period->until_ms;
  return add_times(
             store_query(store, error,
                         "SELECT o.finished_at_ms - i.received_at_ms"
                         " FROM inbox i JOIN outbox o ON o.inbox_id = i.id"
                         " WHERE (o.kind IN ('confirmation', 'danger',"
                         " 'split', 'ask-what', 'repeat-confirmed')"
                         " OR o.kind LIKE 'letter-%')"
                         " AND o.state IN ('sent', 'delivered')"
                         " AND i.received_at_ms >= $1"
                         " AND i.received_at_ms < $2 ORDER BY 1",
                         "ii", from_ms, until_ms),
             "to_confirmation", data, error) &&
         add_times(
             store_query(store, error,
                         "SELECT min(e.at_ms) - t.created_at_ms"
                         " FROM ticket t JOIN ticket_event e"
                         " ON e.ticket_id = t.id WHERE t.service = 'report'"
                         " AND t.created_at_ms >= $1 AND t.created_at_ms < $2"
                         " AND e.what = 'command' GROUP BY t.id ORDER BY 1",
                         "ii", from_ms, until_ms),
             "to_reaction", data, error) &&
         add_times(
             store_query(store, error,
                         "SELECT max(e.at_ms) - t.created_at_ms"
                         " FROM ticket t JOIN ticket_event e"
                         " ON e.ticket_id = t.id WHERE t.service = 'report'"
                         " AND t.created_at_ms >= $1 AND t.created_at_ms < $2"
                         " AND e.what = 'command' AND " ENDED
                         " AND (e.detail LIKE 'erledigt %'"
                         " OR e.detail LIKE 'keinemassnahme %')"
                         " GROUP BY t.id ORDER BY 1",
                         "ii", from_ms, until_ms),
             "to_end", data, error);
}

/* Stars, 5 is best; and letters that complain about somebody of the town's. */
static bool
add_satisfaction(const Desk *desk, const ReportPeriod *period, json_t *data,
                 GError **error)
{
  static const Figure numbers[] = {
      {"complaints",
       "SELECT count(*)" TICKETS " AND 'staff' = (SELECT e.detail"
       " FROM ticket_event e WHERE e.ticket_id = t.id AND e.what IN"
       " ('" LETTER_EVENT "', '" LETTER_DECIDED "', '" LETTER_UNDECIDED "')"
       " ORDER BY e.id DESC LIMIT 1)"},
      {NULL, NULL}};
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT count(*), COALESCE(sum(r.stars), 0)"
                  " FROM ticket t JOIN report_rating r ON r.ticket_id = t.id"
                  " WHERE t.service = 'report' AND t.created_at_ms >= $1"
                  " AND t.created_at_ms < $2",
                  "ii", period->from_ms, period->until_ms);
  if (rows == NULL || !store_rows_next(rows, error))
    return false;
  int64_t count = store_rows_int64(rows, 0), sum = store_rows_int64(rows, 1);
  json_t *stars = json_pack("{s:I}", "count", (json_int_t)count);
  if (count > 0)
    json_object_set_new(stars, "average",
                        json_real((double)sum / (double)count));
  json_object_set_new(data, "stars", stars);
  return add_numbers(desk, period, numbers, data, error);
}

/* Whose tickets they are now; external ones also by how they answer us. */
static bool
add_departments(const Desk *desk, const ReportPeriod *period, json_t *data,
                GError **error)
{
  const Town *town = desk->config->town;
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT t.department, count(*), sum(" JUDGED "), sum(" JUDGED
      " AND NOT " CORRECTED "), sum(" ENDED "),"
      " sum(EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id"
      " AND e.what = 'receipt-confirmed')),"
      " sum(EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id"
      " AND e.what = 'objected'))" TICKETS
      " GROUP BY t.department ORDER BY 2 DESC, 1",
      "ii", period->from_ms, period->until_ms);
  json_auto_t *list = json_array();
  while (rows != NULL && store_rows_next(rows, error)) {
    const char *id = store_rows_text(rows, 0);
    const Department *department = town_department(town, id);
    json_array_append_new(
        list,
        json_pack("{s:s, s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I}", "id", id,
                  "name", department == NULL ? id : department->name,
                  "external", department != NULL && department->external,
                  "tickets", (json_int_t)store_rows_int64(rows, 1), "judged",
                  (json_int_t)store_rows_int64(rows, 2), "right_first_time",
                  (json_int_t)store_rows_int64(rows, 3), "ended",
                  (json_int_t)store_rows_int64(rows, 4), "receipts",
                  (json_int_t)store_rows_int64(rows, 5), "objections",
                  (json_int_t)store_rows_int64(rows, 6)));
  }
  if (rows == NULL || !store_rows_ok(rows))
    return false;
  json_object_set(data, "departments", list);
  return true;
}

/* Who did not answer in time, and lost the ticket to the desk by that. */
static bool
add_silent(const Desk *desk, const ReportPeriod *period, json_t *data,
           GError **error)
{
  StoreRows *rows =
      store_query(desk->queue->store, error,
                  "SELECT e.detail, count(*) FROM ticket t JOIN ticket_event e"
                  " ON e.ticket_id = t.id WHERE t.service = 'report'"
                  " AND t.created_at_ms >= $1 AND t.created_at_ms < $2"
                  " AND e.what = 'returned-silent' AND e.detail IS NOT NULL"
                  " GROUP BY e.detail ORDER BY 2 DESC, 1",
                  "ii", period->from_ms, period->until_ms);
  return add_list(rows, "department", "silent", data, error);
}

/* Segments of SMS, counted by days, and what they cost where the price is in
 * the settings; a millionth of a euro is small enough for any contract. */
static bool
add_channel_costs(const Desk *desk, const ReportPeriod *period,
                  const ChannelSettings *channel, json_t *data, GError **error)
{
  g_autofree char *first = format_day(period->from_ms, desk->zone);
  g_autofree char *last = format_day(period->until_ms - 1, desk->zone);
  g_autofree char *from =
      g_strdup_printf("segments-day|%s|%s", channel->name, first);
  g_autofree char *until =
      g_strdup_printf("segments-day|%s|%s", channel->name, last);
  int64_t segments = 0;
  if (!store_get_int64(desk->queue->store, &segments, error,
                       "SELECT COALESCE(sum(value), 0) FROM counter"
                       " WHERE name >= $1 AND name <= $2",
                       "tt", from, until))
    return false;
  json_t *row = json_pack("{s:s, s:I}", "channel", channel->name, "segments",
                          (json_int_t)segments);
  if (channel->segment_price != NULL)
    json_object_set_new(
        row, "euro",
        json_real((double)segments *
                  g_ascii_strtod(channel->segment_price, NULL)));
  json_array_append_new(json_object_get(data, "sms"), row);
  return true;
}

static bool
add_costs(const Desk *desk, const ReportPeriod *period, json_t *data,
          GError **error)
{
  const GPtrArray *channels = desk->config->settings->channels;
  json_object_set_new(data, "sms", json_array());
  for (guint i = 0; i < channels->len; i++)
    if (!add_channel_costs(desk, period, channels->pdata[i], data, error))
      return false;
  return true;
}

json_t *
report_figures(Desk *desk, const ReportPeriod *period, GError **error)
{
  json_auto_t *data = json_object();
  bool ok = add_volume(desk, period, data, error) &&
            add_right(desk, period, data, error) &&
            add_all_times(desk, period, data, error) &&
            add_satisfaction(desk, period, data, error) &&
            add_departments(desk, period, data, error) &&
            add_silent(desk, period, data, error) &&
            add_costs(desk, period, data, error);
  return ok ? json_incref(data) : NULL;
}
