/* SPDX-License-Identifier: Apache-2.0
 *
 * The measure for work that must be cheap: what the process itself has used.
 * Other programs of a busy machine make that hardly longer, unlike the time of
 * the clock.  Children are not counted.
 */
#ifndef BOTE_TESTS_SUPPORT_CPU_TIME_H
#define BOTE_TESTS_SUPPORT_CPU_TIME_H

#include <glib.h>

/* Processor time of this process so far, in microseconds. */
gint64 cpu_time_us(void);

#endif
