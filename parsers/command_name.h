/* SPDX-License-Identifier: Apache-2.0
 *
 * The nearest names for a word that is none.  Used by command.c.
 */
#ifndef BOTE_PARSERS_COMMAND_NAME_H
#define BOTE_PARSERS_COMMAND_NAME_H

/* Longest name, in bytes, that is folded and compared; names are shorter. */
#define COMMAND_NAME_MAX 60
#define COMMAND_SUGGESTIONS_MAX 3

/* Fill `out` with the nearest names, best first; what is not needed stays as it
 * was.  `name` is valid UTF-8 of any length.  The names are static. */
void command_suggest(const char *name,
                     const char *out[static COMMAND_SUGGESTIONS_MAX]);

#endif
