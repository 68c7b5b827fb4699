/* SPDX-License-Identifier: Apache-2.0
 *
 * Surveys opened, paused and closed by hand (`bote survey open ID`).
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_HAND_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_HAND_H

#include "daemon/desk.h"
#include "queue/survey.h"

/* Let a survey be in another state now.
 *
 * id     "waldpark", its last wave, or "waldpark/1"
 * error  a sentence for people.  STORE_ERROR_MISSING: the town has no such
 *        survey; STORE_ERROR_CONFLICT: it cannot be so from the state it is in
 */
bool survey_set_by_hand(Desk *desk, const char *id, SurveyState state,
                        GError **error);

#endif
