/* SPDX-License-Identifier: Apache-2.0
 *
 * Surveys by the names that people give them (`bote survey open waldpark`).
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_HAND_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_HAND_H

#include "daemon/desk.h"
#include "parsers/survey/questionnaire.h"
#include "queue/survey.h"

/* A survey of the town's, which has a row from then on; owned.
 *
 * id        "waldpark", its last wave, or "waldpark/1"
 * out_form  what it asks; borrowed from the town
 * error     STORE_ERROR_MISSING: there is none, with a sentence for people
 */
Survey *survey_by_hand(Desk *desk, const char *id,
                       const Questionnaire **out_form, GError **error);

/* Let a survey be in another state now.
 *
 * error  as of survey_by_hand(); STORE_ERROR_CONFLICT: it cannot be so from the
 *        state it is in, with a sentence for people, too
 */
bool survey_set_by_hand(Desk *desk, const char *id, SurveyState state,
                        GError **error);

#endif
