/* SPDX-License-Identifier: Apache-2.0
 *
 * The service `survey`: one questionnaire, answered by SMS, question after
 * question, or by mail, the whole form.  This file only sorts; the pieces are
 * in survey/:
 *
 *   life      when a survey opens and closes, and what that brings
 *   visit     who takes part: from a contact to his response and back
 *   sms       the dialogue with one person
 *   mail      forms and receipts
 *   question  a question as the texts want it; letter: a form
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
survey_handle(Desk *desk, const Incoming *incoming, Handled *out_handled,
              GError **error)
{
  return incoming->mail == NULL
             ? survey_handle_sms(desk, incoming, out_handled, error)
             : survey_handle_mail(desk, incoming, out_handled, error);
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
    .handle = survey_handle,
    .timer = survey_timer,
    .plan = survey_life_plan,
};
