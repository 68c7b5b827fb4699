/* SPDX-License-Identifier: Apache-2.0
 *
 * Reports of the same thing: one is joined to another, and whoever wrote it
 * hears the other's news.
 */
#include "daemon/services/report/same/report_same.h"

#include <string.h>

#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/department/report_handover.h"
#include "queue/agenda.h"
#include "queue/person.h"

enum {
  SUPPORTERS_MAX =
      500, /* more would be a broadcast, which is another service */
  NAME_CHARACTERS_MIN = 3,
};

bool
report_find_original(Desk *desk, const Ticket *ticket, Ticket **out,
                     GError **error)
{
  *out = NULL;
  return ticket->duplicate_of == NULL ||
         ticket_find(desk->queue, ticket->duplicate_of, out, error);
}

/* The ticket of this number, or the one that is the same as; NULL: none. */
static bool
find_named(Desk *desk, const Number *number, Ticket **out, GError **error)
{
  Ticket *found = NULL;
  if (!ticket_find_number(desk->queue, number, &found, error))
    return false;
  g_autoptr(Ticket) named = found;
  if (named == NULL || named->duplicate_of == NULL) {
    *out = g_steal_pointer(&named);
    return true;
  }
  return report_find_original(desk, named, out, error);
}

bool
report_same_problem(StaffCall *call, const CommandCall *command,
                    const char **out_problem, GError **error)
{
  Ticket *found = NULL;
  *out_problem = NULL;
  if (!find_named(call->desk, &command->number, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  if (original == NULL || strcmp(original->service, call->ticket->service) != 0)
    *out_problem = "no_ticket";
  else if (strcmp(original->id.text, call->ticket->id.text) == 0)
    *out_problem = "itself";
  else if (original->state == TICKET_STATE_CLOSED ||
           original->state == TICKET_STATE_NO_ACTION)
    *out_problem = "over_there";
  return true;
}

/* The department of the other one learns what was said here. */
static bool
hand_over_words(StaffCall *call, const Ticket *original, GError **error)
{
  const Ticket *ticket = call->ticket;
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = "joined",
                       .actor = "town",
                       .detail = ticket->text_number,
                       .inbox_id = call->inbox_id};
  if (!ticket_add_event(call->desk->queue, original, &event, error))
    return false;
  ReportHandover handover = {.text = "ticket-addition",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .received_at_ms = ticket->created_at_ms,
                             .owner_id = ticket->person_id.text};
  return strcmp(original->department, ticket->department) == 0 ||
         report_hand_over(call->desk, original, &handover, error);
}

bool
report_act_same(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  Ticket *found = NULL;
  if (!find_named(call->desk, &command->number, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  g_assert(original != NULL); /* report_same_problem() looked */
  return report_change_state(call, action->state, error) &&
         ticket_set_duplicate(call->desk->queue, call->ticket, original,
                              error) &&
         agenda_cancel(call->desk->queue, REPORT_REMIND_TIMER,
                       call->ticket->id.text, error) &&
         hand_over_words(call, original, error);
}

/* Does a text name somebody?  A department that writes to one person must not
 * tell his name to another. */
static bool
names_contact(const char *text, const Contact *contact)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);
  g_autofree char *name =
      g_utf8_casefold(contact->name == NULL ? "" : contact->name, -1);
  g_auto(GStrv) words = g_strsplit_set(name, " ,.-", -1);
  for (size_t i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen(words[i], -1) >= NAME_CHARACTERS_MIN &&
        strstr(folded, words[i]) != NULL)
      return true;
  g_autofree char *address = g_utf8_casefold(contact->address, -1);
  return *address != '\0' && strstr(folded, address) != NULL;
}

static bool
tell_one(StaffCall *call, const ReportNews *news, const Ticket *supporter,
         const json_t *data, GError **error)
{
  ReportNews copy = *news;
  copy.contact = NULL;
  copy.data = json_deep_copy(data);
  return report_tell_citizen(call->desk, supporter, &copy, NULL, error);
}

bool
report_tell_supporters(StaffCall *call, const ReportNews *news, json_t *data,
                       GError **error)
{
  json_auto_t *owned = data;
  Queue *queue = call->desk->queue;
  const Ticket *ticket = call->ticket;
  g_autoptr(GPtrArray) same =
      ticket_duplicates_of(queue, ticket, SUPPORTERS_MAX, error);
  if (same == NULL || same->len == 0)
    return same != NULL;
  g_autoptr(Contact) first =
      contact_load(queue, ticket->contact_id.text, error);
  if (first == NULL)
    return false;
  if (names_contact(call->citizen_text, first))
    json_object_del(owned, "message");
  int told = 0;
  for (guint i = 0; i < same->len; i++) {
    const Ticket *supporter = same->pdata[i];
    if (strcmp(supporter->contact_id.text, ticket->contact_id.text) == 0)
      continue;
    if (!tell_one(call, news, supporter, owned, error))
      return false;
    told++;
  }
  if (told > 0)
    json_object_set_new(call->notes, "supporters", json_integer(told));
  return true;
}
