/* SPDX-License-Identifier: Apache-2.0
 *
 * A text as words, numbers and marks, each with its folded form: what all
 * readers of places share.  Folding makes "Gartenstr.", "GARTENSTRASSE" and
 * "Gartenstraße" the same.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_WORDS_H
#define BOTE_PARSERS_PLACE_PLACE_WORDS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef enum PlaceWordKind {
  PLACE_WORD_LETTERS, /* a run of letters */
  PLACE_WORD_DIGITS,  /* a run of ASCII digits */
  PLACE_WORD_MARK,    /* any other single character */
} PlaceWordKind;

enum { PLACE_WORD_FAR = 255 };

typedef struct PlaceWord {
  uint32_t start, end;  /* bytes of the text */
  uint32_t at;          /* characters in front of it */
  uint32_t folded;      /* bytes into PlaceWords.folded */
  uint16_t folded_size; /* bytes; 0 for a mark */
  uint8_t kind;         /* PlaceWordKind */
  char mark;            /* the character of an ASCII mark, else 0 */
  bool upper;           /* begins with a capital */
  bool capitals;        /* nothing but capitals, two at least */
  bool glued;           /* nothing stands before it */
  bool line;            /* a line break stands before it */
  bool begins;          /* first of a sentence, as far as can be told */
  /* Filled by place_words_mark(): */
  uint16_t may;        /* what may begin here: a bit for each PlaceSign */
  uint8_t to_digits;   /* words up to the next number, PLACE_WORD_FAR at most */
  uint8_t ending;      /* StreetEnding */
  uint8_t ending_size; /* bytes of the folded form */
  uint8_t inflected;   /* bytes of a genitive behind that */
  uint8_t street_traits; /* StreetTrait, as far as asked for */
} PlaceWord;

typedef struct PlaceWords {
  const char *text; /* borrowed */
  size_t size;      /* bytes of it that are read */
  PlaceWord *words;
  size_t count, room;
  char *folded; /* all folded words; NUL between them */
} PlaceWords;

PlaceWords *place_words_new(void);
void place_words_free(PlaceWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceWords, place_words_free)

/* Read a text, dropping what was read before; `text` is valid UTF-8 and stays
 * borrowed until the next call. */
void place_words_read(PlaceWords *words, const char *text, size_t size);

static inline size_t
place_words_count(const PlaceWords *words)
{
  return words->count;
}

static inline PlaceWord *
place_word(const PlaceWords *words, size_t index)
{
  return &words->words[index];
}

/* Its folded form, ended by NUL; "" for a mark. */
static inline const char *
place_word_folded(const PlaceWords *words, const PlaceWord *word)
{
  return words->folded + word->folded;
}

/* The four are asked at each word, and false past the end. */

/* Word `index` is this mark. */
static inline bool
place_word_is_mark(const PlaceWords *words, size_t index, char mark)
{
  return index < words->count && words->words[index].mark == mark;
}

/* Word `index` is digits. */
static inline bool
place_word_is_digits(const PlaceWords *words, size_t index)
{
  return index < words->count && words->words[index].kind == PLACE_WORD_DIGITS;
}

/* No white space stands in front of word `index`. */
static inline bool
place_word_is_glued(const PlaceWords *words, size_t index)
{
  return index < words->count && words->words[index].glued;
}

/* Word `index` is letters with this folded form. */
static inline bool
place_word_is(const PlaceWords *words, size_t index, const char *folded)
{
  if (index >= words->count || words->words[index].kind != PLACE_WORD_LETTERS)
    return false;
  const char *word = place_word_folded(words, &words->words[index]);
  return *word == *folded && strcmp(word, folded) == 0;
}

/* Is the folded form of word `index` in the list, which is sorted by strcmp()?
 * False past the end. */
bool place_word_in(const PlaceWords *words, size_t index,
                   const char *const *sorted, size_t count);

#define PLACE_WORD_IN(words, index, list)                                      \
  place_word_in(words, index, list, G_N_ELEMENTS(list))

/* The words first to last as written, each white space one blank.  New. */
char *place_words_between(const PlaceWords *words, size_t first, size_t last);

#endif
