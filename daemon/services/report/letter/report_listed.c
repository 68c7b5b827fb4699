/* SPDX-License-Identifier: Apache-2.0
 *
 * The weekly list of suspected advertising.
 */
#include "daemon/services/report/letter/report_listed.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/services/report/desk/report_taught.h"
#include "daemon/services/report/letter/report_listed_private.h"
#include "parsers/config/town_council.h"
#include "parsers/message.h"
#include "queue/agenda.h"
#include "queue/inbox.h"
#include "templates/format.h"

#define DAY_MS INT64_C(86400000)

enum {
  LIST_HOUR = 7,  /* of Monday, when an office opens its mail */
  LIST_MAX = 200, /* lines that anybody reads; more go into the next mail */
  SUBJECT_CHARACTERS = 60,
  ADDRESS_CHARACTERS = 40,
};

/* Did a department say that he sends advertising, and nothing else since, and
 * is it nothing else by its words? */
static bool
is_taught(Desk *desk, const Incoming *incoming, const ReportLetter *letter,
          bool *out_is, GError **error)
{
  ReportTaught taught;
  if (!report_taught_find(desk, incoming, &taught, error))
    return false;
  *out_is = taught.kind != NULL &&
            (taught.kind->flags & LETTER_WEEKLY_LIST) != 0 &&
            letter_taught_counts(&letter->verdict, taught.kind);
  return true;
}

static bool
is_wanted(Desk *desk, const Incoming *incoming, bool *out_is, GError **error)
{
  return store_get_bool(desk->queue->store, out_is, error,
                        "SELECT count(*) FROM report_listed"
                        " WHERE inbox_id = $1 AND wanted_at_ms IS NOT NULL",
                        "t", incoming->item->id.text);
}

/* Is it a mail that its writer sent himself, and nobody of the town's or of its
 * council's? */
static bool
is_from_outside(const Desk *desk, const Incoming *incoming)
{
  const Town *town = desk->config->town;
  if (incoming->mail == NULL || incoming->danger != NULL ||
      incoming->belonging.linked)
    return false;
  const char *address = incoming->mail->from->address;
  return town_department_of(town, address) == NULL &&
         !(town_council_lists(town, address) &&
           incoming_is_authenticated(incoming));
}

bool
report_listed_takes(Desk *desk, const Incoming *incoming,
                    const ReportLetter *letter, bool *out_takes, GError **error)
{
  static const unsigned grave =
      LETTER_LEGAL | LETTER_CONFIDENTIAL | LETTER_CAREFUL;
  const LetterKind *likely = letter->verdict.likely;
  unsigned flags = letter->kind == NULL ? 0 : letter->kind->flags;
  bool is_grave = likely != NULL && (likely->flags & grave) != 0;
  bool wanted = false;
  *out_takes = false;
  if (!is_from_outside(desk, incoming) || is_grave)
    return true;
  if (!is_wanted(desk, incoming, &wanted, error))
    return false;
  if (wanted)
    return true;
  *out_takes = (flags & LETTER_WEEKLY_LIST) != 0;
  return *out_takes || is_taught(desk, incoming, letter, out_takes, error);
}

/* Days until the next Monday morning. */
static int
days_to_list(GDateTime *now)
{
  int weekday = g_date_time_get_day_of_week(now); /* Monday is 1 */
  bool is_early = g_date_time_get_hour(now) < LIST_HOUR;
  return weekday == 1 && is_early ? 0 : 8 - weekday;
}

int64_t
listed_next_ms(const Desk *desk)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GDateTime) day = g_date_time_add_days(now, days_to_list(now));
  g_autoptr(GDateTime) morning = g_date_time_new(
      desk->zone, g_date_time_get_year(day), g_date_time_get_month(day),
      g_date_time_get_day_of_month(day), LIST_HOUR, 0, 0);
  return g_date_time_to_unix(morning) * 1000;
}

static char *
column_place(const char *column, const char *inbox_id)
{
  return g_strconcat("report_listed|", column, "|", inbox_id, NULL);
}

static GBytes *
seal(Desk *desk, const char *column, const char *inbox_id, const char *text,
     GError **error)
{
  g_autofree char *place = column_place(column, inbox_id);
  return keyring_seal_text(desk->queue->ring, NULL, place,
                           text == NULL ? "" : text, error);
}

bool
report_listed_add(Desk *desk, const Incoming *incoming, GError **error)
{
  const char *inbox_id = incoming->item->id.text;
  const Message *mail = incoming->mail;
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", mail->from->address);
  g_autoptr(GBytes) address =
      seal(desk, "address", inbox_id, mail->from->address, error);
  g_autoptr(GBytes) subject =
      address == NULL ? NULL
                      : seal(desk, "subject", inbox_id, mail->subject, error);
  return subject != NULL &&
         incoming_note(desk, incoming, "listed", NULL, error) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO report_listed (inbox_id, sender, address,"
                   " subject, received_at_ms, list, place)"
                   " VALUES ($1, $2, $3, $4, $5, 0, 0)"
                   " ON CONFLICT (inbox_id) DO NOTHING",
                   "tbbbi", inbox_id, sender, address, subject,
                   incoming->item->received_at_ms) &&
         agenda_set(desk->queue, REPORT_LISTED_TIMER, LISTED_SUBJECT,
                    listed_next_ms(desk), error);
}

/* "angebote@firma.example", the end of a long one left out; owned. */
static char *
shorten(const char *text, glong characters)
{
  if (g_utf8_strlen(text, -1) <= characters)
    return g_strdup(text);
  g_autofree char *begin = g_utf8_substring(text, 0, characters);
  return g_strconcat(begin, "…", NULL);
}

/* A list while it is put together. */
typedef struct List {
  Desk *desk;
  const char *language;
  int64_t number;
  TokenRef token;
  char *address; /* where an answer goes */
  json_t *lines;
} List;

static void
list_clear(List *list)
{
  g_free(list->address);
  json_decref(list->lines);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(List, list_clear)

/* A prepared mail that sends the line's number back; owned. */
static char *
line_url(const List *list, int64_t place)
{
  bool german = g_str_has_prefix(list->language, "de");
  g_autofree char *code = token_format_grouped(&list->token);
  g_autofree char *subject = g_strdup_printf("[%s]", desk_town_tag(list->desk));
  g_autofree char *body =
      g_strdup_printf("%" G_GINT64_FORMAT "\n\n%s: %s\n", place,
                      german ? "Vorgangscode" : "Reference code", code);
  return desk_mailto(list->address, subject, body);
}

json_t *
listed_line(Desk *desk, StoreRows *rows, const char *language, GError **error)
{
  Keyring *ring = desk->queue->ring;
  const char *inbox_id = store_rows_text(rows, 0);
  g_autofree char *address_place = column_place("address", inbox_id);
  g_autofree char *subject_place = column_place("subject", inbox_id);
  g_autoptr(GBytes) sealed_address = store_rows_bytes(rows, 1);
  g_autoptr(GBytes) sealed_subject = store_rows_bytes(rows, 2);
  g_autofree char *address =
      keyring_open_text(ring, NULL, address_place, sealed_address, error);
  g_autofree char *subject =
      address == NULL
          ? NULL
          : keyring_open_text(ring, NULL, subject_place, sealed_subject, error);
  if (subject == NULL)
    return NULL;
  g_autofree char *from = shorten(address, ADDRESS_CHARACTERS);
  g_autofree char *about = shorten(subject, SUBJECT_CHARACTERS);
  g_autofree char *day = desk_date(desk, store_rows_int64(rows, 3), language,
                                   (int)FORMAT_DATE_DAY);
  return json_pack("{s:s, s:s, s:s}", "from", from, "about", about, "day", day);
}

static bool
add_line(List *list, StoreRows *rows, int64_t place, GError **error)
{
  json_t *line = listed_line(list->desk, rows, list->language, error);
  if (line == NULL)
    return false;
  g_autofree char *url = line_url(list, place);
  json_object_set_new(line, "index", json_integer(place));
  json_object_set_new(line, "url", json_string(url));
  json_array_append_new(list->lines, line);
  return true;
}

/* What waits, oldest first, numbered from 1. */
static bool
collect(List *list, GPtrArray *ids, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(list->desk->queue->store, error,
                  "SELECT " LISTED_LINE " FROM report_listed WHERE list <= 0"
                  " ORDER BY received_at_ms, inbox_id LIMIT $1",
                  "i", (int64_t)LIST_MAX);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    g_ptr_array_add(ids, store_rows_dup_text(rows, 0));
    if (!add_line(list, rows, ids->len, error))
      return false;
  }
  return store_rows_ok(rows);
}

static bool
mark_listed(const List *list, const GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!store_run(list->desk->queue->store, error,
                   "UPDATE report_listed SET list = $2, place = $3"
                   " WHERE inbox_id = $1",
                   "tii", (const char *)ids->pdata[i], list->number,
                   (int64_t)i + 1))
      return false;
  return true;
}

static bool
send_list(const List *list, GError **error)
{
  Desk *desk = list->desk;
  int64_t kept_ms = desk->config->town->retention.hold_days * DAY_MS;
  g_autofree char *deleted_at = desk_date(
      desk, desk->now_ms + kept_ms, list->language, (int)FORMAT_DATE_LONG_YEAR);
  json_auto_t *data =
      json_pack("{s:O, s:i, s:s}", "letters", list->lines, "letter_count",
                (int)json_array_size(list->lines), "deleted_at", deleted_at);
  g_autofree char *dedupe =
      g_strdup_printf("listed|%" G_GINT64_FORMAT, list->number);
  DeskLetter letter = {.text = "advertising-list",
                       .language = list->language,
                       .data = data,
                       .token = &list->token,
                       .dedupe = dedupe,
                       .priority = OUTBOX_PRIORITY_STATUS,
                       .unsolicited = true};
  return desk_write_office(desk, &letter, error);
}

/* out_count   how many lines it has */
static bool
send_next(Desk *desk, guint *out_count, GError **error)
{
  g_auto(List) list = {
      .desk = desk,
      .language = report_staff_language(desk, town_office(desk->config->town)),
      .lines = json_array()};
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  if (!store_get_int64(
          desk->queue->store, &list.number, error,
          "SELECT COALESCE(max(abs(list)), 0) + 1 FROM report_listed", ""))
    return false;
  desk_token_of_serial(desk, TOKEN_ROLE_LISTED, list.number, &list.token);
  list.address = desk_reply_address(desk_mailbox_of(desk, NULL), &list.token);
  if (!collect(&list, ids, error))
    return false;
  *out_count = ids->len;
  return ids->len == 0 ||
         (mark_listed(&list, ids, error) && send_list(&list, error));
}

bool
report_listed_send(Desk *desk, GError **error)
{
  guint count = LIST_MAX;
  while (count == LIST_MAX)
    if (!send_next(desk, &count, error))
      return false;
  return report_listed_plan(desk, error);
}
