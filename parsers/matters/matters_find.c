/* SPDX-License-Identifier: Apache-2.0
 *
 * Which units of a letter are matters of their own.  Each is compared with the
 * matter before it: what it is about, where that is, and how it begins.  What
 * is not likely enough joins the one before, so that no word is lost.
 */
#include "parsers/matters/matters_private.h"

#include <string.h>

#include "parsers/config/town_route.h"
#include "parsers/fold.h"
#include "parsers/place/places.h"

enum { FOLDED_BYTES = 40 }; /* to see how a unit begins */

/* What a unit says. */
typedef struct Facts {
  const char *category; /* id, borrowed from the town; NULL */
  GPtrArray *places;    /* Place *, sure ones; owned */
} Facts;

static void
facts_clear(Facts *facts)
{
  g_clear_pointer(&facts->places, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Facts, facts_clear)

/* What two units differ in. */
typedef enum Difference {
  DIFFERS_KIND_AND_PLACE,
  DIFFERS_KIND,    /* the places are the same, or not told */
  DIFFERS_PLACE,   /* of the same kind */
  DIFFERS_UNKNOWN, /* another place, and the kind of one is not known */
  DIFFERS_NOT,     /* or nothing is known */
  DIFFERENCES,
} Difference;

/* How sure it is that the second is a matter of its own.  Made up, then held
 * against tests/fixtures/matters: an order, no measured shares. */
static const double likely[][DIFFERENCES] = {
    [MATTERS_SIGN_NONE] = {0.85, 0.45, 0.62, 0.3, 0.1},
    [MATTERS_SIGN_BESIDES] = {0.92, 0.75, 0.72, 0.62, 0.2},
    [MATTERS_SIGN_BULLET] = {0.93, 0.8, 0.75, 0.65, 0.2},
    [MATTERS_SIGN_NUMBERED] = {0.97, 0.85, 0.8, 0.7, 0.2},
};

/* --- what a unit says ----------------------------------------------------- */

/* A hint alone ("~Gehweg") says where something is. */
static bool
is_sure(const TownRoute *route)
{
  for (guint i = 0; i < route->why->len; i++)
    if (*(const char *)route->why->pdata[i] != '~')
      return true;
  return false;
}

static void
facts_read(Facts *facts, const char *begin, const char *end, const Town *town)
{
  g_autofree char *words = g_strndup(begin, (gsize)(end - begin));
  *facts = (Facts){
      .places = g_ptr_array_new_with_free_func((GDestroyNotify)place_free)};
  const char *head = g_utf8_find_prev_char(
      words, words + MIN(strlen(words), (size_t)FOLDED_BYTES) + 1);
  g_autofree char *folded = fold_case(words, (size_t)(head - words));
  if (matters_is_sender(folded))
    return;
  places_find(words, NULL, facts->places);
  for (guint i = facts->places->len; i > 0; i--) {
    const Place *place = facts->places->pdata[i - 1];
    if (place->confidence < PLACES_SURE)
      g_ptr_array_remove_index(facts->places, i - 1);
  }
  if (town == NULL)
    return;
  g_autoptr(TownRoute) route = town_route(town, words);
  if (route->category != NULL && is_sure(route))
    facts->category = route->category->id;
}

static bool
same_words(const char *one, const char *other)
{
  g_autofree char *first = town_fold(one);
  g_autofree char *second = town_fold(other);
  return strcmp(first, second) == 0;
}

/* "Gartenstraße" may be its number 12, too. */
static bool
is_same_place(const Place *one, const Place *other)
{
  if (one->street == NULL || other->street == NULL)
    return one->text != NULL && other->text != NULL &&
           same_words(one->text, other->text);
  bool numbers = one->number == NULL || other->number == NULL ||
                 strcmp(one->number, other->number) == 0;
  return numbers && same_words(one->street, other->street);
}

static bool
knows_place(const GPtrArray *places, const Place *place)
{
  for (guint i = 0; i < places->len; i++)
    if (is_same_place(places->pdata[i], place))
      return true;
  return false;
}

/* Places in both, and no one in common? */
static bool
is_elsewhere(const Facts *one, const Facts *other)
{
  for (guint i = 0; i < other->places->len; i++)
    if (knows_place(one->places, other->places->pdata[i]))
      return false;
  return one->places->len > 0 && other->places->len > 0;
}

static Difference
difference(const Facts *one, const Facts *other)
{
  bool elsewhere = is_elsewhere(one, other);
  if (one->category != NULL && other->category != NULL) {
    bool same = strcmp(one->category, other->category) == 0;
    if (!same)
      return elsewhere ? DIFFERS_KIND_AND_PLACE : DIFFERS_KIND;
    return elsewhere ? DIFFERS_PLACE : DIFFERS_NOT;
  }
  bool known = one->category != NULL || other->category != NULL;
  return elsewhere && known ? DIFFERS_UNKNOWN : DIFFERS_NOT;
}

/* --- from units to matters ------------------------------------------------ */

/* A walk over the units. */
typedef struct Walk {
  const char *text;
  const Town *town;
  Matters *out;
  Facts facts; /* of the open matter, all its units together */
} Walk;

static void
matter_clear(gpointer pointer)
{
  Matter *matter = pointer;
  g_free(matter->category);
  g_free(matter->place);
}

static void
add_why(Matters *matters, const char *why)
{
  for (guint i = 0; i < matters->why->len; i++)
    if (strcmp(matters->why->pdata[i], why) == 0)
      return;
  g_ptr_array_add(matters->why, (char *)why);
}

static void
note_why(Matters *matters, MattersSign sign, Difference differs)
{
  static const char *const signs[] = {
      [MATTERS_SIGN_NONE] = NULL,
      [MATTERS_SIGN_BESIDES] = "besides",
      [MATTERS_SIGN_BULLET] = "bullets",
      [MATTERS_SIGN_NUMBERED] = "numbered",
  };
  if (signs[sign] != NULL)
    add_why(matters, signs[sign]);
  if (differs == DIFFERS_KIND_AND_PLACE || differs == DIFFERS_KIND)
    add_why(matters, "categories");
  if (differs != DIFFERS_KIND)
    add_why(matters, "places");
}

/* A place in words for people; owned.  "Vor der" may be part of a name, which
 * only a town's list of streets tells; at the beginning of a sentence it is
 * rather not. */
static char *
name_place(const Place *place)
{
  char *words = place_to_words(place);
  bool article = g_str_has_prefix(words, "Vor der ") ||
                 g_str_has_prefix(words, "Vor dem ");
  size_t skip = article ? strlen("Vor der ") : 0;
  char *shorter = g_strdup(words + skip);
  g_free(words);
  return shorter;
}

/* The open matter learns what its next unit says. */
static void
learn(Walk *walk, Facts *facts)
{
  Matter *matter =
      &g_array_index(walk->out->list, Matter, walk->out->list->len - 1);
  if (walk->facts.category == NULL)
    walk->facts.category = facts->category;
  if (matter->category == NULL)
    matter->category = g_strdup(facts->category);
  if (matter->place == NULL && facts->places->len > 0)
    matter->place = name_place(facts->places->pdata[0]);
  while (facts->places->len > 0)
    g_ptr_array_add(walk->facts.places,
                    g_ptr_array_steal_index(facts->places, 0));
}

static void
begin_matter(Walk *walk, const MattersUnit *unit)
{
  Matter matter = {.offset = (size_t)(unit->begin - walk->text),
                   .number = unit->number};
  g_array_append_val(walk->out->list, matter);
  facts_clear(&walk->facts);
  walk->facts = (Facts){
      .places = g_ptr_array_new_with_free_func((GDestroyNotify)place_free)};
}

static void
take_unit(Walk *walk, const MattersUnit *unit)
{
  Matters *out = walk->out;
  g_auto(Facts) facts = {0};
  facts_read(&facts, unit->begin, unit->end, walk->town);
  if (out->list->len == 0) {
    begin_matter(walk, unit);
  } else if (out->list->len < MATTERS_MAX) {
    Difference differs = difference(&walk->facts, &facts);
    double sure = likely[unit->sign][differs];
    if (sure >= MATTERS_LIKELY) {
      out->confidence = out->list->len == 1 ? sure : MIN(out->confidence, sure);
      note_why(out, unit->sign, differs);
      begin_matter(walk, unit);
    }
  }
  Matter *matter = &g_array_index(out->list, Matter, out->list->len - 1);
  matter->size = (size_t)(unit->end - walk->text) - matter->offset;
  learn(walk, &facts);
}

/* The units before a list that the last of them announces: "Folgendes:"; 0 when
 * there is no list, or no such words. */
static guint
count_intro(const GArray *units)
{
  for (guint i = 1; i < units->len; i++) {
    const MattersUnit *before = &g_array_index(units, MattersUnit, i - 1);
    const MattersUnit *unit = &g_array_index(units, MattersUnit, i);
    if (unit->sign == MATTERS_SIGN_NUMBERED ||
        unit->sign == MATTERS_SIGN_BULLET)
      return before->end[-1] == ':' ? i : 0;
  }
  return 0;
}

/* What stands before a list holds for all of it, where it names a place. */
static void
read_intro(Walk *walk, const GArray *units, guint count)
{
  if (count == 0)
    return;
  const char *begin = g_array_index(units, MattersUnit, 0).begin;
  const char *end = g_array_index(units, MattersUnit, count - 1).end;
  g_auto(Facts) facts = {0};
  facts_read(&facts, begin, end, walk->town);
  if (facts.places->len == 0)
    return;
  walk->out->place = name_place(facts.places->pdata[0]);
  walk->out->shared = g_strndup(begin, (gsize)(end - begin));
}

/* One that stays whole is one from its first unit to its last. */
static void
keep_whole(Walk *walk, const GArray *units)
{
  const MattersUnit *first = &g_array_index(units, MattersUnit, 0);
  const MattersUnit *last = &g_array_index(units, MattersUnit, units->len - 1);
  Matter *matter = &g_array_index(walk->out->list, Matter, 0);
  matter->offset = (size_t)(first->begin - walk->text);
  matter->size = (size_t)(last->end - first->begin);
}

Matters *
matters_find(const char *text, const Town *town)
{
  Matters *out = g_new0(Matters, 1);
  out->list = g_array_new(FALSE, FALSE, sizeof(Matter));
  g_array_set_clear_func(out->list, matter_clear);
  out->why = g_ptr_array_new();
  if (strlen(text) > MATTERS_TEXT_MAX)
    return out;
  g_autoptr(GArray) units = matters_units(text);
  if (units->len == 0 || units->len > MATTERS_UNITS_MAX)
    return out;
  Walk walk = {.text = text, .town = town, .out = out};
  guint intro = count_intro(units);
  read_intro(&walk, units, intro);
  for (guint i = intro; i < units->len; i++)
    take_unit(&walk, &g_array_index(units, MattersUnit, i));
  facts_clear(&walk.facts);
  if (out->list->len == 1)
    keep_whole(&walk, units);
  return out;
}

void
matters_free(Matters *matters)
{
  if (matters == NULL)
    return;
  g_array_unref(matters->list);
  g_ptr_array_unref(matters->why);
  g_free(matters->place);
  g_free(matters->shared);
  g_free(matters);
}
