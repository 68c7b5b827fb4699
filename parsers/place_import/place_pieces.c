/* SPDX-License-Identifier: Apache-2.0
 *
 * Which rows of one name are one street.  A piece is a box around rows; pieces
 * grow and are joined where they touch.
 */
#include <math.h>
#include <string.h>

#include "parsers/place/place_distance.h"
#include "parsers/place_import/place_private.h"

/* Rows without a quarter are one street up to this gap: a street's houses, or
 * its ways, follow one another. */
#define APART_M 1000.0
/* Houses of two quarters, and what has none beside what has one, are one street
 * when they are neighbours. */
#define NEIGHBOUR_M 150.0
enum { PIECES_MAX = 64 }; /* of one name; a file made to be slow */

typedef struct Piece {
  const char *quarter; /* of the most rows */
  PlacePoint low, high;
  size_t rows, labelled;    /* labelled: rows of that quarter */
  unsigned into;            /* the piece it was joined to; itself */
  bool has_houses, several; /* quarters */
} Piece;

typedef struct Pieces {
  Piece all[PIECES_MAX];
  unsigned count;
} Pieces;

/* Metres between two boxes; 0 where they overlap. */
static double
gap(const Piece *a, const Piece *b)
{
  double up = MAX(a->low.latitude - b->high.latitude,
                  b->low.latitude - a->high.latitude);
  double right = MAX(a->low.longitude - b->high.longitude,
                     b->low.longitude - a->high.longitude);
  double latitude = a->low.latitude;
  return place_distance_m(latitude, a->low.longitude, latitude + MAX(up, 0),
                          a->low.longitude + MAX(right, 0));
}

static bool
belong(const Piece *a, const Piece *b)
{
  if (*a->quarter != '\0' && a->quarter == b->quarter) /* interned */
    return true;
  if (*a->quarter == '\0' && *b->quarter == '\0')
    return gap(a, b) <= APART_M;
  bool named = *a->quarter != '\0' && *b->quarter != '\0';
  bool houses = a->has_houses && b->has_houses;
  return (houses || !named) && gap(a, b) <= NEIGHBOUR_M;
}

static void
join(Piece *into, const Piece *piece)
{
  into->low.latitude = MIN(into->low.latitude, piece->low.latitude);
  into->low.longitude = MIN(into->low.longitude, piece->low.longitude);
  into->high.latitude = MAX(into->high.latitude, piece->high.latitude);
  into->high.longitude = MAX(into->high.longitude, piece->high.longitude);
  into->several |=
      piece->several || (*into->quarter != '\0' && *piece->quarter != '\0' &&
                         into->quarter != piece->quarter);
  if (piece->labelled > into->labelled) {
    into->quarter = piece->quarter;
    into->labelled = piece->labelled;
  }
  into->rows += piece->rows;
  into->has_houses |= piece->has_houses;
}

/* While rows come, quarters that are named stay apart: whether they are
 * neighbours is seen in the end. */
static void
add_row(Pieces *pieces, PlaceRow *row)
{
  Piece one = {.quarter = row->quarter,
               .low = row->point,
               .high = row->point,
               .rows = 1,
               .labelled = *row->quarter != '\0',
               .has_houses = *row->number != '\0'};
  unsigned at = 0;
  while (at < pieces->count &&
         (pieces->all[at].quarter != one.quarter ||
          (*one.quarter == '\0' && gap(&pieces->all[at], &one) > APART_M)))
    at++;
  at = MIN(at, PIECES_MAX - 1);
  row->piece = at;
  if (at < pieces->count) {
    pieces->all[at].labelled += one.labelled;
    one.labelled = 0;
    join(&pieces->all[at], &one);
    return;
  }
  one.into = at;
  pieces->all[pieces->count++] = one;
}

/* Join two pieces that belong together; false: there are none left. */
static bool
join_some(Pieces *pieces)
{
  for (unsigned i = 0; i < pieces->count; i++)
    for (unsigned j = i + 1; j < pieces->count; j++) {
      Piece *a = &pieces->all[i], *b = &pieces->all[j];
      if (a->into != i || b->into != j || !belong(a, b))
        continue;
      join(a, b);
      b->into = i;
      return true;
    }
  return false;
}

static unsigned
root_of(const Pieces *pieces, unsigned at)
{
  while (pieces->all[at].into != at)
    at = pieces->all[at].into;
  return at;
}

/* ---------- streets ---------- */

/* The rows' point that is nearest to the middle of all: it lies on the street,
 * which the middle of a bent one does not. */
static PlacePoint
middle_of(const PlaceRow *rows, size_t count, unsigned piece)
{
  double latitude = 0, longitude = 0, least = INFINITY;
  size_t found = 0;
  PlacePoint best = {0, 0};
  for (size_t i = 0; i < count; i++)
    if (rows[i].piece == piece) {
      latitude += rows[i].point.latitude;
      longitude += rows[i].point.longitude;
      found++;
    }
  latitude /= (double)MAX(found, 1);
  longitude /= (double)MAX(found, 1);
  for (size_t i = 0; i < count; i++) {
    PlacePoint at = rows[i].point;
    if (rows[i].piece != piece)
      continue;
    double distance =
        place_distance_m(latitude, longitude, at.latitude, at.longitude);
    if (distance < least) {
      least = distance;
      best = at;
    }
  }
  return best;
}

static unsigned
count_houses(const PlaceRow *rows, size_t count, unsigned piece)
{
  g_autoptr(GHashTable) numbers =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < count; i++) {
    const PlaceRow *row = &rows[i];
    if (row->piece != piece || *row->number == '\0')
      continue;
    GString *plain = g_string_new(NULL); /* "12 A" is 12a */
    for (const char *p = row->number; *p != '\0'; p++)
      if (*p != ' ')
        g_string_append_c(plain, g_ascii_tolower(*p));
    (void)g_hash_table_add(numbers, g_string_free(plain, FALSE));
  }
  return g_hash_table_size(numbers);
}

/* The longest spelling is the least abbreviated one. */
static const char *
name_of(const PlaceRow *rows, size_t count, unsigned piece)
{
  const char *name = "";
  for (size_t i = 0; i < count; i++)
    if (rows[i].piece == piece && strlen(rows[i].name) > strlen(name))
      name = rows[i].name;
  return name;
}

static PlaceStreet *
make_street(const PlaceGather *gather, const PlaceRow *rows, size_t count,
            unsigned piece, const char *quarter)
{
  PlacePoint point = middle_of(rows, count, piece);
  if (*quarter == '\0' && gather->districts != NULL)
    quarter = districts_find(gather->districts, point);
  PlaceStreet *street = place_street_new(
      name_of(rows, count, piece), quarter == NULL ? "" : quarter, "", point);
  street->houses = count_houses(rows, count, piece);
  street->piece = piece;
  return street;
}

/* Streets `first` and on have one name. */
static void
tell_double(PlaceFound *found, guint first)
{
  const PlaceStreet *one = found->streets->pdata[first];
  GString *line = g_string_new(one->name);
  for (guint i = first; i < found->streets->len; i++) {
    PlaceStreet *street = found->streets->pdata[i];
    street->is_double = true;
    g_string_append_printf(line, "%s%s", i == first ? ": " : ", ",
                           *street->quarter == '\0' ? "?" : street->quarter);
  }
  g_ptr_array_add(found->doubles, g_string_free(line, FALSE));
}

void
place_pieces_add(PlaceGather *gather, PlaceRow *rows, size_t count)
{
  PlaceFound *found = gather->found;
  g_autofree Pieces *pieces = g_new0(Pieces, 1);
  guint first = found->streets->len;
  for (size_t i = 0; i < count; i++)
    add_row(pieces, &rows[i]);
  while (join_some(pieces))
    ;
  for (size_t i = 0; i < count; i++)
    rows[i].piece = root_of(pieces, rows[i].piece);
  for (unsigned i = 0; i < pieces->count; i++) {
    if (pieces->all[i].into != i)
      continue;
    PlaceStreet *street =
        make_street(gather, rows, count, i, pieces->all[i].quarter);
    found->houses += street->houses;
    found->joined += pieces->all[i].several;
    g_ptr_array_add(found->streets, street);
  }
  bool several = found->streets->len > first + 1;
  if (several)
    tell_double(found, first);
  for (guint i = first; i < found->streets->len; i++)
    place_parts_add(gather, rows, count, found->streets->pdata[i], several);
}
