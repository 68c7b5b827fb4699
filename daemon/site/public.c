/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening public.db, reading status files.
 */
#include "daemon/site/site_public.h"

#include <sys/stat.h>
#include <time.h>

#include "queue/migrate.h"

enum { STATUS_BYTES = 65536 }; /* a few dozen counters are much less */

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

json_t *
site_read_status(const Site *site, const char *name, int64_t *out_age_s)
{
  g_autofree char *path = g_strdup_printf(
      "%s/%s.status", site->config->settings->paths.runtime, name);
  struct stat facts;
  if (stat(path, &facts) != 0 || facts.st_size > STATUS_BYTES)
    return NULL;
  /* By the file's own time: the roles' clock may run faster in a test. */
  *out_age_s = time(NULL) - facts.st_mtime;
  return json_load_file(path, 0, NULL);
}
