/* SPDX-License-Identifier: Apache-2.0
 *
 * Released pictures into public.db.  What goes there is the copy that was made
 * for departments: never the file that came, its name, or whose it is.
 */
#include "daemon/digest/project_private.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/parse/parse_protocol.h"
#include "queue/attachment.h"
#include "queue/release.h"

enum { PHOTOS_AT_ONCE = 50 }; /* some 15 MB; then letters have their turn */

/* NULL with error set: the owner was erased, or it cannot be read. */
static GBytes *
read_copy(Queue *queue, const StoredAttachment *attachment, GError **error)
{
  g_autofree char *place = attachment_place(attachment, "copy");
  return content_read(queue, &attachment->copy,
                      (ContentPlace){attachment->owner_id, place},
                      PARSE_PICTURE_MAX, error);
}

static bool
insert_photo(Projection *projection, const StoredAttachment *attachment,
             const char *name, GError **error)
{
  g_autoptr(GBytes) jpeg = read_copy(projection->queue, attachment, error);
  projection->copied++;
  notify_alive();
  return jpeg != NULL && store_run(projection->store, error,
                                   "INSERT INTO photo (name, jpeg)"
                                   " VALUES ($1, $2)",
                                   "tb", name, jpeg);
}

/* Have the picture in public.db.  It never changes, so one that is there
 * stays, as long as its owner is known: opening the row proves that. */
static bool
have_photo(Projection *projection, const char *id, const char *name,
           GError **error)
{
  int64_t there = 0;
  g_autoptr(StoredAttachment) attachment =
      attachment_load(projection->queue, id, error);
  if (attachment == NULL ||
      !store_get_int64(projection->store, &there, error,
                       "SELECT 1 FROM photo WHERE name = $1", "t", name))
    return false;
  if (there == 0 && projection->copied >= PHOTOS_AT_ONCE) {
    projection->more = true;
    return true;
  }
  return there != 0 || insert_photo(projection, attachment, name, error);
}

bool
project_photo(Projection *projection, const Published *release, GError **error)
{
  GError *failure = NULL;
  g_autofree char *name =
      release_photo_name(projection->queue->ring, release->id);
  bool shown = release->text != NULL &&
               have_photo(projection, release->id, name, &failure);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_IO) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, failure);
    return false;
  }
  if (failure != NULL)
    log_event(LOG_NOTICE, "photo-not-public", "attachment", release->id, "why",
              failure->message, NULL);
  g_clear_error(&failure);
  Published row = {.kind = "photo",
                   .id = name,
                   .field = "jpeg",
                   .text = shown ? release->text : NULL,
                   .decided_at_ms = release->decided_at_ms};
  return project_put_published(projection, &row, error);
}

bool
project_drop_photos(Projection *projection, GError **error)
{
  if (!store_run(projection->store, error,
                 "DELETE FROM photo WHERE NOT EXISTS (SELECT 1 FROM published"
                 " WHERE kind = 'photo' AND id = photo.name)",
                 ""))
    return false;
  projection->unclean =
      projection->unclean || store_changes(projection->store) > 0;
  return true;
}

bool
project_clean(Projection *projection, GError **error)
{
  if (projection->unclean && !store_checkpoint(projection->store, true, error))
    return false;
  projection->unclean = false;
  return true;
}
