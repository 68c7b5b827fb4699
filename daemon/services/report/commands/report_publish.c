/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands about the public: a department releases the pictures of a
 * ticket, hides them again, or says that nothing of it may be seen.
 */
#include "daemon/services/report/commands/report_filing.h"

#include "daemon/services/report/commands/report_actions.h"
#include "queue/agenda.h"
#include "queue/release.h"
#include "templates/format.h"

enum { TEXT_CHARACTERS = 500 }; /* what a picture shows: a sentence or two */

/* The pictures of a ticket with a copy: ids of attachments that are public, or
 * that are not (char *); NULL on error. */
static GPtrArray *
list_photos(Desk *desk, const Ticket *ticket, bool released, GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StoreRows) rows =
      release_query_photos(desk->queue, ticket->id.text, error);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    bool is = g_strcmp0(store_rows_text(rows, 5),
                        release_state_to_string(RELEASE_STATE_RELEASED)) == 0;
    if (is == released)
      g_ptr_array_add(ids, store_rows_dup_text(rows, 1));
  }
  return store_rows_ok(rows) ? g_steal_pointer(&ids) : NULL;
}

/* text   what the pictures show, for those who do not see them; NULL hides */
static bool
decide_all(Desk *desk, const Ticket *ticket, const char *text, GError **error)
{
  bool shows = text != NULL;
  g_autoptr(GPtrArray) ids = list_photos(desk, ticket, !shows, error);
  g_autofree char *actor = ticket_actor_department(ticket->department);
  if (ids == NULL)
    return false;
  for (guint i = 0; i < ids->len; i++) {
    Release release = {.kind = RELEASE_KIND_PHOTO,
                       .id = ids->pdata[i],
                       .field = RELEASE_FIELD_PHOTO,
                       .public_text = text,
                       .decided_by = actor};
    TicketEvent event = {.at_ms = desk->now_ms,
                         .what = shows ? "photo-released" : "photo-withdrawn",
                         .actor = actor,
                         .detail = ids->pdata[i]};
    if (!release_set_state(
            desk->queue, &release,
            shows ? RELEASE_STATE_RELEASED : RELEASE_STATE_WITHDRAWN, error) ||
        !ticket_add_event(desk->queue, ticket, &event, error))
      return false;
  }
  return true;
}

bool
report_publish(Desk *desk, const Ticket *ticket, GError **error)
{
  if (ticket->confidential)
    return true;
  g_auto(ReportEventSearch)
      search = {.what = "command", .begins = "freigeben "};
  if (!report_find_event(desk, ticket, &search, error))
    return false;
  const char *note = search.note == NULL ? "" : search.note;
  g_autofree char *text = g_utf8_strlen(note, -1) > TEXT_CHARACTERS
                              ? g_utf8_substring(note, 0, TEXT_CHARACTERS)
                              : g_strdup(note);
  return decide_all(desk, ticket, text, error);
}

bool
report_publish_problem(StaffCall *call, const CommandCall *command,
                       const char **out_problem, GError **error)
{
  (void)command;
  *out_problem = NULL;
  if (call->ticket->confidential) {
    *out_problem = "is_confidential";
    return true;
  }
  g_autoptr(GPtrArray) hidden =
      list_photos(call->desk, call->ticket, false, error);
  g_autoptr(GPtrArray) shown =
      hidden == NULL ? NULL
                     : list_photos(call->desk, call->ticket, true, error);
  if (shown == NULL)
    return false;
  if (hidden->len + shown->len == 0)
    *out_problem = "no_photo";
  return true;
}

/* What is public was seen: it waits like news for the citizen. */
bool
report_act_publish(StaffCall *call, const Action *action,
                   const CommandCall *command, GError **error)
{
  (void)action;
  (void)command;
  Desk *desk = call->desk;
  if (call->not_before_ms <= desk->now_ms) {
    json_object_set_new(call->notes, "published", json_true());
    return report_publish(desk, call->ticket, error);
  }
  g_autofree char *at = desk_date(desk, call->not_before_ms, call->language,
                                  (int)FORMAT_DATE_CLOCK);
  json_object_set_new(call->notes, "publish_at", json_string(at));
  json_object_set_new(call->notes, "waits", json_true());
  return agenda_set(desk->queue, REPORT_PUBLISH_TIMER, call->ticket->id.text,
                    call->not_before_ms, error);
}

static bool
hide(StaffCall *call, GError **error)
{
  return agenda_cancel(call->desk->queue, REPORT_PUBLISH_TIMER,
                       call->ticket->id.text, error) &&
         decide_all(call->desk, call->ticket, NULL, error);
}

bool
report_undo_publish(StaffCall *call, const char *inbox_id, GError **error)
{
  (void)inbox_id;
  return hide(call, error);
}

bool
report_act_hide(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  (void)action;
  (void)command;
  json_object_set_new(call->notes, "hidden", json_true());
  return hide(call, error);
}

bool
report_act_confidential(StaffCall *call, const Action *action,
                        const CommandCall *command, GError **error)
{
  (void)action;
  (void)command;
  json_object_set_new(call->notes, "now_confidential", json_true());
  return ticket_set_confidential(call->desk->queue, call->ticket, true,
                                 error) &&
         hide(call, error);
}

bool
report_undo_confidential(StaffCall *call, const char *inbox_id, GError **error)
{
  (void)inbox_id;
  return ticket_set_confidential(call->desk->queue, call->ticket, false, error);
}
