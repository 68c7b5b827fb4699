/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of a town's folder `surveys`.  A part of config.c.
 */
#ifndef BOTE_DAEMON_CONFIG_SURVEYS_H
#define BOTE_DAEMON_CONFIG_SURVEYS_H

#include <glib.h>

#include "parsers/config/problems.h"

/* Far more than a town has; beyond that it is the wrong folder. */
enum { CONFIG_SURVEYS_MAX = 200 };

/* Add them to the files of the town, as "surveys/NAME" -> GBytes *; what cannot
 * be read is a problem.  A town may have none.
 *
 * directory  the town's */
void config_surveys_add(const char *directory, GHashTable *files,
                        Problems *problems);

#endif
