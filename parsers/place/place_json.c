/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing candidates, and reading them from a child that may have been taken
 * over.  One list of members serves both forms.
 */
#include "parsers/place/place_json.h"

#include "parsers/message_json.h"
#include "parsers/message_json_private.h"

enum { WIRE_LATITUDE_MAX = 90, WIRE_LONGITUDE_MAX = 180, PERCENT = 100 };

/* In the order of a row, which ends with the last one that is told. */
typedef enum PlaceMember {
  MEMBER_SOURCE,
  MEMBER_WORDS,
  MEMBER_CONFIDENCE,
  MEMBER_OFFSET,
  MEMBER_STREET,
  MEMBER_NUMBER,
  MEMBER_LATITUDE,
  MEMBER_LONGITUDE,
  MEMBER_QUARTER,
  MEMBER_COUNT
} PlaceMember;

/* In the order of an object. */
static const PlaceMember object_members[MEMBER_COUNT] = {
    MEMBER_SOURCE,   MEMBER_WORDS,     MEMBER_OFFSET,
    MEMBER_STREET,   MEMBER_NUMBER,    MEMBER_QUARTER,
    MEMBER_LATITUDE, MEMBER_LONGITUDE, MEMBER_CONFIDENCE,
};

static const char *const member_names[MEMBER_COUNT] = {
    [MEMBER_SOURCE] = "source",       [MEMBER_WORDS] = "text",
    [MEMBER_OFFSET] = "offset",       [MEMBER_STREET] = "street",
    [MEMBER_NUMBER] = "number",       [MEMBER_LATITUDE] = "latitude",
    [MEMBER_LONGITUDE] = "longitude", [MEMBER_CONFIDENCE] = "confidence",
    [MEMBER_QUARTER] = "quarter",
};

/* The members in the order of a row; NULL: not told.  The caller takes them
 * over. */
static void
write_members(const Place *place, json_t *values[MEMBER_COUNT])
{
  values[MEMBER_SOURCE] =
      message_json_text(place_source_to_string(place->source));
  values[MEMBER_WORDS] = message_json_text(place->text);
  values[MEMBER_OFFSET] =
      place->offset == PLACE_OUTSIDE ? NULL : json_integer(place->offset);
  values[MEMBER_STREET] = message_json_text(place->street);
  values[MEMBER_NUMBER] = message_json_text(place->number);
  values[MEMBER_LATITUDE] =
      place->has_point ? json_real(place->latitude) : NULL;
  values[MEMBER_LONGITUDE] =
      place->has_point ? json_real(place->longitude) : NULL;
  values[MEMBER_CONFIDENCE] = json_real(place->confidence);
  values[MEMBER_QUARTER] = message_json_text(place->quarter);
}

static json_t *
place_to_object(const Place *place)
{
  json_t *values[MEMBER_COUNT], *object = json_object();
  write_members(place, values);
  for (size_t i = 0; i < MEMBER_COUNT; i++) {
    PlaceMember member = object_members[i];
    if (values[member] != NULL)
      (void)json_object_set_new_nocheck(object, member_names[member],
                                        values[member]);
  }
  return object;
}

json_t *
place_list_to_json(const GPtrArray *places)
{
  json_t *array = json_array();
  for (guint i = 0; i < places->len; i++)
    (void)json_array_append_new(array, place_to_object(places->pdata[i]));
  return array;
}

/* Shorten what most rows hold: a street that is all of the text becomes `true`;
 * a confidence such as 0.8, of which jansson writes seventeen digits, becomes a
 * whole percentage. */
static void
shorten(const Place *place, json_t *values[MEMBER_COUNT])
{
  int percent = (int)(place->confidence * PERCENT + 0.5);
  if (percent / (double)PERCENT == place->confidence) {
    json_decref(values[MEMBER_CONFIDENCE]);
    values[MEMBER_CONFIDENCE] = json_integer(percent);
  }
  if (place->text != NULL && g_strcmp0(place->street, place->text) == 0) {
    json_decref(values[MEMBER_STREET]);
    values[MEMBER_STREET] = json_true();
  }
}

static json_t *
place_to_row(const Place *place)
{
  json_t *values[MEMBER_COUNT], *row = json_array();
  size_t count = MEMBER_COUNT;
  write_members(place, values);
  shorten(place, values);
  while (values[count - 1] == NULL)
    count--; /* there is a confidence */
  for (size_t i = 0; i < count; i++)
    (void)json_array_append_new(row,
                                values[i] == NULL ? json_null() : values[i]);
  return row;
}

json_t *
place_list_to_wire(const GPtrArray *places)
{
  json_t *array = json_array();
  for (guint i = 0; i < places->len; i++)
    (void)json_array_append_new(array, place_to_row(places->pdata[i]));
  return array;
}

/* A member of an object or of a row; NULL: not told. */
static const json_t *
read_member(const json_t *from, PlaceMember member)
{
  const json_t *value = json_is_array(from)
                            ? json_array_get(from, member)
                            : json_object_get(from, member_names[member]);
  return json_is_null(value) ? NULL : value;
}

static char *
read_line(Wire *wire, const json_t *from, PlaceMember member)
{
  return wire_string(wire, read_member(from, member), member_names[member]);
}

static char *
read_street(Wire *wire, const json_t *from, const char *text)
{
  return json_is_true(read_member(from, MEMBER_STREET))
             ? g_strdup(text)
             : read_line(wire, from, MEMBER_STREET);
}

static double
read_number(Wire *wire, const json_t *from, PlaceMember member, double max)
{
  return wire_number(wire, read_member(from, member), member_names[member],
                     max);
}

static double
read_confidence(Wire *wire, const json_t *from)
{
  const json_t *value = read_member(from, MEMBER_CONFIDENCE);
  if (json_is_array(from) && json_is_integer(value))
    return (double)wire_integer(wire, value, "confidence", PERCENT) / PERCENT;
  return wire_number(wire, value, "confidence", 1);
}

static Place *
read_place(Wire *wire, const json_t *from)
{
  Place *place = place_new();
  g_autofree char *source = read_line(wire, from, MEMBER_SOURCE);
  const json_t *offset = read_member(from, MEMBER_OFFSET);
  place->text = read_line(wire, from, MEMBER_WORDS);
  place->street = read_street(wire, from, place->text);
  place->number = read_line(wire, from, MEMBER_NUMBER);
  place->quarter = read_line(wire, from, MEMBER_QUARTER);
  place->offset = offset == NULL
                      ? PLACE_OUTSIDE
                      : (unsigned)wire_integer(wire, offset, "offset",
                                               MESSAGE_WIRE_TEXT_MAX);
  place->has_point = read_member(from, MEMBER_LATITUDE) != NULL;
  if (place->has_point) {
    place->latitude =
        read_number(wire, from, MEMBER_LATITUDE, WIRE_LATITUDE_MAX);
    place->longitude =
        read_number(wire, from, MEMBER_LONGITUDE, WIRE_LONGITUDE_MAX);
  }
  place->confidence = read_confidence(wire, from);
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
