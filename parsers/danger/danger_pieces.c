/* SPDX-License-Identifier: Apache-2.0
 *
 * Folded as the patterns are, so that both see the same words.
 */
#include "parsers/danger/danger_pieces.h"

#include <string.h>

#include "parsers/phrases/phrase_pattern.h"

enum {
  PIECE_LETTERS = 5,
  STRETCH_WORDS = 48, /* a report is shorter, mostly */
  TEXT_BYTES = 32 * 1024,
};

/* FNV-1a (G. Fowler, L. C. Noll, P. Vo). */
static const uint32_t KEY_START = 2166136261u;

static uint32_t
key_byte(uint32_t key, char byte)
{
  return (key ^ (uint8_t)(byte == ' ' ? '_' : byte)) * 16777619u;
}

static uint32_t
key_bytes(uint32_t key, const char *bytes, unsigned size)
{
  for (unsigned i = 0; i < size; i++)
    key = key_byte(key, bytes[i]);
  return key;
}

uint32_t
danger_piece_key(const char *name)
{
  return key_bytes(KEY_START, name, (unsigned)strlen(name));
}

char *
danger_piece_name(const DangerPiece *piece)
{
  GString *name = g_string_new_len(piece->begin, piece->size);
  if (piece->second != NULL) {
    g_string_append_c(name, '+');
    g_string_append_len(name, piece->second, piece->second_size);
  }
  return g_strdelimit(g_string_free(name, FALSE), " ", '_');
}

void
danger_pieces_clear(DangerPieces *pieces)
{
  g_clear_pointer(&pieces->folded, g_free);
  g_clear_pointer(&pieces->pieces, g_array_unref);
  g_clear_pointer(&pieces->starts, g_array_unref);
}

/* The end of so many letters, or of all there are before `end`. */
static const char *
after_letters(const char *from, const char *end, unsigned letters)
{
  while (letters-- > 0 && from < end)
    from = g_utf8_next_char(from);
  return from;
}

/* `end`: behind the blank that follows the word. */
static void
add_letters(DangerPieces *out, unsigned word, const char *start,
            const char *end)
{
  for (const char *from = start - 1;; from = g_utf8_next_char(from)) {
    const char *until = after_letters(from, end, PIECE_LETTERS);
    DangerPiece piece = {
        .word = word, .begin = from, .size = (unsigned)(until - from)};
    piece.key = key_bytes(KEY_START, from, piece.size);
    g_array_append_val(out->pieces, piece);
    if (until == end)
      return;
  }
}

static void
add_pair(DangerPieces *out, unsigned word)
{
  const char *begin = g_array_index(out->starts, char *, word - 1);
  const char *second = g_array_index(out->starts, char *, word);
  const char *end = after_letters(begin, strchr(begin, ' '), PIECE_LETTERS);
  const char *second_end =
      after_letters(second, strchr(second, ' '), PIECE_LETTERS);
  DangerPiece piece = {.word = word,
                       .begin = begin,
                       .size = (unsigned)(end - begin),
                       .second = second,
                       .second_size = (unsigned)(second_end - second)};
  piece.key = key_bytes(KEY_START, begin, piece.size);
  piece.key = key_byte(piece.key, '+');
  piece.key = key_bytes(piece.key, second, piece.second_size);
  g_array_append_val(out->pieces, piece);
}

static void
add_word(DangerPieces *out, const char *start, const char *end)
{
  unsigned word = out->starts->len;
  g_array_append_val(out->starts, start);
  add_letters(out, word, start, end + 1);
  if (word > 0)
    add_pair(out, word);
}

/* A house number or a time of day says nothing of what is wrong there. */
static bool
has_digit(const char *start, const char *end)
{
  for (; start < end; start++)
    if (g_ascii_isdigit(*start))
      return true;
  return false;
}

void
danger_pieces_of(const char *text, DangerPieces *out_pieces)
{
  size_t size = strlen(text);
  while (size > TEXT_BYTES)
    size = (size_t)(g_utf8_find_prev_char(text, text + TEXT_BYTES) - text);
  g_autofree char *beginning = g_strndup(text, size);
  g_autofree char *folded = phrase_fold(beginning);
  *out_pieces = (DangerPieces){
      .folded = g_strconcat(" ", folded, " ", NULL),
      .pieces = g_array_new(FALSE, FALSE, sizeof(DangerPiece)),
      .starts = g_array_new(FALSE, FALSE, sizeof(char *)),
  };
  const char *start = out_pieces->folded;
  for (start += strspn(start, " "); *start != '\0';) {
    const char *end = strchr(start, ' ');
    if (!has_digit(start, end))
      add_word(out_pieces, start, end);
    start = end + strspn(end, " ");
  }
}

/* The first piece of a word, or of the next that has one. */
static unsigned
first_of(const DangerPieces *pieces, unsigned word)
{
  unsigned low = 0, high = pieces->pieces->len;
  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    if (g_array_index(pieces->pieces, DangerPiece, middle).word < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool
danger_stretch(const DangerPieces *pieces, unsigned number, unsigned *out_from,
               unsigned *out_end)
{
  unsigned from = number * (STRETCH_WORDS / 2);
  unsigned words = pieces->starts->len;
  if (from >= words || (number > 0 && from + STRETCH_WORDS / 2 >= words))
    return false;
  *out_from = first_of(pieces, from);
  *out_end = first_of(pieces, from + STRETCH_WORDS);
  return true;
}
