/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the search for words and the tables of words, which are long.  All
 * are in case-folded form, each word of five bytes at least where it is looked
 * for within a line.
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_WORDS_PRIVATE_H
#define BOTE_PARSERS_REPLY_REPLY_WORDS_PRIVATE_H

#include <stddef.h>

typedef struct ReplyWordTable {
  const char *const *words;
  size_t count;
} ReplyWordTable;

/* What mail programs write around quotes: reply_client_words.c. */
extern const ReplyWordTable reply_words_verb;
extern const ReplyWordTable reply_words_opener;
extern const ReplyWordTable reply_words_own;
extern const ReplyWordTable reply_words_mark;
extern const ReplyWordTable reply_words_forward;

/* What stands at a mail's end: reply_footer_words.c. */
extern const ReplyWordTable reply_words_closing;
extern const ReplyWordTable reply_words_banner;
extern const ReplyWordTable reply_words_disclaimer;

#endif
