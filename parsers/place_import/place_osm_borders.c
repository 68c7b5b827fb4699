/* SPDX-License-Identifier: Apache-2.0
 *
 * Rings of the ways of a relation (wiki: Relation:boundary): ways lie in any
 * order and direction, and end where the next one begins.
 */
#include <string.h>

#include "parsers/place_import/place_osm_private.h"

enum {
  REFS_MAX = 60000000,  /* nodes of all ways that are kept: half a GiB */
  BORDERS_MAX = 5000,   /* all of a state's municipalities, with their parts */
  WAYS_MAX = 3000,      /* of one border */
  LEVEL_TOWN_FIRST = 6, /* towns that are districts of their own */
  LEVEL_TOWN_LAST = 8,
  LEVEL_PARTS_FIRST = 9,
  LEVEL_PARTS_LAST = 11,
};
/* Borders of parts and of the town are drawn once, but simplified apart. */
#define BELONGS_M 50.0

typedef struct Way {
  guint first, count; /* of refs */
} Way;

struct OsmBorders {
  GHashTable *ways; /* int64_t * -> Way * */
  GArray *refs;     /* int64_t */
  GPtrArray *all;   /* OsmBorder * */
};

typedef struct Rings {
  const OsmBorders *borders;
  OsmNodeFinder find;
  void *user;
  const char *file;
  Problems *notes;
} Rings;

OsmBorder *
osm_border_new(void)
{
  OsmBorder *border = g_new0(OsmBorder, 1);
  border->outer = g_array_new(FALSE, FALSE, sizeof(int64_t));
  border->inner = g_array_new(FALSE, FALSE, sizeof(int64_t));
  return border;
}

void
osm_border_free(OsmBorder *border)
{
  if (border == NULL)
    return;
  g_free(border->name);
  g_free(border->ags);
  g_array_unref(border->outer);
  g_array_unref(border->inner);
  g_free(border);
}

static void
free_border(gpointer border)
{
  osm_border_free(border);
}

OsmBorders *
osm_borders_new(void)
{
  OsmBorders *borders = g_new0(OsmBorders, 1);
  borders->ways =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  borders->refs = g_array_new(FALSE, FALSE, sizeof(int64_t));
  borders->all = g_ptr_array_new_with_free_func(free_border);
  return borders;
}

void
osm_borders_free(OsmBorders *borders)
{
  if (borders == NULL)
    return;
  g_hash_table_unref(borders->ways);
  g_array_unref(borders->refs);
  g_ptr_array_unref(borders->all);
  g_free(borders);
}

void
osm_borders_add_way(OsmBorders *borders, int64_t id, const GArray *refs)
{
  if (refs->len < 2 || borders->refs->len + refs->len > REFS_MAX)
    return;
  int64_t *key = g_new(int64_t, 1);
  Way *way = g_new(Way, 1);
  *key = id;
  *way = (Way){borders->refs->len, refs->len};
  g_array_append_vals(borders->refs, refs->data, refs->len);
  g_hash_table_replace(borders->ways, key, way);
}

void
osm_borders_take(OsmBorders *borders, OsmBorder *border)
{
  if (borders->all->len < BORDERS_MAX && border->outer->len <= WAYS_MAX &&
      border->inner->len <= WAYS_MAX)
    g_ptr_array_add(borders->all, border);
  else
    osm_border_free(border);
}

/* ---------- rings ---------- */

static int64_t
node_of(const OsmBorders *borders, const Way *way, guint index)
{
  return g_array_index(borders->refs, int64_t, way->first + index);
}

/* A way that begins or ends at a node and is not used; -1: none. */
static int
next_way(const OsmBorders *borders, const GPtrArray *ways, int64_t node)
{
  for (guint i = 0; i < ways->len; i++) {
    const Way *way = ways->pdata[i];
    if (way != NULL && (node_of(borders, way, 0) == node ||
                        node_of(borders, way, way->count - 1) == node))
      return (int)i;
  }
  return -1;
}

/* Add the nodes of a way behind `nodes`, the shared one once. */
static void
append_way(const OsmBorders *borders, const Way *way, GArray *nodes)
{
  bool any = nodes->len > 0;
  bool forward = !any || node_of(borders, way, 0) ==
                             g_array_index(nodes, int64_t, nodes->len - 1);
  for (guint i = any ? 1 : 0; i < way->count; i++) {
    int64_t node = node_of(borders, way, forward ? i : way->count - 1 - i);
    g_array_append_val(nodes, node);
  }
}

/* The nodes of a closed ring, its first not repeated; NULL: it stays open.
 * What is used leaves `ways`. */
static GArray *
take_ring(const OsmBorders *borders, GPtrArray *ways)
{
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(int64_t));
  guint start = 0;
  while (ways->pdata[start] == NULL)
    start++;
  int at = (int)start;
  while (at >= 0) {
    const Way *way = g_steal_pointer(&ways->pdata[at]);
    append_way(borders, way, nodes);
    int64_t last = g_array_index(nodes, int64_t, nodes->len - 1);
    if (last == g_array_index(nodes, int64_t, 0)) {
      g_array_set_size(nodes, nodes->len - 1);
      return g_steal_pointer(&nodes);
    }
    at = next_way(borders, ways, last);
  }
  return NULL;
}

static GArray *
place_ring(const Rings *rings, const GArray *nodes)
{
  g_autoptr(GArray) ring = g_array_new(FALSE, FALSE, sizeof(GeoXy));
  for (guint i = 0; i < nodes->len; i++) {
    PlacePoint point;
    if (!rings->find(rings->user, g_array_index(nodes, int64_t, i), &point))
      return NULL;
    GeoXy at = {point.longitude, point.latitude};
    g_array_append_val(ring, at);
  }
  return ring->len < 3 ? NULL : g_steal_pointer(&ring);
}

/* All rings of these ways; NULL: the extract lacks some of it. */
static GPtrArray *
make_rings(const Rings *rings, const GArray *ids)
{
  g_autoptr(GPtrArray) ways = g_ptr_array_new();
  g_autoptr(GPtrArray) all =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < ids->len; i++) {
    const Way *way = g_hash_table_lookup(rings->borders->ways,
                                         &g_array_index(ids, int64_t, i));
    if (way == NULL)
      return NULL;
    g_ptr_array_add(ways, (gpointer)way);
  }
  for (guint i = 0; i < ways->len; i++) {
    if (ways->pdata[i] == NULL)
      continue; /* part of an earlier ring */
    g_autoptr(GArray) nodes = take_ring(rings->borders, ways);
    GArray *ring = nodes == NULL ? NULL : place_ring(rings, nodes);
    if (ring == NULL)
      return NULL;
    g_ptr_array_add(all, ring);
  }
  return g_steal_pointer(&all);
}

static void
copy_ring(GPtrArray *polygon, const GArray *ring)
{
  g_array_append_vals(geo_polygon_add_ring(polygon), ring->data, ring->len);
}

/* Each outer ring is a polygon; a hole goes to the one around it. */
static GeoArea *
make_area(const Rings *rings, const OsmBorder *border)
{
  g_autoptr(GPtrArray) outer = make_rings(rings, border->outer);
  g_autoptr(GPtrArray) inner = make_rings(rings, border->inner);
  if (outer == NULL || inner == NULL || outer->len == 0)
    return NULL;
  GeoArea *area = geo_area_new(border->name);
  for (guint i = 0; i < outer->len; i++) {
    g_autoptr(GeoArea) alone = geo_area_new(NULL);
    GPtrArray *polygon = geo_area_add_polygon(area);
    copy_ring(polygon, outer->pdata[i]);
    copy_ring(geo_area_add_polygon(alone), outer->pdata[i]);
    geo_area_measure(alone);
    for (guint j = 0; j < inner->len; j++)
      if (geo_area_contains(alone,
                            g_array_index((GArray *)inner->pdata[j], GeoXy, 0)))
        copy_ring(polygon, inner->pdata[j]);
  }
  geo_area_measure(area);
  return area;
}

/* ---------- the town's ---------- */

/* The town's own border; NULL: not in the file, or cut off. */
static GeoArea *
find_town(const Rings *rings, const char *ags)
{
  const GPtrArray *all = rings->borders->all;
  for (guint i = 0; ags != NULL && i < all->len; i++) {
    const OsmBorder *border = all->pdata[i];
    if (border->level >= LEVEL_TOWN_FIRST && border->level <= LEVEL_TOWN_LAST &&
        g_strcmp0(border->ags, ags) == 0)
      return make_area(rings, border);
  }
  return NULL;
}

/* Does most of the border of a part lie in the town? */
static bool
lies_in(const GeoArea *part, const GeoArea *town)
{
  const GPtrArray *polygon = part->polygons->pdata[0];
  const GArray *ring = polygon->pdata[0];
  guint step = MAX(1, ring->len / 50), seen = 0, inside = 0;
  for (guint i = 0; i < ring->len; i += step, seen++) {
    GeoXy at = g_array_index(ring, GeoXy, i);
    inside += geo_area_is_near(town, (PlacePoint){at.y, at.x}, BELONGS_M);
  }
  return inside * 10 >= seen * 9;
}

static void
add_parts(const Rings *rings, int level, const GeoArea *own, GPtrArray *out)
{
  const GPtrArray *all = rings->borders->all;
  for (guint i = 0; i < all->len; i++) {
    const OsmBorder *border = all->pdata[i];
    if (border->level != level)
      continue;
    GeoArea *area = make_area(rings, border);
    if (area != NULL && (own == NULL || lies_in(area, own)))
      g_ptr_array_add(out, area);
    else if (area != NULL)
      geo_area_free(area); /* a neighbour's */
    else
      problems_add(rings->notes, (FilePosition){rings->file, 0, 0},
                   "the border of '%s' is cut off by the extract – left out",
                   border->name);
  }
}

static void
free_area(gpointer area)
{
  geo_area_free(area);
}

GPtrArray *
osm_borders_finish(OsmBorders *borders, const OsmTown *town, OsmNodeFinder find,
                   void *user, Problems *notes)
{
  Rings rings = {borders, find, user, town->file, notes};
  g_autoptr(GeoArea) own = find_town(&rings, town->ags);
  GPtrArray *areas = g_ptr_array_new_with_free_func(free_area);
  static const int levels[] = {10, LEVEL_PARTS_FIRST, LEVEL_PARTS_LAST};
  for (size_t i = 0; i < G_N_ELEMENTS(levels) && areas->len < 2; i++) {
    g_ptr_array_set_size(areas, 0);
    add_parts(&rings, levels[i], own, areas);
  }
  if (areas->len < 2) {
    g_ptr_array_set_size(areas, 0);
    if (own != NULL)
      g_ptr_array_add(areas, g_steal_pointer(&own));
  }
  return areas;
}
