/* SPDX-License-Identifier: Apache-2.0
 *
 * The words by which lines that are not meant for a citizen give themselves
 * away in a mail of staff: internal remarks, dispositions, contact blocks,
 * ticket systems, attachment notes, mails of ours.  Questions are about single
 * lines; what follows from the answers is decided in reply_staff.c.
 */
#ifndef BOTE_PARSERS_REPLY_STAFF_WORDS_H
#define BOTE_PARSERS_REPLY_STAFF_WORDS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What a line is; the higher of two hits counts, but at its beginning
 * STAFF_SIGN_END does: the rest is left out whatever it is. */
typedef enum StaffSign {
  STAFF_SIGN_NONE,
  STAFF_SIGN_CONTACT,     /* "E-Mail: …": of a contact block */
  STAFF_SIGN_LABEL,       /* "Betreff: …": with a second one, a header */
  STAFF_SIGN_END,         /* a disclaimer, an attachment note, a mail of ours */
  STAFF_SIGN_REMARK,      /* meant for a colleague, as it seems */
  STAFF_SIGN_PLACEHOLDER, /* what a button put into the prepared mail */
} StaffSign;

/* Powers of two; the table has about 460 words. */
enum { STAFF_WORDS_MAX = 1024, STAFF_WORDS_BUCKETS = 256 };

/* One row of the table; a link in the chain of its bucket. */
typedef struct StaffWord {
  const char *text; /* into the table */
  uint16_t next;    /* 1 + row; 0 ends the chain */
  uint8_t size, group;
  bool is_open; /* any ending of the last word will do */
} StaffWord;

/* The table, ready for looking up: the state of one reading. */
typedef struct StaffWords {
  uint16_t head[STAFF_WORDS_BUCKETS];
  StaffWord rows[STAFF_WORDS_MAX];
} StaffWords;

void staff_words_init(StaffWords *words);

/* A line as the table knows it: case folded, without the "*" of bold text, ":"
 * for the "|" of tables and for the wide one, each run of blanks (also NBSP,
 * tabs) one, none at the ends and in front of ":".
 *
 * folded   fold_case() of the line.  New string, owned by the caller.
 */
char *staff_words_bare(const char *folded);

/* What a bare line is by its words. */
StaffSign staff_words_sign(const StaffWords *words, const char *bare);

/* Does the bare line greet a colleague: "Hallo Peter,", "Liebe Kollegen"?
 *
 * line   the same line with its capitals, without blanks in front.
 */
bool staff_words_greet_colleague(const char *bare, const char *line);

/* Does it greet anybody ("Guten Tag Frau Kaya,")? */
bool staff_words_greet(const char *bare);

#endif
