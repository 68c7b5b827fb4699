/* SPDX-License-Identifier: Apache-2.0
 *
 * Processor time, from the kernel.
 */
#include "tests/support/cpu_time.h"

#include <time.h>

gint64
cpu_time_us(void)
{
  struct timespec used;
  int failed = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  g_assert_cmpint(failed, ==, 0);
  return (gint64)used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}
