/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing candidates down.
 */
#include "tests/support/places.h"

#include <math.h>
#include <string.h>

#include "tests/support/cpu_time.h"

/* Does the text say more than street, number and point do? */
static bool
needs_text(const Place *place)
{
  if (place->source == PLACE_SOURCE_COORDINATES)
    return !place->has_point; /* a short plus code */
  if (place->source != PLACE_SOURCE_TEXT)
    return false;
  return place->street == NULL ||
         (place->number == NULL && g_str_has_prefix(place->text, "Ecke"));
}

static void
add_place(GString *line, const Place *place)
{
  bool link = place->source == PLACE_SOURCE_LINK;
  g_string_append(line, line->len > 0 ? " + " : "");
  g_string_append(line, link ? "K" : "");
  if (place->street != NULL)
    g_string_append_printf(line, "%s%s", link ? " " : "", place->street);
  if (place->number != NULL)
    g_string_append_printf(line, "%s#%s", place->street == NULL ? "" : " ",
                           place->number);
  if (needs_text(place))
    g_string_append_printf(line, "{%s}", place->text);
  if (place->has_point)
    g_string_append_printf(line, "@%.7g,%.7g",
                           round(place->latitude * 1e4) / 1e4,
                           round(place->longitude * 1e4) / 1e4);
}

char *
place_list_to_line(const GPtrArray *places)
{
  GString *line = g_string_new(NULL);
  for (guint i = 0; i < places->len; i++)
    add_place(line, places->pdata[i]);
  return g_string_free(line, FALSE);
}

char *
places_to_line(const char *text, const Gazetteer *gazetteer)
{
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text, gazetteer, places);
  return place_list_to_line(places);
}

double
places_load_s(GBytes *csv, unsigned tries, size_t *out_names)
{
  double best = G_MAXDOUBLE;
  for (unsigned i = 0; i < tries; i++) {
    gint64 begin_us = cpu_time_us();
    g_autoptr(Gazetteer) gazetteer = gazetteer_new(csv, "places.csv", NULL);
    best = MIN(best, (double)(cpu_time_us() - begin_us) / G_USEC_PER_SEC);
    *out_names = gazetteer_size(gazetteer);
  }
  return best;
}

double
places_find_s(const char *text, const Gazetteer *gazetteer, unsigned tries)
{
  double best = G_MAXDOUBLE;
  for (unsigned i = 0; i < tries; i++) {
    g_autoptr(GPtrArray) places =
        g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
    gint64 begin_us = cpu_time_us();
    places_find(text, gazetteer, places);
    best = MIN(best, (double)(cpu_time_us() - begin_us) / G_USEC_PER_SEC);
  }
  return best;
}
