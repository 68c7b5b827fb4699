/* SPDX-License-Identifier: Apache-2.0
 *
 * What members of staff are told about a ticket, besides the ticket itself.
 */
#include "daemon/services/report/report_private.h"

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/external/report_external.h"

static bool
tell(Desk *desk, const Ticket *ticket, const ReportStaffMail *mail, char role,
     GError **error)
{
  json_auto_t *owned = mail->data;
  const Department *department =
      town_department_of(desk->config->town, mail->address);
  bool hides;
  if (!report_hides_citizen(desk, ticket, department, &hides, error) ||
      (hides && !report_external_hide(desk, ticket, owned, error)))
    return false;
  /* One reader for each text and mail; his address is not for plain columns. */
  g_autofree char *dedupe =
      mail->inbox_id == NULL
          ? NULL
          : g_strdup_printf("%s|%s", mail->text, mail->inbox_id);
  DeskLetter letter = {
      .text = mail->text,
      .language = report_staff_language(desk, department),
      .data = owned,
      .mailbox = ticket->mailbox,
      .to = mail->address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = role,
      .token_serial = mail->assignment,
      .in_reply_to = mail->in_reply_to,
      .inbox_id = mail->inbox_id,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = mail->inbox_id == NULL,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
report_tell_staff(Desk *desk, const Ticket *ticket, const ReportStaffMail *mail,
                  GError **error)
{
  return tell(desk, ticket, mail, TOKEN_ROLE_DEPARTMENT, error);
}

bool
report_tell_colleague(Desk *desk, const Ticket *ticket,
                      const ReportStaffMail *mail, GError **error)
{
  return tell(desk, ticket, mail, 0, error);
}
