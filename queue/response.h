/* SPDX-License-Identifier: Apache-2.0
 *
 * Responses to surveys: what one person, or one participation code, answered.
 * No row names who it was; a link, which only this process can make, leads to
 * it as long as he may go on.
 */
#ifndef BOTE_QUEUE_RESPONSE_H
#define BOTE_QUEUE_RESPONSE_H

#include "parsers/survey/survey_response.h"
#include "queue/survey.h"

typedef struct Response {
  Id id; /* by chance */
  char *channel, *language;
  char *asked;    /* name of the question that waits; NULL: none does */
  unsigned tries; /* answers to it that were not understood */
  bool complete;
  int64_t begun_at_ms, changed_at_ms;
} Response;

void response_free(Response *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Response, response_free)

/* The way from somebody to his response; owned.
 *
 * kind  "contact" or "code"
 * who   the contact's id; the code in its canonical form
 */
GBytes *response_link(Queue *queue, const Survey *survey, const char *kind,
                      const char *who);

/* *out NULL: he has none, or nobody can go on with it. */
bool response_find(Queue *queue, const Survey *survey, GBytes *link,
                   Response **out, GError **error);

typedef struct ResponseBegin {
  GBytes *link;        /* NULL: nobody will go on with it */
  const char *channel; /* "sms", "mail", "web", "paper" */
  const char *language;
} ResponseBegin;

/* Begin one, without answers; it is counted.
 *
 * STORE_ERROR_CONFLICT: there is one with this link.
 */
Response *response_begin(Queue *queue, Survey *survey,
                         const ResponseBegin *begin, GError **error);

/* Note which question waits for an answer now; NULL: none does. */
bool response_ask(Queue *queue, Response *response, const char *asked,
                  unsigned tries, GError **error);
/* Has he said something to all that concerns him?  That is counted. */
bool response_set_complete(Queue *queue, Survey *survey, Response *response,
                           bool complete, GError **error);

/* Let nobody go on with it: it stands as it is. */
bool response_unlink(Queue *queue, const Response *response, GError **error);
/* The same for all of a survey: from then on nothing joins them and persons. */
bool response_unlink_all(Queue *queue, const Survey *survey, GError **error);

/* A response with its answers.  All is borrowed. */
typedef struct ResponseSheet {
  Queue *queue;
  const Survey *survey;
  const Response *response;
  SurveyResponse *answers;
} ResponseSheet;

/* Read what is stored into `answers`; what was said to questions that are no
 * longer there is left alone. */
bool response_load_answers(const ResponseSheet *sheet, GError **error);
/* Store the answer to the question at `place` as it is in `answers`. */
bool response_save_answer(const ResponseSheet *sheet, guint place,
                          GError **error);

#endif
