/* SPDX-License-Identifier: Apache-2.0
 *
 * District before category.
 */
#include "parsers/config/town_charge.h"

#include "parsers/geo/districts.h"

TownCharge
town_charge(const Town *town, const Category *category, const Place *point)
{
  TownCharge charge = {.department = category->department};
  if (point == NULL || !point->has_point || town->districts == NULL ||
      g_hash_table_size(category->districts) == 0)
    return charge;
  const char *district = districts_find(
      town->districts, (PlacePoint){point->latitude, point->longitude});
  const char *own = district == NULL
                        ? NULL
                        : g_hash_table_lookup(category->districts, district);
  if (own != NULL)
    charge = (TownCharge){own, district};
  return charge;
}
