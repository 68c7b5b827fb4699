/* SPDX-License-Identifier: Apache-2.0
 *
 * The working days of a town, from town.yaml and closed.csv.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_CALENDAR_H
#define BOTE_PARSERS_CONFIG_TOWN_CALENDAR_H

#include "parsers/config/town.h"
#include "parsers/config/working_day.h"
#include "parsers/config/yaml_tree.h"

/* Its calendar, which borrows from the town. */
WorkingCalendar town_calendar(const Town *town);

/* The year whose closing days are missing (closing_missing_year()), by a local
 * day. */
int town_calendar_missing_year(const Town *town, GDateTime *local);

/* Check the days of town.yaml, add those of closed.csv, if there is one.
 *
 * files   as of town_parse()
 * root    of town.yaml; NULL: it could not be read
 */
void town_calendar_read(Town *town, GHashTable *files, const YamlNode *root,
                        Problems *problems);

#endif
