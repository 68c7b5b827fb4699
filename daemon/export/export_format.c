/* SPDX-License-Identifier: Apache-2.0
 *
 * Three ways to write a row.
 */
#include "daemon/export/export_format.h"

#include <stdlib.h>

#include "parsers/csv_write.h"

enum { POINT_DIGITS = 9 }; /* of degrees: below a millimetre */

/* All members, in the order of the CSV file's columns. */
static const struct {
  const char *name, *from;
} members[] = {
    {"number", "number"},
    {"state", "state"},
    {"category", "category"},
    {"department", "department"},
    {"channel", "channel"},
    {"language", "language"},
    {"created_at", "created_at_ms"},
    {"changed_at", "changed_at_ms"},
    {"due_at", "due_at_ms"},
    {"closed_at", "closed_at_ms"},
    {"danger", "danger"},
    {"confidential", "confidential"},
    {"duplicate_of", "duplicate_of"},
    {"place", "place"},
    {"latitude", "latitude"},
    {"longitude", "longitude"},
};

static json_t *
time_to_json(const json_t *value, GTimeZone *zone)
{
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(json_integer_value(value) / 1000);
  g_autoptr(GDateTime) local =
      utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
  g_autofree char *text =
      local == NULL ? NULL : g_date_time_format(local, "%Y-%m-%dT%H:%M:%S%:z");
  return text == NULL ? json_null() : json_string(text);
}

json_t *
export_row(const json_t *row, GTimeZone *zone)
{
  json_t *out = json_object();
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    const json_t *value = json_object_get(row, members[i].from);
    bool is_time = g_str_has_suffix(members[i].from, "_ms");
    json_object_set_new(out, members[i].name,
                        value == NULL ? json_null()
                        : is_time     ? time_to_json(value, zone)
                                      : json_deep_copy(value));
  }
  return out;
}

static void
append_json(GString *out, const json_t *value)
{
  char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
                                     JSON_REAL_PRECISION(POINT_DIGITS));
  g_string_append(out, text);
  free(text);
}

static void
add_nothing(GString *out)
{
  (void)out;
}

/* --- CSV --- */

static void
csv_begin(GString *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    g_string_append_printf(out, "%s%s", i == 0 ? "" : ",", members[i].name);
  g_string_append(out, "\r\n");
}

static void
csv_row(GString *out, const json_t *row, bool first)
{
  (void)first; /* the heading stands before all */
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    const json_t *value = json_object_get(row, members[i].name);
    if (i > 0)
      g_string_append_c(out, ',');
    if (json_is_string(value))
      csv_append_cell(out, json_string_value(value));
    else if (!json_is_null(value))
      append_json(out, value);
  }
  g_string_append(out, "\r\n");
}

/* --- JSON Lines --- */

static void
jsonl_row(GString *out, const json_t *row, bool first)
{
  (void)first; /* all lines are alike */
  append_json(out, row);
  g_string_append_c(out, '\n');
}

/* --- GeoJSON --- */

static void
geojson_begin(GString *out)
{
  g_string_append(out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

static void
geojson_row(GString *out, const json_t *row, bool first)
{
  json_auto_t *properties = json_copy((json_t *)row);
  const json_t *latitude = json_object_get(row, "latitude");
  json_t *geometry =
      json_is_real(latitude)
          ? json_pack("{s:s, s:[O,O]}", "type", "Point", "coordinates",
                      json_object_get(row, "longitude"), latitude)
          : json_null();
  json_object_del(properties, "latitude");
  json_object_del(properties, "longitude");
  json_auto_t *feature =
      json_pack("{s:s, s:o, s:O}", "type", "Feature", "geometry", geometry,
                "properties", properties);
  g_string_append(out, first ? "\n" : ",\n");
  append_json(out, feature);
}

static void
geojson_end(GString *out)
{
  g_string_append(out, "\n]}\n");
}

const ExportFormat export_formats[] = {
    {"csv", csv_begin, csv_row, add_nothing},
    {"jsonl", add_nothing, jsonl_row, add_nothing},
    {"geojson", geojson_begin, geojson_row, geojson_end},
    {NULL, NULL, NULL, NULL},
};

const ExportFormat *
export_format_find(const char *name)
{
  for (const ExportFormat *format = export_formats; format->name != NULL;
       format++)
    if (g_str_equal(format->name, name))
      return format;
  return NULL;
}
