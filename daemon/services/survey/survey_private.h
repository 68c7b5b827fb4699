/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of the service know of each other.
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_PRIVATE_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_PRIVATE_H

#include "daemon/service.h"
#include "parsers/survey/questionnaire.h"

/* Opens or closes; its subject is the survey's id. */
#define SURVEY_LIFE_TIMER "survey-life"

/* Bring all surveys of the town to the state that their dates want now, and set
 * a timer for the next change.  A survey without dates is opened and closed by
 * hand.  survey_life.c, as is the next */
bool survey_life_plan(Desk *desk, GError **error);
bool survey_life_due(Desk *desk, const char *id, GError **error);

/* An SMS of somebody who takes part, or wants to.  survey_sms.c */
bool survey_handle_sms(Desk *desk, const Incoming *incoming,
                       Handled *out_handled, GError **error);

/* A mail of the same.  survey_mail.c */
bool survey_handle_mail(Desk *desk, const Incoming *incoming,
                        Handled *out_handled, GError **error);

#endif
