/* SPDX-License-Identifier: Apache-2.0
 *
 * contact.list {limit}: contacts, newest first, without addresses.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"id", 't'},
    {"person_id", 't'},
    {"channel", 't'},
    {"verified", 'b'},
    {"muted_until_ms", 'm'},
    {"created_at_ms", 'm'},
    {"opted_out", 'b'},
    {NULL, 0},
};

static bool
run(RequestCall *call, GError **error)
{
  StoreRows *rows = store_query(
      call->digest->store, error,
      "SELECT c.id, c.person_id, c.channel, c.verified, c.muted_until_ms,"
      " c.created_at_ms, EXISTS (SELECT 1 FROM opt_out o WHERE o.channel ="
      " c.channel AND o.lookup = c.lookup AND o.topic = '')"
      " FROM contact c ORDER BY c.id DESC LIMIT $1",
      "i", request_limit(call));
  return request_add_rows(call, rows, columns, error);
}

const Request request_contact_list = {.name = "contact.list", .run = run};
