/* SPDX-License-Identifier: Apache-2.0
 *
 * One option by its number, its letter or its place: "2", "b)", "die zweite".
 */
#ifndef BOTE_PARSERS_SURVEY_ANSWER_POINTER_H
#define BOTE_PARSERS_SURVEY_ANSWER_POINTER_H

#include "parsers/survey/answer_label.h"

enum { NO_CHOICE = -1, OUT_OF_LIST = -2, UNCLEAR = -3 };

enum { WORD_TELLING = 4 }; /* letters of a word that names an option */

typedef struct ChoiceReader {
  const AnswerJob *job;
  const GArray *tokens;
  GPtrArray *labels; /* in his language */
  guint count;       /* of options */
} ChoiceReader;

typedef struct Pointer {
  int choice; /* NO_CHOICE, OUT_OF_LIST and UNCLEAR, too */
  gint64 number;
  bool explicit; /* "Nr. 2", "2)", "b)", "die zweite" */
  bool bare_letter;
} Pointer;

/* The option that a token points to; NO_CHOICE: it is no pointer. */
int answer_token_choice(const ChoiceReader *reader, const AnswerToken *token);

/* The pointer that these tokens are, and nothing else. */
Pointer answer_pointer(const ChoiceReader *reader, guint from, guint to);

/* The option that a pointer means, unless options' own numbers say another. */
AnswerKind answer_pointer_judge(const ChoiceReader *reader,
                                const Pointer *pointer, int *out);

/* A pointer and a comment: "2 weil es schön ist".  ANSWER_NONE: it does not
 * begin with a pointer. */
AnswerKind answer_pointer_and_rest(const ChoiceReader *reader, int *out);

/* An option was read, and this follows: ANSWER_VALUE when it is a comment. */
AnswerKind answer_with_rest(const ChoiceReader *reader, guint from, int choice);

#endif
