/* SPDX-License-Identifier: Apache-2.0
 *
 * The places of a whole message: their order, and what does not fit together.
 */
#include "parsers/place/places.h"

#include <string.h>

#include "parsers/place/place_distance.h"

/* Where somebody took a photo he mostly stands before what he means.  No set
 * tells how often; a town that has seen otherwise can say so. */
#define SURE_PHOTO 0.9

enum { PHOTO_SAME_M = 30 }; /* GPS in a street with houses errs as much */

/* Does the other candidate say the same, or more? */
static bool
is_covered(const Place *place, const Place *other)
{
  if (place->source != other->source)
    return false;
  if (place->street == NULL || other->street == NULL)
    return place->street == other->street &&
           g_strcmp0(place->text, other->text) == 0;
  return strcmp(place->street, other->street) == 0 &&
         place->latitude == other->latitude &&
         (place->number == NULL ||
          g_strcmp0(place->number, other->number) == 0);
}

/* The surest first, then as they stand in the text. */
static int
compare_places(const void *a, const void *b)
{
  const Place *left = *(const Place *const *)a;
  const Place *right = *(const Place *const *)b;
  if (left->confidence != right->confidence)
    return left->confidence > right->confidence ? -1 : 1;
  if (left->offset != right->offset)
    return left->offset < right->offset ? -1 : 1;
  if (left->latitude != right->latitude)
    return left->latitude < right->latitude ? -1 : 1;
  return 0;
}

/* Is it the same candidate, as the text names it somewhere else? */
static bool
is_repeated(const Place *place, const Place *other)
{
  return place->source == other->source &&
         g_strcmp0(place->text, other->text) == 0 &&
         g_strcmp0(place->street, other->street) == 0 &&
         g_strcmp0(place->number, other->number) == 0 &&
         place->has_point == other->has_point &&
         place->latitude == other->latitude &&
         place->longitude == other->longitude;
}

/* Of those that say the same the surest stays, of these the first. */
static void
drop_repeated(GPtrArray *places)
{
  g_ptr_array_sort(places, compare_places);
  for (guint i = 1; i < places->len;) {
    bool repeated = false;
    for (guint j = 0; j < i && !repeated; j++)
      repeated = is_repeated(places->pdata[i], places->pdata[j]);
    if (repeated)
      g_ptr_array_remove_index(places, i);
    else
      i++;
  }
}

/* Candidates from outside of the text, which do not repeat it. */
static void
read_outside(Message *message, const char *text, const Gazetteer *gazetteer)
{
  g_autoptr(GPtrArray) found =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text, gazetteer, found);
  for (guint i = 0; i < found->len; i++) {
    Place *place = found->pdata[i];
    bool known = message->places->len >= PLACES_MAX;
    for (guint j = 0; j < message->places->len && !known; j++)
      known = is_covered(place, message->places->pdata[j]);
    if (known)
      continue;
    place->offset = PLACE_OUTSIDE;
    g_ptr_array_add(message->places, place);
    found->pdata[i] = NULL;
  }
}

/* Kinds of places that should be one. */
typedef enum Kind {
  KIND_PHOTO,
  KIND_STREET,
  KIND_POINT, /* coordinates, or a link */
} Kind;

static Kind
kind_of(const Place *place)
{
  switch (place->source) {
  case PLACE_SOURCE_PHOTO:
    return KIND_PHOTO;
  case PLACE_SOURCE_TEXT:
    return KIND_STREET;
  case PLACE_SOURCE_LINK:
  case PLACE_SOURCE_COORDINATES:
    return KIND_POINT;
  }
  g_assert_not_reached();
}

/* The least distance between a place of each kind; -1: one is missing. */
static double
least_distance(const GPtrArray *places, Kind kind, Kind other)
{
  double least = -1;
  for (guint i = 0; i < places->len; i++)
    for (guint j = 0; j < places->len; j++) {
      const Place *a = places->pdata[i], *b = places->pdata[j];
      if (kind_of(a) != kind || kind_of(b) != other || !a->has_point ||
          !b->has_point)
        continue;
      double apart = place_distance_m(a->latitude, a->longitude, b->latitude,
                                      b->longitude);
      least = least < 0 ? apart : MIN(least, apart);
    }
  return least;
}

/* "430 m", "2.3 km". */
static char *
distance_to_words(double distance_m)
{
  unsigned metres = (unsigned)(distance_m + 0.5);
  if (metres < 1000)
    return g_strdup_printf("%u m", metres);
  unsigned tenths = (metres + 50) / 100;
  return g_strdup_printf("%u.%u km", tenths / 10, tenths % 10);
}

/* `sentence` has one %s for the distance. */
static void
tell_apart(Message *message, double distance_m, const char *before,
           const char *behind)
{
  if (distance_m <= PLACES_APART_M)
    return;
  g_autofree char *words = distance_to_words(distance_m);
  g_autofree char *problem = g_strconcat(before, words, behind, NULL);
  message_add_problem(message->problems, problem);
}

/* Is there another point for the same words: a name that the town has twice? */
static bool
has_namesake(const GPtrArray *places, const Place *place)
{
  if (place->source != PLACE_SOURCE_TEXT || !place->has_point)
    return false;
  for (guint i = 0; i < places->len; i++) {
    const Place *other = places->pdata[i];
    if (other != place && other->source == PLACE_SOURCE_TEXT &&
        other->has_point && other->offset == place->offset &&
        g_strcmp0(other->text, place->text) == 0 &&
        g_strcmp0(other->street, place->street) == 0)
      return true;
  }
  return false;
}

static bool
has_namesakes(const GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (has_namesake(places, places->pdata[i]))
      return true;
  return false;
}

void
places_read_message(Message *message, const Gazetteer *gazetteer)
{
  if (message->text != NULL)
    places_find(message->text, gazetteer, message->places);
  drop_repeated(message->places);
  if (message->subject != NULL)
    read_outside(message, message->subject, gazetteer);
  if (message->forwarded_subject != NULL)
    read_outside(message, message->forwarded_subject, gazetteer);
  if (message->forwarded_text != NULL &&
      g_strcmp0(message->forwarded_text, message->text) != 0)
    read_outside(message, message->forwarded_text, gazetteer);
  g_ptr_array_sort(message->places, compare_places);
  tell_apart(message, least_distance(message->places, KIND_POINT, KIND_STREET),
             "The coordinates in the text lie ",
             " from the street that it names.");
  if (has_namesakes(message->places))
    message_add_problem(message->problems,
                        "The town has several places of the name that the "
                        "text gives.");
}

/* A candidate for a photo's point, unless one is there. */
static void
add_photo(Message *message, const Photo *photo)
{
  if (!photo->has_point || (photo->latitude == 0 && photo->longitude == 0))
    return; /* a camera without reception writes zeros */
  for (guint i = 0; i < message->places->len; i++) {
    const Place *place = message->places->pdata[i];
    if (place->source == PLACE_SOURCE_PHOTO &&
        place_distance_m(place->latitude, place->longitude, photo->latitude,
                         photo->longitude) <= PHOTO_SAME_M)
      return;
  }
  Place *place = place_new();
  place->source = PLACE_SOURCE_PHOTO;
  place->offset = PLACE_OUTSIDE;
  place->has_point = true;
  place->latitude = photo->latitude;
  place->longitude = photo->longitude;
  place->confidence = SURE_PHOTO;
  g_ptr_array_add(message->places, place);
}

/* The greatest distance between two photos. */
static double
photos_apart(const GPtrArray *places)
{
  double most = 0;
  for (guint i = 0; i < places->len; i++)
    for (guint j = 0; j < i; j++) {
      const Place *a = places->pdata[i], *b = places->pdata[j];
      if (a->source == PLACE_SOURCE_PHOTO && b->source == PLACE_SOURCE_PHOTO)
        most = MAX(most, place_distance_m(a->latitude, a->longitude,
                                          b->latitude, b->longitude));
    }
  return most;
}

void
places_add_photos(Message *message)
{
  for (guint i = 0; i < message->attachments->len; i++) {
    const Attachment *attachment = message->attachments->pdata[i];
    if (attachment->photo != NULL && message->places->len < 2 * PLACES_MAX)
      add_photo(message, attachment->photo);
  }
  g_ptr_array_sort(message->places, compare_places);
  const GPtrArray *places = message->places;
  tell_apart(message, least_distance(places, KIND_PHOTO, KIND_STREET),
             "The photo was taken ", " from the street that the text names.");
  tell_apart(message, least_distance(places, KIND_PHOTO, KIND_POINT),
             "The photo was taken ", " from the coordinates in the text.");
  tell_apart(message, photos_apart(places), "The photos were taken ",
             " apart.");
}

static bool
is_any(const Place *place)
{
  (void)place;
  return true;
}

/* Words that a person can go to. */
static bool
is_worded(const Place *place)
{
  return place->street != NULL || place->source == PLACE_SOURCE_TEXT;
}

/* A point that the writer told, not one of the gazetteer or a photo. */
static bool
is_told_point(const Place *place)
{
  return place->has_point && kind_of(place) == KIND_POINT;
}

static const Place *
best_of(const GPtrArray *places, bool (*takes)(const Place *))
{
  const Place *best = NULL;
  for (guint i = 0; i < places->len; i++) {
    const Place *place = places->pdata[i];
    if (place->confidence >= PLACES_SURE && takes(place) &&
        (best == NULL || place->confidence > best->confidence))
      best = place;
  }
  return best;
}

static bool
has_point(const Place *place)
{
  return place->has_point;
}

/* Is it the one of several streets of a name where a photo was taken? */
static bool
is_at_photo(const GPtrArray *places, const Place *place)
{
  for (guint i = 0; i < places->len; i++) {
    const Place *photo = places->pdata[i];
    if (photo->source == PLACE_SOURCE_PHOTO &&
        place_distance_m(place->latitude, place->longitude, photo->latitude,
                         photo->longitude) <= PLACES_APART_M)
      return true;
  }
  return false;
}

const Place *
places_best_point(const GPtrArray *places)
{
  const Place *told = best_of(places, is_told_point);
  if (told != NULL)
    return told;
  /* The wrong one of two streets is worse than none: it would go to another
   * district's department, and be shown there. */
  g_autoptr(GPtrArray) clear = g_ptr_array_new();
  for (guint i = 0; i < places->len; i++)
    if (!has_namesake(places, places->pdata[i]) ||
        is_at_photo(places, places->pdata[i]))
      g_ptr_array_add(clear, places->pdata[i]);
  return best_of(clear, has_point);
}

/* The text of a crossing says more than either street. */
static bool
is_crossing(const Place *place)
{
  return place->source == PLACE_SOURCE_TEXT && place->number == NULL &&
         (strchr(place->text, '/') != NULL ||
          strstr(place->text, "Ecke") != NULL ||
          strstr(place->text, "ecke") != NULL ||
          strstr(place->text, "reuzung") != NULL ||
          strstr(place->text, " und ") != NULL);
}

/* Degrees with five decimals, a metre, whatever the locale. */
static char *
point_to_words(const Place *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strconcat(
      g_ascii_formatd(latitude, sizeof latitude, "%.5f", place->latitude), ", ",
      g_ascii_formatd(longitude, sizeof longitude, "%.5f", place->longitude),
      NULL);
}

char *
place_to_words(const Place *place)
{
  if (place->street != NULL && !is_crossing(place))
    return place->number == NULL
               ? g_strdup(place->street)
               : g_strconcat(place->street, " ", place->number, NULL);
  if (place->text != NULL &&
      (place->source == PLACE_SOURCE_TEXT || !place->has_point))
    return g_strdup(place->text);
  return point_to_words(place);
}

char *
places_to_words(const GPtrArray *places)
{
  const Place *worded = best_of(places, is_worded);
  const Place *point = best_of(places, is_told_point);
  const Place *best = worded != NULL ? worded : best_of(places, is_any);
  if (best == NULL)
    return NULL;
  g_autofree char *words = place_to_words(best);
  if (point == NULL || worded == NULL || point == worded)
    return g_steal_pointer(&words);
  g_autofree char *degrees = point_to_words(point);
  return g_strconcat(words, " (", degrees, ")", NULL);
}
