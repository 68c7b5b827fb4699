/* SPDX-License-Identifier: Apache-2.0
 *
 * /photo/NAME.jpg: the copy of a picture that somebody released.  Nobody may
 * keep it, so that a withdrawal acts at once.
 */
#include <string.h>

#include "daemon/site/site_public.h"

#define FOLDER "/photo/"
#define ENDING ".jpg"

/* NULL: there is none, or failure (error set). */
static GBytes *
read_photo(Store *store, const char *name, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      store, error, "SELECT jpeg FROM photo WHERE name = $1", "t", name);
  if (rows == NULL || !store_rows_next(rows, error))
    return NULL;
  return store_rows_bytes(rows, 0);
}

static void
answer_photo(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = site_open_public(site, &error);
  if (store == NULL || !g_str_has_suffix(request->path, ENDING)) {
    store == NULL ? site_unavailable(answer) : site_not_found(answer);
    return;
  }
  const char *begin = request->path + strlen(FOLDER);
  g_autofree char *name = g_strndup(begin, strlen(begin) - strlen(ENDING));
  GBytes *jpeg = read_photo(store, name, &error);
  if (jpeg == NULL) {
    error != NULL ? site_unavailable(answer) : site_not_found(answer);
    return;
  }
  answer->content_type = "image/jpeg";
  answer->body = g_bytes_unref_to_data(jpeg, &answer->size);
  answer->fresh = true;
}

const SitePage page_photo = {.path = FOLDER, .answer = answer_photo};
