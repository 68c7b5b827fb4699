/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is in charge of a category at a place: what a town decides by
 * `department` and `districts` of categories.yaml.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_CHARGE_H
#define BOTE_PARSERS_CONFIG_TOWN_CHARGE_H

#include "parsers/config/town.h"
#include "parsers/place/place.h"

/* Both borrowed from the town. */
typedef struct TownCharge {
  const char *department; /* id */
  const char *district;   /* that decided it; NULL: none did */
} TownCharge;

/* The department in charge: that of the district in which the point lies, else
 * the category's.
 *
 * point  where it is; NULL, or without coordinates: nobody knows. */
TownCharge town_charge(const Town *town, const Category *category,
                       const Place *point);

#endif
