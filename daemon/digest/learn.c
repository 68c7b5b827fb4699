/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning as a step of the loop, and who was erased meanwhile.
 */
#include "daemon/config.h"
#include "daemon/digest/digest.h"
#include "daemon/learn/learn_plan.h"
#include "daemon/learn/learn_store.h"

/* What a model was made of may not outlive who wrote it.  Within this process
 * the keys tell; at the start the rows do. */
static bool
look_for_erased(Digest *digest, GError **error)
{
  unsigned forgotten = keyring_forgotten(digest->ring);
  int64_t trained_at_ms = town_learner_trained_at(digest->learner);
  bool erased = forgotten != digest->forgotten;
  if (!erased ||
      (trained_at_ms == 0 && !town_learner_is_busy(digest->learner))) {
    digest->forgotten = forgotten;
    return true;
  }
  bool ok = store_begin(digest->store, error) &&
            learn_plan_erased(&digest->queue, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  if (ok)
    digest->forgotten = forgotten;
  return ok;
}

bool
digest_learn_open(Digest *digest, GError **error)
{
  digest_begin(digest);
  digest->learner = town_learner_open(&digest->queue, error);
  if (digest->learner == NULL)
    return false;
  bool erased = false;
  int64_t trained_at_ms = town_learner_trained_at(digest->learner);
  if (trained_at_ms != 0 &&
      !learn_store_has_erased(&digest->queue, trained_at_ms, &erased, error))
    return false;
  if (erased)
    town_learner_want(digest->learner, LEARN_CAUSE_ERASURE);
  return true;
}

bool
digest_learn(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  return look_for_erased(digest, error) &&
         town_learner_turn(digest->learner, &digest->queue,
                           digest->config->town, out_worked, error);
}
