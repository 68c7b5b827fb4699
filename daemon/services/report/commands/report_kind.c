/* SPDX-License-Identifier: Apache-2.0
 *
 * What kind of letter a ticket is, said by a command and taken back.
 */
#include "daemon/services/report/commands/report_kind.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/letter/report_letter.h"

#define BEFORE "letter-before"

static bool
is_called(const char *wanted, const char *name)
{
  g_autofree char *folded = command_fold(name);
  return strcmp(wanted, folded) == 0;
}

const LetterKind *
report_kind_named(const Town *town, const char *name)
{
  const GPtrArray *kinds = letter_table_kinds(town->letters);
  g_autofree char *wanted = command_fold(name);
  for (guint i = 0; i < kinds->len; i++) {
    const LetterKind *kind = kinds->pdata[i];
    if (is_called(wanted, kind->id))
      return kind;
    for (guint k = 0; k < town->languages->len; k++)
      if (is_called(wanted, letter_kind_name(kind, town->languages->pdata[k])))
        return kind;
  }
  return NULL;
}

bool
report_kind_problem(StaffCall *call, const CommandCall *command,
                    const char **out_problem, GError **error)
{
  (void)error;
  const Town *town = call->desk->config->town;
  bool known = report_kind_named(town, command->value) != NULL;
  *out_problem = known ? NULL : "no_such";
  return true;
}

/* Who it was, tells the event of the command. */
static bool
add_event(StaffCall *call, const char *what, const char *detail, GError **error)
{
  TicketEvent event = {.at_ms = call->desk->now_ms,
                       .what = what,
                       .actor = "town",
                       .detail = detail,
                       .inbox_id = call->inbox_id};
  return ticket_add_event(call->desk->queue, call->ticket, &event, error);
}

/* "press hidden", "- shown": what #rückgängig needs to know. */
static bool
remember_before(StaffCall *call, GError **error)
{
  g_auto(ReportLetter) before = {0};
  if (!report_letter_of_ticket(call->desk, call->ticket, &before, error))
    return false;
  g_autofree char *detail =
      g_strdup_printf("%s %s", before.kind == NULL ? "-" : before.kind->id,
                      call->ticket->confidential ? "hidden" : "shown");
  return add_event(call, BEFORE, detail, error);
}

static bool
keep_confidential(StaffCall *call, GError **error)
{
  Ticket *ticket = call->ticket;
  if (!ticket->confidential &&
      !report_act_confidential(call, NULL, NULL, error))
    return false;
  return ticket->category == NULL ||
         ticket_set_category(call->desk->queue, ticket, NULL, error);
}

/* What is no report has no category, and is not for everybody; what nobody has
 * to do anything about is closed. */
static bool
treat_as(StaffCall *call, const ReportLetter *letter, GError **error)
{
  const ReportLetterWay *way = letter->way;
  const char *to = report_letter_department(call->desk, letter);
  bool advertising = (letter->kind->flags & LETTER_WEEKLY_LIST) != 0;
  if (advertising)
    return report_change_state(call, TICKET_STATE_NO_ACTION, error);
  if (!way->routed && !keep_confidential(call, error))
    return false;
  if (way->filed)
    return report_change_state(call, TICKET_STATE_CLOSED, error);
  return to == NULL || call->gives_away ||
         report_give_to(call, town_department(call->desk->config->town, to),
                        error);
}

bool
report_act_kind(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  (void)action;
  const LetterKind *kind =
      report_kind_named(call->desk->config->town, command->value);
  g_assert(kind != NULL);
  g_auto(ReportLetter) letter = {0};
  report_letter_of_kind(kind, &letter);
  return remember_before(call, error) &&
         add_event(call, LETTER_DECIDED, kind->id, error) &&
         treat_as(call, &letter, error);
}

bool
report_undo_kind(StaffCall *call, const char *inbox_id, GError **error)
{
  g_auto(ReportEventSearch) search = {.what = BEFORE, .inbox_id = inbox_id};
  if (!report_find_event(call->desk, call->ticket, &search, error))
    return false;
  if (!search.found)
    return true;
  g_auto(GStrv) words = g_strsplit(search.detail, " ", 2);
  g_assert(g_strv_length(words) == 2);
  bool none = strcmp(words[0], "-") == 0;
  return add_event(call, LETTER_UNDECIDED, none ? NULL : words[0], error) &&
         (strcmp(words[1], "hidden") == 0 ||
          ticket_set_confidential(call->desk->queue, call->ticket, false,
                                  error));
}
