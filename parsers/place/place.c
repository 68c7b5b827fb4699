/* SPDX-License-Identifier: Apache-2.0
 *
 * Making, freeing and naming.
 */
#include "parsers/place/place.h"

#include "parsers/name_table.h"

static const char *const place_source_names[] = {
    [PLACE_SOURCE_PHOTO] = "photo",
    [PLACE_SOURCE_TEXT] = "text",
    [PLACE_SOURCE_LINK] = "link",
    [PLACE_SOURCE_COORDINATES] = "coordinates",
};

const char *
place_source_to_string(PlaceSource source)
{
  return place_source_names[source];
}

bool
place_source_from_string(const char *name, PlaceSource *out_source)
{
  int i = name_table_find(place_source_names, G_N_ELEMENTS(place_source_names),
                          name);
  if (i < 0)
    return false;
  *out_source = (PlaceSource)i;
  return true;
}

Place *
place_new(void)
{
  return g_new0(Place, 1);
}

void
place_free(Place *place)
{
  if (place == NULL)
    return;
  g_free(place->text);
  g_free(place->street);
  g_free(place->number);
  g_free(place->quarter);
  g_free(place);
}
