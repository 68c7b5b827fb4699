/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail of staff to several tickets: words are noted with each of them, of a
 * command it is asked which one is meant.
 */
#include "daemon/services/report/commands/report_commands.h"

#include "daemon/services/report/staff/report_refusal.h"

bool
report_ask_which_ticket(StaffCall *call, const Incoming *incoming,
                        GError **error)
{
  g_autofree char *others = incoming_other_numbers(incoming, call->ticket);
  g_autofree char *all =
      g_strdup_printf("%s, %s", call->ticket->text_number, others);
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(
      data, "mistakes",
      json_pack("[{s:s, s:b}]", "written", all, "two_tickets", 1));
  return report_reply(call, "transcript-failed", data, error);
}

bool
report_note_with_others(Desk *desk, const Incoming *incoming, const char *text,
                        GError **error)
{
  for (unsigned i = 0; i < incoming_other_count(incoming); i++) {
    const Incoming copy = incoming_to_other(incoming, i);
    if (report_authority_of(desk, &copy) != REPORT_AUTHORITY_REFUSE &&
        !report_add_note(desk, &copy, "note", text, error))
      return false;
  }
  return true;
}
