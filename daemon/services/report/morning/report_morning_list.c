/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands in a department's list of the morning.  A ticket stands in it
 * once, where it is most urgent; its words without who wrote them.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/external/report_external.h"
#include "daemon/services/report/morning/report_morning.h"
#include "parsers/config/settings_rows.h"
#include "parsers/token.h"
#include "templates/format.h"

/* What one reads on a telephone: who has more overdue reads the rest later. */
enum { TICKETS_MAX = 25, WORDS_CHARACTERS = 120, PARAGRAPH_WORDS = 4 };

/* The order of the list. */
typedef enum Section {
  SECTION_OVERDUE,
  SECTION_DUE_TODAY,
  SECTION_DUE_SOON,
  SECTION_AGAIN,
  SECTION_REOPENED,
  SECTION_NEW,
  SECTION_ADDED,
  SECTION_WAITING,
  SECTION_GONE,
  SECTION_COUNT,
} Section;

/* `what` of its items, NULL: it is no item's; its name in the texts. */
static const struct {
  const char *what, *name;
  bool is_worth; /* a list that holds nothing else is sent, too */
} sections[] = {
    [SECTION_OVERDUE] = {NULL, "overdue", true},
    [SECTION_DUE_TODAY] = {NULL, "due_today", true},
    [SECTION_DUE_SOON] = {NULL, "due_soon", true},
    [SECTION_AGAIN] = {REPORT_MORNING_AGAIN, "seen_again", true},
    [SECTION_REOPENED] = {REPORT_MORNING_REOPENED, "opened_again", true},
    [SECTION_NEW] = {REPORT_MORNING_NEW, "fresh", true},
    [SECTION_ADDED] = {REPORT_MORNING_ADDED, "added", true},
    [SECTION_WAITING] = {NULL, "waits", false},
    [SECTION_GONE] = {REPORT_MORNING_GONE, "gone", true},
};

typedef struct Collected {
  Desk *desk;
  const Department *department;
  const char *language;
  GPtrArray *ids[SECTION_COUNT]; /* char * */
  GHashTable *seen;              /* char *, of ids */
} Collected;

static void
collected_init(Collected *all)
{
  for (int i = 0; i < SECTION_COUNT; i++)
    all->ids[i] = g_ptr_array_new_with_free_func(g_free);
  all->seen = g_hash_table_new(g_str_hash, g_str_equal);
}

static void
collected_clear(Collected *all)
{
  g_clear_pointer(&all->seen, g_hash_table_unref);
  for (int i = 0; i < SECTION_COUNT; i++)
    g_clear_pointer(&all->ids[i], g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Collected, collected_clear)

static void
collect(Collected *all, Section section, const char *id)
{
  if (g_hash_table_contains(all->seen, id))
    return;
  char *own = g_strdup(id);
  g_ptr_array_add(all->ids[section], own);
  g_hash_table_add(all->seen, own);
}

void
morning_list_clear(MorningList *list)
{
  json_decref(list->data);
  g_clear_pointer(&list->told, g_ptr_array_unref);
}

/* Open tickets whose day came, those in danger first, and those whose citizen
 * was asked something. */
static bool
collect_open(Collected *all, GError **error)
{
  const Desk *desk = all->desk;
  g_autofree char *today = format_day(desk->now_ms, desk->zone);
  int64_t soon_ms = report_day_start_ms(desk, 1, 1);
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT id, state, due_at_ms FROM ticket"
                  " WHERE department = $1 AND closed_at_ms IS NULL"
                  " AND service = 'report'"
                  " ORDER BY danger IS NULL, due_at_ms, id",
                  "t", all->department->id);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    int64_t due_ms = store_rows_int64(rows, 2);
    g_autofree char *day = format_day(due_ms, desk->zone);
    if (strcmp(store_rows_text(rows, 1), "waiting") == 0)
      collect(all, SECTION_WAITING, store_rows_text(rows, 0));
    else if (due_ms != 0 && strcmp(day, today) <= 0)
      collect(all, strcmp(day, today) < 0 ? SECTION_OVERDUE : SECTION_DUE_TODAY,
              store_rows_text(rows, 0));
    else if (due_ms != 0 && due_ms < soon_ms)
      collect(all, SECTION_DUE_SOON, store_rows_text(rows, 0));
  }
  return store_rows_ok(rows);
}

static bool
collect_items(Collected *all, Section section, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(all->desk->queue->store, error,
                  "SELECT i.ticket_id FROM report_morning_item i"
                  " JOIN ticket t ON t.id = i.ticket_id"
                  " WHERE i.department = $1 AND i.what = $2"
                  " AND (t.department = i.department AND"
                  " t.closed_at_ms IS NULL) = CAST($3 AS INTEGER)"
                  " ORDER BY i.at_ms, i.ticket_id",
                  "tti", all->department->id, sections[section].what,
                  (int64_t)(section != SECTION_GONE));
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error))
    collect(all, section, store_rows_text(rows, 0));
  return store_rows_ok(rows);
}

static bool
collect_all(Collected *all, GError **error)
{
  if (!collect_open(all, error))
    return false;
  for (Section s = 0; s < SECTION_COUNT; s++)
    if (sections[s].what != NULL && !collect_items(all, s, error))
      return false;
  return true;
}

/* The first paragraph that says something: not a greeting, and not the name
 * below a letter.  Owned. */
static char *
first_paragraph(const char *words)
{
  g_auto(GStrv) paragraphs = g_strsplit(words, "\n\n", -1);
  for (size_t i = 0; paragraphs[i] != NULL; i++) {
    g_auto(GStrv) pieces = g_strsplit_set(paragraphs[i], " \t\r\n", -1);
    GString *line = g_string_new(NULL);
    unsigned count = 0;
    for (size_t n = 0; pieces[n] != NULL; n++)
      if (*pieces[n] != '\0')
        g_string_append_printf(line, "%s%s", count++ == 0 ? "" : " ",
                               pieces[n]);
    g_autofree char *text = g_string_free(line, FALSE);
    if (count >= PARAGRAPH_WORDS || (i == 0 && paragraphs[1] == NULL))
      return g_steal_pointer(&text);
  }
  return g_strdup("");
}

/* The beginning of the citizen's words in one line, without who he is; owned.
 */
static char *
first_words(Desk *desk, const Ticket *ticket, GError **error)
{
  g_autofree char *words =
      report_external_words(desk, ticket, ticket->text, error);
  if (words == NULL)
    return NULL;
  g_autofree char *whole = first_paragraph(words);
  if (g_utf8_strlen(whole, -1) <= WORDS_CHARACTERS)
    return g_steal_pointer(&whole);
  g_autofree char *cut = g_utf8_substring(whole, 0, WORDS_CHARACTERS - 1);
  return g_strconcat(cut, "…", NULL);
}

/* Where a reply about this ticket alone goes.  Without plus addresses there is
 * none: codes of many tickets in one text would be taken for each other, so
 * there the buttons carry them. */
static void
add_reply(Desk *desk, const Ticket *ticket, json_t *data)
{
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  if (mailbox->reply_token == REPLY_TOKEN_TEXT)
    return;
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_DEPARTMENT, ticket, 0, &token);
  g_autofree char *address = desk_reply_address(mailbox, &token);
  json_object_set_new(data, "reply_to", json_string(address));
}

/* What a ticket in a list tells besides its words. */
static json_t *
ticket_data(Desk *desk, const Ticket *ticket, const char *language)
{
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "number", json_string(ticket->text_number));
  json_object_set_new(data, "danger", json_boolean(ticket->danger != NULL));
  return data;
}

json_t *
report_morning_ticket(Desk *desk, const char *ticket_id, const char *language,
                      GError **error)
{
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, ticket_id, error);
  if (ticket == NULL)
    return NULL;
  json_auto_t *data = ticket_data(desk, ticket, language);
  add_reply(desk, ticket, data);
  if (ticket->confidential)
    return json_incref(data);
  g_autofree char *words = first_words(desk, ticket, error);
  if (words == NULL)
    return NULL;
  if (*words != '\0')
    json_object_set_new(data, "first_words", json_string(words));
  return json_incref(data);
}

/* What is no longer theirs they can only read of. */
static json_t *
gone_ticket(Desk *desk, const char *ticket_id, const char *language,
            GError **error)
{
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, ticket_id, error);
  if (ticket == NULL)
    return NULL;
  json_t *data = ticket_data(desk, ticket, language);
  json_object_del(data, "buttons");
  return data;
}

static json_t *
section_data(const Collected *all, Section section, GError **error)
{
  const GPtrArray *ids = all->ids[section];
  json_auto_t *tickets = json_array();
  for (guint i = 0; i < ids->len && i < TICKETS_MAX; i++) {
    json_t *ticket =
        section == SECTION_GONE
            ? gone_ticket(all->desk, ids->pdata[i], all->language, error)
            : report_morning_ticket(all->desk, ids->pdata[i], all->language,
                                    error);
    if (ticket == NULL)
      return NULL;
    json_array_append_new(tickets, ticket);
  }
  json_t *data = json_pack("{s:b, s:i, s:O}", sections[section].name, 1,
                           "count", (int)ids->len, "list", tickets);
  if (ids->len > TICKETS_MAX)
    json_object_set_new(data, "more",
                        json_integer((json_int_t)ids->len - TICKETS_MAX));
  return data;
}

static void
add_count(json_t *data, const char *name, guint count)
{
  if (count > 0)
    json_object_set_new(data, name, json_integer(count));
}

static bool
add_sections(const Collected *all, MorningList *out, GError **error)
{
  json_t *list = json_array();
  json_object_set_new(out->data, "sections", list);
  for (Section s = 0; s < SECTION_COUNT; s++) {
    if (all->ids[s]->len == 0)
      continue;
    json_t *data = section_data(all, s, error);
    if (data == NULL)
      return false;
    json_array_append_new(list, data);
    out->is_worth = out->is_worth || sections[s].is_worth;
    bool noted = sections[s].what != NULL || s == SECTION_DUE_SOON;
    for (guint i = 0; noted && i < all->ids[s]->len; i++)
      g_ptr_array_add(out->told, g_strdup(all->ids[s]->pdata[i]));
  }
  add_count(out->data, "overdue_count", all->ids[SECTION_OVERDUE]->len);
  add_count(out->data, "due_count", all->ids[SECTION_DUE_TODAY]->len);
  add_count(out->data, "new_count", all->ids[SECTION_NEW]->len);
  return true;
}

bool
report_morning_write(Desk *desk, const Department *department,
                     const char *language, MorningList *out, GError **error)
{
  g_auto(Collected)
      all = {.desk = desk, .department = department, .language = language};
  collected_init(&all);
  g_autofree char *today =
      desk_date(desk, desk->now_ms, language, (int)FORMAT_DATE_LONG);
  out->data =
      json_pack("{s:s, s:s}", "department", department->name, "today", today);
  out->told = g_ptr_array_new_with_free_func(g_free);
  bool is_desk = strcmp(department->id, desk->config->town->desk) == 0;
  return collect_all(&all, error) && add_sections(&all, out, error) &&
         (!is_desk || report_morning_add_town(desk, language, out, error)) &&
         report_morning_add_absences(desk, department, language, out, error);
}
