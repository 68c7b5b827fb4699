/* SPDX-License-Identifier: Apache-2.0
 *
 * Participation codes of a survey, in batches.  A code itself is stored
 * nowhere: who has it gets to its response by response_link().
 *
 *   (none) --survey_code_add--> fresh
 *   fresh --survey_code_use--> used
 *   fresh --survey_code_void--> void
 *
 * Nothing joins a code and a response: their hashes differ, and no time of its
 * use is kept.
 */
#ifndef BOTE_QUEUE_SURVEY_CODE_H
#define BOTE_QUEUE_SURVEY_CODE_H

#include "parsers/survey/participation_code.h"
#include "queue/survey.h"

typedef enum SurveyCodeState {
  SURVEY_CODE_UNKNOWN, /* none of this survey's */
  SURVEY_CODE_FRESH,
  SURVEY_CODE_USED,
  SURVEY_CODE_VOID,
} SurveyCodeState;

/* Make a code and add it to a batch.
 *
 * batch  a name of the town's
 * out    the code, which is not seen again
 */
bool survey_code_add(Queue *queue, const Survey *survey, const char *batch,
                     ParticipationCode *out, GError **error);

/* What about this code? */
bool survey_code_find(Queue *queue, const Survey *survey,
                      const ParticipationCode *code, SurveyCodeState *out,
                      GError **error);

/* A response begins with it.
 *
 * out_is_first  false: it was not fresh; nothing changed
 */
bool survey_code_use(Queue *queue, const Survey *survey,
                     const ParticipationCode *code, bool *out_is_first,
                     GError **error);

/* No response can begin any more with what is fresh of a batch.
 *
 * out_count  how many codes that were
 */
bool survey_code_void(Queue *queue, const Survey *survey, const char *batch,
                      int64_t *out_count, GError **error);

typedef struct SurveyCodeBatch {
  char *name;
  int64_t made_at_ms; /* its last codes */
  int64_t made, used, is_void;
} SurveyCodeBatch;

void survey_code_batch_free(SurveyCodeBatch *batch);

/* All of a survey (SurveyCodeBatch *), by name; owned. */
GPtrArray *survey_code_batches(Queue *queue, const Survey *survey,
                               GError **error);

#endif
