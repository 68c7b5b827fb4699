/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing candidates, and reading them from a child that may have been taken
 * over.
 */
#include "parsers/place/place_json.h"

#include "parsers/message_json.h"

enum { WIRE_LATITUDE_MAX = 90, WIRE_LONGITUDE_MAX = 180 };

static void
set_text(json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    (void)json_object_set_new(object, name, json_string(text));
}

static void
set_point(json_t *object, const Place *place)
{
  (void)json_object_set_new(object, "latitude", json_real(place->latitude));
  (void)json_object_set_new(object, "longitude", json_real(place->longitude));
}

static json_t *
place_to_json(const Place *place)
{
  json_t *object = json_object();
  set_text(object, "source", place_source_to_string(place->source));
  set_text(object, "text", place->text);
  if (place->offset != PLACE_OUTSIDE)
    (void)json_object_set_new(object, "offset", json_integer(place->offset));
  set_text(object, "street", place->street);
  set_text(object, "number", place->number);
  if (place->has_point)
    set_point(object, place);
  (void)json_object_set_new(object, "confidence", json_real(place->confidence));
  return object;
}

json_t *
place_list_to_json(const GPtrArray *places)
{
  json_t *array = json_array();
  for (guint i = 0; i < places->len; i++)
    (void)json_array_append_new(array, place_to_json(places->pdata[i]));
  return array;
}

static void
read_point(Wire *wire, const json_t *object, Place *place)
{
  place->has_point = json_object_get(object, "latitude") != NULL;
  if (!place->has_point)
    return;
  place->latitude = wire_number(wire, object, "latitude", WIRE_LATITUDE_MAX);
  place->longitude = wire_number(wire, object, "longitude", WIRE_LONGITUDE_MAX);
}

static Place *
read_place(Wire *wire, const json_t *object)
{
  Place *place = place_new();
  g_autofree char *source = wire_needed(wire, object, "source");
  place->text = wire_line(wire, object, "text");
  place->street = wire_line(wire, object, "street");
  place->number = wire_line(wire, object, "number");
  place->offset = PLACE_OUTSIDE;
  if (json_object_get(object, "offset") != NULL)
    place->offset =
        (unsigned)wire_integer(wire, object, "offset", MESSAGE_WIRE_TEXT_MAX);
  read_point(wire, object, place);
  place->confidence = wire_number(wire, object, "confidence", 1);
  if (place->confidence < 0 ||
      !place_source_from_string(source, &place->source) ||
      (place->text == NULL && place->source != PLACE_SOURCE_PHOTO))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "places");
  return place;
}

void
place_list_from_wire(Wire *wire, const json_t *array, GPtrArray *places)
{
  size_t count = wire_count(wire, array, "places", MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++) {
    g_autoptr(Place) place = read_place(wire, json_array_get(array, i));
    if (!wire->failed)
      g_ptr_array_add(places, g_steal_pointer(&place));
  }
}
