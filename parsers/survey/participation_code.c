/* SPDX-License-Identifier: Apache-2.0
 *
 * Making, showing and finding participation codes.
 */
#include "parsers/survey/participation_code.h"

#include <string.h>

#include <glib.h>

enum {
  GROUP = 4,      /* characters between two dashes */
  WORDS_MAX = 9,  /* a code that is typed in single characters */
  SHAPE_WORDS = 3 /* of the usual shapes */
};

static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";

G_STATIC_ASSERT(sizeof alphabet == 33);

/* --- The check character --- */

/* Times x in the field of 32 elements, modulo x^5 + x^2 + 1, which is
 * primitive: the places' weights 1, x, x^2, … all differ. */
static unsigned
times_x(unsigned value)
{
  value <<= 1;
  return value & 0x20 ? value ^ 0x25 : value;
}

/* The sum of all characters by Horner's rule; 0 for a code that is right, since
 * the check character, which weighs 1, is the sum of the others. */
static unsigned
weighted_sum(const unsigned values[static PARTICIPATION_CODE_CHARS])
{
  unsigned sum = 0;
  for (size_t i = 0; i < PARTICIPATION_CODE_CHARS; i++)
    sum = times_x(sum) ^ values[i];
  return sum;
}

ParticipationCode
participation_code_make(const uint8_t random[static PARTICIPATION_CODE_BYTES])
{
  ParticipationCode code = {{0}};
  unsigned values[PARTICIPATION_CODE_CHARS] = {0};
  uint64_t bits = 0;
  for (size_t i = 0; i < PARTICIPATION_CODE_BYTES; i++)
    bits = bits << 8 | random[i];
  for (size_t i = PARTICIPATION_CODE_CHARS - 1; i-- > 0; bits >>= 5)
    values[i] = (unsigned)(bits & 31);
  values[PARTICIPATION_CODE_CHARS - 1] = weighted_sum(values);
  for (size_t i = 0; i < PARTICIPATION_CODE_CHARS; i++)
    code.text[i] = alphabet[values[i]];
  return code;
}

char *
participation_code_to_string(const ParticipationCode *code)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < PARTICIPATION_CODE_CHARS; i++) {
    if (i > 0 && i % GROUP == 0)
      g_string_append_c(out, '-');
    g_string_append_c(out, g_ascii_toupper(code->text[i]));
  }
  return g_string_free(out, FALSE);
}

/* Nine characters of any case, look-alikes among them. */
static bool
read_characters(const char *text, ParticipationCode *out)
{
  ParticipationCode code = {{0}};
  unsigned values[PARTICIPATION_CODE_CHARS];
  for (size_t i = 0; i < PARTICIPATION_CODE_CHARS; i++) {
    char c = g_ascii_tolower(text[i]);
    c = c == '1' || c == 'l' ? 'i' : c;
    const char *at = c == '\0' ? NULL : strchr(alphabet, c);
    if (at == NULL)
      return false;
    values[i] = (unsigned)(at - alphabet);
    code.text[i] = c;
  }
  if (weighted_sum(values) != 0)
    return false;
  *out = code;
  return true;
}

/* --- Words --- */

typedef struct CodeWord {
  const char *at;
  size_t size;
  bool joined;    /* only blanks and signs of a code before it, and a word */
  bool by_blanks; /* among these, blanks */
} CodeWord;

/* Letters of every script belong to words. */
static bool
is_of_word(const char *p)
{
  return g_unichar_isalnum(g_utf8_get_char(p));
}

static bool
is_blank(gunichar c)
{
  return g_unichar_isspace(c);
}

/* What stands between the groups of a code: phones make long dashes of short
 * ones. */
static bool
is_joint(gunichar c)
{
  return is_blank(c) || c == '.' || c == '_' ||
         g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212;
}

/* The next word at or behind `p`; false at the end of the text. */
static bool
next_word(const char *p, CodeWord *out)
{
  *out = (CodeWord){.joined = true};
  for (; *p != '\0' && !is_of_word(p); p = g_utf8_next_char(p)) {
    out->joined &= is_joint(g_utf8_get_char(p));
    out->by_blanks |= is_blank(g_utf8_get_char(p));
  }
  out->at = p;
  while (*p != '\0' && is_of_word(p))
    p = g_utf8_next_char(p);
  out->size = (size_t)(p - out->at);
  return out->size > 0;
}

/* Words that may be one code, from one of the text's words on. */
typedef struct CodeWords {
  char text[PARTICIPATION_CODE_CHARS + 2]; /* together; one may be too many */
  size_t sizes[WORDS_MAX];
  size_t count, size;
  const char *begin, *end;
  bool by_blanks;
} CodeWords;

/* Add a word, unless it makes them too long or is apart. */
static bool
add_word(CodeWords *words, const CodeWord *word)
{
  if (words->count == WORDS_MAX || (words->count > 0 && !word->joined) ||
      words->size + word->size >= sizeof words->text)
    return false;
  if (words->count == 0)
    words->begin = word->at;
  else
    words->by_blanks |= word->by_blanks;
  memcpy(words->text + words->size, word->at, word->size);
  words->sizes[words->count++] = word->size;
  words->size += word->size;
  words->end = word->at + word->size;
  return true;
}

bool
participation_code_read(const char *text, ParticipationCode *out)
{
  CodeWords words = {.count = 0};
  CodeWord word;
  const char *p = text;
  for (; next_word(p, &word); p = word.at + word.size)
    if (!add_word(&words, &word))
      return false;
  return words.size == PARTICIPATION_CODE_CHARS &&
         read_characters(words.text, out);
}

static bool
has_shape(const CodeWords *words)
{
  static const size_t shapes[][SHAPE_WORDS] = {
      {9, 0, 0}, {4, 4, 1}, {8, 1, 0}, {4, 5, 0}, {3, 3, 3},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
    bool same = words->count <= SHAPE_WORDS;
    for (size_t k = 0; same && k < SHAPE_WORDS; k++)
      same = (k < words->count ? words->sizes[k] : 0) == shapes[i][k];
    if (same)
      return true;
  }
  return false;
}

/* Was this meant to be a code? */
static bool
looks_like_code(const CodeWords *words)
{
  bool digit = false, letter = false;
  for (size_t i = 0; i < words->size; i++) {
    digit |= g_ascii_isdigit(words->text[i]);
    letter |= g_ascii_isalpha(words->text[i]);
    if (!g_ascii_isalnum(words->text[i]))
      return false;
  }
  return digit && letter && words->size + 1 >= PARTICIPATION_CODE_CHARS &&
         (has_shape(words) || !words->by_blanks);
}

/* A code that begins with the word at `p`; else what looks like one. */
static ParticipationCodeFound
find_at(const char *p, ParticipationCode *out, CodeWords *out_words)
{
  ParticipationCodeFound found = PARTICIPATION_CODE_NONE;
  CodeWords words = {.count = 0};
  CodeWord word;
  for (; next_word(p, &word) && add_word(&words, &word);
       p = word.at + word.size) {
    if (words.size == PARTICIPATION_CODE_CHARS && has_shape(&words) &&
        read_characters(words.text, out)) {
      *out_words = words;
      return PARTICIPATION_CODE_FOUND;
    }
    if (looks_like_code(&words)) {
      *out_words = words;
      found = PARTICIPATION_CODE_WRONG;
    }
  }
  return found;
}

ParticipationCodeFound
participation_code_find(const char *text, ParticipationCode *out,
                        size_t *out_begin, size_t *out_size)
{
  ParticipationCodeFound found = PARTICIPATION_CODE_NONE;
  CodeWord word;
  for (const char *p = text;
       found != PARTICIPATION_CODE_FOUND && next_word(p, &word);
       p = word.at + word.size) {
    CodeWords words;
    ParticipationCodeFound here = find_at(word.at, out, &words);
    if (here <= found)
      continue; /* the first one of its kind */
    found = here;
    if (out_begin != NULL)
      *out_begin = (size_t)(words.begin - text);
    if (out_size != NULL)
      *out_size = (size_t)(words.end - words.begin);
  }
  return found;
}
