/* SPDX-License-Identifier: Apache-2.0
 *
 * From the SMS to deliver and back: what is to be fetched, and what became of
 * it.
 */
#include "daemon/bell.h"
#include "daemon/config.h"
#include "daemon/digest/media.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "parsers/sms/sms.h"
#include "queue/inbox.h"
#include "queue/media.h"
#include "queue/spool.h"

enum { FETCHES_MAX = 20 }; /* handed out together; deliver takes 5 at a time */

bool
digest_media_want(Digest *digest, const char *inbox_id, const char *channel,
                  const SmsIn *sms, GError **error)
{
  for (guint i = 0; i < sms->media->len; i++) {
    const SmsMedia *media = sms->media->pdata[i];
    MediaNew wish = {inbox_id, (int)i, channel, media->url};
    if (media->url != NULL && !media_add(&digest->queue, &wish, error))
      return false;
  }
  return true;
}

static bool
write_jobs(SpoolWriter *writer, const GPtrArray *due, GError **error)
{
  for (guint i = 0; i < due->len; i++) {
    const Media *media = due->pdata[i];
    OutboxJob job = {.id = media->id,
                     .attempt = media->attempts,
                     .channel = (char *)DELIVERY_MEDIA,
                     .transport = media->channel,
                     .kind = (char *)DELIVERY_MEDIA,
                     .envelope_from = (char *)"",
                     .address = media->url};
    json_auto_t *head = delivery_job_head(&job);
    if (!spool_writer_record(writer, head, "", 0, error))
      return false;
  }
  return true;
}

/* Attempts are committed before deliver sees the file.  A file that cannot be
 * written costs them a lease. */
static bool
hand_out(Digest *digest, const GPtrArray *due, GError **error)
{
  GError *failure = NULL;
  g_autofree char *name =
      g_strconcat(id_new(digest->queue.now_ms).text, ".job", NULL);
  g_autoptr(SpoolWriter) writer = spool_writer_new(
      digest->spool_out, name, &digest->deliver_public, &failure);
  bool written = writer != NULL && write_jobs(writer, due, &failure);
  if (!store_commit(digest->store, error)) {
    g_clear_error(&failure);
    return false;
  }
  if (written && spool_writer_commit(writer, &failure)) {
    status_add(digest->status, "fetches_handed_out", due->len);
    bell_ring(digest->config->settings->paths.runtime, "deliver");
    return true;
  }
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, failure);
    return false;
  }
  log_event(LOG_ERR, "disk-full", "next", "pictures wait for 20 minutes", NULL);
  g_error_free(failure);
  return true;
}

bool
digest_fetch(Digest *digest, bool *out_worked, GError **error)
{
  int64_t due_ms;
  digest_begin(digest);
  if (!media_next_due(&digest->queue, &due_ms, error))
    return false;
  if (due_ms > digest->queue.now_ms)
    return true;
  *out_worked = true;
  if (!store_begin(digest->store, error))
    return false;
  g_autoptr(GPtrArray) due = media_lease(&digest->queue, FETCHES_MAX, error);
  bool ok = due != NULL && hand_out(digest, due, error);
  store_rollback(digest->store);
  return ok;
}

/* Said with the message and with its ticket, if it became one: somebody has to
 * ask for the picture, or decide without it. */
static bool
tell_missing(Digest *digest, const Media *media, const char *why,
             GError **error)
{
  Queue *queue = &digest->queue;
  Id event = queue_new_id(queue, queue->now_ms);
  log_event(LOG_WARNING, "picture-missing", "id", media->inbox_id.text, "why",
            why, "next", "bote inbox show", NULL);
  status_add(digest->status, "pictures_missing", 1);
  return inbox_note(queue, media->inbox_id.text, "picture-missing", why,
                    error) &&
         store_run(queue->store, error,
                   "INSERT INTO ticket_event (id, ticket_id, at_ms, what,"
                   " actor, detail, inbox_id) SELECT $1, ticket_id, $2,"
                   " 'picture-missing', 'town', $3, id FROM inbox"
                   " WHERE id = $4 AND ticket_id IS NOT NULL",
                   "titt", event.text, queue->now_ms, why,
                   media->inbox_id.text);
}

static bool
give_up_or_wait(Digest *digest, const Media *media, const OutboxResult *result,
                GError **error)
{
  bool never = result->action == DELIVERY_FAIL ||
               result->action == DELIVERY_FAIL_MUTE ||
               result->action == DELIVERY_WITHOUT_ATTACHMENTS;
  bool too_late = digest->queue.now_ms - media->created_at_ms >=
                  MEDIA_LIFE_S * INT64_C(1000);
  if (!never && !too_late)
    return media_defer(&digest->queue, media, error);
  const char *why =
      result->diagnostic == NULL ? result->status : result->diagnostic;
  return media_fail(&digest->queue, media, error) &&
         tell_missing(digest, media, why, error);
}

bool
digest_media_result(Digest *digest, const OutboxResult *result, GError **error)
{
  GError *failure = NULL;
  g_autoptr(Media) media =
      media_load(&digest->queue, result->id.text, &failure);
  if (media == NULL) {
    bool known = !g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING);
    if (known)
      g_propagate_error(error, failure);
    else
      g_error_free(failure);
    return !known;
  }
  /* What was fetched lies in the spool, and tells so itself when it is read. */
  if (result->action == DELIVERY_SENT || media->is_over)
    return true;
  return give_up_or_wait(digest, media, result, error);
}
