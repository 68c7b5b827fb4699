/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote check` says about the town's streets and districts.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_PLACES_H
#define BOTE_DAEMON_CONFIG_CHECK_PLACES_H

#include <stdbool.h>

#include "parsers/config/problems.h"

/* How many there are; G_MAXSIZE: the town has no such file. */
typedef struct ConfigPlaces {
  size_t streets;   /* rows of places.csv */
  size_t districts; /* of districts.geojson */
} ConfigPlaces;

/* Read places.csv and districts.geojson, adding what is wrong.
 * error  CONFIG_ERROR_IO */
bool config_check_places(const char *directory, Problems *problems,
                         ConfigPlaces *out, GError **error);

/* Print how many there are, and a note on stderr where a town has no streets.
 */
void config_check_print_places(const ConfigPlaces *places);

#endif
