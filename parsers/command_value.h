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

/* A date as understood. */
typedef struct CommandDate {
  int64_t at_ms;     /* local midnight at its start */
  int64_t past_ms;   /* the day that was written is over: this one; else 0 */
  int64_t likely_ms; /* with past_ms: what may have been meant */
} CommandDate;

/* Read a date or a term in words; false when it is none.
 *
 * begins   a week or a month stands for its first day, not for its last
 */
bool command_date_read(const char *text, const CommandClock *clock, bool begins,
                       CommandDate *out);

/* Fill who, date_ms and number of a call from its value by the command's kind;
 * false when the value cannot be read. */
bool command_value_read(CommandCall *call, const CommandClock *clock);

#endif
