/* SPDX-License-Identifier: Apache-2.0
 *
 * Which property holds the name of a district.
 */
#include <string.h>

#include "parsers/geo/geojson.h"

/* What offices call it, the surest first; a key that only contains a later one
 * ("STB_NAME", "stadtteil_lang") counts as well. */
static const char *const exact[] = {
    "name",   "bezeichnung", "stadtteil", "ortsteil",  "stadtbezirk",
    "bezirk", "quartier",    "viertel",   "gemarkung", "ortschaft",
    "gen",    "district",    "quarter",   "suburb",    "label",
    "titel",  "title",       "namgem",
};
static const char *const contained[] = {
    "name",   "bezeich", "stadtteil", "ortsteil",
    "bezirk", "teil",    "quartier",  "viertel",
};

enum { RANK_NONE = G_N_ELEMENTS(exact) + G_N_ELEMENTS(contained) };

static size_t
rank_of(const char *key)
{
  g_autofree char *lower = g_utf8_strdown(key, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(exact); i++)
    if (strcmp(lower, exact[i]) == 0)
      return i;
  for (size_t i = 0; i < G_N_ELEMENTS(contained); i++)
    if (strstr(lower, contained[i]) != NULL)
      return G_N_ELEMENTS(exact) + i;
  return RANK_NONE;
}

/* A value as a name, stripped; NULL: none.  A bare number is a name only where
 * the property was asked for.  Owned by the caller. */
static char *
name_of(const GeoFeature *feature, const char *key, bool asked)
{
  const json_t *value = json_object_get(feature->properties, key);
  if (asked && json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  if (!json_is_string(value))
    return NULL;
  const char *text = json_string_value(value);
  if (!asked && strspn(text, "0123456789. ") == strlen(text))
    return NULL;
  char *name = g_strstrip(g_strdup(text));
  if (*name != '\0')
    return name;
  g_free(name);
  return NULL;
}

/* Do most features have a name there, and not all the same? */
static bool
is_name(const GeoJson *geojson, const char *key)
{
  g_autoptr(GHashTable) names =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint found = 0;
  for (guint i = 0; i < geojson->features->len; i++) {
    char *name = name_of(geojson->features->pdata[i], key, false);
    found += name != NULL;
    if (name != NULL)
      g_hash_table_add(names, name);
  }
  return found * 2 >= geojson->features->len &&
         (g_hash_table_size(names) > 1 || geojson->features->len == 1);
}

/* All keys of all features, in order; the keys are borrowed. */
static GPtrArray *
keys_of(const GeoJson *geojson)
{
  GPtrArray *keys = g_ptr_array_new();
  for (guint i = 0; i < geojson->features->len; i++) {
    const GeoFeature *feature = geojson->features->pdata[i];
    const char *key;
    json_t *value;
    json_object_foreach(feature->properties, key,
                        value) if (keys->len < GEO_TABLE_COLUMNS_MAX &&
                                   !g_ptr_array_find_with_equal_func(
                                       keys, key, g_str_equal, NULL))
        g_ptr_array_add(keys, (gpointer)key);
  }
  return keys;
}

static const char *
guess_key(const GeoJson *geojson, const GPtrArray *keys)
{
  const char *best = NULL;
  size_t best_rank = RANK_NONE;
  for (guint i = 0; i < keys->len; i++) {
    size_t rank = rank_of(keys->pdata[i]);
    if (rank < best_rank && is_name(geojson, keys->pdata[i])) {
      best = keys->pdata[i];
      best_rank = rank;
    }
  }
  return best;
}

static void
tell_no_key(const GeoJson *geojson, const GPtrArray *keys, Problems *problems)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < keys->len && i < 20; i++)
    g_string_append_printf(all, "%s%s", i == 0 ? "" : ", ",
                           (const char *)keys->pdata[i]);
  g_autofree char *sentence =
      keys->len == 0
          ? g_strdup("the polygons have no properties, and so no names – give "
                     "each feature a property 'name'")
          : g_strdup_printf("which property is the district's name? – give "
                            "--name-property, one of: %s",
                            all->str);
  geojson_tell(geojson, problems, 0, sentence);
}

/* The polygons of `feature` go to an earlier one of the same name. */
static void
join(GeoFeature *first, GeoFeature *feature)
{
  while (feature->area->polygons->len > 0)
    g_ptr_array_add(first->area->polygons,
                    g_ptr_array_steal_index(feature->area->polygons, 0));
}

static void
name_features(GeoJson *geojson, const char *key, bool asked, Problems *problems,
              Problems *notes)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < geojson->features->len;) {
    GeoFeature *feature = geojson->features->pdata[i];
    g_autofree char *sentence = NULL;
    feature->area->name = name_of(feature, key, asked);
    if (feature->area->name == NULL) {
      sentence = g_strdup_printf("'%s' is empty, so that the district has no "
                                 "name – fill it in, or give --name-property",
                                 key);
      geojson_tell(geojson, problems, feature->number, sentence);
      i++;
      continue;
    }
    GeoFeature *first = g_hash_table_lookup(seen, feature->area->name);
    if (first == NULL) {
      g_hash_table_insert(seen, feature->area->name, feature);
      i++;
      continue;
    }
    sentence = g_strdup_printf("'%s' stands in feature %u, too – one district "
                               "of several parts",
                               feature->area->name, first->number);
    geojson_tell(geojson, notes, feature->number, sentence);
    join(first, feature);
    (void)g_ptr_array_remove_index(geojson->features, i); /* freed */
  }
}

char *
geojson_name(GeoJson *geojson, const char *property, Problems *problems,
             Problems *notes)
{
  g_autoptr(GPtrArray) keys = keys_of(geojson);
  const char *key = property;
  if (geojson->features->len == 0)
    return NULL;
  if (key == NULL)
    key = guess_key(geojson, keys);
  else if (!g_ptr_array_find_with_equal_func(keys, key, g_str_equal, NULL))
    key = NULL;
  if (key == NULL) {
    tell_no_key(geojson, keys, problems);
    return NULL;
  }
  char *chosen = g_strdup(key); /* a key goes with its feature */
  name_features(geojson, chosen, property != NULL, problems, notes);
  return chosen;
}

/* ---------- where they lie ---------- */

typedef void (*PointHandler)(GeoXy *point, unsigned feature, void *user);

static void
each_point(GeoJson *geojson, PointHandler handler, void *user)
{
  for (guint i = 0; i < geojson->features->len; i++) {
    GeoFeature *feature = geojson->features->pdata[i];
    for (guint j = 0; j < feature->area->polygons->len; j++) {
      GPtrArray *polygon = feature->area->polygons->pdata[j];
      for (guint k = 0; k < polygon->len; k++) {
        GArray *ring = polygon->pdata[k];
        for (guint n = 0; n < ring->len; n++)
          handler(&g_array_index(ring, GeoXy, n), feature->number, user);
      }
    }
  }
}

static void
collect_point(GeoXy *point, unsigned feature, void *points)
{
  (void)feature;
  g_array_append_val((GArray *)points, *point);
}

typedef struct Placing {
  GeoFrame frame;
  GHashTable *lost; /* numbers of features with points that do not fit */
} Placing;

static void
place_point(GeoXy *point, unsigned feature, void *user)
{
  Placing *placing = user;
  PlacePoint place;
  if (geo_frame_place(&placing->frame, *point, &place))
    *point = (GeoXy){place.longitude, place.latitude};
  else
    (void)g_hash_table_add(placing->lost, GUINT_TO_POINTER(feature));
}

static void
tell_frame(const GeoJson *geojson, const GeoFrame *frame, Problems *notes)
{
  g_autofree char *sentence = NULL;
  if (frame->swapped)
    geojson_tell(geojson, notes, 0,
                 "the axes are the wrong way round, latitude first – turned "
                 "them");
  if (frame->zone == 0)
    return;
  sentence =
      g_strdup_printf("UTM coordinates (EPSG:258%d%s) – converted", frame->zone,
                      frame->zone_is_ours ? ", as usual in this state" : "");
  geojson_tell(geojson, notes, 0, sentence);
}

void
geojson_place(GeoJson *geojson, GeoHints hints, Problems *problems,
              Problems *notes)
{
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(GeoXy));
  g_autoptr(GHashTable) lost = g_hash_table_new(NULL, NULL);
  g_autoptr(GError) error = NULL;
  Placing placing = {.lost = lost};
  if (geojson->epsg != 0)
    hints.epsg = geojson->epsg;
  each_point(geojson, collect_point, points);
  if (!geo_frame_guess(points, hints, &placing.frame, &error)) {
    geojson_tell(geojson, problems, 0, error->message);
    return;
  }
  tell_frame(geojson, &placing.frame, notes);
  each_point(geojson, place_point, &placing);
  for (guint i = 0; i < geojson->features->len; i++) {
    GeoFeature *feature = geojson->features->pdata[i];
    geo_area_measure(feature->area);
    if (g_hash_table_contains(lost, GUINT_TO_POINTER(feature->number)))
      geojson_tell(geojson, problems, feature->number,
                   "it has points far from all others, or in other "
                   "coordinates – correct or remove it");
  }
}
