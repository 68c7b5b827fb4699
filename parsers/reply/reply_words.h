/* SPDX-License-Identifier: Apache-2.0
 *
 * The words by which the lines of a reply are told apart.  All questions are
 * about case-folded text (g_utf8_casefold()).
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_WORDS_H
#define BOTE_PARSERS_REPLY_REPLY_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parsers/word_sieve.h"

typedef enum ReplyWords {
  REPLY_WORDS_VERB,       /* "schrieb", "wrote" */
  REPLY_WORDS_OPENER,     /* "am ", "on ": how an attribution begins */
  REPLY_WORDS_OWN,        /* "schrieb ich": a sentence of the writer's own */
  REPLY_WORDS_MARK,       /* "ursprüngliche nachricht" */
  REPLY_WORDS_FORWARD,    /* "weitergeleitete nachricht" */
  REPLY_WORDS_CLOSING,    /* "mit freundlichen grüssen" */
  REPLY_WORDS_BANNER,     /* "externe e-mail" */
  REPLY_WORDS_DISCLAIMER, /* "diese e-mail enthält vertrauliche" */
} ReplyWords;

/* Does the text hold, begin with, or end with one of the words? */
bool reply_words_hold(ReplyWords set, const char *folded);
bool reply_words_begin(ReplyWords set, const char *folded);
bool reply_words_end(ReplyWords set, const char *folded);

/* The words of one table by the bytes at their first two places, so that only
 * every second place of a text is looked at: for many lines or long ones. */
typedef struct ReplyIndex {
  const char *const *words;
  uint8_t first[1 << WORD_SIEVE_BITS]; /* of a slot: 1 + 2 * word + place */
  uint8_t next[UINT8_MAX + 1];         /* in the same slot; 0: none */
} ReplyIndex;

void reply_index_init(ReplyIndex *index, ReplyWords set);

/* As reply_words_hold(), of a text of `size` bytes. */
bool reply_index_hold(const ReplyIndex *index, const char *folded, size_t size);

/* The bytes of the longest word the text begins with; 0 for none. */
unsigned reply_words_length(ReplyWords set, const char *folded);

/* Does a line like "Mit freundlichen Grüßen" or "VG Karla" close the text?
 *
 * may_begin   false when the sieve says that no long word stands there
 */
bool reply_words_close(const char *folded, bool may_begin);

/* Add the beginnings of such lines to a sieve. */
void reply_words_close_fill(WordSieve *sieve, unsigned table);

/* What is sure about a line like "Von meinem iPhone gesendet". */
typedef enum ReplyDevice {
  REPLY_DEVICE_NONE,
  REPLY_DEVICE_LIKELY, /* "Gesendet von …": a sentence may begin so */
  REPLY_DEVICE_SURE,   /* it names a device or a program, too */
} ReplyDevice;

/* What a line of `size` bytes advertises.
 *
 * may_begin   false when the sieve says that no row begins as the line does
 */
ReplyDevice reply_words_device(const char *folded, size_t size, bool may_begin);

/* Add the beginnings of such lines to a sieve. */
void reply_words_device_fill(WordSieve *sieve, unsigned table);

#endif
