/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the characters; ASCII, which is nearly all of it, goes the
 * short way.
 */
#include "parsers/place/place_words.h"

#include <string.h>

enum {
  WORD_FOLDED_MAX = 120, /* bytes; what is longer is no name */
  WORDS_MAX = 20000,     /* of one text; beyond is white noise */
  WORDS_USUAL = 256,
  ENDING_NAME_MIN = 3, /* bytes before the ending of a misspelt name */
};

/* Letters that do not come apart into a base and its accents, and the German
 * umlauts, which are written with e. */
static const struct {
  gunichar letter;
  const char *folded;
} folded_letters[] = {
    {0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xDF, "ss"},
    {0xE6, "ae"}, {0xF8, "oe"}, {0xE5, "aa"}, {0x153, "oe"},
    {0x131, "i"}, {0x142, "l"}, {0x111, "d"}, {0xF0, "d"},
};

enum { COMBINING_DIAERESIS = 0x308 };

PlaceWords *
place_words_new(void)
{
  PlaceWords *words = g_new0(PlaceWords, 1);
  words->words =
      g_array_sized_new(FALSE, FALSE, sizeof(PlaceWord), WORDS_USUAL);
  words->folded = g_string_sized_new(2048);
  return words;
}

void
place_words_free(PlaceWords *words)
{
  if (words == NULL)
    return;
  g_array_unref(words->words);
  g_string_free(words->folded, TRUE);
  g_free(words);
}

static void
fold_rest(GString *folded, gunichar letter)
{
  letter = g_unichar_tolower(letter);
  for (size_t i = 0; i < G_N_ELEMENTS(folded_letters); i++)
    if (folded_letters[i].letter == letter) {
      g_string_append(folded, folded_letters[i].folded);
      return;
    }
  gunichar base = letter, accent = 0;
  while (g_unichar_decompose(base, &base, &accent) && accent != 0)
    ;
  g_string_append_unichar(folded, g_unichar_tolower(base));
}

/* A letter, or an accent written behind its letter (as macOS does). */
static void
fold_letter(GString *folded, gunichar letter)
{
  if (letter < 0x80)
    g_string_append_c(folded, g_ascii_tolower((char)letter));
  else if (letter == COMBINING_DIAERESIS)
    g_string_append_c(folded, 'e');
  else if (!g_unichar_ismark(letter))
    fold_rest(folded, letter);
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

static PlaceWordKind
kind_of(gunichar c)
{
  if (g_ascii_isdigit((int)c) && c < 0x80)
    return PLACE_WORD_DIGITS;
  if (c < 0x80)
    return g_ascii_isalpha((char)c) ? PLACE_WORD_LETTERS : PLACE_WORD_MARK;
  return g_unichar_isalpha(c) ? PLACE_WORD_LETTERS : PLACE_WORD_MARK;
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
    return g_ascii_isspace((char)c) || c < 0x20;
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

/* Does a run of this kind go on with this character? */
static bool
goes_on(PlaceWordKind kind, gunichar c)
{
  if (kind == PLACE_WORD_MARK)
    return false;
  return kind_of(c) == kind ||
         (kind == PLACE_WORD_LETTERS && c >= 0x80 && g_unichar_ismark(c));
}

/* Endings as they are misspelt most; nothing else ends so behind a name. */
static const struct {
  const char *wrong, *right;
  size_t size; /* of the wrong one */
} misspelt_endings[] = {
#define ROW(wrong, right)                                                      \
  {                                                                            \
    wrong, right, sizeof wrong - 1                                             \
  }
    ROW("straase", "strasse"),  ROW("starsse", "strasse"),
    ROW("stasse", "strasse"),   ROW("srasse", "strasse"),
    ROW("strsse", "strasse"),   ROW("strassse", "strasse"),
    ROW("plaz", "platz"),       ROW("plazt", "platz"),
    ROW("chausee", "chaussee"), ROW("chause", "chaussee"),
#undef ROW
};

static void
spell_ending(GString *folded, size_t begin)
{
  size_t size = folded->len - begin;
  const char *end = folded->str + folded->len;
  for (size_t i = 0; i < G_N_ELEMENTS(misspelt_endings); i++) {
    size_t wrong = misspelt_endings[i].size;
    if (size < wrong + ENDING_NAME_MIN ||
        end[-2] != misspelt_endings[i].wrong[wrong - 2] || /* as a rule */
        strcmp(end - wrong, misspelt_endings[i].wrong) != 0)
      continue;
    g_string_truncate(folded, folded->len - wrong);
    g_string_append(folded, misspelt_endings[i].right);
    return;
  }
}

/* "Gartenstr" is "gartenstrasse": no other word ends so. */
static void
expand(GString *folded, size_t begin)
{
  size_t size = folded->len - begin;
  const char *word = folded->str + begin;
  if (size >= 3 && strcmp(word + size - 3, "str") == 0)
    g_string_append(folded, "asse");
  else if (size > 5 && (strcmp(word + size - 5, "strae") == 0 ||
                        strcmp(word + size - 6, "strase") == 0)) {
    g_string_truncate(folded, begin + size - (word[size - 2] == 'a' ? 2 : 3));
    g_string_append(folded, "asse"); /* ß lost on the way, or misspelt */
  } else
    spell_ending(folded, begin);
  if (folded->len - begin > WORD_FOLDED_MAX)
    g_string_truncate(folded, begin + WORD_FOLDED_MAX);
}

/* The ASCII letters or digits at `p` at once; returns what stands behind. */
static const char *
fold_plain(GString *folded, PlaceWordKind kind, const char *p, const char *end)
{
  const char *begin = p;
  if (kind == PLACE_WORD_LETTERS)
    while (p < end && g_ascii_isalpha(*p))
      p++;
  else
    while (p < end && g_ascii_isdigit(*p))
      p++;
  size_t size = (size_t)(p - begin), before = folded->len;
  if (size == 0)
    return p;
  g_string_set_size(folded, before + size);
  for (size_t i = 0; i < size; i++)
    folded->str[before + i] = (char)(begin[i] | 0x20); /* digits have it */
  return p;
}

static unsigned
count_capitals(const char *begin, const char *end)
{
  unsigned count = 0;
  for (; begin < end; begin++)
    count += (*begin & 0x20) == 0;
  return count;
}

static const char *
read_run(Reading *reading, PlaceWord *word, const char *p, const char *end)
{
  GString *folded = reading->words->folded;
  unsigned letters = 0, uppers = 0;
  while (p < end) {
    const char *plain = p;
    p = fold_plain(folded, word->kind, p, end);
    uppers += count_capitals(plain, p);
    letters += (unsigned)(p - plain);
    gunichar c = p < end ? get_char(p) : 0;
    if (c < 0x80 || !goes_on(word->kind, c))
      break;
    fold_letter(folded, c);
    uppers += is_upper(c);
    letters++;
    p = next_of(p);
  }
  reading->at += letters;
  word->upper =
      uppers > 0 && is_upper(get_char(reading->words->text + word->start));
  word->capitals = letters > 1 && uppers == letters;
  if (word->kind == PLACE_WORD_LETTERS)
    expand(folded, word->folded);
  return p;
}

static bool
ends_sentence(gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ':' || c == '>' ||
         c == 0x2022 || c == '*';
}

static const char *
read_word(Reading *reading, const char *p, const char *end)
{
  PlaceWords *words = reading->words;
  gunichar c = get_char(p);
  PlaceWord word = {
      .start = (uint32_t)(p - words->text),
      .at = reading->at,
      .folded = (uint32_t)words->folded->len,
      .kind = kind_of(c),
      .mark = c < 0x80 ? (char)c : 0,
      .glued = !reading->space && words->words->len > 0,
      .line = reading->line,
      .begins = reading->begins || reading->breaks > 1,
  };
  if (word.kind == PLACE_WORD_MARK) {
    reading->at++;
    p = next_of(p);
    reading->begins = reading->begins || ends_sentence(c);
  } else {
    word.mark = 0;
    p = read_run(reading, &word, p, end);
    reading->begins = false;
  }
  word.end = (uint32_t)(p - words->text);
  word.folded_size = (uint16_t)(words->folded->len - word.folded);
  g_string_append_c(words->folded, '\0');
  g_array_append_val(words->words, word);
  reading->space = reading->line = false;
  reading->breaks = 0;
  return p;
}

/* How far each word is from the next number. */
static void
mark_digits(PlaceWords *words)
{
  uint8_t far = PLACE_WORD_FAR;
  for (guint i = words->words->len; i-- > 0;) {
    PlaceWord *word = place_word(words, i);
    if (word->kind == PLACE_WORD_DIGITS)
      far = 0;
    else if (far < PLACE_WORD_FAR)
      far++;
    word->to_digits = far;
  }
}

void
place_words_read(PlaceWords *words, const char *text, size_t size)
{
  g_array_set_size(words->words, 0);
  g_string_truncate(words->folded, 0);
  words->text = text;
  words->size = size;
  Reading reading = {.words = words, .begins = true};
  const char *end = text + size;
  for (const char *p = text; p < end && words->words->len < WORDS_MAX;) {
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
  mark_digits(words);
}

bool
place_word_is_digits(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) &&
         place_word(words, index)->kind == PLACE_WORD_DIGITS;
}

bool
place_word_is_glued(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) && place_word(words, index)->glued;
}

bool
place_word_is_mark(const PlaceWords *words, size_t index, char mark)
{
  return index < words->words->len && place_word(words, index)->mark == mark;
}

bool
place_word_is(const PlaceWords *words, size_t index, const char *folded)
{
  if (index >= words->words->len)
    return false;
  const PlaceWord *word = place_word(words, index);
  return word->kind == PLACE_WORD_LETTERS &&
         strcmp(place_word_folded(words, word), folded) == 0;
}

bool
place_word_in(const PlaceWords *words, size_t index, const char *const *sorted,
              size_t count)
{
  if (index >= words->words->len)
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
