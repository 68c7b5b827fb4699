/* SPDX-License-Identifier: Apache-2.0
 *
 * survey.pause {id}: it takes none until it is opened again.
 */
#include "daemon/admin/request.h"
#include "daemon/services/survey/survey_hand.h"

static bool
run(RequestCall *call, GError **error)
{
  Desk desk = digest_desk(call->digest);
  const char *id = request_text(call, "id");
  return survey_set_by_hand(&desk, id == NULL ? "" : id, SURVEY_STATE_PAUSED,
                            error);
}

const Request request_survey_pause = {
    .name = "survey.pause", .writes = true, .run = run};
