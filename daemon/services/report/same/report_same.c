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
#include "daemon/services/report/staff/report_authority.h"
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
  bool joined = call->ticket->duplicate_of != NULL;
  *out_problem = command->number.serial == 0 && !joined ? "not_joined" : NULL;
  if (command->number.serial == 0)
    return true;
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

bool
report_same_note(Desk *desk, const Incoming *incoming, const Ticket *original,
                 const char *what, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = "citizen",
                       .detail = incoming->belonging.ticket->text_number,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, original, &event, error);
}

bool
report_same_hand_over(Desk *desk, const Ticket *ticket, const Ticket *original,
                      GError **error)
{
  ReportHandover handover = {.text = "ticket-addition",
                             .teller = ticket,
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .received_at_ms = ticket->created_at_ms,
                             .owner_id = ticket->person_id.text};
  return strcmp(original->department, ticket->department) == 0 ||
         report_hand_over(desk, original, &handover, error);
}

/* The history of each tells of the other. */
static bool
add_event(StaffCall *call, const Ticket *with, const char *what, GError **error)
{
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = what,
                       .actor = "town",
                       .detail = call->ticket->text_number,
                       .inbox_id = call->inbox_id};
  return ticket_add_event(call->desk->queue, with, &event, error);
}

/* Its writer learns to which one he belongs, or no more. */
static bool
tell_writer(StaffCall *call, const Ticket *original, const char *what,
            GError **error)
{
  ReportNews news = {.text = "supporter",
                     .data =
                         json_pack("{s:s, s:{s:b}}", "joined_to",
                                   original->text_number, "supporter", what, 1),
                     .not_before_ms = call->not_before_ms};
  return report_tell_of_command(call, &news, error);
}

static bool
join(StaffCall *call, const Action *action, const Number *number,
     GError **error)
{
  Ticket *found = NULL;
  Desk *desk = call->desk;
  if (!find_named(desk, number, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  g_assert(original != NULL); /* report_same_problem() looked */
  if (!report_change_state(call, action->state, error) ||
      !ticket_set_duplicate(desk->queue, call->ticket, original, error) ||
      !agenda_cancel(desk->queue, REPORT_REMIND_TIMER, call->ticket->id.text,
                     error))
    return false;
  g_autoptr(Ticket) counted =
      ticket_load(desk->queue, original->id.text, error);
  return counted != NULL && add_event(call, counted, "joined", error) &&
         report_same_hand_over(desk, call->ticket, counted, error) &&
         tell_writer(call, counted, "merged", error);
}

static bool
note_parting(StaffCall *call, Ticket **out_original, GError **error)
{
  return report_find_original(call->desk, call->ticket, out_original, error) &&
         (*out_original == NULL ||
          add_event(call, *out_original, "parted", error));
}

/* Whoever joined it. */
static bool
part(StaffCall *call, GError **error)
{
  Ticket *found = NULL;
  Ticket *ticket = call->ticket;
  if (!note_parting(call, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  g_assert(original != NULL); /* report_same_problem() looked */
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .shown = true};
  return report_change_state(call, TICKET_STATE_OPEN, error) &&
         report_hand_over(call->desk, ticket, &handover, error) &&
         tell_writer(call, original, "parted", error);
}

bool
report_act_same(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  return command->number.serial == 0
             ? part(call, error)
             : join(call, action, &command->number, error);
}

bool
report_undo_same(StaffCall *call, const char *inbox_id, GError **error)
{
  Ticket *found = NULL;
  (void)inbox_id;
  if (!note_parting(call, &found, error))
    return false;
  ticket_free(found);
  return true;
}

/* These are about the ticket itself, and about where it belongs. */
static bool
is_own_command(const CommandMail *commands)
{
  static const char *const own[] = {"doppelt", "rueckgaengig", "hilfe",
                                    "zurueck", "zeigen"};
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *command = commands->commands->pdata[i];
    for (size_t k = 0; k < G_N_ELEMENTS(own); k++)
      if (strcmp(command->command->name, own[k]) == 0)
        return true;
  }
  return false;
}

void
report_landing_clear(ReportLanding *landing)
{
  g_clear_pointer(&landing->original, ticket_free);
}

bool
report_same_land(Desk *desk, const Ticket *ticket, const CommandMail *commands,
                 ReportLanding *out, GError **error)
{
  Ticket *found = NULL;
  *out = (ReportLanding){0};
  if (is_own_command(commands))
    return true;
  if (!report_find_original(desk, ticket, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  if (original == NULL)
    return true;
  /* Who may act for the one may act for the other. */
  out->refused = strcmp(original->department, ticket->department) != 0 ||
                 (original->confidential && !ticket->confidential) ||
                 report_is_past(desk, original);
  bool orders = commands->commands->len > 0 || commands->mistakes->len > 0;
  if (!out->refused || orders) /* else a note, kept where it was meant for */
    out->original = g_steal_pointer(&original);
  return true;
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

/* One piece of news on its way to all of them. */
typedef struct Round {
  const ReportNews *news;
  ReportNewsData data;
  const void *user;
  const Contact *first; /* whose name is nobody else's to read */
  GHashTable *told;     /* char *, ids of contacts */
} Round;

/* "STOPP 417" of a number that he joined ends it, too. */
static bool
stopped(StaffCall *call, const Ticket *supporter, bool *out_did, GError **error)
{
  g_autoptr(Contact) contact =
      contact_load(call->desk->queue, supporter->contact_id.text, error);
  return contact != NULL &&
         contact_wants_none(call->desk->queue, contact, call->ticket->digits,
                            out_did, error);
}

static bool
tell_one(StaffCall *call, Round *round, const Ticket *supporter, GError **error)
{
  bool ended;
  if (!g_hash_table_add(round->told, g_strdup(supporter->contact_id.text)))
    return true;
  if (!stopped(call, supporter, &ended, error) || ended)
    return ended;
  ReportNews copy = *round->news;
  copy.contact = NULL;
  copy.data = round->data(call, supporter, round->user);
  if (names_contact(call->citizen_text, round->first))
    json_object_del(copy.data, "message");
  return report_tell_citizen(call->desk, supporter, &copy, NULL, error);
}

bool
report_tell_supporters(StaffCall *call, const ReportNews *news,
                       ReportNewsData data, const void *user, GError **error)
{
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
  g_autoptr(GHashTable) told =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add(told, g_strdup(ticket->contact_id.text));
  Round round = {news, data, user, first, told};
  for (guint i = 0; i < same->len; i++)
    if (!tell_one(call, &round, same->pdata[i], error))
      return false;
  guint others = g_hash_table_size(told) - 1;
  if (others > 0)
    json_object_set_new(call->notes, "supporters",
                        json_integer((json_int_t)others));
  return true;
}
