/* SPDX-License-Identifier: Apache-2.0
 *
 * One message of somebody who takes part: his response as it was and as it
 * becomes, whichever way he came.
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_VISIT_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_VISIT_H

#include "daemon/service.h"
#include "queue/person.h"
#include "queue/response.h"

typedef struct SurveyVisit {
  Desk *desk; /* borrowed, like the next two */
  const Incoming *incoming;
  const Questionnaire *form;
  Survey *survey;   /* owned, like the rest */
  Contact *contact; /* who wrote */
  Response *response;
  SurveyResponse *answers; /* as they become */
  SurveyResponse *before;  /* as they are stored */
  bool begins;             /* it is his first one */
} SurveyVisit;

void survey_visit_clear(SurveyVisit *visit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SurveyVisit, survey_visit_clear)

/* Find out which survey the message is for, and whose it is. */
bool survey_visit_begin(SurveyVisit *visit, Desk *desk,
                        const Incoming *incoming, GError **error);

/* Let him take part, and load what he said so far. */
bool survey_visit_join(SurveyVisit *visit, GError **error);

/* Store what changed in `answers`, and whether he said something to all that
 * concerns him. */
bool survey_visit_save(SurveyVisit *visit, GError **error);

/* For the inbox. */
Handled survey_visit_handled(const SurveyVisit *visit);

/* The language we speak with him in; borrowed. */
const char *survey_visit_language(const SurveyVisit *visit);

/* What the texts say of the survey: `survey_title` and, where it takes no
 * answers, when it will or why not. */
void survey_visit_describe(const SurveyVisit *visit, json_t *data);

#endif
