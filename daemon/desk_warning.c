/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to all addresses of the desk.
 */
#include "daemon/desk_warning.h"

#include "daemon/config.h"

bool
desk_write_office(Desk *desk, const DeskLetter *letter, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  for (guint i = 0; i < office->addresses->len; i++) {
    DeskLetter one = *letter;
    g_autofree char *dedupe = letter->dedupe == NULL
                                  ? NULL
                                  : g_strdup_printf("%s|%u", letter->dedupe, i);
    one.to = office->addresses->pdata[i];
    one.dedupe = dedupe;
    if (!desk_send_mail(desk, &one, NULL, error))
      return false;
  }
  return true;
}

bool
desk_warn(Desk *desk, const DeskWarning *warning, GError **error)
{
  json_auto_t *data = json_copy(warning->data);
  json_object_set_new(data, "warning", json_pack("{s:b}", warning->what, 1));
  DeskLetter letter = {
      .text = "sms-warning",
      .language = desk->config->town->languages->pdata[0],
      .data = data,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
      .dedupe = warning->dedupe,
  };
  return desk_write_office(desk, &letter, error);
}
