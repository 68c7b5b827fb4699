/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote learn` and `bote route` need beside texts: a town and a model,
 * from where the command line says.
 */
#ifndef BOTE_DAEMON_LEARN_ROUTE_TOWN_H
#define BOTE_DAEMON_LEARN_ROUTE_TOWN_H

#include "parsers/config/town.h"
#include "parsers/learn/learn_model.h"
#include "parsers/place/gazetteer.h"

/* Load the town of a directory, or of the configuration when that is NULL.
 * Returns EX_OK with *out_town, the caller's; else a code of sysexits.h, and
 * the error was printed. */
int route_load_town(const char *directory, const char *config, Town **out_town);

/* The same with all of it, and with its gazetteer; *out_gazetteer NULL: it has
 * none. */
int route_load_places(const char *directory, const char *config,
                      Town **out_town, Gazetteer **out_gazetteer);

/* Open a model that carries its key.  As above. */
int route_load_model(const char *path, LearnModel **out_model);

#endif
