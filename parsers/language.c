/* SPDX-License-Identifier: Apache-2.0
 *
 * Function words make up a third of any letter and hardly ever cross a border.
 */
#include "parsers/language.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

enum {
  TEXT_MAX = 4096,   /* bytes; the beginning tells */
  HITS_MIN = 2,      /* fewer say nothing */
  INDEX_SLOTS = 512, /* a power of two */
};

typedef struct LanguageWords {
  const char *language;
  const char *words; /* lower case, between blanks, of at most 8 bytes; none
                        stands in two rows */
} LanguageWords;

static const LanguageWords languages[] = {
    {"de", " und der das ist ich nicht ein eine einen zu den dem mit auf für"
           " sie wir es auch sich von bei seit noch wird sind hat haben guten"
           " grüße bitte danke hier im am beim zum zur über kann muss keine"
           " wurde wenn dass tag mein meine unser unsere ihr ihre liegt steht"
           " kaputt "},
    {"en", " the and is are of to a that it for with on this not have has be"
           " please there at by from was you your we our my been would could"
           " thanks thank hello dear street near since can which will but very"
           " an or they regards best "},
};

/* The words of the rows by their bytes, so that each word of a letter is
 * looked up once; thrice as many slots as words keep the runs short. */
typedef struct WordIndex {
  struct {
    uint64_t key;    /* see word_push(); 0: free */
    size_t language; /* its row */
  } slots[INDEX_SLOTS];
} WordIndex;

/* A word while it is read. */
typedef struct Word {
  uint64_t key; /* its bytes */
  unsigned size;
} Word;

static void
word_push(Word *word, unsigned char byte)
{
  word->key = word->key << 8 | byte;
  word->size++;
}

/* The slot of a key, or the free one where it would stand. */
static size_t
index_slot(const WordIndex *index, uint64_t key)
{
  /* Fibonacci hashing: the upper bits depend on all bytes. */
  size_t slot = (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
  for (slot %= INDEX_SLOTS; index->slots[slot].key != 0;
       slot = (slot + 1) % INDEX_SLOTS)
    if (index->slots[slot].key == key)
      break;
  return slot;
}

static void
index_add(WordIndex *index, const Word *word, size_t language)
{
  g_assert(word->size <= sizeof word->key);
  size_t slot = index_slot(index, word->key);
  index->slots[slot].key = word->key;
  index->slots[slot].language = language;
}

static void
index_build(WordIndex *index)
{
  memset(index, 0, sizeof *index);
  for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
    Word word = {0};
    for (const char *at = languages[i].words + 1; *at != '\0'; at++) {
      if (*at != ' ') {
        word_push(&word, (unsigned char)*at);
        continue;
      }
      index_add(index, &word, i);
      word = (Word){0};
    }
  }
}

/* Count the word that ends here for its language. */
static void
word_end(Word *word, const WordIndex *index, unsigned *hits)
{
  if (word->size > 0 && word->size <= sizeof word->key) {
    size_t slot = index_slot(index, word->key);
    if (index->slots[slot].key != 0)
      hits[index->slots[slot].language]++;
  }
  *word = (Word){0};
}

/* Push a character of more than one byte, in lower case; false when it is no
 * letter. */
static bool
word_push_wide(Word *word, gunichar c)
{
  char lower[6];
  if (!g_unichar_isalpha(c))
    return false;
  int size = g_unichar_to_utf8(g_unichar_tolower(c), lower);
  for (int i = 0; i < size; i++)
    word_push(word, (unsigned char)lower[i]);
  return true;
}

static void
count_hits(const char *text, unsigned *hits)
{
  WordIndex index;
  const char *end;
  (void)g_utf8_validate(text, (gssize)strnlen(text, TEXT_MAX), &end);
  index_build(&index);
  Word word = {0};
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    unsigned char c = (unsigned char)*p;
    if (g_ascii_isalpha(c))
      word_push(&word, c | 0x20); /* lower case */
    else if (c < 0x80 || !word_push_wide(&word, g_utf8_get_char(p)))
      word_end(&word, &index, hits);
  }
  word_end(&word, &index, hits);
}

const char *
language_guess(const char *text)
{
  if (text == NULL)
    return NULL;
  unsigned hits[G_N_ELEMENTS(languages)] = {0};
  unsigned best = 0, second = 0;
  const char *language = NULL;
  count_hits(text, hits);
  for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
    if (hits[i] > best) {
      second = best;
      best = hits[i];
      language = languages[i].language;
    } else if (hits[i] > second) {
      second = hits[i];
    }
  }
  return best >= HITS_MIN && best >= 2 * second ? language : NULL;
}
