/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads the frames of one answer as hostile: order, counts and sizes are
 * checked before anything is kept or handed on.  The wire belongs to
 * parse_protocol.h, the reader's process to parse_client.h.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_ANSWER_H
#define BOTE_DAEMON_PARSE_PARSE_ANSWER_H

#include "daemon/parse/parse_image.h"
#include "daemon/parse/parse_protocol.h"

typedef struct ParseAnswer ParseAnswer;

/* Expect the answer to one request.
 *
 * handlers   borrowed until parse_answer_free(); NULL for none.
 * max_side   pixels a picture may have; 0: no picture was asked for. */
ParseAnswer *parse_answer_new(const ParseHandlers *handlers, void *user,
                              int max_side);
void parse_answer_free(ParseAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParseAnswer, parse_answer_free)

typedef enum ParseAnswerStep {
  PARSE_ANSWER_MORE,  /* read the next frame */
  PARSE_ANSWER_ENDED, /* complete; see parse_answer_outcome() */
  PARSE_ANSWER_BAD,   /* nonsense: the reader cannot be trusted any more */
} ParseAnswerStep;

/* Take the next frame, borrowed, and hand on what it holds. */
ParseAnswerStep parse_answer_take(ParseAnswer *answer, const ParseFrame *frame);

/* After PARSE_ANSWER_ENDED; out_reason is set to a new string, NULL for OK. */
ParseOutcome parse_answer_outcome(const ParseAnswer *answer, char **out_reason);

/* What was wrong after PARSE_ANSWER_BAD, a constant. */
const char *parse_answer_complaint(const ParseAnswer *answer);

/* Move the picture out; its jpeg is NULL when there was none or it is not
 * whole, its photo when nothing was told. */
ParsePicture parse_answer_take_picture(ParseAnswer *answer);

#endif
