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
  WORD_BYTES = 6,    /* of the text, on average; fewer in lists and tables */
};

PlaceWords *
place_words_new(void)
{
  PlaceWords *words = g_new0(PlaceWords, 1);
  words->folded = g_string_new(NULL);
  return words;
}

void
place_words_free(PlaceWords *words)
{
  if (words == NULL)
    return;
  g_free(words->words);
  g_string_free(words->folded, TRUE);
  g_free(words);
}

/* A reader's state between two characters. */
typedef struct Reading {
  PlaceWords *words;
  uint32_t at;     /* characters read */
  bool space;      /* white space stood before */
  bool line;       /* with a line break in it */
  bool begins;     /* a sentence may begin */
  unsigned breaks; /* line breaks in the white space */
} Reading;

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

static const char *
next_of(const char *p)
{
  return *p & 0x80 ? g_utf8_next_char(p) : p + 1;
}

static gunichar
get_char(const char *p)
{
  return *p & 0x80 ? g_utf8_get_char(p) : (gunichar)*p;
}

/* Does a run of this kind go on with this character, which is not ASCII? */
static bool
goes_on(PlaceWordKind kind, gunichar c)
{
  return kind == PLACE_WORD_LETTERS && (is_letter(c) || g_unichar_ismark(c));
}

/* The ASCII letters or digits at `p` at once; returns what stands behind. */
static const char *
fold_plain(GString *folded, PlaceWordKind kind, const char *p, const char *end)
{
  const unsigned wanted =
      kind == PLACE_WORD_LETTERS ? G_ASCII_ALPHA : G_ASCII_DIGIT;
  size_t before = folded->len, most = (size_t)(end - p);
  if (folded->allocated_len <= before + most) { /* for all that may come */
    g_string_set_size(folded, before + most);
    folded->len = before;
  }
  char *out = folded->str + before;
  for (; p < end && (g_ascii_table[(uint8_t)*p] & wanted) != 0; p++)
    *out++ = (char)(*p | 0x20); /* digits have it */
  *out = '\0';
  folded->len = (size_t)(out - folded->str);
  return p;
}

/* Letters only; stops at the first small one, mostly the second. */
static bool
are_capitals(const char *p, const char *end)
{
  while (p < end && is_upper(get_char(p)))
    p = next_of(p);
  return p == end;
}

static const char *
read_run(Reading *reading, PlaceWord *word, const char *p, const char *end)
{
  GString *folded = reading->words->folded;
  const char *begin = p;
  uint32_t more = 0; /* bytes of characters behind their first */
  for (;;) {
    p = fold_plain(folded, word->kind, p, end);
    gunichar c = p < end ? get_char(p) : 0;
    if (c < 0x80 || !goes_on(word->kind, c))
      break;
    place_fold_letter(folded, c);
    const char *next = next_of(p);
    more += (uint32_t)(next - p) - 1;
    p = next;
  }
  uint32_t letters = (uint32_t)(p - begin) - more;
  reading->at += letters;
  word->upper = is_upper(get_char(begin));
  word->capitals = word->upper && letters > 1 && are_capitals(begin, p);
  if (word->kind == PLACE_WORD_LETTERS)
    place_fold_spell(folded, word->folded);
  return p;
}

static bool
ends_sentence(gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ':' || c == '>' ||
         c == 0x2022 || c == '*';
}

static void
make_room(PlaceWords *words, size_t count)
{
  words->room = count;
  words->words = g_renew(PlaceWord, words->words, count);
}

static PlaceWord *
next_word(PlaceWords *words)
{
  if (words->count == words->room)
    make_room(words, 2 * words->room);
  return &words->words[words->count++];
}

static const char *
read_word(Reading *reading, const char *p, const char *end)
{
  PlaceWords *words = reading->words;
  gunichar c = get_char(p);
  PlaceWord *word = next_word(words);
  *word = (PlaceWord){
      .start = (uint32_t)(p - words->text),
      .at = reading->at,
      .folded = (uint32_t)words->folded->len,
      .kind = kind_of(c),
      .glued = !reading->space && words->count > 1,
      .line = reading->line,
      .begins = reading->begins || reading->breaks > 1,
  };
  if (word->kind == PLACE_WORD_MARK) {
    word->mark = c < 0x80 ? (char)c : 0;
    reading->at++;
    p = next_of(p);
    reading->begins = reading->begins || ends_sentence(c);
  } else {
    p = read_run(reading, word, p, end);
    reading->begins = false;
  }
  word->end = (uint32_t)(p - words->text);
  word->folded_size = (uint16_t)(words->folded->len - word->folded);
  g_string_append_c(words->folded, '\0');
  reading->space = reading->line = false;
  reading->breaks = 0;
  return p;
}

void
place_words_read(PlaceWords *words, const char *text, size_t size)
{
  words->count = 0;
  g_string_truncate(words->folded, 0);
  words->text = text;
  words->size = size;
  if (words->room <= size / WORD_BYTES)
    make_room(words, size / WORD_BYTES + 1);
  Reading reading = {.words = words, .begins = true};
  const char *end = text + size;
  for (const char *p = text; p < end && words->count < WORDS_MAX;) {
    gunichar c = get_char(p);
    if (!is_space(c)) {
      p = read_word(&reading, p, end);
      continue;
    }
    reading.space = true;
    reading.line = reading.line || c == '\n';
    reading.breaks += c == '\n';
    reading.at++;
    p = next_of(p);
  }
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
