/* SPDX-License-Identifier: Apache-2.0
 *
 * An event of the ticket, with the words as they went.
 */
#include "daemon/services/report/citizen/report_sent.h"

#include "daemon/config.h"
#include "parsers/message.h"

bool
report_file_sent(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  const Department *department =
      mail->from == NULL
          ? NULL
          : town_department_of(desk->config->town, mail->from->address);
  g_autofree char *actor = department == NULL
                               ? g_strdup("town")
                               : ticket_actor_department(department->id);
  const char *words = mail->text[0] != '\0' ? mail->text : mail->full_text;
  TicketEvent event = {.at_ms = incoming->item->received_at_ms,
                       .what = "answered-past-us",
                       .actor = actor,
                       .detail = incoming->mailbox->name,
                       .note = words,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, incoming->belonging.ticket, &event,
                          error);
}
