/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of marks; an address stands there as its keyed hash.
 */
#include "daemon/services/report/department/report_mark.h"

bool
report_mark_set(Desk *desk, const ReportMark *mark, GError **error)
{
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, "mail", mark->address);
  return store_run(desk->queue->store, error,
                   "INSERT INTO report_mailbox (department, lookup, what,"
                   " since_ms, until_ms) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT (department, what, lookup)"
                   " DO UPDATE SET until_ms = excluded.until_ms",
                   "tbtii", mark->department->id, lookup, mark->what,
                   desk->now_ms, mark->until_ms);
}

bool
report_mark_is_set(Desk *desk, const ReportMark *mark, bool *out_is,
                   GError **error)
{
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, "mail", mark->address);
  return store_get_bool(desk->queue->store, out_is, error,
                        "SELECT count(*) FROM report_mailbox"
                        " WHERE department = $1 AND what = $2"
                        " AND lookup = $3",
                        "ttb", mark->department->id, mark->what, lookup);
}
