/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions of a survey as the texts want them (templates/README.md).
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_QUESTION_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_QUESTION_H

#include <jansson.h>

#include "parsers/survey/survey_response.h"

/* What `survey-question` says of the question at `place`: its words by SMS, its
 * options, how it is answered, and the notes that stand before it and concern
 * him.  json_decref().
 *
 * language  BCP 47, of the words
 */
json_t *survey_question_data(const SurveyResponse *response, guint place,
                             const char *language);

#endif
