/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers of houses, and what looks like one.
 */
#include "parsers/place/place_private.h"

#include <string.h>

enum { HOUSE_DIGITS_MAX = 4 }; /* five are a postcode */

/* What a number counts or dates, folded. */
static const char *const unit_words[] = {
    "anwohner",  "apr",      "april",    "aug",       "august",    "autos",
    "bis",       "cent",     "cm",       "dez",       "dezember",  "dm",
    "ecken",     "eur",      "euro",     "fahrzeuge", "feb",       "februar",
    "grad",      "h",        "ha",       "jahr",      "jahre",     "jahren",
    "jan",       "januar",   "juli",     "jun",       "juni",      "kg",
    "kilometer", "kinder",   "km",       "kmh",       "l",         "laternen",
    "leute",     "leuten",   "liter",    "loecher",   "maenner",   "maerz",
    "mai",       "mal",      "meter",    "metern",    "min",       "minuten",
    "mm",        "monat",    "monate",   "monaten",   "nov",       "november",
    "okt",       "oktober",  "personen", "pkw",       "prozent",   "qm",
    "sek",       "sekunden", "sep",      "sept",      "september", "std",
    "stk",       "stueck",   "stunde",   "stunden",   "tag",       "tage",
    "tagen",     "tonnen",   "uhr",      "verletzte", "woche",     "wochen",
    "x"

};

/* ".5", ",5", ":30": a decimal, a date or a time goes on. */
static bool
goes_on(const PlaceWords *words, size_t index)
{
  return (place_word_is_mark(words, index, '.') ||
          place_word_is_mark(words, index, ',') ||
          place_word_is_mark(words, index, ':')) &&
         place_word_is_glued(words, index) &&
         place_word_is_digits(words, index + 1) &&
         place_word_is_glued(words, index + 1);
}

bool
place_number_counts(const PlaceWords *words, size_t index)
{
  size_t next = index + 1;
  if (goes_on(words, next) || place_word_is_mark(words, next, '%'))
    return true;
  if (place_word_is_mark(words, next, '.')) /* "12. Mai" */
    next++;
  if (next >= place_words_count(words))
    return false;
  const PlaceWord *word = place_word(words, next);
  if (word->kind == PLACE_WORD_MARK)
    return strncmp(words->text + word->start, "€", 3) == 0 ||
           strncmp(words->text + word->start, "°", 2) == 0;
  if (word->line && next > index + 1)
    return false;
  return PLACE_WORD_IN(words, next, unit_words) ||
         (word->glued && word->folded_size == 1 &&
          *place_word_folded(words, word) == 'm');
}

/* A letter of a house: "12a", "12 a" but not "12 A B" or "12 m". */
static bool
is_house_letter(const PlaceWords *words, size_t index)
{
  if (index >= place_words_count(words))
    return false;
  const PlaceWord *word = place_word(words, index);
  if (word->kind != PLACE_WORD_LETTERS || word->folded_size != 1 ||
      word->end - word->start != 1 || word->line)
    return false;
  char letter = *place_word_folded(words, word);
  if (letter > 'k' && !(word->glued && letter != 'm' && letter != 'x'))
    return false;
  /* "12 A 20": a motorway comes next */
  return word->glued || !place_word_is_digits(words, index + 1);
}

/* "-14", " - 14", "/3", "+14": a range, a fraction. */
static bool
is_second(const PlaceWords *words, size_t index)
{
  if (index + 1 >= place_words_count(words) ||
      !place_word_is_digits(words, index + 1))
    return false;
  const PlaceWord *mark = place_word(words, index);
  const PlaceWord *digits = place_word(words, index + 1);
  bool dash =
      mark->mark == '-' || strncmp(words->text + mark->start, "–", 3) == 0;
  bool tight =
      mark->glued && digits->glued && (mark->mark == '/' || mark->mark == '+');
  return mark->kind == PLACE_WORD_MARK && (dash || tight) &&
         digits->end - digits->start <= HOUSE_DIGITS_MAX &&
         !place_number_counts(words, index + 1);
}

/* "-c" of "3a-c", all in one. */
static bool
is_last_letter(const PlaceWords *words, size_t index)
{
  return place_word_is_mark(words, index, '-') &&
         place_word_is_glued(words, index) &&
         place_word_is_glued(words, index + 1) &&
         is_house_letter(words, index + 1);
}

/* "12 bis 16", but not "12 bis 16 Uhr". */
static bool
is_until(const PlaceWords *words, size_t index)
{
  return place_word_is(words, index, "bis") &&
         place_word_is_digits(words, index + 1) &&
         place_word(words, index + 1)->end -
                 place_word(words, index + 1)->start <=
             HOUSE_DIGITS_MAX &&
         !place_number_counts(words, index + 1);
}

/* "12", "12a", "12-14b" at `index`; the index behind it, or `index`. */
static size_t
read_digits(const PlaceWords *words, size_t index)
{
  if (!place_word_is_digits(words, index))
    return index;
  const PlaceWord *word = place_word(words, index);
  if (word->end - word->start > HOUSE_DIGITS_MAX ||
      words->text[word->start] == '0' ||
      (place_number_counts(words, index) && !is_until(words, index + 1)))
    return index;
  size_t end = index + 1;
  bool letter = is_house_letter(words, end);
  end += letter;
  if (letter && is_last_letter(words, end)) {
    end += 2;
  } else if (is_second(words, end) || is_until(words, end)) {
    end += 2;
    end += is_house_letter(words, end) && place_word_is_glued(words, end);
  }
  /* "12abc", "12-Familienhaus" */
  bool word_goes_on = place_word_is_glued(words, end) &&
                      (place_word(words, end)->kind != PLACE_WORD_MARK ||
                       (place_word_is_mark(words, end, '-') &&
                        place_word_is_glued(words, end + 1)));
  return word_goes_on ? index : end;
}

/* "Nr.", "Hausnummer", "Haus Nr." with what stands before and behind; the
 * index of the number. */
static size_t
skip_label(const PlaceWords *words, size_t index)
{
  static const char *const before[] = {
      "an", "bei", "gegenueber", "hoehe", "ca", "circa", "etwa", "nahe",
  };
  static const char *const labels[] = {
      "hausnr", "hausnummer", "hnr", "hsnr", "no", "nr", "num", "nummer",
  };
  size_t at = index;
  at +=
      place_word_is_mark(words, at, ',') || place_word_is_mark(words, at, '(');
  for (unsigned i = 0; i < G_N_ELEMENTS(before); i++)
    if (place_word_is(words, at, before[i])) {
      at++;
      break;
    }
  at += place_word_is(words, at, "vor") || place_word_is(words, at, "von");
  at += place_word_is(words, at, "haus") || place_word_is(words, at, "der");
  for (unsigned i = 0; i < G_N_ELEMENTS(labels); i++) {
    if (!place_word_is(words, at, labels[i]))
      continue;
    at++;
    at += place_word_is_mark(words, at, '.');
    at += place_word_is_mark(words, at, ':');
    return at;
  }
  return index;
}

size_t
place_number_read(const PlaceWords *words, size_t index, PlaceSpan *out)
{
  size_t first = skip_label(words, index);
  if (first == index && index < place_words_count(words) &&
      place_word(words, index)->line)
    return index; /* a list may number its lines */
  size_t end = read_digits(words, first);
  if (end == first)
    return index;
  *out = (PlaceSpan){first, end};
  return end;
}

/* The index of a word that `index` stands behind; SIZE_MAX: not so. */
static size_t
skip_back(const PlaceWords *words, size_t index, const char *word)
{
  return index > 0 && index != SIZE_MAX && place_word_is(words, index - 1, word)
             ? index - 1
             : SIZE_MAX;
}

bool
place_number_before(const PlaceWords *words, size_t index, PlaceSpan *out)
{
  static const char *const labels[] = {"hausnr", "hausnummer", "hnr"};
  size_t at = skip_back(words, index, "der");
  at = at == SIZE_MAX ? index : at;
  size_t before = skip_back(words, at, at == index ? "im" : "in");
  at = before == SIZE_MAX ? at : before;
  if (at < 2 || !place_word_is_digits(words, at - 1))
    return false;
  size_t label = at - 2;
  label -= label > 0 && place_word_is_mark(words, label, '.');
  PlaceSpan span;
  if (!PLACE_WORD_IN(words, label, labels) ||
      place_number_read(words, at - 1, &span) != at)
    return false;
  *out = span;
  return true;
}
