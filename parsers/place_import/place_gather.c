/* SPDX-License-Identifier: Apache-2.0
 *
 * All rows of all files: those outside go, the rest is sorted by name.
 */
#include "parsers/place_import/place_gather.h"

#include <string.h>

#include "parsers/place/place_distance.h"
#include "parsers/place_import/place_private.h"

enum {
  CHUNK_BYTES = 64 * 1024,
  OUTSIDE_NAMES_MAX = 10,
};

/* Without borders: further from the middle than three times what nine in ten
 * rows are, and ten kilometres.  The largest town measures fifty across; a
 * wrong digit is further. */
#define FAR_FACTOR 3.0
#define FAR_M 10000.0

PlaceStreet *
place_street_new(const char *name, const char *quarter, const char *numbers,
                 PlacePoint point)
{
  PlaceStreet *street = g_new0(PlaceStreet, 1);
  *street = (PlaceStreet){.name = g_strdup(name),
                          .quarter = g_strdup(quarter),
                          .numbers = g_strdup(numbers),
                          .point = point};
  return street;
}

void
place_street_free(gpointer data)
{
  PlaceStreet *street = data;
  if (street == NULL)
    return;
  g_free(street->name);
  g_free(street->quarter);
  g_free(street->numbers);
  g_free(street);
}

static void
free_before(gpointer data)
{
  PlaceBefore *before = data;
  place_street_free(before->street);
  g_free(before);
}

static PlaceFound *
found_new(void)
{
  PlaceFound *found = g_new0(PlaceFound, 1);
  found->streets = g_ptr_array_new_with_free_func(place_street_free);
  found->parts = g_ptr_array_new_with_free_func(place_street_free);
  found->doubles = g_ptr_array_new_with_free_func(g_free);
  found->outside = g_ptr_array_new_with_free_func(g_free);
  return found;
}

void
place_found_free(PlaceFound *found)
{
  if (found == NULL)
    return;
  g_ptr_array_unref(found->streets);
  g_ptr_array_unref(found->parts);
  g_ptr_array_unref(found->doubles);
  g_ptr_array_unref(found->outside);
  g_free(found);
}

PlaceGather *
place_gather_new(const Districts *districts)
{
  PlaceGather *gather = g_new0(PlaceGather, 1);
  gather->districts = districts;
  gather->texts = g_string_chunk_new(CHUNK_BYTES);
  gather->keys = g_hash_table_new(NULL, NULL); /* interned: by address */
  gather->rows = g_array_new(FALSE, FALSE, sizeof(PlaceRow));
  gather->parted = g_hash_table_new(NULL, NULL);
  gather->before = g_ptr_array_new_with_free_func(free_before);
  gather->found = found_new();
  return gather;
}

void
place_gather_free(PlaceGather *gather)
{
  if (gather == NULL)
    return;
  place_found_free(gather->found);
  g_hash_table_unref(gather->keys);
  g_hash_table_unref(gather->parted);
  g_ptr_array_unref(gather->before);
  g_array_unref(gather->rows);
  g_string_chunk_free(gather->texts);
  g_free(gather);
}

/* ---------- outside ---------- */

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

/* The value below which `part` of all lie. */
static double
quantile(GArray *numbers, double part)
{
  g_array_sort(numbers, compare_numbers);
  return g_array_index(numbers, double,
                       (guint)((double)(numbers->len - 1) * part));
}

/* A circle that holds the town. */
typedef struct Circle {
  PlacePoint middle;
  double metres;
} Circle;

static double
distance(PlacePoint a, PlacePoint b)
{
  return place_distance_m(a.latitude, a.longitude, b.latitude, b.longitude);
}

static Circle
circle_of(const GArray *rows)
{
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));
  Circle circle;
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val(numbers,
                       g_array_index(rows, PlaceRow, i).point.latitude);
  circle.middle.latitude = quantile(numbers, 0.5);
  g_array_set_size(numbers, 0);
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val(numbers,
                       g_array_index(rows, PlaceRow, i).point.longitude);
  circle.middle.longitude = quantile(numbers, 0.5);
  g_array_set_size(numbers, 0);
  for (guint i = 0; i < rows->len; i++) {
    double metres =
        distance(circle.middle, g_array_index(rows, PlaceRow, i).point);
    g_array_append_val(numbers, metres);
  }
  circle.metres = FAR_M + FAR_FACTOR * quantile(numbers, 0.9);
  return circle;
}

static bool
is_outside(const PlaceGather *gather, const Circle *circle, PlacePoint point)
{
  return gather->districts != NULL
             ? !districts_near(gather->districts, point, PLACE_OUTSIDE_M)
             : distance(circle->middle, point) > circle->metres;
}

static void
drop_outside(PlaceGather *gather)
{
  PlaceFound *found = gather->found;
  Circle circle = circle_of(gather->rows);
  guint kept = 0;
  const char *last = "";
  for (guint i = 0; i < gather->rows->len; i++) {
    PlaceRow *row = &g_array_index(gather->rows, PlaceRow, i);
    if (!is_outside(gather, &circle, row->point)) {
      g_array_index(gather->rows, PlaceRow, kept++) = *row;
      continue;
    }
    found->outside_rows++;
    if (found->outside->len < OUTSIDE_NAMES_MAX && row->name != last)
      g_ptr_array_add(found->outside, g_strdup(row->name));
    last = row->name;
  }
  g_array_set_size(gather->rows, kept);
}

/* ---------- streets ---------- */

static gint
compare_rows(gconstpointer a, gconstpointer b)
{
  const PlaceRow *one = a, *other = b;
  int order = one->key == other->key ? 0 : strcmp(one->key, other->key);
  return order != 0 || one->quarter == other->quarter
             ? order
             : strcmp(one->quarter, other->quarter);
}

/* Parts that the town had stay, where its houses are not told anew. */
static void
keep_parts(PlaceGather *gather)
{
  for (guint i = 0; i < gather->before->len; i++) {
    PlaceBefore *before = gather->before->pdata[i];
    if (!g_hash_table_contains(gather->parted, before->key))
      g_ptr_array_add(gather->found->parts, g_steal_pointer(&before->street));
  }
}

PlaceFound *
place_gather_finish(PlaceGather *gather)
{
  GArray *rows = gather->rows;
  if (rows->len > 0)
    drop_outside(gather);
  g_array_sort(rows, compare_rows);
  for (guint first = 0, end; first < rows->len; first = end) {
    const char *key = g_array_index(rows, PlaceRow, first).key;
    for (end = first + 1; end < rows->len; end++)
      if (g_array_index(rows, PlaceRow, end).key != key)
        break;
    place_pieces_add(gather, &g_array_index(rows, PlaceRow, first),
                     end - first);
  }
  keep_parts(gather);
  return g_steal_pointer(&gather->found);
}

/* ---------- writing ---------- */

static void
write_field(GString *out, const char *text)
{
  if (text[strcspn(text, ",;\t\"\n\r")] == '\0') {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, '"');
  for (; *text != '\0'; text++)
    g_string_append_printf(out, "%s%c", *text == '"' ? "\"" : "", *text);
  g_string_append_c(out, '"');
}

static void
write_street(GString *out, const PlaceStreet *street, bool with_numbers)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  write_field(out, street->name);
  g_string_append_printf(
      out, ",%s",
      g_ascii_formatd(number, sizeof number, "%.6f", street->point.latitude));
  g_string_append_printf(
      out, ",%s,",
      g_ascii_formatd(number, sizeof number, "%.6f", street->point.longitude));
  write_field(out, street->quarter);
  if (with_numbers)
    g_string_append_printf(out, ",%s", street->numbers);
  g_string_append_c(out, '\n');
}

/* Streets before parts: of one name the first is the whole street. */
GBytes *
place_found_write(const PlaceFound *found)
{
  bool numbers = found->parts->len > 0;
  GString *out = g_string_new("name,latitude,longitude,quarter");
  g_string_append(out, numbers ? ",numbers\n" : "\n");
  for (guint i = 0; i < found->streets->len; i++)
    write_street(out, found->streets->pdata[i], numbers);
  for (guint i = 0; i < found->parts->len; i++)
    write_street(out, found->parts->pdata[i], numbers);
  return g_string_free_to_bytes(out);
}
