/* SPDX-License-Identifier: Apache-2.0
 *
 * Function words make up a third of any letter.  A word that only one row has
 * says more than one that several share.
 */
#include "parsers/language/language.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "parsers/language/language_private.h"
#include "parsers/language/language_words.h"

enum {
  TEXT_MAX = 1024,   /* bytes; the beginning tells */
  OWN_POINTS = 2,    /* for a word of one language alone */
  SHARED_POINTS = 1, /* for one of several */
  POINTS_MIN = 4,    /* fewer say nothing */
};

/* A word while it is read: a hash of its bytes (FNV-1a). */
typedef uint32_t Word;

static const Word word_none = 2166136261u; /* what that begins with */

static Word
word_push(Word word, unsigned char byte)
{
  return (word ^ byte) * 16777619u;
}

/* The slot of a key, or the free one where it would stand. */
static size_t
index_slot(const WordIndex *index, uint32_t key)
{
  size_t slot = (key ^ key >> 16) % WORD_INDEX_SLOTS;
  while (index->slots[slot].key != 0 && index->slots[slot].key != key)
    slot = (slot + 1) % WORD_INDEX_SLOTS;
  return slot;
}

static void
index_add(WordIndex *index, Word word, size_t row)
{
  size_t slot = index_slot(index, word);
  index->slots[slot].key = word;
  index->slots[slot].rows |= (uint16_t)(1u << row);
}

WordIndex *
word_index_new(void)
{
  WordIndex *index = g_new0(WordIndex, 1);
  for (size_t i = 0; language_words[i].language != NULL; i++) {
    g_assert(i < LANGUAGE_WORDS_ROWS_MAX);
    Word word = word_none;
    for (const char *at = language_words[i].words + 1; *at != '\0'; at++) {
      if (*at != ' ') {
        word = word_push(word, (unsigned char)*at);
        continue;
      }
      index_add(index, word, i);
      word = word_none;
    }
  }
  return index;
}

/* Count the word that ends here for its languages. */
static void
word_end(Word word, const WordIndex *index, unsigned *points)
{
  unsigned rows = index->slots[index_slot(index, word)].rows;
  unsigned worth = (rows & (rows - 1)) == 0 ? OWN_POINTS : SHARED_POINTS;
  for (size_t i = 0; rows != 0; rows >>= 1, i++)
    points[i] += (rows & 1) != 0 ? worth : 0;
}

/* Push a character of more than one byte, in lower case; false when it is no
 * letter. */
static bool
word_push_wide(Word *word, gunichar c)
{
  char lower[6];
  if (!g_unichar_isalpha(c) && !g_unichar_ismark(c))
    return false;
  int size = g_unichar_to_utf8(g_unichar_tolower(c), lower);
  for (int i = 0; i < size; i++)
    *word = word_push(*word, (unsigned char)lower[i]);
  return true;
}

static bool
is_latin(char c)
{
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Within a word: "it's", "c'est". */
static bool
is_apostrophe(const char *text, const char *at)
{
  return *at == '\'' && at > text && is_latin(at[-1]) && is_latin(at[1]);
}

/* Where the beginning of a text ends that is looked at: no character is cut. */
static const char *
text_end(const char *text)
{
  size_t size = strnlen(text, TEXT_MAX + 1);
  if (size <= TEXT_MAX)
    return text + size;
  const char *end = text + TEXT_MAX;
  while (end > text && ((unsigned char)*end & 0xc0) == 0x80)
    end--;
  return end;
}

static void
count_points(const char *text, const char *end, const WordIndex *index,
             unsigned *points)
{
  Word word = word_none;
  for (const char *p = text; p < end;) {
    for (; p < end && is_latin(*p); p++)
      word = word_push(word, (unsigned char)*p | 0x20); /* lower case */
    if (p == end)
      break;
    if (is_apostrophe(text, p)) {
      word = word_push(word, (unsigned char)*p);
    } else if ((unsigned char)*p < 0x80 ||
               !word_push_wide(&word, g_utf8_get_char(p))) {
      if (word != word_none)
        word_end(word, index, points);
      word = word_none;
    }
    p += g_utf8_skip[(unsigned char)*p];
  }
  if (word != word_none)
    word_end(word, index, points);
}

/* The one of `among` that is this language; NULL when none is. */
static const char *
answer(const char *language, const char *const *among)
{
  if (language == NULL || among == NULL)
    return language;
  size_t size = strlen(language);
  for (; *among != NULL; among++)
    if (g_ascii_strncasecmp(*among, language, size) == 0 &&
        ((*among)[size] == '\0' || (*among)[size] == '-'))
      return *among;
  return NULL;
}

/* What the words say. */
typedef struct Vote {
  const char *language; /* that has most points; NULL: none has any */
  bool clear;
} Vote;

static Vote
vote(const unsigned *points)
{
  unsigned best = 0, second = 0;
  const char *language = NULL;
  for (size_t i = 0; language_words[i].language != NULL; i++) {
    if (points[i] > best) {
      second = best;
      best = points[i];
      language = language_words[i].language;
    } else if (points[i] > second) {
      second = points[i];
    }
  }
  return (Vote){language, best >= POINTS_MIN && best >= 2 * second};
}

const char *
language_guess(const char *text, const char *const *among,
               const LanguagePrints *prints)
{
  if (text == NULL)
    return NULL;
  const char *end = text_end(text);
  unsigned points[LANGUAGE_WORDS_ROWS_MAX] = {0};
  g_autofree WordIndex *own = prints == NULL ? word_index_new() : NULL;
  count_points(text, end, own != NULL ? own : language_prints_words(prints),
               points);
  Vote words = vote(points);
  if (words.clear)
    return answer(words.language, among);
  if (prints == NULL)
    return NULL;
  PrintsQuestion question = {text, (size_t)(end - text), among, words.language};
  return answer(language_prints_guess(prints, &question), among);
}
