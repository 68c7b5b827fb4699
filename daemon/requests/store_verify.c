/* SPDX-License-Identifier: Apache-2.0
 *
 * store.verify: integrity of bote.db and keys.db.
 */
#include "daemon/admin/request.h"

#include <sysexits.h>

static bool
verify(RequestCall *call, Store *store, const char *name, GError **error)
{
  GError *failure = NULL;
  if (store_verify(store, &failure)) {
    request_add_row(call, json_pack("{s:s,s:b}", "file", name, "intact", 1));
    return true;
  }
  /* Damage is the answer here, not a failure of the request. */
  g_set_error(error, REQUEST_ERROR, EX_IOERR, "%s: %s", name, failure->message);
  g_error_free(failure);
  return false;
}

static bool
run(RequestCall *call, GError **error)
{
  return verify(call, call->digest->store, "bote.db", error) &&
         verify(call, call->digest->keys, "keys.db", error);
}

const Request request_store_verify = {.name = "store.verify", .run = run};
