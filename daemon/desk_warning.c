/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to the desk about the state of SMS.
 */
#include "daemon/desk_warning.h"

#include "daemon/config.h"

bool
desk_warn(Desk *desk, const DeskWarning *warning, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_department(town, town->desk);
  for (guint i = 0; i < office->addresses->len; i++) {
    json_auto_t *data = json_copy(warning->data);
    g_autofree char *dedupe = g_strdup_printf("%s|%u", warning->dedupe, i);
    json_object_set_new(data, "warning", json_pack("{s:b}", warning->what, 1));
    DeskLetter letter = {
        .text = "sms-warning",
        .language = town->languages->pdata[0],
        .data = data,
        .to = office->addresses->pdata[i],
        .priority = OUTBOX_PRIORITY_TICKET,
        .unsolicited = true,
        .dedupe = dedupe,
    };
    if (!desk_send_mail(desk, &letter, NULL, error))
      return false;
  }
  return true;
}
