/* SPDX-License-Identifier: Apache-2.0
 *
 * How people answer a question of ours by SMS: "2.", "Nr 2", "die zweite",
 * "ja bitte".  Read only where a question is open; elsewhere the same words are
 * what somebody wants to say.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_ANSWER_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_ANSWER_H

#include <stdbool.h>

#include "parsers/keyword/keyword.h"
#include "parsers/number.h"

/* The number 0 to 99 of a list that a text means and says nothing else besides;
 * -1: it says something else, or two numbers.
 *
 * text   valid UTF-8
 */
int keyword_answer_choice(const char *text);

/* KEYWORD_YES or KEYWORD_NO when a text, valid UTF-8, says that and nothing
 * else but courtesies; KEYWORD_CONTENT: something else, or both. */
KeywordKind keyword_answer_yes_no(const char *text);

/* The answer to "Is that the same damage?  1 yes, 2 no": KEYWORD_YES,
 * KEYWORD_NO or, when a text, valid UTF-8, says something else,
 * KEYWORD_CONTENT.  What
 * stands behind the first stop or comma, or on another line, is no part of it:
 * "Ja, derselbe.  Es ist schlimmer geworden." */
KeywordKind keyword_answer_same(const char *text);

/* How many stars a text, valid UTF-8, gives and says nothing else besides: "4",
 * "4 Sterne", "vier von 5", "****", "⭐⭐⭐"; 0: none, or more than five.
 *
 * out_named  it speaks of stars, so that it means nothing else; may be NULL
 */
int keyword_answer_stars(const char *text, bool *out_named);

/* Does a text, valid UTF-8, begin with a no to "not so?": "Nein sie ist noch
 * aus", "stimmt nicht", or a NO of keyword.h before the first comma or stop.
 * "No parking here" does not. */
bool keyword_answer_denies(const char *text);

/* Does a text, valid UTF-8, say that its writer takes a task that he was asked
 * to take: "ok bin unterwegs", "ich übernehme", "👍"?  With any other word
 * ("Ok, aber …"), or a question mark, it does not. */
bool keyword_answer_takes_over(const char *text);

/* The six digits, as ASCII, that a text, valid UTF-8, consists of ("482 913",
 * "Der Code ist 482913."); NULL: it says something else.  Owned by the caller.
 */
char *keyword_answer_code(const char *text);

/* The ticket number that a text, valid UTF-8, begins with to say what it is
 * about: "zu 417: ist erledigt", "Nr. 26 00417 6, danke".  A short one may be
 * anything else, too: believe it only for a ticket of the sender's own.
 * Returns false, `out` untouched, when there is none. */
bool keyword_answer_about(const char *text, Number *out);

#endif
