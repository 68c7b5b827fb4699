/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote check` says about the people on call.  Nothing of it is a mistake:
 * without a roster a danger goes to the desk.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_ONCALL_H
#define BOTE_DAEMON_CONFIG_CHECK_ONCALL_H

#include "parsers/config/settings.h"
#include "parsers/config/town.h"

/* Print how many shifts there are, and notes on stderr: no roster, nobody on
 * duty at some time of the next 14 days, no way to send SMS, a number that gets
 * none.
 *
 * settings   NULL: a town alone is checked */
void config_check_print_oncall(const Town *town, const Settings *settings);

#endif
