/* SPDX-License-Identifier: Apache-2.0
 *
 * Many pieces of words looked for at once, in one pass over a text (A. Aho,
 * M. Corasick, "Efficient string matching", CACM 18, 1975): time grows with the
 * text alone, whatever it is and however many pieces there are.
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_MACHINE_H
#define BOTE_PARSERS_PHRASES_PHRASE_MACHINE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct PhraseMachine PhraseMachine;

enum { PHRASE_MACHINE_START = 0 }; /* the state before a text */

PhraseMachine *phrase_machine_new(void);
void phrase_machine_free(PhraseMachine *machine);

/* Add a piece, not empty; returns its number, from 0 on, the same for the same
 * bytes. */
unsigned phrase_machine_add(PhraseMachine *machine, const char *piece);

/* Nothing is added after this; nothing is asked before. */
void phrase_machine_seal(PhraseMachine *machine);

/* The state after one more byte. */
unsigned phrase_machine_step(const PhraseMachine *machine, unsigned state,
                             uint8_t byte);

/* One more of the pieces that the text so far ends in; false: no more.
 *
 * inout_state  a copy of the state, which this moves on.
 * out_piece    the piece's number. */
bool phrase_machine_next(const PhraseMachine *machine, unsigned *inout_state,
                         unsigned *out_piece);

#endif
