/* SPDX-License-Identifier: Apache-2.0
 *
 * Participation codes: printed on a letter, typed by SMS, each good for one
 * response.  "K7F3-Q9WD-X" is 40 random bits and a check character, in the
 * alphabet of the tokens (parsers/token.h): a-z and 2-9 without l and o.
 *
 * The check character is a sum over the field of 32 elements in which every
 * place weighs something else: one wrong character or two that changed places,
 * neighbours or not, are always seen.  A code says neither whose it is nor
 * which survey it is for.  What is stored is a keyed hash of its canonical
 * form, nine characters in lower case.
 */
#ifndef BOTE_PARSERS_SURVEY_PARTICIPATION_CODE_H
#define BOTE_PARSERS_SURVEY_PARTICIPATION_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  PARTICIPATION_CODE_BYTES = 5, /* of randomness */
  PARTICIPATION_CODE_CHARS = 9,
  PARTICIPATION_CODE_SIZE, /* with its end */
};

/* The code in its canonical form: what is hashed. */
typedef struct ParticipationCode {
  char text[PARTICIPATION_CODE_SIZE];
} ParticipationCode;

/* random   from a generator that nobody can guess: the code is all that stands
 *          between a stranger and somebody's vote */
ParticipationCode
participation_code_make(const uint8_t random[static PARTICIPATION_CODE_BYTES]);

/* As it is printed: "K7F3-Q9WD-X".  New string, g_free(). */
char *participation_code_to_string(const ParticipationCode *code);

/* Read a text that is nothing but a code, whichever case and with blanks,
 * dashes, dots and underlines anywhere.  1 and L are read as I, since only that
 * one exists; 0 and O could be D or Q: such a code is none.
 *
 * text   valid UTF-8
 * Returns false and leaves `out` alone when it is none, or its check character
 * does not fit. */
bool participation_code_read(const char *text, ParticipationCode *out);

typedef enum ParticipationCodeFound {
  PARTICIPATION_CODE_NONE,  /* nothing looks like a code */
  PARTICIPATION_CODE_WRONG, /* something does, but was mistyped: say so */
  PARTICIPATION_CODE_FOUND,
} ParticipationCodeFound;

/* Find the first code in a text ("WALDPARK k7f3 q9wd x 1a 2b").
 *
 * Among other words a code must have one of the usual shapes: all in one, 8 1,
 * 4 4 1, 4 5, 3 3 3; else the answers "1a 2c 3b 4a 5" would be one.  Something
 * looks like a code when it has digits and letters, and a code's shape or, in
 * one word or with dashes, one character too few or too many.
 *
 * text                 valid UTF-8
 * out                  set only when one is found
 * out_begin, out_size  where it, or what looks like it, stands, in bytes; NULL:
 *                      not asked for
 */
ParticipationCodeFound participation_code_find(const char *text,
                                               ParticipationCode *out,
                                               size_t *out_begin,
                                               size_t *out_size);

#endif
