/* SPDX-License-Identifier: Apache-2.0
 *
 * What a process that trains is told by the one that knows the texts, and what
 * it answers: features that were hashed already, no text and no key.  Both ends
 * are the same program on one machine, so numbers stand as memory has them.
 * Pure.
 *
 *   task   = head *text            answer = line of JSON [model]
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_TASK_H
#define BOTE_PARSERS_LEARN_LEARN_TASK_H

#include "parsers/learn/learn_train.h"

enum { LEARN_TASK_MAX = 192 * 1024 * 1024 }; /* bytes; some 10,000 texts */

/* Begin a task.
 *
 * out         appended to
 * categories  ids, ended by NULL; at most LEARN_CATEGORIES_MAX
 * present     the model in use; NULL: none */
void learn_task_begin(GByteArray *out, const char *const *categories,
                      const LearnModel *present);
/* Add a text; its place counts in the same categories. */
void learn_task_add(GByteArray *out, const LearnText *text,
                    unsigned categories);

/* Do a whole task: train, and say how it went.
 *
 * Returns the answer, the caller's; NULL: this is no task. */
GBytes *learn_task_run(GBytes *task);

typedef struct LearnAnswer {
  LearnModel *model; /* NULL: nothing was learnt */
  char *error;       /* "few", "one-category"; NULL with a model */
  LearnCompared compared;
} LearnAnswer;

void learn_answer_clear(LearnAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LearnAnswer, learn_answer_clear)

/* Read an answer as hostile.  False: it is none. */
bool learn_answer_read(GBytes *bytes, LearnAnswer *out);

#endif
