/* SPDX-License-Identifier: Apache-2.0
 *
 * The service `survey`: one questionnaire, answered by SMS, question after
 * question.  This file only sorts; the pieces are in survey/:
 *
 *   life      when a survey opens and closes, and what that brings
 *   sms       the dialogue with one person
 *   data   questions as the texts want them
 */
#include <string.h>

#include "daemon/services/survey/survey_private.h"
#include "queue/agenda.h"

static bool
survey_takes(const Desk *desk, const Incoming *incoming)
{
  return incoming->belonging.kind == BELONGING_SURVEY &&
         service_is_working(desk, "survey");
}

static bool
survey_timer(Desk *desk, const AgendaItem *item, GError **error)
{
  return strcmp(item->kind, SURVEY_LIFE_TIMER) != 0 ||
         survey_life_due(desk, item->subject, error);
}

const Service service_survey = {
    .name = "survey",
    .takes = survey_takes,
    .handle = survey_handle_sms,
    .timer = survey_timer,
    .plan = survey_life_plan,
};
