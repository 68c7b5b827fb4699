/* SPDX-License-Identifier: Apache-2.0
 *
 * Open questions: what we asked somebody by SMS, what the numbers of his answer
 * stand for, and which messages of his wait for it; and where something is, by
 * mail, too.  They wait in `hold`, whole
 * and visible; the answer, or the end of the time, puts them back, so that they
 * are decided as if they had just come.  What an answer means is known
 * elsewhere.
 *
 *   (none) --question_ask--> open --question_answer--> answered
 *                            open --question_expire--> expired
 */
#ifndef BOTE_QUEUE_QUESTION_H
#define BOTE_QUEUE_QUESTION_H

#include "queue/queue.h"

enum { QUESTION_KEEP_DAYS = 90 };

typedef enum QuestionKind {
  QUESTION_KIND_WHICH,      /* to which of several does a message belong? */
  QUESTION_KIND_STOP,       /* do you want nothing more from us? */
  QUESTION_KIND_INVITATION, /* will you take part? */
  QUESTION_KIND_CODE,       /* which code did we send to your number? */
  QUESTION_KIND_PLACE,      /* where is it? */
  QUESTION_KIND_ELSEWHERE,  /* it is not the town's, or is it? */
  QUESTION_KIND_SURVEY,     /* one of a survey, which its service knows */
  QUESTION_KIND_SAME,       /* is it what somebody else reported?  It ends with
                               the next question, for both are answered alike */
} QuestionKind;

typedef enum QuestionState {
  QUESTION_STATE_OPEN,
  QUESTION_STATE_ANSWERED,
  QUESTION_STATE_EXPIRED,
} QuestionState;

/* The timer's kind; its subject is the question's id. */
#define QUESTION_TIMER "question-expires"

typedef struct Question {
  Id id; /* made by question_ask() */
  QuestionKind kind;
  QuestionState state;
  char *channel; /* "sms"; a question for a place also "mail" */
  GBytes *lookup;
  char *subject; /* what an invitation is to, a code for; the survey; the ticket
                    whose place it asks for, or of which it asks whether it is
                    another's; NULL: nothing */
  GPtrArray *choices; /* char *: what 1, 2 … stand for */
  char *answer;       /* one of the choices, or a word; NULL: none */
  int64_t asked_at_ms, expires_at_ms;
} Question;

/* A question to somebody, by the keyed hash of his address; without choices or
 * an end yet.  Owned by the caller, question_free(). */
Question *question_new(QuestionKind kind, const char *channel, GBytes *lookup);
void question_free(Question *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Question, question_free)

/* Write a question and set its timer.
 *
 * question   id and asked_at_ms are set here; expires_at_ms is the caller's
 */
bool question_ask(Queue *queue, Question *question, GError **error);

/* Note that a message waits for the answer; the caller holds it. */
bool question_keep_message(Queue *queue, const Question *question,
                           const char *inbox_id, GError **error);

/* The newest question that is open to somebody; *out NULL: none is. */
bool question_find_open(Queue *queue, const char *channel, GBytes *lookup,
                        Question **out, GError **error);
/* All of a kind that are open to somebody (Question *), newest first; owned. */
GPtrArray *question_open_of(Queue *queue, const Question *like, GError **error);
/* The question a message waits or waited for; *out NULL: none. */
bool question_of_message(Queue *queue, const char *inbox_id, Question **out,
                         GError **error);
Question *question_load(Queue *queue, const char *id, GError **error);

/* Was somebody asked this since then, whatever came of it? */
bool question_was_asked(Queue *queue, const Question *like, int64_t since_ms,
                        bool *out_was, GError **error);

/* Close an open question with an answer, or without one, and put back the
 * messages that wait for it and that nobody took from `hold` meanwhile. */
bool question_answer(Queue *queue, Question *question, const char *answer,
                     GError **error);
bool question_expire(Queue *queue, Question *question, GError **error);

/* End what is open of a kind without an answer, where no message waits for it:
 * of one address, about one subject (NULL: about any); or about a subject, of
 * everybody. */
bool question_end_of(Queue *queue, const Question *like, GError **error);
bool question_end_about(Queue *queue, QuestionKind kind, const char *subject,
                        GError **error);

/* Forget closed questions that are older than anybody asks for. */
bool question_sweep(Queue *queue, GError **error);

#endif
