/* SPDX-License-Identifier: Apache-2.0
 *
 * What the dates of a questionnaire want, and what a person did, decide
 * together: a survey that somebody paused or ended stays so.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/survey/survey_hand.h"
#include "daemon/services/survey/survey_private.h"
#include "queue/agenda.h"
#include "queue/question.h"
#include "queue/response.h"
#include "templates/format.h"

static bool
has_passed(const char *moment, const char *now)
{
  return moment != NULL && strcmp(moment, now) <= 0;
}

/* The state that the dates want after this one; the same: nothing to do. */
static SurveyState
wanted_after(const Questionnaire *form, SurveyState state, const char *now)
{
  switch (state) {
  case SURVEY_STATE_DRAFT:
    return form->opens == NULL ? state : SURVEY_STATE_SCHEDULED;
  case SURVEY_STATE_SCHEDULED:
    return form->opens == NULL            ? SURVEY_STATE_DRAFT
           : has_passed(form->opens, now) ? SURVEY_STATE_OPEN
                                          : state;
  case SURVEY_STATE_OPEN:
  case SURVEY_STATE_PAUSED:
    return has_passed(form->closes, now) ? SURVEY_STATE_CLOSED : state;
  default:
    return state;
  }
}

/* Nobody goes on with his answers; of an anonymous survey nobody could. */
static bool
end_questions(Desk *desk, const Questionnaire *form, const Survey *survey,
              GError **error)
{
  return question_end_about(desk->queue, QUESTION_KIND_SURVEY, survey->id,
                            error) &&
         (!form->anonymous || response_unlink_all(desk->queue, survey, error));
}

static bool
change_state(Desk *desk, const Questionnaire *form, Survey *survey,
             SurveyState to, GError **error)
{
  log_event(LOG_INFO, "survey-state", "survey", survey->id, "from",
            survey_state_to_string(survey->state), "to",
            survey_state_to_string(to), NULL);
  return survey_set_state(desk->queue, survey, to, error) &&
         (to != SURVEY_STATE_CLOSED ||
          end_questions(desk, form, survey, error));
}

/* The next moment at which something may change; 0: none. */
static int64_t
next_change_ms(const Desk *desk, const Questionnaire *form,
               const Survey *survey)
{
  if (survey->state == SURVEY_STATE_SCHEDULED)
    return format_minute_ms(form->opens, desk->zone);
  bool ends = survey->state == SURVEY_STATE_OPEN ||
              survey->state == SURVEY_STATE_PAUSED;
  return ends && form->closes != NULL
             ? format_minute_ms(form->closes, desk->zone)
             : 0;
}

static bool
advance(Desk *desk, const Questionnaire *form, GError **error)
{
  g_autofree char *id = survey_id(form->id, form->wave);
  g_autofree char *now = format_minute(desk->now_ms, desk->zone);
  g_autoptr(Survey) survey = survey_ensure(desk->queue, id, error);
  if (survey == NULL)
    return false;
  SurveyState to;
  while ((to = wanted_after(form, survey->state, now)) != survey->state)
    if (!change_state(desk, form, survey, to, error))
      return false;
  int64_t next_ms = next_change_ms(desk, form, survey);
  return next_ms == 0
             ? agenda_cancel(desk->queue, SURVEY_LIFE_TIMER, id, error)
             : agenda_set(desk->queue, SURVEY_LIFE_TIMER, id, next_ms, error);
}

bool
survey_life_plan(Desk *desk, GError **error)
{
  const GPtrArray *surveys = desk->config->town->surveys;
  for (guint i = 0; i < surveys->len; i++)
    if (!advance(desk, surveys->pdata[i], error))
      return false;
  return true;
}

/* "waldpark/1", or "waldpark" for its last wave; NULL: the town has none. */
static const Questionnaire *
find_form(const Desk *desk, const char *id)
{
  const GPtrArray *surveys = desk->config->town->surveys;
  const Questionnaire *found = NULL;
  for (guint i = 0; i < surveys->len; i++) {
    const Questionnaire *form = surveys->pdata[i];
    g_autofree char *whole = survey_id(form->id, form->wave);
    if (strcmp(whole, id) == 0)
      return form;
    if (strcmp(form->id, id) == 0 &&
        (found == NULL || form->wave > found->wave))
      found = form;
  }
  return found;
}

bool
survey_life_due(Desk *desk, const char *id, GError **error)
{
  const Questionnaire *form = find_form(desk, id);
  return form == NULL || advance(desk, form, error);
}

Survey *
survey_by_hand(Desk *desk, const char *id, const Questionnaire **out_form,
               GError **error)
{
  *out_form = find_form(desk, id);
  if (*out_form == NULL) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "the town has no survey '%s' – 'bote survey list' shows them",
                id);
    return NULL;
  }
  g_autofree char *whole = survey_id((*out_form)->id, (*out_form)->wave);
  return survey_ensure(desk->queue, whole, error);
}

bool
survey_set_by_hand(Desk *desk, const char *id, SurveyState state,
                   GError **error)
{
  const Questionnaire *form;
  g_autoptr(Survey) survey = survey_by_hand(desk, id, &form, error);
  if (survey == NULL)
    return false;
  if (!survey_state_may_become(survey->state, state)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT,
                "the survey %s is %s and cannot become %s", survey->id,
                survey_state_to_string(survey->state),
                survey_state_to_string(state));
    return false;
  }
  return change_state(desk, form, survey, state, error) &&
         advance(desk, form, error);
}
