/* SPDX-License-Identifier: Apache-2.0
 *
 * Coordinates in the figures of a grid: UTM and plus codes.
 */
#include "parsers/place/place_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/place/place_code.h"

/* See place_coordinates.c for what the figures mean. */
#define SURE_UTM 0.9
#define SURE_CODE 0.95
#define SURE_SHORT_CODE 0.85
#define SURE_LOST_CODE 0.4 /* a short one, and the town's centre is unknown */

enum { UTM_DIGITS_MIN = 6 };

bool
place_is_europe(double latitude, double longitude)
{
  return latitude > 44 && latitude < 57 && longitude > 3 && longitude < 20;
}

static double
number_of(const PlaceWords *words, size_t index)
{
  return g_ascii_strtod(place_word_folded(words, place_word(words, index)),
                        NULL);
}

static bool
has_digits(const PlaceWords *words, size_t index, unsigned least, unsigned most)
{
  return place_word_is_digits(words, index) &&
         place_word(words, index)->folded_size >= least &&
         place_word(words, index)->folded_size <= most;
}

/* The zone in front of the easting, and where that stands; 0: there is none.
 * German offices write it as the easting's first two digits. */
static int
read_zone(const PlaceWords *words, size_t index, size_t *out_easting)
{
  static const char *const bands[] = {"n", "t", "u"}; /* Central Europe */
  *out_easting = index;
  if (has_digits(words, index, 8, 8))
    return (int)(number_of(words, index) / 1e6);
  if (!has_digits(words, index, 2, 2))
    return 0;
  if (PLACE_WORD_IN(words, index + 1, bands))
    *out_easting = index + 2;
  else if (index > 0 && place_word_is(words, index - 1, "utm"))
    *out_easting = index + 1;
  else
    return 0;
  return (int)number_of(words, index);
}

/* "33U 312345 5998765", "UTM 33 312345 5998765", "33312345 5998765". */
static size_t
read_utm(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  size_t easting;
  int zone = read_zone(words, index, &easting);
  easting += place_word_is(words, easting, "e");
  size_t northing = easting + 1 + place_word_is_mark(words, easting + 1, ',');
  northing += place_word_is(words, northing, "n");
  PlacePoint point;
  if (zone == 0 || !has_digits(words, easting, UTM_DIGITS_MIN, 8) ||
      !has_digits(words, northing, 7, 7) ||
      !place_utm_to_point(zone, fmod(number_of(words, easting), 1e6),
                          number_of(words, northing), &point) ||
      !place_is_europe(point.latitude, point.longitude))
    return index;
  PlaceDraft draft = {.has_point = true,
                      .latitude = point.latitude,
                      .longitude = point.longitude,
                      .confidence = SURE_UTM};
  return place_scan_add_point(scan, index, northing + 1, &draft);
}

/* How many letters a code may have that stand here; 0: too many for one. */
static size_t
code_size(const char *text, size_t size)
{
  size_t most = MIN(size, PLACE_CODE_MAX + 1), count = 0;
  while (count < most && text[count] != '\0' &&
         strchr("23456789CFGHJMPQRVWX+", text[count]) != NULL)
    count++;
  return count > PLACE_CODE_MAX ? 0 : count;
}

/* "9F6JH2CX+3V", "H2CX+3V" with the town's centre. */
static size_t
read_code(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  const PlaceWord *word = place_word(words, index);
  const char *text = words->text + word->start;
  bool within =
      word->glued && index > 0 && place_word(words, index - 1)->mark != '(';
  size_t size = within ? 0 : code_size(text, words->size - word->start);
  size_t digits = size == 0 ? 0 : place_code_digits(text, size);
  if (digits == 0 || g_ascii_isalnum(text[size]))
    return index;
  size_t end = index;
  while (end < place_words_count(words) &&
         place_word(words, end)->start < word->start + size)
    end++;
  PlaceDraft draft = {.has_point = digits == PLACE_CODE_FULL,
                      .confidence = SURE_CODE};
  PlacePoint near = {0, 0};
  if (!draft.has_point)
    draft.has_point =
        scan->gazetteer != NULL &&
        gazetteer_centre(scan->gazetteer, &near.latitude, &near.longitude);
  PlacePoint point = place_code_decode(text, size, near);
  if (digits != PLACE_CODE_FULL)
    draft.confidence = draft.has_point ? SURE_SHORT_CODE : SURE_LOST_CODE;
  if (draft.has_point) {
    draft.latitude = point.latitude;
    draft.longitude = point.longitude;
  }
  return place_scan_add_point(scan, index, end, &draft);
}

size_t
place_grid_read(PlaceScan *scan, size_t index)
{
  size_t end = read_code(scan, index);
  return end > index ? end : read_utm(scan, index);
}
