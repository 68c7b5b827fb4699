/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a house's number tells more than its street: of streets through several
 * districts, and of several streets of one name.
 */
#include <stdlib.h>
#include <string.h>

#include "parsers/place_import/place_private.h"

/* Fewer houses than these are a border that was drawn roughly. */
enum { PART_HOUSES_MIN = 3, HOUSE_NUMBER_MAX = 9999 };

typedef struct House {
  unsigned number;
  const char *area; /* borrowed from districts, or the street's quarter */
  PlacePoint point;
} House;

/* The houses of one area. */
typedef struct Part {
  const char *area;
  size_t houses;
  double latitude, longitude; /* sums */
  PlacePoint point;           /* the house nearest to their middle */
  double distance;
  GString *numbers;
} Part;

static void
free_part(gpointer data)
{
  Part *part = data;
  g_string_free(part->numbers, TRUE);
  g_free(part);
}

static Part *
part_of(GPtrArray *parts, const char *area)
{
  for (guint i = 0; i < parts->len; i++) {
    Part *part = parts->pdata[i];
    if (strcmp(part->area, area) == 0)
      return part;
  }
  Part *part = g_new0(Part, 1);
  part->area = area;
  part->numbers = g_string_new(NULL);
  g_ptr_array_add(parts, part);
  return part;
}

/* The houses of a piece that have a number. */
static GArray *
houses_of(const PlaceGather *gather, const PlaceRow *rows, size_t count,
          const PlaceStreet *whole)
{
  GArray *houses = g_array_new(FALSE, FALSE, sizeof(House));
  for (size_t i = 0; i < count; i++) {
    guint64 number = g_ascii_strtoull(rows[i].number, NULL, 10);
    if (rows[i].piece != whole->piece || number == 0 ||
        number > HOUSE_NUMBER_MAX)
      continue;
    House house = {(unsigned)number, whole->quarter, rows[i].point};
    const char *area = gather->districts == NULL
                           ? NULL
                           : districts_find(gather->districts, house.point);
    if (area != NULL)
      house.area = area;
    g_array_append_val(houses, house);
  }
  return houses;
}

/* Counts the areas, and gives equal ones one address. */
static GPtrArray *
count_parts(GArray *houses)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(free_part);
  for (guint i = 0; i < houses->len; i++) {
    House *house = &g_array_index(houses, House, i);
    Part *part = part_of(parts, house->area);
    house->area = part->area;
    part->houses++;
  }
  return parts;
}

/* What is too small to be a part belongs to the largest one. */
static void
join_small(GArray *houses, const GPtrArray *parts)
{
  const Part *most = parts->pdata[0];
  for (guint i = 1; i < parts->len; i++) {
    const Part *part = parts->pdata[i];
    most = part->houses > most->houses ? part : most;
  }
  for (guint i = 0; i < houses->len; i++) {
    House *house = &g_array_index(houses, House, i);
    for (guint j = 0; j < parts->len; j++) {
      const Part *part = parts->pdata[j];
      if (part->houses < PART_HOUSES_MIN && part->area == house->area)
        house->area = most->area;
    }
  }
}

/* One side of the street, then the other. */
static gint
compare_houses(gconstpointer a, gconstpointer b)
{
  const House *one = a, *other = b;
  if (one->number % 2 != other->number % 2)
    return one->number % 2 == 1 ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

/* "1-45 2-60": from house to house of an area while no other comes between. */
static void
write_numbers(const GArray *houses, GPtrArray *parts)
{
  for (guint first = 0, end; first < houses->len; first = end) {
    const House *house = &g_array_index(houses, House, first);
    unsigned last = house->number;
    for (end = first + 1; end < houses->len; end++) {
      const House *next = &g_array_index(houses, House, end);
      if (next->area != house->area || next->number % 2 != last % 2)
        break;
      last = next->number;
    }
    GString *numbers = part_of(parts, house->area)->numbers;
    g_string_append_printf(numbers, "%s%u", numbers->len > 0 ? " " : "",
                           house->number);
    if (last > house->number)
      g_string_append_printf(numbers, "-%u", last);
  }
}

/* A point of each part: its house nearest to the middle. */
static void
find_points(const GArray *houses, GPtrArray *parts)
{
  for (guint i = 0; i < houses->len; i++) {
    const House *house = &g_array_index(houses, House, i);
    Part *part = part_of(parts, house->area);
    part->latitude += house->point.latitude;
    part->longitude += house->point.longitude;
    part->houses++;
  }
  for (guint i = 0; i < houses->len; i++) {
    const House *house = &g_array_index(houses, House, i);
    Part *part = part_of(parts, house->area);
    double up = house->point.latitude - part->latitude / (double)part->houses;
    double right =
        house->point.longitude - part->longitude / (double)part->houses;
    double distance = up * up + right * right; /* of neighbours: degrees do */
    if (part->point.latitude == 0 || distance < part->distance) {
      part->point = house->point;
      part->distance = distance;
    }
  }
}

void
place_parts_add(PlaceGather *gather, const PlaceRow *rows, size_t count,
                const PlaceStreet *whole, bool always)
{
  if (whole->houses == 0 || (!always && gather->districts == NULL))
    return;
  g_autoptr(GArray) houses = houses_of(gather, rows, count, whole);
  g_autoptr(GPtrArray) rough = count_parts(houses);
  if (rough->len == 0 || (rough->len == 1 && !always))
    return;
  join_small(houses, rough);
  g_array_sort(houses, compare_houses);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(free_part);
  find_points(houses, parts);
  if (parts->len == 1 && !always)
    return;
  write_numbers(houses, parts);
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = parts->pdata[i];
    g_ptr_array_add(gather->found->parts,
                    place_street_new(whole->name, part->area,
                                     part->numbers->str, part->point));
  }
  (void)g_hash_table_add(gather->parted, (gpointer)rows[0].key);
}
