/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of counters.
 */
#include "queue/tally.h"

#include "queue/counter.h"

bool
tally_add(Queue *queue, const char *table, const char *name, int amount,
          GError **error)
{
  g_autofree char *counter = g_strconcat("tally|", table, "|", name, NULL);
  return counter_add(queue, counter, amount, error);
}
