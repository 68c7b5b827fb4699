/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening public.db.
 */
#include "daemon/site/site_public.h"
#include "queue/migrate.h"

Store *
site_open_public(const Site *site, GError **error)
{
  const char *state = site->config->settings->paths.state;
  g_autofree char *path = g_build_filename(state, "public.db", NULL);
  g_autoptr(Store) store = store_open(path, NULL, STORE_MODE_READ, error);
  if (store == NULL || !migrate_check(store, SCHEMA_SET_PUBLIC, error))
    return NULL;
  return g_steal_pointer(&store);
}
