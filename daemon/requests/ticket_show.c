/* SPDX-License-Identifier: Apache-2.0
 *
 * ticket.show {id}: a ticket with its pictures and what was written and done,
 * oldest first.
 */
#include "daemon/admin/request.h"
#include "queue/release.h"

static const RequestColumn photo_columns[] = {
    {"photo", 'i'},  {"attachment_id", 't'}, {"inbox_id", 't'}, {"width", 'i'},
    {"height", 'i'}, {"state", 't'},         {NULL, 0},
};

static bool
add_event(const TicketEvent *event, void *user)
{
  json_array_append_new(
      user, json_pack("{s:I,s:s,s:s,s:s*,s:s*,s:s*}", "at_ms",
                      (json_int_t)event->at_ms, "what", event->what, "actor",
                      event->actor, "detail", event->detail, "note",
                      event->note, "inbox_id", event->inbox_id));
  return true;
}

static const char *
text_or_null(const char *text)
{
  return text == NULL || text[0] == '\0' ? NULL : text;
}

static json_t *
ticket_to_json(const Ticket *ticket)
{
  return json_pack(
      "{s:s,s:s,s:s,s:s,s:s*,s:s,s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:s*,s:s*,s:s*,"
      "s:s*,s:I,s:I,s:I}",
      "id", ticket->id.text, "number", ticket->text_number, "service",
      ticket->service, "state", ticket_state_to_string(ticket->state),
      "category", ticket->category, "department", ticket->department,
      "assignment", (int)ticket->assignment, "language", ticket->language,
      "channel", ticket->origin != NULL ? ticket->origin : ticket->channel,
      "answered_by", ticket->channel, "source", ticket->mailbox, "contact_id",
      ticket->contact_id.text, "inbox_id", ticket->inbox_id.text, "subject",
      text_or_null(ticket->subject), "text", text_or_null(ticket->text),
      "place", text_or_null(ticket->place), "danger", ticket->danger,
      "created_at_ms", (json_int_t)ticket->created_at_ms, "changed_at_ms",
      (json_int_t)ticket->changed_at_ms, "due_at_ms",
      (json_int_t)ticket->due_at_ms);
}

static void
add_point(json_t *row, const Place *point)
{
  if (!point->has_point)
    return;
  (void)json_object_set_new(row, "latitude", json_real(point->latitude));
  (void)json_object_set_new(row, "longitude", json_real(point->longitude));
  (void)json_object_set_new(row, "point_source",
                            json_string(place_source_to_string(point->source)));
}

/* What can be released, and what is. */
static bool
add_photos(RequestCall *call, json_t *row, const char *ticket_id,
           GError **error)
{
  json_t *photos = request_rows_array(
      release_query_photos(&call->digest->queue, ticket_id, error),
      photo_columns, error);
  if (photos == NULL)
    return false;
  (void)json_object_set_new(row, "photos", photos);
  return true;
}

/* The number of the one that it is the same as. */
static bool
add_original(RequestCall *call, const Ticket *ticket, json_t *row,
             GError **error)
{
  if (ticket->duplicate_of == NULL)
    return true;
  g_autoptr(Ticket) original =
      ticket_load(&call->digest->queue, ticket->duplicate_of, error);
  if (original == NULL)
    return false;
  json_object_set_new(row, "joined_to", json_string(original->text_number));
  return true;
}

static bool
run(RequestCall *call, GError **error)
{
  g_autoptr(Ticket) ticket = request_find_ticket(call, error);
  if (ticket == NULL)
    return false;
  json_auto_t *row = ticket_to_json(ticket);
  g_assert(row != NULL);
  if (ticket->supporters > 0)
    json_object_set_new(row, "reporters",
                        json_integer((json_int_t)ticket->supporters + 1));
  if (!add_original(call, ticket, row, error))
    return false;
  add_point(row, &ticket->point);
  if (!add_photos(call, row, ticket->id.text, error))
    return false;
  json_t *events = json_array();
  json_object_set_new(row, "events", events);
  if (!ticket_each_event(&call->digest->queue, ticket, add_event, events,
                         error))
    return false;
  request_add_row(call, json_incref(row));
  return true;
}

const Request request_ticket_show = {.name = "ticket.show", .run = run};
