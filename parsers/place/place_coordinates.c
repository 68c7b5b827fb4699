/* SPDX-License-Identifier: Apache-2.0
 *
 * Coordinates as people and their programs write them: decimals with point or
 * comma, degrees with minutes and seconds, labels and letters of the compass.
 */
#include "parsers/place/place_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How often such figures are the place that is meant; measured on own texts,
 * for want of others: nothing else looks like the sure ones. */
#define SURE_LETTERS 0.97 /* "54.0924 N, 12.0991 E", "Lat: …" */
#define SURE_PLAIN 0.92   /* "54.0924, 12.0991" */
#define SURE_SWAPPED 0.7  /* longitude first, by what lies in Europe */
#define SURE_ABROAD 0.6   /* two numbers that are far from here */

enum {
  DECIMALS_MIN = 4,       /* of a plain number: three may be thousands */
  FRACTION_MAX = 18,      /* digits behind the point that are read */
  DEGREES_DIGITS_MAX = 6, /* leading zeros included */
};

/* Which of the two a letter or a label says it is. */
typedef enum Axis { AXIS_UNKNOWN, AXIS_LATITUDE, AXIS_LONGITUDE } Axis;

/* Sorted, to be searched by halves. */
static const struct AxisName {
  const char *folded;
  Axis axis;
  int sign; /* of a letter of the compass; 0: a label */
} axes[] = {
    {"breite", AXIS_LATITUDE, 0},  {"breitengrad", AXIS_LATITUDE, 0},
    {"e", AXIS_LONGITUDE, 1},      {"east", AXIS_LONGITUDE, 1},
    {"laenge", AXIS_LONGITUDE, 0}, {"laengengrad", AXIS_LONGITUDE, 0},
    {"lat", AXIS_LATITUDE, 0},     {"latitude", AXIS_LATITUDE, 0},
    {"lng", AXIS_LONGITUDE, 0},    {"lon", AXIS_LONGITUDE, 0},
    {"long", AXIS_LONGITUDE, 0},   {"longitude", AXIS_LONGITUDE, 0},
    {"n", AXIS_LATITUDE, 1},       {"noerdlich", AXIS_LATITUDE, 1},
    {"nord", AXIS_LATITUDE, 1},    {"north", AXIS_LATITUDE, 1},
    {"o", AXIS_LONGITUDE, 1},      {"oestlich", AXIS_LONGITUDE, 1},
    {"ost", AXIS_LONGITUDE, 1},    {"s", AXIS_LATITUDE, -1},
    {"sued", AXIS_LATITUDE, -1},   {"w", AXIS_LONGITUDE, -1},
    {"west", AXIS_LONGITUDE, -1},
};

/* One of the two numbers. */
typedef struct Figure {
  double value;
  Axis axis;
  bool degrees; /* a sign or a word says so */
  int decimals;
  size_t end; /* words */
} Figure;

static bool
is_one_of(const PlaceWords *words, size_t index, const char *const *marks)
{
  if (index >= place_words_count(words) ||
      place_word(words, index)->kind != PLACE_WORD_MARK)
    return false;
  const PlaceWord *word = place_word(words, index);
  for (; *marks != NULL; marks++)
    if (strlen(*marks) == word->end - word->start &&
        memcmp(*marks, words->text + word->start, strlen(*marks)) == 0)
      return true;
  return false;
}

/* "54", "54.0924", "54,0924" at `index`; the index behind it, or `index`. */
static size_t
read_number(const PlaceWords *words, size_t index, double *out, int *decimals)
{
  if (!place_word_is_digits(words, index) ||
      place_word(words, index)->folded_size > DEGREES_DIGITS_MAX)
    return index;
  *out =
      g_ascii_strtod(place_word_folded(words, place_word(words, index)), NULL);
  *decimals = 0;
  size_t at = index + 1;
  bool point =
      place_word_is_mark(words, at, '.') || place_word_is_mark(words, at, ',');
  if (!point || !place_word_is_glued(words, at) ||
      !place_word_is_digits(words, at + 1) ||
      !place_word_is_glued(words, at + 1))
    return at;
  const PlaceWord *fraction = place_word(words, at + 1);
  const char *digits = place_word_folded(words, fraction);
  double part = 0;
  int count = MIN(fraction->folded_size, FRACTION_MAX);
  for (int i = count; i-- > 0;)
    part = (part + (digits[i] - '0')) / 10;
  *out += part;
  *decimals = count;
  return at + 2;
}

/* Minutes or seconds with their sign; the index behind, or `index`. */
static size_t
read_part(const PlaceWords *words, size_t index, const char *const *marks,
          const char *const *names, double *out)
{
  int decimals;
  size_t at = read_number(words, index, out, &decimals);
  if (at == index || *out >= 60)
    return index;
  if (is_one_of(words, at, marks)) {
    at++;
    at += is_one_of(words, at, marks) && *marks[0] == '"'; /* "''" */
    return at;
  }
  for (; *names != NULL; names++)
    if (place_word_is(words, at, *names))
      return at + 1;
  return index;
}

/* "°" and what stands behind it: "05'32.6\"". */
static void
read_degrees(const PlaceWords *words, Figure *figure)
{
  static const char *const degree[] = {"°", "º", "˚", NULL};
  static const char *const minute[] = {"'", "′", "’", "´", "`", "‘", NULL};
  static const char *const second[] = {"\"", "″", "”", "“",
                                       "'",  "’", "´", NULL};
  static const char *const minute_names[] = {"min", "minuten", NULL};
  static const char *const second_names[] = {"sek", "sekunden", NULL};
  if (!is_one_of(words, figure->end, degree) &&
      !place_word_is(words, figure->end, "grad"))
    return;
  figure->degrees = true;
  figure->end++;
  double part = 0;
  size_t end = read_part(words, figure->end, minute, minute_names, &part);
  if (end == figure->end)
    return;
  figure->value += part / 60;
  figure->end = end;
  end = read_part(words, figure->end, second, second_names, &part);
  if (end == figure->end)
    return;
  figure->value += part / 3600;
  figure->end = end;
}

/* "52 07.807", "52 7 48,4" behind a letter of the compass: minutes, seconds
 * without their signs, as devices for hikers write them. */
static void
read_bare_minutes(const PlaceWords *words, Figure *figure)
{
  double minutes, seconds;
  int decimals;
  if (figure->axis == AXIS_UNKNOWN || figure->degrees || figure->decimals > 0)
    return;
  size_t end = read_number(words, figure->end, &minutes, &decimals);
  if (end == figure->end || minutes >= 60)
    return;
  if (decimals == 0) {
    size_t last = read_number(words, end, &seconds, &decimals);
    if (last == end || seconds >= 60)
      return;
    minutes += seconds / 60;
    end = last;
    decimals += 2; /* a second is finer than two decimals of a degree */
  }
  figure->value += minutes / 60;
  figure->decimals = decimals;
  figure->end = end;
}

static int
compare_axis(const void *folded, const void *row)
{
  return strcmp(folded, ((const struct AxisName *)row)->folded);
}

/* A label or a letter of the compass at `index`; the index behind it. */
static size_t
read_axis(const PlaceWords *words, size_t index, Axis *axis, int *sign)
{
  if (index >= place_words_count(words))
    return index;
  const PlaceWord *word = place_word(words, index);
  const struct AxisName *found =
      bsearch(place_word_folded(words, word), axes, G_N_ELEMENTS(axes),
              sizeof *axes, compare_axis);
  if (found == NULL ||
      (found->sign != 0 && word->folded_size == 1 && !word->upper))
    return index;
  *axis = found->axis;
  *sign = found->sign == 0 ? *sign : found->sign;
  size_t at = index + 1;
  at += place_word_is_mark(words, at, '.');
  at +=
      place_word_is_mark(words, at, ':') || place_word_is_mark(words, at, '=');
  return at;
}

/* One figure with what says which it is. */
static bool
read_figure(const PlaceWords *words, size_t index, Figure *out)
{
  *out = (Figure){.axis = AXIS_UNKNOWN};
  int sign = 1;
  size_t at = read_axis(words, index, &out->axis, &sign);
  if (place_word_is_mark(words, at, '-') ||
      place_word_is_mark(words, at, '+')) {
    sign = place_word(words, at)->mark == '-' ? -1 : 1;
    at++;
  }
  out->end = read_number(words, at, &out->value, &out->decimals);
  if (out->end == at)
    return false;
  read_degrees(words, out);
  read_bare_minutes(words, out);
  if (out->axis == AXIS_UNKNOWN)
    out->end = read_axis(words, out->end, &out->axis, &sign);
  out->value *= sign;
  return true;
}

/* What stands between the two. */
static size_t
skip_between(const PlaceWords *words, size_t index)
{
  static const char *const marks[] = {",", ";", "/", "|", "–", NULL};
  size_t at = index;
  at += is_one_of(words, at, marks);
  at += place_word_is(words, at, "und");
  return at;
}

/* Does something but the decimals say that these are coordinates? */
static bool
is_marked(const Figure *a, const Figure *b)
{
  if (a->degrees && b->degrees)
    return true;
  /* not "N 3, E 4" */
  return a->axis != AXIS_UNKNOWN && b->axis != AXIS_UNKNOWN &&
         a->axis != b->axis && a->decimals >= 2;
}

/* Are the two a point?  Sets its degrees and how sure that is. */
static bool
make_point(const Figure *a, const Figure *b, PlaceDraft *draft)
{
  bool marked = is_marked(a, b);
  if (!marked && (a->decimals < DECIMALS_MIN || b->decimals < DECIMALS_MIN))
    return false;
  bool swapped =
      a->axis == AXIS_LONGITUDE ||
      (a->axis == AXIS_UNKNOWN && place_is_europe(b->value, a->value));
  draft->latitude = swapped ? b->value : a->value;
  draft->longitude = swapped ? a->value : b->value;
  if (marked)
    draft->confidence = SURE_LETTERS;
  else if (swapped)
    draft->confidence = SURE_SWAPPED;
  else
    draft->confidence = place_is_europe(draft->latitude, draft->longitude)
                            ? SURE_PLAIN
                            : SURE_ABROAD;
  return fabs(draft->latitude) <= 90 && fabs(draft->longitude) <= 180;
}

static size_t
read_pair(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  Figure a, b;
  if (!read_figure(words, index, &a) ||
      !read_figure(words, skip_between(words, a.end), &b))
    return index;
  /* "54,0924,12,0991,5": a list of numbers */
  if ((place_word_is_mark(words, b.end, '.') ||
       place_word_is_mark(words, b.end, ',')) &&
      place_word_is_glued(words, b.end) &&
      place_word_is_digits(words, b.end + 1) &&
      place_word_is_glued(words, b.end + 1))
    return index;
  PlaceDraft draft = {.has_point = true};
  return make_point(&a, &b, &draft)
             ? place_scan_add_point(scan, index, b.end, &draft)
             : index;
}

size_t
place_coordinates_read(PlaceScan *scan, size_t index)
{
  const PlaceWord *word = place_word(scan->words, index);
  if (word->glued && word->kind == PLACE_WORD_DIGITS && index > 0 &&
      strchr(".,:/-", place_word(scan->words, index - 1)->mark) != NULL &&
      place_word(scan->words, index - 1)->mark != 0)
    return index; /* the rest of a number */
  size_t end = place_grid_read(scan, index);
  return end > index ? end : read_pair(scan, index);
}
