/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of the dialogue share.
 */
#ifndef BOTE_DAEMON_DIGEST_DIALOGUE_PRIVATE_H
#define BOTE_DAEMON_DIGEST_DIALOGUE_PRIVATE_H

#include "daemon/digest/dialogue.h"
#include "parsers/keyword/keyword.h"
#include "queue/question.h"

typedef struct Contact Contact;
typedef struct SmsReply SmsReply;

/* What one step made of an SMS. */
typedef enum TalkTurn {
  TALK_TURN_NEXT,    /* nothing: the next step looks at it */
  TALK_TURN_DONE,    /* decided */
  TALK_TURN_HELD,    /* it waits for an answer */
  TALK_TURN_SERVICE, /* a service is to handle it, no other step */
} TalkTurn;

/* One SMS on its way through the steps. */
typedef struct Talk {
  Desk *desk;
  Incoming *incoming;
  GBytes *hash; /* of sender and words */
  Contact *contact;
  Keyword *keyword;
  Question *question; /* the newest that is open to him; NULL: none */
  const char *kind;   /* of the inbox row, once it is decided */
  bool is_thing; /* a word like a keyword that was meant otherwise: content */
} Talk;

/* Answer this SMS with a text; data is stolen, NULL: none. */
bool talk_answer(Talk *talk, const char *text, json_t *data, GError **error);

/* Ask, and hold the SMS if the question is on its way: nobody waits for an
 * answer to what was never asked.  dialogue_question.c, as are the next two */
bool talk_ask(Talk *talk, Question *question, SmsReply *text,
              TalkTurn *out_turn, GError **error);
/* May this SMS wait at all? */
bool talk_may_wait(const Talk *talk);
/* It answers the open question, which is closed. */
bool talk_close_question(Talk *talk, const char *answer, TalkTurn *out_turn,
                         GError **error);

/* Hold the SMS for the answer to a question. */
bool talk_hold(Talk *talk, const Question *question, GError **error);

/* --- steps; each sets *out_turn ------------------------------------------- */

/* It waited for an answer of its sender: that, or the end of the time, tells
 * what it is.  dialogue_question.c, as are the next four */
bool talk_resume(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_open_question(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_soft_stop(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_choice_alone(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_which(Talk *talk, TalkTurn *out_turn, GError **error);

/* The keyword of a survey, or the answer to what one asked last.
 * dialogue_survey.c */
bool talk_survey(Talk *talk, TalkTurn *out_turn, GError **error);

/* We asked where something is: a number of the choices, or words.
 * dialogue_place.c; a part of talk_open_question() */
bool talk_place(Talk *talk, TalkTurn *out_turn, GError **error);

/* ERASE, ACCESS, NEW_NUMBER: anybody can send them under any number, so a code
 * goes to that number and is to come back.  dialogue_code.c, as are the next
 * two: the code, or what is not; and what was asked for, once that is known. */
bool talk_code(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_answer_code(Talk *talk, TalkTurn *out_turn, GError **error);
void talk_resume_code(Talk *talk, const Question *question, TalkTurn *out_turn);

/* STOP in its scopes.  dialogue_stop.c */
bool talk_stop(Talk *talk, TalkTurn *out_turn, GError **error);
/* Nothing was written and nothing came along: a pocket, or a telephone that
 * showed a picture but sent none.  There is nothing a ticket could be about; he
 * gets the help.  dialogue_keyword.c */
bool talk_empty(Talk *talk, TalkTurn *out_turn, GError **error);
/* HELP, START, LANGUAGE, UNDO.  dialogue_keyword.c, START and UNDO
 * dialogue_stop.c */
bool talk_keyword(Talk *talk, TalkTurn *out_turn, GError **error);
bool talk_start(Talk *talk, GError **error);
bool talk_undo(Talk *talk, GError **error);

/* Nothing unasked goes to him any more: everything, and what is on its way to
 * him is stopped; one confirmation. */
bool talk_stop_everything(Talk *talk, GError **error);

#endif
