/* SPDX-License-Identifier: Apache-2.0
 *
 * learn.show: how the last training went, and the model that decides.
 */
#include "daemon/admin/request.h"
#include "daemon/learn/learn_store.h"
#include "daemon/learn/town_learner.h"

static json_t *
describe_model(const TownLearner *learner)
{
  const LearnModel *model = town_learner_model(learner);
  if (model == NULL)
    return NULL;
  LearnQuality quality = learn_model_quality(model);
  return json_pack("{s:I, s:i, s:f, s:f}", "trained_at_ms",
                   (json_int_t)town_learner_trained_at(learner), "texts",
                   (int)quality.texts, "accuracy", quality.accuracy,
                   "words_only", quality.words_only);
}

static bool
run(RequestCall *call, GError **error)
{
  const TownLearner *learner = call->digest->learner;
  json_t *report = NULL;
  int64_t at_ms = 0;
  if (!learn_store_last_run(&call->digest->queue, &report, &at_ms, error))
    return false;
  if (report != NULL)
    json_object_set_new(report, "at_ms", json_integer(at_ms));
  request_add_row(call, json_pack("{s:b, s:i, s:o*, s:o*}", "busy",
                                  town_learner_is_busy(learner), "done",
                                  (int)town_learner_done(learner), "last",
                                  report, "model", describe_model(learner)));
  return true;
}

const Request request_learn_show = {.name = "learn.show", .run = run};
