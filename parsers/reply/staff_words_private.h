/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the table of words and the code that looks things up in it.
 */
#ifndef BOTE_PARSERS_REPLY_STAFF_WORDS_PRIVATE_H
#define BOTE_PARSERS_REPLY_STAFF_WORDS_PRIVATE_H

#include "parsers/reply/staff_words.h"

/* Where in a line a word counts; always from the beginning of a word. */
typedef enum StaffWhere {
  STAFF_WHERE_WHOLE, /* but for punctuation at the end */
  STAFF_WHERE_BEGIN, /* also behind "1." and "-" */
  STAFF_WHERE_HOLD,
} StaffWhere;

typedef struct StaffWordGroup {
  StaffWhere where;
  StaffSign sign;
  const char *words; /* see the table */
} StaffWordGroup;

/* Ended by a group without words. */
extern const StaffWordGroup staff_word_groups[];

#endif
