/* SPDX-License-Identifier: Apache-2.0
 *
 * The tickets that come of one letter.
 */
#include "daemon/services/report/split/report_split.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/department/report_handover.h"
#include "parsers/config/town_charge.h"
#include "parsers/place/places.h"
#include "queue/agenda.h"
#include "templates/texts.h"

enum { WORDS_CHARACTERS = 60 }; /* of a matter in the confirmation */

static const Matter *
matter_at(const ReportSplit *split, guint index)
{
  return &g_array_index(split->matters->list, Matter, index);
}

/* --- words, place, category ----------------------------------------------- */

/* The words of those that leave or of those that stay, below what holds for
 * all; owned. */
static char *
words_of(const ReportSplit *split, guint from, guint to, bool leaves)
{
  GString *words = g_string_new(split->matters->shared);
  for (guint i = from; i < to; i++) {
    const Matter *matter = matter_at(split, i);
    if (split->leaves[i] != leaves)
      continue;
    g_string_append(words, words->len == 0 ? "" : "\n\n");
    g_string_append_len(words, split->ticket->text + matter->offset,
                        (gssize)matter->size);
  }
  return g_string_free(words, FALSE);
}

static const char *
place_of(const ReportSplit *split, const Matter *matter)
{
  return matter->place != NULL ? matter->place : split->matters->place;
}

static const Category *
category_of(const ReportSplit *split, const Matter *matter)
{
  return matter->category == NULL
             ? NULL
             : town_category(split->desk->config->town, matter->category);
}

/* The point of a place that the message names; the town's list of streets is
 * known to the reader of messages alone. */
static const Place *
point_of(const ReportSplit *split, const char *words)
{
  for (guint i = 0; split->places != NULL && i < split->places->len; i++) {
    const Place *place = split->places->pdata[i];
    g_autofree char *named = place_to_words(place);
    if (place->has_point && strcmp(named, words) == 0)
      return place;
  }
  return NULL;
}

static bool
set_place(const ReportSplit *split, Ticket *ticket, const Matter *matter,
          GError **error)
{
  const char *words = place_of(split, matter);
  if (words == NULL || g_strcmp0(words, ticket->place) == 0)
    return true;
  const Place *point = point_of(split, words);
  return ticket_set_place(split->desk->queue, ticket, words, error) &&
         (point == NULL ||
          ticket_set_point(split->desk->queue, ticket, point, error));
}

static int64_t
due_of(const ReportSplit *split, const Category *category)
{
  Desk *desk = split->desk;
  return category == NULL || category->deadline_days == 0
             ? 0
             : desk_add_working_days(desk, desk->now_ms,
                                     category->deadline_days);
}

/* --- pictures ------------------------------------------------------------- */

static bool
is_picture(const StoredAttachment *attachment)
{
  return g_str_has_prefix(attachment->media_type, "image/");
}

/* The ticket of the matter whose words speak of a picture; NULL: none does. */
static const Ticket *
ticket_of_picture(const ReportSplit *split, const StoredAttachment *picture,
                  unsigned index)
{
  guint leaving = 0;
  for (guint i = 0; i < split->matters->list->len; i++) {
    const Matter *matter = matter_at(split, i);
    const Ticket *ticket =
        split->leaves[i] ? split->tickets->pdata[leaving++] : split->ticket;
    g_autofree char *words =
        g_strndup(split->ticket->text + matter->offset, matter->size);
    if (matters_mention_picture(words, picture->filename, index))
      return ticket;
  }
  return NULL;
}

/* out_left  pictures that no matter speaks of; they stay with the first */
static bool
share_pictures(const ReportSplit *split, bool *out_left, GError **error)
{
  Queue *queue = split->desk->queue;
  *out_left = false;
  g_autoptr(GPtrArray) all =
      attachments_of(queue, split->ticket->inbox_id.text, error);
  if (all == NULL)
    return false;
  unsigned index = 0;
  for (guint i = 0; i < all->len; i++) {
    const StoredAttachment *attachment = all->pdata[i];
    if (!is_picture(attachment))
      continue;
    const Ticket *ticket = ticket_of_picture(split, attachment, ++index);
    *out_left = *out_left || ticket == NULL;
    if (ticket != NULL && ticket != split->ticket &&
        !attachment_move(queue, attachment, ticket->id.text, error))
      return false;
  }
  return true;
}

/* --- tickets -------------------------------------------------------------- */

/* As its letter's, but for what it is about. */
static Ticket *
make_ticket(const ReportSplit *split, guint index, GError **error)
{
  const Ticket *from = split->ticket;
  const Town *town = split->desk->config->town;
  const Matter *matter = matter_at(split, index);
  const Category *category = category_of(split, matter);
  g_autoptr(Ticket) ticket = ticket_new();
  ticket->service = g_strdup(from->service);
  ticket->category = g_strdup(category == NULL ? NULL : category->id);
  const char *place = place_of(split, matter);
  const Place *point = place == NULL ? NULL : point_of(split, place);
  ticket->department = g_strdup(
      category == NULL ? town->desk
                       : town_charge(town, category, point).department);
  ticket->language = g_strdup(from->language);
  ticket->channel = g_strdup(from->channel);
  ticket->origin = g_strdup(from->origin);
  ticket->mailbox = g_strdup(from->mailbox);
  ticket->person_id = from->person_id;
  ticket->contact_id = from->contact_id;
  ticket->inbox_id = from->inbox_id;
  ticket->subject = g_strdup(from->subject);
  ticket->thread_id = g_strdup(from->thread_id);
  ticket->text = words_of(split, index, index + 1, true);
  ticket->due_at_ms = due_of(split, category);
  Queue *queue = split->desk->queue;
  if (!ticket_create(queue, ticket, desk_local_year(split->desk), error) ||
      !set_place(split, ticket, matter, error) ||
      (from->confidential &&
       !ticket_set_confidential(queue, ticket, true, error)))
    return NULL;
  return g_steal_pointer(&ticket);
}

static bool
make_tickets(ReportSplit *split, GError **error)
{
  split->tickets = g_ptr_array_new_with_free_func((GDestroyNotify)ticket_free);
  for (guint i = 0; i < split->matters->list->len; i++) {
    Ticket *ticket = split->leaves[i] ? make_ticket(split, i, error) : NULL;
    if (split->leaves[i] && ticket == NULL)
      return false;
    if (ticket != NULL)
      g_ptr_array_add(split->tickets, ticket);
  }
  return true;
}

/* Where it came from stands in the history of each. */
static bool
add_events(const ReportSplit *split, Ticket *ticket, GError **error)
{
  TicketEvent created = {.at_ms = split->desk->now_ms,
                         .what = "created",
                         .actor = split->actor,
                         .detail = ticket->department,
                         .inbox_id = split->inbox_id};
  TicketEvent from = {.at_ms = split->desk->now_ms,
                      .what = "split-from",
                      .actor = split->actor,
                      .detail = split->ticket->text_number,
                      .inbox_id = split->inbox_id};
  return ticket_add_event(split->desk->queue, ticket, &created, error) &&
         ticket_add_event(split->desk->queue, ticket, &from, error) &&
         report_anonymous_inherit(split->desk, split->ticket, ticket, error);
}

static bool
hand_over_each(const ReportSplit *split, bool photos_left, GError **error)
{
  for (guint i = 0; i < split->tickets->len; i++) {
    Ticket *ticket = split->tickets->pdata[i];
    ReportHandover handover = {
        .text = "ticket",
        .inbox_id = ticket->inbox_id.text,
        .words = ticket->text,
        .not_before_ms = split->not_before_ms,
        .cancel_group = split->cancel_group,
        .split_from = split->ticket->text_number,
        .photos_with = photos_left ? split->ticket->text_number : NULL,
    };
    int64_t alarm_ms = MAX(split->desk->now_ms, split->not_before_ms) +
                       RETRY_TICKET_ALARM_S * INT64_C(1000);
    if (!add_events(split, ticket, error) ||
        !report_hand_over(split->desk, ticket, &handover, error) ||
        !agenda_set(split->desk->queue, "report-alarm", ticket->id.text,
                    alarm_ms, error))
      return false;
  }
  return true;
}

/* The whole letter, and what came of it. */
static bool
remember(const ReportSplit *split, GError **error)
{
  g_autoptr(GString) numbers = g_string_new(NULL);
  for (guint i = 0; i < split->tickets->len; i++) {
    const Ticket *ticket = split->tickets->pdata[i];
    g_string_append_printf(numbers, "%s%s", i == 0 ? "" : " ",
                           ticket->text_number);
  }
  TicketEvent event = {.at_ms = split->desk->now_ms,
                       .what = "split",
                       .actor = split->actor,
                       .detail = numbers->str,
                       .note = split->ticket->text,
                       .inbox_id = split->inbox_id};
  return ticket_add_event(split->desk->queue, split->ticket, &event, error);
}

/* The first that stays gives the ticket its place and category. */
static bool
keep_rest(const ReportSplit *split, GError **error)
{
  Queue *queue = split->desk->queue;
  Ticket *ticket = split->ticket;
  guint first = 0;
  while (split->leaves[first])
    first++;
  const Matter *matter = matter_at(split, first);
  const Category *category = category_of(split, matter);
  g_autofree char *words = words_of(split, 0, split->matters->list->len, false);
  if (!set_place(split, ticket, matter, error) ||
      !ticket_set_text(queue, ticket, words, error))
    return false;
  if (category == NULL || g_strcmp0(category->id, ticket->category) == 0)
    return true;
  int64_t due_ms = due_of(split, category);
  return ticket_set_category(queue, ticket, category->id, error) &&
         (due_ms == 0 || ticket_set_due(queue, ticket, due_ms, error));
}

bool
report_split_open(ReportSplit *split, GError **error)
{
  bool photos_left;
  return make_tickets(split, error) &&
         share_pictures(split, &photos_left, error) && remember(split, error) &&
         hand_over_each(split, photos_left, error) && keep_rest(split, error);
}

/* --- what people are told ------------------------------------------------- */

/* The beginning of a ticket's own words on one line; owned. */
static char *
own_words(const ReportSplit *split, const Ticket *ticket)
{
  const char *text = ticket->text;
  const char *shared = split->matters->shared;
  if (shared != NULL && g_str_has_prefix(text, shared))
    text += strlen(shared);
  g_autofree char *line = g_strstrip(g_strdup(text));
  g_strdelimit(line, "\r\n\t", ' ');
  if (g_utf8_strlen(line, -1) <= WORDS_CHARACTERS)
    return g_steal_pointer(&line);
  g_autofree char *cut = g_utf8_substring(line, 0, WORDS_CHARACTERS);
  return g_strconcat(g_strchomp(cut), " …", NULL);
}

static json_t *
ticket_row(const ReportSplit *split, const Ticket *ticket, const char *language,
           bool words)
{
  /* What is missing would be looked up in the first ticket's own. */
  static const char *const hidden[] = {"category", "place",     "department",
                                       "due",      "due_short", "excerpt"};
  json_t *row = json_object();
  for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
    json_object_set_new(row, hidden[i], json_null());
  json_auto_t *data = report_data(split->desk, ticket, language);
  json_object_update(row, data);
  json_object_set_new(row, "number", json_string(ticket->text_number));
  if (words) {
    g_autofree char *shown = own_words(split, ticket);
    json_object_set_new(row, "excerpt", texts_lines(shown, "│ "));
  }
  return row;
}

json_t *
report_split_list(const ReportSplit *split, const char *language, bool words)
{
  json_t *list = json_array();
  json_array_append_new(list,
                        ticket_row(split, split->ticket, language, words));
  for (guint i = 0; i < split->tickets->len; i++)
    json_array_append_new(
        list, ticket_row(split, split->tickets->pdata[i], language, words));
  return list;
}
