/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a message got no automatic answer, in words for people at the command
 * line: the history of a message holds short names ("says-the-same").
 */
#ifndef BOTE_DAEMON_ADMIN_NO_ANSWER_H
#define BOTE_DAEMON_ADMIN_NO_ANSWER_H

#include <jansson.h>

/* The words for a reason, in the person's language; those for a machine's mail
 * when it is none of ours: then it is the sign of one.  Never NULL. */
const char *no_answer_words(const char *reason);

/* Tell in a row of inbox.show, by its "events", what became of its answer:
 * "no_answer" in words and "no_answer_reason" as it stands there.  Nothing is
 * added to a message that was answered or that nobody answers anyway. */
void no_answer_explain(json_t *row);

#endif
