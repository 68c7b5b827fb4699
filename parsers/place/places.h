/* SPDX-License-Identifier: Apache-2.0
 *
 * Which places a message may be about: streets, crossings, landmarks and asset
 * numbers in German prose, coordinates and plus codes, links to maps, photos.
 * It proposes and shows contradictions; choosing is for the caller.  Geocoding
 * of house numbers and districts are not its business.
 */
#ifndef BOTE_PARSERS_PLACE_PLACES_H
#define BOTE_PARSERS_PLACE_PLACES_H

#include "parsers/place/gazetteer.h"
#include "parsers/message.h"

enum {
  PLACES_MAX = 64, /* candidates of a message; who names more lists streets */
  PLACES_TEXT_MAX = 64 * 1024, /* bytes that are read; a place comes early */
  PLACES_APART_M = 300, /* photo and street further apart contradict: a street
                           has a length, and its point is the middle */
};

/* A candidate of at least this confidence is worth naming to people. */
#define PLACES_SURE 0.5

/* Add the candidates of a text in the order in which they stand there.
 *
 * text       valid UTF-8.
 * gazetteer  of the town; NULL: patterns alone.
 * places     Place *, gets at most PLACES_MAX in all. */
void places_find(const char *text, const Gazetteer *gazetteer,
                 GPtrArray *places);

/* Fill message->places from text, subject and forwarded text, the surest first,
 * and none twice: of what the text names again and again the first mention
 * counts.  A candidate of subject or forwarded text has PLACE_OUTSIDE as its
 * offset, and is left out where the text names the same.  Says in
 * message->problems where coordinates and street lie apart, and that the town
 * has several places of one name. */
void places_read_message(Message *message, const Gazetteer *gazetteer);

/* Add the photos' points to message->places, keep the order, and say in
 * message->problems what contradicts: a photo taken far from the street or the
 * coordinates of the text, or from another photo.  Nothing is removed.  Doing
 * it twice adds nothing. */
void places_add_photos(Message *message);

/* The surest candidate of at least PLACES_SURE that has a point, one that the
 * writer told before all; of streets of one name none, unless a photo was taken
 * there; NULL.  Borrowed. */
const Place *places_best_point(const GPtrArray *places);

/* A candidate in words for people: street and number, else as written, else
 * "54.09240, 12.09910".  Owned by the caller. */
char *place_to_words(const Place *place);

/* The places of a message in words: the surest of at least PLACES_SURE, and
 * where a street and coordinates were told, both: "Gartenstraße 12 (54.09240,
 * 12.09910)".  NULL: none.  Owned by the caller. */
char *places_to_words(const GPtrArray *places);

#endif
