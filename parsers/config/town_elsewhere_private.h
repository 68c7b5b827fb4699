/* SPDX-License-Identifier: Apache-2.0
 *
 * How town.c fills the part of a town that others are in charge of.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_ELSEWHERE_PRIVATE_H
#define BOTE_PARSERS_CONFIG_TOWN_ELSEWHERE_PRIVATE_H

#include "parsers/config/town.h"

/* Read both files, where the town has them, after its categories.
 *
 * with_areas  polygons, too */
void town_elsewhere_read(Town *town, GHashTable *files, bool with_areas,
                         Problems *problems);
void town_elsewhere_clear(Town *town);

#endif
