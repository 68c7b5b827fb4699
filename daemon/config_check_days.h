/* SPDX-License-Identifier: Apache-2.0
 *
 * What people are told about the town's closing days.  Nothing of it is a
 * mistake: without them the holidays that the law names are counted.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_DAYS_H
#define BOTE_DAEMON_CONFIG_CHECK_DAYS_H

#include "parsers/config/settings.h"
#include "parsers/config/town.h"

/* Print a note on stderr when next year's are missing near the end of the year.
 *
 * settings   NULL: a town alone is checked */
void config_check_print_days(const Town *town, const Settings *settings);

/* Log the same; for the start of a role.
 *
 * local   the present in the town's zone */
void config_check_log_days(const Town *town, GDateTime *local);

#endif
