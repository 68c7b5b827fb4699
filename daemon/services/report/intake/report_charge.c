/* SPDX-License-Identifier: Apache-2.0
 *
 * One line in a message's history.
 */
#include "daemon/services/report/intake/report_charge.h"

#include "daemon/config.h"

bool
report_note_charge(Desk *desk, const Incoming *incoming,
                   const Category *category, const Place *point, GError **error)
{
  if (category == NULL)
    return true;
  TownCharge charge = town_charge(desk->config->town, category, point);
  if (charge.district == NULL)
    return true;
  g_autofree char *detail =
      g_strdup_printf("%s: %s", charge.district, charge.department);
  return incoming_note(desk, incoming, "department-by-district", detail, error);
}
