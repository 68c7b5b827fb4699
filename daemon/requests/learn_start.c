/* SPDX-License-Identifier: Apache-2.0
 *
 * learn.start: learn from the town's tickets now.  Tells the number of
 * trainings after which learn.show has the answer.
 */
#include "daemon/admin/request.h"
#include "daemon/learn/town_learner.h"

static bool
run(RequestCall *call, GError **error)
{
  (void)error;
  TownLearner *learner = call->digest->learner;
  if (!town_learner_is_busy(learner))
    town_learner_want(learner, LEARN_CAUSE_ASKED);
  request_add_row(
      call, json_pack("{s:i}", "done", (int)town_learner_done(learner) + 1));
  return true;
}

const Request request_learn_start = {.name = "learn.start", .run = run};
