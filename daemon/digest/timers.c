/* SPDX-License-Identifier: Apache-2.0
 *
 * What falls due without a message: timers of services, leases that ran out,
 * messages that are too old to be sent.
 */
#include <string.h>

#include "daemon/digest/decide_private.h"
#include "daemon/digest/dialogue.h"
#include "daemon/digest/digest.h"
#include "daemon/digest/discarded.h"
#include "daemon/digest/parts.h"
#include "daemon/digest/service_states.h"
#include "daemon/learn/learn_plan.h"
#include "daemon/log.h"
#include "queue/agenda.h"
#include "queue/media.h"
#include "queue/question.h"

/* Kinds begin with the name of their service. */
static const Service *
service_of(const char *kind)
{
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if (g_str_has_prefix(kind, (*s)->name))
      return *s;
  return NULL;
}

/* Digest's own kinds; all others are a service's.  A kind nobody knows any more
 * is done. */
static bool
run_kind(Digest *digest, Desk *desk, const AgendaItem *item, GError **error)
{
  if (strcmp(item->kind, PARTS_TIMER) == 0)
    return digest_part_due(digest, item->subject, error);
  if (strcmp(item->kind, DISCARDED_TIMER) == 0)
    return digest_forget_discarded(digest, item->subject, error);
  if (strcmp(item->kind, QUESTION_TIMER) == 0)
    return dialogue_timer(desk, item, error);
  if (g_str_has_prefix(item->kind, LEARN_TIMER))
    return learn_plan_due(desk, item, digest->learner, error);
  const Service *service = service_of(item->kind);
  return service == NULL || service->timer(desk, item, error);
}

/* A timer that fails is done all the same: it must not fail for ever.  It is
 * done before it runs, so that it may set itself again. */
static bool
run_timer(Digest *digest, Desk *desk, const AgendaItem *item, GError **error)
{
  GError *failure = NULL;
  guint unreadable = digest->unreadable->len;
  if (!agenda_done(&digest->queue, item->id.text, error) ||
      !store_savepoint(digest->store, error))
    return false;
  if (run_kind(digest, desk, item, &failure))
    return store_savepoint_release(digest->store, error);
  store_savepoint_rollback(digest->store);
  g_ptr_array_set_size(digest->unreadable, (int)unreadable);
  if (digest_error_is_fatal(failure)) {
    g_propagate_error(error, failure);
    return false;
  }
  log_event(LOG_ERR, "timer-failed", "id", item->id.text, "kind", item->kind,
            "why", failure->message, NULL);
  g_error_free(failure);
  return true;
}

static bool
run_due(Digest *digest, bool *out_worked, GError **error)
{
  Desk desk = digest_desk(digest);
  g_autoptr(GPtrArray) items = agenda_due(&digest->queue, DIGEST_LOT, error);
  if (items == NULL || !service_states_note(&desk, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!run_timer(digest, &desk, items->pdata[i], error))
      return false;
  *out_worked = *out_worked || items->len > 0;
  return true;
}

bool
digest_timers(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  bool ok = store_begin_unsynced(digest->store, error) &&
            run_due(digest, out_worked, error) &&
            outbox_recover(&digest->queue, error) &&
            outbox_expire(&digest->queue, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  if (ok)
    return digest_remove_unreadable(digest, error);
  g_ptr_array_set_size(digest->unreadable, 0);
  return false;
}

/* What is due and was not handed out waits for a limit, a pause or the one that
 * goes ahead: to look at once again would only keep a core busy. */
enum { LIMITED_MS = 1000 };

bool
digest_next_due(Digest *digest, int64_t *out_due_ms, GError **error)
{
  if (!agenda_next_due(&digest->queue, out_due_ms, error))
    return false;
  int64_t media_ms;
  if (!media_next_due(&digest->queue, &media_ms, error))
    return false;
  *out_due_ms = MIN(*out_due_ms, media_ms);
  g_autoptr(GPtrArray) names = digest_transports(digest);
  for (guint i = 0; i < names->len; i++) {
    int64_t due_ms, paused_until_ms = 0;
    if (!outbox_next_due(&digest->queue, names->pdata[i], &due_ms, error) ||
        !store_get_int64(digest->store, &paused_until_ms, error,
                         "SELECT paused_until_ms FROM breaker"
                         " WHERE transport = $1",
                         "t", names->pdata[i]))
      return false;
    int64_t soonest_ms = digest->queue.now_ms + LIMITED_MS;
    *out_due_ms =
        MIN(*out_due_ms, MAX(MAX(due_ms, soonest_ms), paused_until_ms));
  }
  return true;
}
