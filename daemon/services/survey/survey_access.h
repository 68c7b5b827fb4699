/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may answer a survey (`access` of its questionnaire).
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_ACCESS_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_ACCESS_H

#include "daemon/services/survey/survey_visit.h"

/* May who wrote take part?  A survey for those who were invited is for nobody
 * else, whoever knows its keyword; one with participation codes is for nobody
 * who comes without. */
bool survey_access_allows(const SurveyVisit *visit, bool *out_may,
                          GError **error);

/* What `survey-closed` says to who may not.  json_decref(). */
json_t *survey_access_refusal(void);

#endif
