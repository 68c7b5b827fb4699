/* SPDX-License-Identifier: Apache-2.0
 *
 * Five members, both ways.
 */
#include "parsers/photo/photo_json.h"

#include "parsers/photo/photo_facts.h"

enum {
  WIRE_LATITUDE_MAX = 90,
  WIRE_LONGITUDE_MAX = 180,
  WIRE_PHOTO_TEXT_MAX = 64, /* a time has 25 */
};

json_t *
photo_to_json(const Photo *photo)
{
  json_t *object = json_object();
  if (photo->width > 0 && photo->height > 0) {
    (void)json_object_set_new(object, "width", json_integer(photo->width));
    (void)json_object_set_new(object, "height", json_integer(photo->height));
  }
  if (photo->has_point) {
    (void)json_object_set_new(object, "latitude", json_real(photo->latitude));
    (void)json_object_set_new(object, "longitude", json_real(photo->longitude));
  }
  if (photo->taken_at != NULL)
    (void)json_object_set_new(object, "taken_at", json_string(photo->taken_at));
  return object;
}

/* RFC 3339, the offset perhaps missing. */
static bool
is_time(const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, utc);
  return time != NULL;
}

Photo *
photo_from_wire(Wire *wire, const json_t *object)
{
  if (object == NULL || wire->failed)
    return NULL;
  g_autoptr(Photo) photo = g_new0(Photo, 1);
  const json_t *width = json_object_get(object, "width");
  if (width != NULL) {
    const json_t *height = json_object_get(object, "height");
    photo->width =
        (int)wire_integer(wire, width, "width", PHOTO_FACTS_SIDE_MAX);
    photo->height =
        (int)wire_integer(wire, height, "height", PHOTO_FACTS_SIDE_MAX);
  }
  const json_t *latitude = json_object_get(object, "latitude");
  if (latitude != NULL) {
    const json_t *longitude = json_object_get(object, "longitude");
    photo->has_point = true;
    photo->latitude =
        wire_number(wire, latitude, "latitude", WIRE_LATITUDE_MAX);
    photo->longitude =
        wire_number(wire, longitude, "longitude", WIRE_LONGITUDE_MAX);
  }
  photo->taken_at = wire_line(wire, object, "taken_at");
  if (!wire->failed && photo->taken_at != NULL && !is_time(photo->taken_at))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "taken_at");
  return wire->failed ? NULL : g_steal_pointer(&photo);
}

Photo *
photo_from_json(const json_t *object, GError **error)
{
  Wire wire = {.text_left = WIRE_PHOTO_TEXT_MAX, .error = error};
  if (!json_is_object(object)) {
    wire_fail(&wire, PARSE_ERROR_SYNTAX, "photo");
    return NULL;
  }
  return photo_from_wire(&wire, object);
}
