/* SPDX-License-Identifier: Apache-2.0
 *
 * One wave of a survey: whether it takes answers.
 *
 *   draft      nobody knows of it        --> scheduled, open
 *   scheduled  its first minute is known --> draft, open
 *   open       answers are taken         --> paused, closed
 *   paused     none are, for a while     --> open, closed
 *   closed     none are any more         --> open, published
 *   published  its result is out         --> closed
 *
 * Every arrow is survey_set_state().
 */
#ifndef BOTE_QUEUE_SURVEY_H
#define BOTE_QUEUE_SURVEY_H

#include "queue/queue.h"

typedef enum SurveyState {
  SURVEY_STATE_DRAFT,
  SURVEY_STATE_SCHEDULED,
  SURVEY_STATE_OPEN,
  SURVEY_STATE_PAUSED,
  SURVEY_STATE_CLOSED,
  SURVEY_STATE_PUBLISHED,
} SurveyState;

const char *survey_state_to_string(SurveyState state);
/* Is there an arrow? */
bool survey_state_may_become(SurveyState from, SurveyState to);

typedef struct Survey {
  char *id; /* "waldpark/1" */
  SurveyState state;
  Id key_id;                          /* seals what people wrote */
  int64_t opened_at_ms, closed_at_ms; /* the last time; 0: never */
  int64_t begun, complete;            /* responses */
} Survey;

void survey_free(Survey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

/* The id of a questionnaire's wave, owned. */
char *survey_id(const char *questionnaire, unsigned wave);

/* One survey; *out NULL: it has no row. */
bool survey_find(Queue *queue, const char *id, Survey **out, GError **error);

/* The same; where there is none a draft is made, with a key.  NULL: failed. */
Survey *survey_ensure(Queue *queue, const char *id, GError **error);

/* Let it be in another state, which an arrow leads to (asserted). */
bool survey_set_state(Queue *queue, Survey *survey, SurveyState state,
                      GError **error);

#endif
