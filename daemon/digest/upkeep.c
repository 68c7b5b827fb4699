/* SPDX-License-Identifier: Apache-2.0
 *
 * What keeps the store small and clean: keys nobody used, the write-ahead log;
 * and plans that a wrong clock spoilt.
 */
#include "daemon/clock.h"
#include "daemon/digest/digest.h"
#include "daemon/learn/learn_plan.h"
#include "daemon/log.h"
#include "queue/intake.h"
#include "queue/outbox_clock.h"
#include "queue/question.h"

#define DAY_MS INT64_C(86400000)

/* Does a row of bote.db belong to this owner? */
static bool
owner_is_used(void *data, KeyOwner owner, const char *owner_id, bool *out_used,
              GError **error)
{
  Digest *digest = data;
  if (owner == KEY_OWNER_FILE)
    return store_get_bool(digest->store, out_used, error,
                          "SELECT count(*) FROM survey WHERE key_id = $1", "t",
                          owner_id);
  return store_get_bool(digest->store, out_used, error,
                        "SELECT count(*) FROM person WHERE id = $1", "t",
                        owner_id);
}

/* At a start nobody knows whether the clock was set back meanwhile. */
static bool
plan_anew(Digest *digest, GError **error)
{
  Desk desk = digest_desk(digest);
  bool ok = store_begin(digest->store, error) && service_plan(&desk, error) &&
            learn_plan_night(&desk, error) &&
            outbox_clock_set_back(&digest->queue, error) &&
            intake_sweep(&digest->queue, error) &&
            question_sweep(&digest->queue, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok;
}

bool
digest_upkeep(Digest *digest, GError **error)
{
  int64_t now_ms = clock_now_ms(digest->clock);
  bool set_back = now_ms < digest->swept_at_ms;
  if (digest->swept_at_ms != 0 && !set_back &&
      now_ms - digest->swept_at_ms < DAY_MS)
    return true;
  if (set_back)
    log_event(LOG_WARNING, "clock-set-back", "next",
              "what waits is planned anew", NULL);
  if (!plan_anew(digest, error) ||
      !keyring_sweep(digest->ring, now_ms, owner_is_used, digest, error))
    return false;
  digest->swept_at_ms = now_ms;
  return true;
}

bool
digest_idle(Digest *digest, GError **error)
{
  /* A reader may be in the way; then the next idle moment will do. */
  GError *failure = NULL;
  if (store_checkpoint(digest->store, false, &failure) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_BUSY)) {
    g_clear_error(&failure);
    return digest_upkeep(digest, error);
  }
  g_propagate_error(error, failure);
  return false;
}
