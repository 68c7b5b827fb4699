/* SPDX-License-Identifier: Apache-2.0
 *
 * Weights by the keys of their pieces; a text's are summed up and divided by
 * the root of their number, so that a long text weighs no more than a short
 * one.
 */
#include "parsers/danger/danger_scale.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "parsers/danger/danger_pieces.h"

enum {
  WORDS_MIN = 4, /* "Hilfe", "AW: Keller": too little to weigh */
  WORDS_SHOWN = 4,
  UNIT = 1000, /* weights in the file are thousandths */
};

/* A telephone rings: what is hardly a danger by its words is none. */
static const float MARGIN = 0.4F;

static const char BIAS[] = "_"; /* no piece: it is of no word */

typedef struct Slot {
  uint32_t key;
  float weight; /* 0: free */
} Slot;

struct DangerScale {
  Slot *slots;
  uint32_t mask; /* of a key; slots are one more, a power of 2 */
  float bias;
};

static Slot *
slot_of(const DangerScale *scale, uint32_t key)
{
  uint32_t at = key & scale->mask;
  while (scale->slots[at].weight != 0 && scale->slots[at].key != key)
    at = (at + 1) & scale->mask;
  return &scale->slots[at];
}

static void
read_row(DangerScale *scale, const char *row)
{
  char *name = NULL;
  float weight = (float)g_ascii_strtoll(row, &name, 10) / (float)UNIT;
  if (*row == '#' || *row == '\0')
    return;
  g_assert(*name == '\t');
  name++;
  uint32_t key = danger_piece_key(name);
  if (strcmp(name, BIAS) == 0)
    scale->bias = weight;
  else
    *slot_of(scale, key) = (Slot){key, weight};
}

DangerScale *
danger_scale_new(const char *rows)
{
  DangerScale *scale = g_new0(DangerScale, 1);
  g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
  uint32_t size = 4; /* at least one slot stays free */
  while (size < 2 * g_strv_length(lines))
    size *= 2;
  scale->mask = size - 1;
  scale->slots = g_new0(Slot, size);
  for (char **line = lines; *line != NULL; line++)
    read_row(scale, *line);
  return scale;
}

void
danger_scale_free(DangerScale *scale)
{
  if (scale == NULL)
    return;
  g_free(scale->slots);
  g_free(scale);
}

/* The words that weigh most, in the text's order. */
static char *
heaviest_words(const DangerPieces *pieces, const float *weights, unsigned from,
               unsigned end)
{
  g_autofree float *by_word = g_new0(float, pieces->starts->len + 1);
  for (unsigned i = from; i < end; i++)
    by_word[g_array_index(pieces->pieces, DangerPiece, i).word] += weights[i];
  unsigned chosen[WORDS_SHOWN], count = 0;
  for (; count < WORDS_SHOWN; count++) {
    unsigned best = 0;
    for (unsigned i = 1; i < pieces->starts->len; i++)
      best = by_word[i] > by_word[best] ? i : best;
    if (by_word[best] <= 0)
      break;
    by_word[best] = 0;
    unsigned at = count;
    for (; at > 0 && chosen[at - 1] > best; at--)
      chosen[at] = chosen[at - 1];
    chosen[at] = best;
  }
  GString *words = g_string_new(NULL);
  for (unsigned i = 0; i < count; i++) {
    const char *word = g_array_index(pieces->starts, char *, chosen[i]);
    g_string_append(words, i > 0 ? " … " : "");
    g_string_append_len(words, word, (gssize)strcspn(word, " "));
  }
  return g_string_free(words, FALSE);
}

static float
weigh(const DangerScale *scale, const float *weights, unsigned from,
      unsigned end)
{
  float sum = 0;
  for (unsigned i = from; i < end; i++)
    sum += weights[i];
  return scale->bias + sum / sqrtf((float)(end - from + 1));
}

bool
danger_scale_tips(const DangerScale *scale, const char *text, char **out_words)
{
  g_auto(DangerPieces) pieces = {0};
  danger_pieces_of(text, &pieces);
  if (pieces.starts->len < WORDS_MIN)
    return false;
  g_autofree float *weights = g_new(float, pieces.pieces->len + 1);
  for (unsigned i = 0; i < pieces.pieces->len; i++)
    weights[i] =
        slot_of(scale, g_array_index(pieces.pieces, DangerPiece, i).key)
            ->weight;
  unsigned from, end;
  for (unsigned i = 0; danger_stretch(&pieces, i, &from, &end); i++)
    if (weigh(scale, weights, from, end) > MARGIN) {
      if (out_words != NULL)
        *out_words = heaviest_words(&pieces, weights, from, end);
      return true;
    }
  return false;
}
