/* SPDX-License-Identifier: Apache-2.0
 *
 * What a text is weighed by (danger_scale.h): pieces of five letters of each
 * word, which find compounds and endings ("hängt", "herunterhängende"), and
 * the beginnings of two words side by side.  Words with digits are left out.
 */
#ifndef BOTE_PARSERS_DANGER_DANGER_PIECES_H
#define BOTE_PARSERS_DANGER_DANGER_PIECES_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct DangerPiece {
  uint32_t key;       /* danger_piece_key() of its name */
  unsigned word;      /* the number of the word it is of, from 0 on */
  const char *begin;  /* within `folded` */
  const char *second; /* the next word's beginning; NULL: one word's piece */
  unsigned size, second_size; /* bytes */
} DangerPiece;

typedef struct DangerPieces {
  char *folded;   /* words with a blank before and behind each */
  GArray *pieces; /* DangerPiece, by word */
  GArray *starts; /* char *: where the words begin */
} DangerPieces;

void danger_pieces_clear(DangerPieces *pieces);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DangerPieces, danger_pieces_clear)

/* The pieces of a text, valid UTF-8, of its first 32 KiB; what is longer is a
 * matter of patterns alone.  danger_pieces_clear(). */
void danger_pieces_of(const char *text, DangerPieces *out_pieces);

/* How a piece is written in a file: "_gas_", "riech", "riech+gas".  Owned by
 * the caller. */
char *danger_piece_name(const DangerPiece *piece);
uint32_t danger_piece_key(const char *name);

/* A danger may be one sentence of a long letter: a text is weighed by stretches
 * of words, each overlapping the next by half.
 *
 * number             from 0 on
 * out_from, out_end  places in `pieces`
 * Returns false when there are no more. */
bool danger_stretch(const DangerPieces *pieces, unsigned number,
                    unsigned *out_from, unsigned *out_end);

#endif
