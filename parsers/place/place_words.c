/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the characters; ASCII, which is nearly all of it, goes the
 * short way.
 */
#include "parsers/place/place_words.h"

#include <string.h>

#include "parsers/place/place_fold.h"

enum {
  WORDS_MAX = 20000, /* of one text; beyond is white noise */
  WORD_BYTES = 4,    /* of the text, or more, on average; fewer in tables */
  /* Bytes of folded text for one of the text, at most: "str" becomes eight with
     the NUL behind it, and no letter grows by more than half. */
  FOLDED_PER_BYTE = 3,
  FOLDED_MORE = 16,
};

/* A reader's state between two characters. */
typedef struct Reading {
  const char *text, *end;
  PlaceWord *words;
  size_t count, room;
  char *folded, *out; /* all folded words, and where the next one begins */
  uint32_t extra;     /* bytes read that are not the first of a character */
  unsigned breaks;    /* line breaks in the white space before */
  bool space;         /* white space stands before */
  bool begins;        /* a sentence may begin */
} Reading;

PlaceWords *
place_words_new(void)
{
  return g_new0(PlaceWords, 1);
}

void
place_words_free(PlaceWords *words)
{
  if (words == NULL)
    return;
  g_free(words->words);
  g_free(words->folded);
  g_free(words);
}

/* Latin letters, which all but a few are, need no table of Unicode's. */
static bool
is_letter(gunichar c)
{
  if (c >= 0xC0 && c < 0x250)
    return c != 0xD7 && c != 0xF7; /* × and ÷ */
  return g_unichar_isalpha(c);
}

static PlaceWordKind
kind_of(gunichar c)
{
  if (c >= 0x80)
    return is_letter(c) ? PLACE_WORD_LETTERS : PLACE_WORD_MARK;
  if (g_ascii_isdigit((char)c))
    return PLACE_WORD_DIGITS;
  return g_ascii_isalpha((char)c) ? PLACE_WORD_LETTERS : PLACE_WORD_MARK;
}

static bool
is_upper(gunichar c)
{
  return c < 0x80 ? g_ascii_isupper((char)c) : g_unichar_isupper(c);
}

static bool
is_space(gunichar c)
{
  if (c < 0x80)
    return c <= ' ';
  return g_unichar_isspace(c) || c == 0xFEFF || c == 0x200B;
}

static gunichar
get_char(const char *p)
{
  if (((uint8_t)*p & 0x80) == 0)
    return (gunichar)*p;
  if (((uint8_t)*p & 0xE0) == 0xC0)
    return (gunichar)(*p & 0x1F) << 6 | (gunichar)(p[1] & 0x3F);
  return g_utf8_get_char(p);
}

/* Behind the character at `p`. */
static const char *
step(Reading *reading, const char *p)
{
  if (((uint8_t)*p & 0x80) == 0)
    return p + 1;
  const char *next = g_utf8_next_char(p);
  reading->extra += (uint32_t)(next - p) - 1;
  return next;
}

static const char *
read_digits(Reading *reading, const char *p)
{
  char *out = reading->out;
  while (p < reading->end && g_ascii_isdigit(*p))
    *out++ = *p++;
  reading->out = out;
  return p;
}

static const char *
read_letters(Reading *reading, const char *p)
{
  char *out = reading->out;
  const char *end = reading->end;
  for (;;) {
    while (p < end && g_ascii_isalpha(*p))
      *out++ = (char)(*p++ | 0x20);
    if (p == end || ((uint8_t)*p & 0x80) == 0)
      break;
    gunichar c = get_char(p);
    if (!is_letter(c) && !g_unichar_ismark(c))
      break;
    out += place_fold_letter(c, out);
    p = step(reading, p);
  }
  reading->out = reading->out +
                 place_fold_spell(reading->out, (size_t)(out - reading->out));
  return p;
}

/* Are these letters, two at least, all capitals?  Mostly the second is none. */
static bool
are_capitals(const char *p, const char *end)
{
  const char *begin = p;
  unsigned letters = 0;
  for (; p < end && is_upper(get_char(p)); p = g_utf8_next_char(p))
    letters++;
  return p == end && p > begin && letters > 1;
}

static bool
ends_sentence(gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ':' || c == '>' ||
         c == 0x2022 || c == '*';
}

static PlaceWord *
next_word(Reading *reading)
{
  if (reading->count == reading->room) {
    reading->room *= 2;
    reading->words = g_renew(PlaceWord, reading->words, reading->room);
  }
  return &reading->words[reading->count++];
}

static const char *
read_word(Reading *reading, const char *p)
{
  gunichar c = get_char(p);
  const char *folded = reading->out, *first = p;
  PlaceWord *word = next_word(reading);
  *word = (PlaceWord){
      .start = (uint32_t)(p - reading->text),
      .at = (uint32_t)(p - reading->text) - reading->extra,
      .folded = (uint32_t)(folded - reading->folded),
      .kind = kind_of(c),
      .glued = !reading->space && reading->count > 1,
      .line = reading->breaks > 0,
      .begins = reading->begins || reading->breaks > 1,
  };
  bool begins = reading->begins;
  reading->begins = false;
  if (word->kind == PLACE_WORD_LETTERS) {
    p = read_letters(reading, p);
    word->upper = is_upper(c);
    word->capitals = word->upper && are_capitals(first, p);
  } else if (word->kind == PLACE_WORD_DIGITS) {
    p = read_digits(reading, p);
  } else {
    word->mark = c < 0x80 ? (char)c : 0;
    p = step(reading, p);
    reading->begins = begins || ends_sentence(c);
  }
  word->end = (uint32_t)(p - reading->text);
  word->folded_size = (uint16_t)(reading->out - folded);
  *reading->out++ = '\0';
  return p;
}

static const char *
skip_space(Reading *reading, const char *p)
{
  const char *begin = p;
  unsigned breaks = 0;
  for (gunichar c; p < reading->end && is_space(c = get_char(p));
       p = step(reading, p))
    breaks += c == '\n';
  reading->space = p > begin;
  reading->breaks = breaks;
  return p;
}

void
place_words_read(PlaceWords *words, const char *text, size_t size)
{
  Reading reading = {.text = text, .end = text + size, .begins = true};
  reading.room = MAX(words->room, size / WORD_BYTES + 1);
  reading.words = g_renew(PlaceWord, words->words, reading.room);
  reading.out = reading.folded =
      g_realloc(words->folded, size * FOLDED_PER_BYTE + FOLDED_MORE);
  for (const char *p = text;;) {
    p = skip_space(&reading, p);
    if (p == reading.end || reading.count == WORDS_MAX)
      break;
    p = read_word(&reading, p);
  }
  *words = (PlaceWords){.text = text,
                        .size = size,
                        .words = reading.words,
                        .count = reading.count,
                        .room = reading.room,
                        .folded = reading.folded};
}

bool
place_word_in(const PlaceWords *words, size_t index, const char *const *sorted,
              size_t count)
{
  if (index >= place_words_count(words))
    return false;
  const PlaceWord *word = place_word(words, index);
  if (word->folded_size == 0)
    return false;
  const char *folded = place_word_folded(words, word);
  for (size_t low = 0, high = count; low < high;) {
    size_t middle = low + (high - low) / 2;
    const char *name = sorted[middle];
    int order = (uint8_t)*folded - (uint8_t)*name;
    if (order == 0) /* else spares the call; this is asked at each word */
      order = strcmp(folded, name);
    if (order == 0)
      return true;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

char *
place_words_between(const PlaceWords *words, size_t first, size_t last)
{
  GString *out = g_string_new(NULL);
  for (size_t i = first; i <= last; i++) {
    const PlaceWord *word = place_word(words, i);
    if (i > first && !word->glued)
      g_string_append_c(out, ' ');
    g_string_append_len(out, words->text + word->start,
                        word->end - word->start);
  }
  return g_string_free(out, FALSE);
}
