/* SPDX-License-Identifier: Apache-2.0
 *
 * All responses of a survey, one after another, for what is counted of them.
 * Memory does not grow with how many there are.
 */
#ifndef BOTE_QUEUE_RESPONSE_EACH_H
#define BOTE_QUEUE_RESPONSE_EACH_H

#include "parsers/survey/survey_variable.h"
#include "queue/response.h"

/* Take one; its weight is 1, and it is gone when this returns. */
typedef void (*ResponseEach)(const SurveyCase *one, void *data);

typedef struct ResponseWalk {
  const Questionnaire *questionnaire;
  ResponseEach each;
  void *data; /* of `each` */
} ResponseWalk;

/* Walk over all, also those that are not complete, in the order of their ids,
 * which tells no time.  What `each` saw before a failure does not count.
 *
 * Fails when the store does, or when sealed words cannot be opened. */
bool response_each(Queue *queue, const Survey *survey, const ResponseWalk *walk,
                   GError **error);

#endif
