/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that decode texts: the ladder (charset.c), what is behind a
 * name (charset_decode.c), the tables and the encodings of Unicode.
 */
#ifndef BOTE_PARSERS_CHARSET_CHARSET_PRIVATE_H
#define BOTE_PARSERS_CHARSET_CHARSET_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "parsers/charset/charset.h"

#define CHARSET_REPLACEMENT "\357\277\275" /* U+FFFD */

/* A charset whose bytes are a character each. */
typedef struct CharsetTable {
  const char *names; /* folded, see charset_fold_name(), a blank before, between
                        and behind */
  unsigned first;    /* the byte of the first character, 0x80 or 0xa0; below it
                        each byte is the character of its number */
  const char *characters; /* up to byte 0xff, in UTF-8 */
} CharsetTable;

extern const CharsetTable charset_tables[]; /* ended by NULL names */

/* Bytes that are to be decoded. */
typedef struct CharsetInput {
  const unsigned char *bytes;
  size_t size;
} CharsetInput;

/* A decoder appends UTF-8 and returns how many places it could not read; a NUL
 * among the characters stays. */
typedef size_t (*CharsetDecoder)(const CharsetInput *input, GString *out);

size_t charset_decode_utf7(const CharsetInput *input, GString *out);
size_t charset_decode_utf16(const CharsetInput *input, GString *out);
size_t charset_decode_utf16le(const CharsetInput *input, GString *out);
size_t charset_decode_utf16be(const CharsetInput *input, GString *out);

/* How names are compared: lower case, letters and digits only; "" for what is
 * no name of a charset.  Owned by the caller. */
char *charset_fold_name(const char *name);

/* Decode a text by the folded name of a charset.
 *
 * out_errors   places that could not be read, each U+FFFD in `out`
 * Returns false when the charset is not known. */
bool charset_decode(const char *folded, const CharsetInput *input, GString *out,
                    size_t *out_errors);

/* Open a converter of the system to UTF-8 and never close it, so that its
 * module stays loaded.  One that the system does not have is not missed: the
 * ladder follows. */
void charset_keep_open(const char *charset);

/* The same for all that charset_decode() uses. */
void charset_open_converters(void);

#endif
