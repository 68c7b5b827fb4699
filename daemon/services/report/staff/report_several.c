/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail of staff to two tickets: which of them is meant?
 */
#include <string.h>

#include "daemon/services/report/commands/report_commands.h"

#include "parsers/config/settings.h"
#include "parsers/message.h"
#include "parsers/token.h"

bool
report_names_another(Desk *desk, const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  const GPtrArray *const lists[] = {mail->to, mail->cc};
  const char *alias = incoming->mailbox->alias_domain;
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    for (guint k = 0; k < lists[i]->len; k++) {
      const Address *address = lists[i]->pdata[k];
      TokenRef token;
      if (token_find_in_address(address->address, alias, &token) &&
          desk_token_is_ours(desk, &token) &&
          strcmp(token.record, incoming->belonging.ticket->digits) != 0)
        return true;
    }
  return false;
}

bool
report_ask_which_ticket(StaffCall *call, GError **error)
{
  json_t *data = report_staff_data(call->desk, call->ticket, call->language);
  json_object_set_new(data, "mistakes",
                      json_pack("[{s:s, s:b}]", "written",
                                call->ticket->text_number, "two_tickets", 1));
  return report_reply(call, "transcript-failed", data, error);
}
