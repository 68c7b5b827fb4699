/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold between the files of a configuration, so that a role that
 * starts with it can work: machine, town and texts each for itself are checked
 * where they are read.  Nothing outside the configuration is looked at, for
 * each role sees another part of the machine.  A part of config.c.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_H
#define BOTE_DAEMON_CONFIG_CHECK_H

#include "daemon/config.h"

/* Where a key of a file stands: "town", "paths/runtime", "channels/0/number";
 * the file as a whole when it has no such key.
 *
 * bytes  the file's text, of any quality.
 * file   its name for the place, which borrows it.
 */
FilePosition config_check_place(GBytes *bytes, const char *file,
                                const char *key);

/* The same for a key of the department number `index`, "look/logo", in
 * departments.yaml or departments.csv.
 *
 * directory  of the town */
FilePosition config_check_department(const char *directory, unsigned index,
                                     const char *key);

/* Add what does not fit between machine and town.
 *
 * config   settings and town may be NULL when they had problems of their own.
 * machine  the text of bote.yaml, for places.
 */
void config_check_together(const Config *config, GBytes *machine,
                           Problems *problems);

/* Add what keeps digest from answering, while the roles that only take in could
 * do without: no transport for mail. */
void config_check_sending(const Config *config, Problems *problems);

/* Add what is wrong with the town's own texts, by their path below the town
 * directory.  overrides: as in Config. */
void config_check_texts(GHashTable *overrides, Problems *problems);

#endif
