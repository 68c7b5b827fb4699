/* SPDX-License-Identifier: Apache-2.0
 *
 * The times of a roster as people and spreadsheets write them.
 */
#ifndef BOTE_PARSERS_CONFIG_ONCALL_TIME_H
#define BOTE_PARSERS_CONFIG_ONCALL_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* One field. */
typedef struct OncallTime {
  bool has_day, has_time;
  int64_t day;   /* since 1970-01-01 */
  unsigned week; /* days of the week, bit 0 is Monday; 0: none named */
  int min;       /* of the day; "24:00" is 1440 */
} OncallTime;

/* Read a field.  False: it is no such time. */
bool oncall_time_read(const char *text, OncallTime *out);

#endif
