/* SPDX-License-Identifier: Apache-2.0
 *
 * Encoded words (RFC 2047): "=?UTF-8?Q?Stra=C3=9Fe?=" in header fields.  The
 * MIME library joins neighbours before it decodes them and loses what follows
 * the padding of the first; programs that send mail split a character over two
 * words although RFC 2047 5 forbids it.  Both are read here.  It knows nothing
 * of fields, addresses or folding beyond blanks.  mime_init() came before: it
 * knows the names of charsets.
 */
#ifndef BOTE_PARSERS_ENCODED_WORD_H
#define BOTE_PARSERS_ENCODED_WORD_H

/* Decode an unstructured value (Subject; RFC 2047 5 (1)).
 *
 * value   any bytes without NUL, folded or not; what is not ASCII outside of
 *         encoded words is read as UTF-8, else as Windows-1252.
 *
 * Blanks and folds between adjacent words are dropped (6.2); the bytes of
 * adjacent words of one charset are joined before they are converted.  A word
 * may touch other text and, encoded "Q", hold blanks, for such are sent.  What
 * is no well-formed word stays as it is.  Returns valid UTF-8, owned by the
 * caller; folds and control characters in it are left to the caller.
 */
char *encoded_word_decode(const char *value);

/* Make each run of two and more adjacent words, and each word that is not in
 * UTF-8, one word in UTF-8, so that a parser of structured fields (From, To)
 * meets only single ones and needs no converter.
 *
 * value   as above.
 *
 * Only words that hold nothing with a meaning for such a field (5 (3)) are
 * joined, so that no address can appear, move or go.  Returns the value, owned
 * by the caller, all else byte by byte as it was.
 */
char *encoded_word_join(const char *value);

/* The text of a word that stands alone and is of the plainest kind.
 *
 * word  all of it: "=?utf-8?Q?…?=", as it may stand in a phrase (RFC 2047 5)
 * Returns valid UTF-8 without control characters, blanks only within; NULL when
 * anything is unusual about it.  Owned by the caller. */
char *encoded_word_read_one(const char *word);

#endif
