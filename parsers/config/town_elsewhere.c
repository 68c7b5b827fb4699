/* SPDX-License-Identifier: Apache-2.0
 *
 * The first row that fits, then the municipality of a point.
 */
#include "parsers/config/town_elsewhere.h"

#include <string.h>

#include "parsers/config/town_fold.h"
#include "parsers/geo/districts.h"
#include "parsers/place/places.h"

/* So near to a district a point may be the town's: borders are simplified, and
 * a telephone errs. */
enum { BORDER_M = 150 };

/* --- where it is ---------------------------------------------------------- */

/* The area of all points that the writer told or took a photo at; NULL: none
 * was told, one is not in any, or they are in several. */
static const char *
area_of(const Town *town, const GPtrArray *places)
{
  const char *area = NULL;
  for (guint i = 0; town->neighbours != NULL && i < places->len; i++) {
    const Place *place = places->pdata[i];
    if (!place->has_point || place->confidence < PLACES_SURE)
      continue;
    PlacePoint point = {place->latitude, place->longitude};
    const char *found = districts_find(town->neighbours, point);
    if (found == NULL || (area != NULL && strcmp(area, found) != 0) ||
        (town->districts != NULL &&
         districts_near(town->districts, point, BORDER_M)))
      return NULL;
    area = found;
  }
  return area;
}

/* --- rows ----------------------------------------------------------------- */

static bool
holds(const GPtrArray *list, const char *text)
{
  for (guint i = 0; text != NULL && i < list->len; i++)
    if (strcmp(list->pdata[i], text) == 0)
      return true;
  return false;
}

static bool
is_of_category(const Responsible *row, const Category *category)
{
  return row->categories->len == 0 ||
         (category != NULL && holds(row->categories, category->id));
}

/* The first of its words that stands in a text, whole; folded: " … ". */
static const char *
word_in(const Responsible *row, const char *folded)
{
  for (guint i = 0; i < row->words->len; i++) {
    g_autofree char *plain = town_fold(row->words->pdata[i]);
    g_autofree char *word = g_strconcat(" ", plain, " ", NULL);
    if (strstr(folded, word) != NULL)
      return row->words->pdata[i];
  }
  return NULL;
}

/* Every place that is surely named is one of its streets. */
static const char *
street_of(const Responsible *row, const GPtrArray *places)
{
  const char *street = NULL;
  for (guint i = 0; row->streets->len > 0 && i < places->len; i++) {
    const Place *place = places->pdata[i];
    if (place->confidence < PLACES_SURE || place->street == NULL)
      continue;
    if (!holds(row->streets, place->street))
      return NULL;
    street = place->street;
  }
  return street;
}

/* What a message shows. */
typedef struct Shown {
  const Category *category;
  const char *folded; /* " its text " */
  const GPtrArray *places;
  const char *area; /* NULL: in none */
} Shown;

static const char *
reason_of(const Responsible *row, const Shown *shown)
{
  if (!is_of_category(row, shown->category))
    return NULL;
  if (holds(row->areas, shown->area))
    return shown->area;
  if (shown->category == NULL)
    return NULL;
  const char *word = word_in(row, shown->folded);
  return word != NULL ? word : street_of(row, shown->places);
}

bool
town_elsewhere(const Town *town, const Category *category, const char *text,
               const GPtrArray *places, TownElsewhere *out)
{
  g_autofree char *plain = town_fold(text);
  g_autofree char *folded = g_strconcat(" ", plain, " ", NULL);
  const Shown shown = {category, folded, places, area_of(town, places)};
  for (guint i = 0; i < town->responsible->len; i++) {
    const Responsible *row = town->responsible->pdata[i];
    const char *why = reason_of(row, &shown);
    if (why == NULL)
      continue;
    *out = (TownElsewhere){row->name, row->contact, why, row->ticket};
    return true;
  }
  if (shown.area == NULL)
    return false;
  *out = (TownElsewhere){.name = shown.area, .why = shown.area};
  return true;
}
