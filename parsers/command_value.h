/* SPDX-License-Identifier: Apache-2.0
 *
 * The values behind staff commands, read by their kind.  Used by command.c.
 */
#ifndef BOTE_PARSERS_COMMAND_VALUE_H
#define BOTE_PARSERS_COMMAND_VALUE_H

#include "parsers/command.h"

/* The caller's time. */
typedef struct CommandClock {
  int64_t now_ms; /* epoch milliseconds */
  GTimeZone *zone;
} CommandClock;

/* Fill who, date_ms and number of a call from its value by the command's kind;
 * false when the value cannot be read. */
bool command_value_read(CommandCall *call, const CommandClock *clock);

#endif
