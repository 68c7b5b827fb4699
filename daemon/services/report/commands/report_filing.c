/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands of which the citizen hears nothing: filing, being shown a
 * ticket again, another place.
 */
#include "daemon/services/report/commands/report_filing.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/intake/report_place.h"
#include "daemon/services/report/morning/report_morning.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/place/places.h"
#include "queue/agenda.h"

static bool
match_event(const TicketEvent *event, void *user)
{
  ReportEventSearch *search = user;
  bool fits = strcmp(event->what, search->what) == 0 &&
              (search->inbox_id == NULL ||
               g_strcmp0(event->inbox_id, search->inbox_id) == 0) &&
              (search->begins == NULL ||
               (event->detail != NULL &&
                g_str_has_prefix(event->detail, search->begins)));
  if (!fits)
    return true;
  search->found = true;
  g_free(search->note);
  g_free(search->detail);
  search->note = g_strdup(event->note);
  search->detail = g_strdup(event->detail);
  return true; /* the newest counts */
}

bool
report_find_event(Desk *desk, const Ticket *ticket, ReportEventSearch *search,
                  GError **error)
{
  return ticket_each_event(desk->queue, ticket, match_event, search, error);
}

void
report_event_search_clear(ReportEventSearch *search)
{
  g_free(search->note);
  g_free(search->detail);
}

bool
report_act_file(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  (void)command;
  return report_change_state(call, action->state, error);
}

/* The morning of a day in the town's zone. */
static int64_t
morning_of(const Desk *desk, int64_t day_ms, int minutes)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(day_ms / 1000);
  g_autoptr(GDateTime) day = g_date_time_to_timezone(utc, desk->zone);
  g_autoptr(GDateTime) morning = g_date_time_new(
      desk->zone, g_date_time_get_year(day), g_date_time_get_month(day),
      g_date_time_get_day_of_month(day), minutes / 60, minutes % 60, 0);
  return g_date_time_to_unix(morning) * 1000;
}

bool
report_act_remind(StaffCall *call, const Action *action,
                  const CommandCall *command, GError **error)
{
  (void)action;
  int minutes = report_morning_minutes_before(
      report_department(call->desk, call->ticket));
  return agenda_set(call->desk->queue, REPORT_REMIND_TIMER,
                    call->ticket->id.text,
                    morning_of(call->desk, command->date_ms, minutes), error);
}

bool
report_act_show(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  (void)action;
  (void)command;
  const Ticket *ticket = call->ticket;
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .shown = true};
  return report_hand_over(call->desk, ticket, &handover, error);
}

bool
report_undo_remind(StaffCall *call, const char *inbox_id, GError **error)
{
  (void)inbox_id;
  return agenda_cancel(call->desk->queue, REPORT_REMIND_TIMER,
                       call->ticket->id.text, error);
}

bool
report_remind(Desk *desk, const Ticket *ticket, GError **error)
{
  if (report_is_ended(ticket->state))
    return true;
  g_auto(ReportEventSearch) search = {.what = "command", .begins = "wv "};
  if (!report_find_event(desk, ticket, &search, error))
    return false;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "reminded",
                       .actor = "town",
                       .detail = ticket->department};
  ReportHandover handover = {
      .text = "ticket",
      .inbox_id = ticket->inbox_id.text,
      .words = ticket->text,
      .note = search.note,
      .note_from = report_department(desk, ticket)->name,
      .again = true,
  };
  /* What is overdue was put off to this day. */
  return report_deadline_acted(desk, ticket, error) &&
         ticket_add_event(desk->queue, ticket, &event, error) &&
         report_hand_over(desk, ticket, &handover, error);
}

/* Only numbers tell a point here: the list of streets is the reader's. */
static bool
set_place(StaffCall *call, const char *words, GError **error)
{
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(words, NULL, places);
  const Place *point = places_best_point(places);
  return ticket_set_place(call->desk->queue, call->ticket, words, error) &&
         (point == NULL ||
          ticket_set_point(call->desk->queue, call->ticket, point, error));
}

/* "54.1 12.1 photo"; NULL: there is no point.  Owned. */
static char *
write_point(const Place *point)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  if (!point->has_point)
    return NULL;
  g_ascii_dtostr(latitude, sizeof latitude, point->latitude);
  g_ascii_dtostr(longitude, sizeof longitude, point->longitude);
  return g_strdup_printf("%s %s %s", latitude, longitude,
                         place_source_to_string(point->source));
}

static bool
read_point(const char *text, Place *out)
{
  g_auto(GStrv) words = g_strsplit(text == NULL ? "" : text, " ", 3);
  *out = (Place){0};
  if (g_strv_length(words) != 3 ||
      !place_source_from_string(words[2], &out->source))
    return false;
  out->has_point = true;
  out->latitude = g_ascii_strtod(words[0], NULL);
  out->longitude = g_ascii_strtod(words[1], NULL);
  return true;
}

bool
report_place_remember(Desk *desk, const Ticket *ticket, const char *inbox_id,
                      GError **error)
{
  g_autofree char *point = write_point(&ticket->point);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "place-before",
                       .actor = "town",
                       .detail = point,
                       .note = ticket->place,
                       .inbox_id = inbox_id};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_act_place(StaffCall *call, const Action *action,
                 const CommandCall *command, GError **error)
{
  (void)action;
  return report_place_remember(call->desk, call->ticket, call->inbox_id,
                               error) &&
         report_place_settle(call->desk, call->ticket, error) &&
         set_place(call, command->value, error) &&
         report_twin_note_place(call->desk, call->ticket, error);
}

bool
report_undo_place(StaffCall *call, const char *inbox_id, GError **error)
{
  Place point;
  g_auto(ReportEventSearch)
      search = {.what = "place-before", .inbox_id = inbox_id};
  if (!report_find_event(call->desk, call->ticket, &search, error))
    return false;
  if (!search.found)
    return true;
  return ticket_set_place(call->desk->queue, call->ticket, search.note,
                          error) &&
         (!read_point(search.detail, &point) ||
          ticket_set_point(call->desk->queue, call->ticket, &point, error));
}
