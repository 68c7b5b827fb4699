/* SPDX-License-Identifier: Apache-2.0
 *
 * The states of the surveys; drafts and plans are nobody's business yet.
 */
#include "daemon/digest/project_private.h"

bool
project_survey_states(Store *store, GString *states, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(store, error, "SELECT id, state FROM survey ORDER BY id", "");
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error))
    g_string_append_printf(states, " %s=%s", store_rows_text(rows, 0),
                           store_rows_text(rows, 1));
  return store_rows_ok(rows);
}

static bool
put_surveys(Projection *projection, StoreRows *rows, GError **error)
{
  while (store_rows_next(rows, error))
    if (!store_run(projection->store, error,
                   "INSERT INTO survey (id, state) VALUES ($1, $2)", "tt",
                   store_rows_text(rows, 0), store_rows_text(rows, 1)))
      return false;
  return store_rows_ok(rows);
}

bool
project_surveys(Projection *projection, Store *store, GError **error)
{
  if (!store_run(projection->store, error, "DELETE FROM survey", ""))
    return false;
  g_autoptr(StoreRows) rows =
      store_query(store, error,
                  "SELECT id, state FROM survey WHERE state IN"
                  " ('open', 'paused', 'closed', 'published')",
                  "");
  return rows != NULL && put_surveys(projection, rows, error);
}
