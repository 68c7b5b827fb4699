/* SPDX-License-Identifier: Apache-2.0
 *
 * stats: how many rows stand in which state, by which channel tickets came,
 * which department has them, how many segments of SMS each channel wrote in
 * each month, how often citizens said NEIN or told it once more, their stars,
 * and what brakes told (daemon/brake.h).
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"table", 't'}, {"state", 't'}, {"count", 'i'}, {NULL, 0}};

static bool
run(RequestCall *call, GError **error)
{
  StoreRows *rows = store_query(
      call->digest->store, error,
      "SELECT 'inbox', state, count(*) FROM inbox"
      " WHERE state NOT IN ('done', 'discarded') GROUP BY state UNION ALL"
      " SELECT 'outbox', state, count(*) FROM outbox"
      " WHERE state IN ('queued', 'deferred') GROUP BY state UNION ALL"
      " SELECT 'outbox', state, count(*) FROM outbox"
      " WHERE state = 'leased' GROUP BY state UNION ALL"
      " SELECT 'inbox', substr(name, 13), value FROM counter"
      " WHERE name LIKE 'tally|inbox|%' AND value > 0 UNION ALL"
      " SELECT 'outbox', substr(name, 14), value FROM counter"
      " WHERE name LIKE 'tally|outbox|%' AND value > 0 UNION ALL"
      " SELECT 'ticket', substr(name, 14), value FROM counter"
      " WHERE name LIKE 'tally|ticket|%' AND value > 0 UNION ALL"
      " SELECT 'channel', substr(name, 15), value FROM counter"
      " WHERE name LIKE 'tally|channel|%' AND value > 0 UNION ALL"
      " SELECT 'department', substr(name, 18), value FROM counter"
      " WHERE name LIKE 'tally|department|%' AND value > 0 UNION ALL"
      " SELECT 'segments', substr(name, 10), value FROM counter"
      " WHERE name LIKE 'segments|%' UNION ALL"
      " SELECT 'reopened', substr(name, 10), value FROM counter"
      " WHERE name LIKE 'reopened|%' UNION ALL"
      " SELECT 'elsewhere', substr(name, 11), value FROM counter"
      " WHERE name LIKE 'elsewhere|%' UNION ALL"
      " SELECT 'repeated', substr(name, 10), value FROM counter"
      " WHERE name LIKE 'repeated|%' UNION ALL"
      " SELECT 'stars', substr(name, 13), value FROM counter"
      " WHERE name LIKE 'tally|stars|%' AND value > 0 UNION ALL"
      " SELECT 'brake', substr(name, 7), 1 FROM setting"
      " WHERE name LIKE 'brake|%'",
      "");
  return request_add_rows(call, rows, columns, error);
}

const Request request_stats = {.name = "stats", .run = run};
