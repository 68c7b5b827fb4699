/* SPDX-License-Identifier: Apache-2.0
 *
 * Replayed messages on standard output.
 */
#ifndef BOTE_DAEMON_REPLAY_REPLAY_PRINT_H
#define BOTE_DAEMON_REPLAY_REPLAY_PRINT_H

#include <jansson.h>
#include <stdbool.h>

#include "daemon/replay/replay_file.h"

/* What became of one (replay_outcome()), for people or as one JSON object with
 * "file", "subject", "at" and "became". */
void replay_print(const ReplayFile *file, const json_t *became, GTimeZone *zone,
                  bool json);

/* In what two towns differ about it (replay_outcome_compare(), not empty); as
 * JSON: "file", "subject", "at" and "differs". */
void replay_print_differences(const ReplayFile *file, const json_t *differs,
                              GTimeZone *zone, bool json);

#endif
