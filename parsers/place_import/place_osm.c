/* SPDX-License-Identifier: Apache-2.0
 *
 * OpenStreetMap's XML as a stream (wiki: OSM XML): nodes come before the ways
 * that name them, so that one pass is enough.
 */
#include <libxml/xmlreader.h>
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place_import/place_files.h"
#include "parsers/place_import/place_osm_private.h"

/* Sixteen bytes each; the largest German city has six million. */
enum { OSM_NODES_MAX = 40000000, OSM_WAY_NODES_MAX = 2000 };

typedef struct Node {
  int64_t id;
  int32_t latitude, longitude; /* ten millionths of a degree, as OSM stores */
} Node;

/* The tags that say something to us. */
typedef enum Tag {
  TAG_NAME,
  TAG_HIGHWAY,
  TAG_STREET,
  TAG_NUMBER,
  TAG_QUARTER,
  TAG_PLACE, /* any that makes of a name a place that people name */
  TAG_BUILDING,
  TAG_BORDER, /* an administrative one */
  TAG_LEVEL,
  TAG_AGS,
} Tag;
enum { TAGS = TAG_AGS + 1 };

typedef enum Column {
  COLUMN_STREET,
  COLUMN_NUMBER,
  COLUMN_QUARTER,
  COLUMN_X,
  COLUMN_Y,
} Column;

typedef struct Reader {
  xmlTextReader *xml;
  const char *at; /* of the bytes */
  size_t left;
  GArray *nodes;     /* Node */
  bool sorted;       /* by id, as they usually come */
  bool is_way;       /* what is open: a way, else a node */
  int64_t id;        /* of the open way */
  Node node;         /* the open one */
  OsmBorder *border; /* the open relation; NULL: none is open */
  OsmBorders *borders;
  GArray *refs; /* int64_t: of the open way */
  char *tags[TAGS];
  uint32_t number; /* objects so far */
  GeoTable *table;
  bool full; /* OSM_NODES_MAX */
} Reader;

static int
read_bytes(void *context, char *buffer, int length)
{
  Reader *reader = context;
  size_t size = MIN((size_t)length, reader->left);
  memcpy(buffer, reader->at, size);
  reader->at += size;
  reader->left -= size;
  return (int)size;
}

/* Owned by libxml's allocator; NULL. */
static char *
attribute(const Reader *reader, const char *name)
{
  return (char *)xmlTextReaderGetAttribute(reader->xml, BAD_CAST name);
}

static int64_t
read_id(const Reader *reader, const char *name)
{
  char *text = attribute(reader, name);
  int64_t id = text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);
  xmlFree(text);
  return id;
}

static int32_t
read_degrees(const Reader *reader, const char *name)
{
  char *text = attribute(reader, name);
  double degrees = text == NULL ? 0 : g_ascii_strtod(text, NULL);
  xmlFree(text);
  return degrees > -181 && degrees < 181 ? (int32_t)(degrees * 1e7) : 0;
}

static gint
compare_nodes(gconstpointer a, gconstpointer b)
{
  int64_t one = ((const Node *)a)->id, other = ((const Node *)b)->id;
  return (one > other) - (one < other);
}

static const Node *
find_node(Reader *reader, int64_t id)
{
  guint at = 0;
  if (!reader->sorted)
    g_array_sort(reader->nodes, compare_nodes);
  reader->sorted = true;
  return g_array_binary_search(reader->nodes, &(Node){.id = id}, compare_nodes,
                               &at)
             ? &g_array_index(reader->nodes, Node, at)
             : NULL;
}

/* ---------- what an object is ---------- */

static void
clear_tags(Reader *reader)
{
  for (int i = 0; i < TAGS; i++)
    g_clear_pointer(&reader->tags[i], g_free);
  g_array_set_size(reader->refs, 0);
}

static void
read_tag(Reader *reader)
{
  static const struct {
    const char *key, *value; /* NULL: any */
    Tag tag;
  } rows[] = {
      {"name", NULL, TAG_NAME},
      {"highway", NULL, TAG_HIGHWAY},
      {"addr:street", NULL, TAG_STREET},
      {"addr:housenumber", NULL, TAG_NUMBER},
      {"addr:suburb", NULL, TAG_QUARTER},
      {"place", "square", TAG_PLACE},
      {"leisure", "park", TAG_PLACE},
      {"railway", "station", TAG_PLACE},
      {"railway", "halt", TAG_PLACE},
      {"landuse", "cemetery", TAG_PLACE},
      {"building", NULL, TAG_BUILDING},
      {"boundary", "administrative", TAG_BORDER},
      {"admin_level", NULL, TAG_LEVEL},
      {"de:amtlicher_gemeindeschluessel", NULL, TAG_AGS},
  };
  char *key = attribute(reader, "k"), *value = attribute(reader, "v");
  for (size_t i = 0; key != NULL && value != NULL && i < G_N_ELEMENTS(rows);
       i++) {
    if (strcmp(rows[i].key, key) != 0 ||
        (rows[i].value != NULL && strcmp(rows[i].value, value) != 0))
      continue;
    g_free(reader->tags[rows[i].tag]);
    reader->tags[rows[i].tag] = g_strdup(value);
  }
  xmlFree(key);
  xmlFree(value);
}

static void
set_cell(Reader *reader, Column column, const char *text)
{
  if (text != NULL)
    geo_table_set(reader->table, column, text, strlen(text));
}

static void
add_row(Reader *reader, const Node *node, const char *name, const char *house)
{
  if (node == NULL || geo_table_rows(reader->table) >= GEO_TABLE_ROWS_MAX)
    return;
  geo_table_add_row(reader->table, reader->number);
  set_cell(reader, COLUMN_STREET, name);
  set_cell(reader, COLUMN_NUMBER, house);
  set_cell(reader, COLUMN_QUARTER, reader->tags[TAG_QUARTER]);
  geo_table_set_number(reader->table, COLUMN_X, node->longitude / 1e7);
  geo_table_set_number(reader->table, COLUMN_Y, node->latitude / 1e7);
}

/* A point of the open object: itself, or the way's number `index`. */
static const Node *
point_of(Reader *reader, guint index)
{
  if (!reader->is_way)
    return &reader->node;
  return index < reader->refs->len
             ? find_node(reader, g_array_index(reader->refs, int64_t, index))
             : NULL;
}

static void
finish_object(Reader *reader)
{
  const char *name = reader->tags[TAG_NAME];
  const char *house = reader->tags[TAG_NUMBER];
  bool street = reader->is_way && reader->tags[TAG_HIGHWAY] != NULL;
  reader->number++;
  /* Borders run along rivers and streets, not along houses. */
  if (reader->is_way && reader->tags[TAG_BUILDING] == NULL)
    osm_borders_add_way(reader->borders, reader->id, reader->refs);
  if (reader->tags[TAG_STREET] != NULL && house != NULL)
    add_row(reader, point_of(reader, 0), reader->tags[TAG_STREET], house);
  if (name != NULL && street) {
    /* Its ends say which other ways it is joined to. */
    add_row(reader, point_of(reader, reader->refs->len / 2), name, NULL);
    add_row(reader, point_of(reader, 0), name, NULL);
    add_row(reader, point_of(reader, reader->refs->len - 1), name, NULL);
  } else if (name != NULL && reader->tags[TAG_PLACE] != NULL) {
    add_row(reader, point_of(reader, 0), name, NULL);
  }
  clear_tags(reader);
}

/* ---------- borders ---------- */

static void
read_member(Reader *reader)
{
  char *type = attribute(reader, "type"), *role = attribute(reader, "role");
  int64_t id = read_id(reader, "ref");
  OsmBorder *border = reader->border;
  if (border != NULL && g_strcmp0(type, "way") == 0)
    g_array_append_val(
        g_strcmp0(role, "inner") == 0 ? border->inner : border->outer, id);
  xmlFree(type);
  xmlFree(role);
}

static void
finish_relation(Reader *reader)
{
  OsmBorder *border = g_steal_pointer(&reader->border);
  const char *level = reader->tags[TAG_LEVEL];
  if (border != NULL && reader->tags[TAG_BORDER] != NULL && level != NULL &&
      reader->tags[TAG_NAME] != NULL) {
    border->name = g_steal_pointer(&reader->tags[TAG_NAME]);
    border->ags = g_steal_pointer(&reader->tags[TAG_AGS]);
    border->level = (int)g_ascii_strtoll(level, NULL, 10);
    osm_borders_take(reader->borders, g_steal_pointer(&border));
  }
  osm_border_free(border);
  clear_tags(reader);
}

static bool
find_point(void *user, int64_t id, PlacePoint *out)
{
  const Node *node = find_node(user, id);
  if (node != NULL)
    *out = (PlacePoint){node->latitude / 1e7, node->longitude / 1e7};
  return node != NULL;
}

/* ---------- the stream ---------- */

static void
begin_node(Reader *reader)
{
  Node node = {read_id(reader, "id"), read_degrees(reader, "lat"),
               read_degrees(reader, "lon")};
  guint count = reader->nodes->len;
  if (count > 0 && g_array_index(reader->nodes, Node, count - 1).id > node.id)
    reader->sorted = false;
  reader->full = count >= OSM_NODES_MAX;
  g_array_append_val(reader->nodes, node);
  reader->node = node;
  reader->is_way = false;
}

static void
begin_element(Reader *reader, const char *name)
{
  if (strcmp(name, "tag") == 0) {
    read_tag(reader);
  } else if (strcmp(name, "nd") == 0) {
    int64_t ref = read_id(reader, "ref");
    if (reader->refs->len < OSM_WAY_NODES_MAX)
      g_array_append_val(reader->refs, ref);
  } else if (strcmp(name, "node") == 0) {
    clear_tags(reader);
    begin_node(reader);
  } else if (strcmp(name, "way") == 0) {
    clear_tags(reader);
    reader->is_way = true;
    reader->id = read_id(reader, "id");
  } else if (strcmp(name, "relation") == 0) {
    clear_tags(reader);
    osm_border_free(reader->border);
    reader->border = osm_border_new();
  } else if (strcmp(name, "member") == 0) {
    read_member(reader);
  }
}

static void
take_step(Reader *reader)
{
  const char *name = (const char *)xmlTextReaderConstName(reader->xml);
  int type = xmlTextReaderNodeType(reader->xml);
  if (name == NULL)
    return;
  if (type == XML_READER_TYPE_ELEMENT)
    begin_element(reader, name);
  bool ends = type == XML_READER_TYPE_END_ELEMENT;
  if (ends && (strcmp(name, "node") == 0 || strcmp(name, "way") == 0))
    finish_object(reader);
  else if (ends && strcmp(name, "relation") == 0)
    finish_relation(reader);
}

/* libxml2 would print it to standard error. */
static void
keep_silent(void *user, const char *message, xmlParserSeverities severity,
            xmlTextReaderLocatorPtr locator)
{
  (void)user;
  (void)message;
  (void)severity;
  (void)locator;
}

static bool
read_stream(Reader *reader, GError **error)
{
  int step = 0;
  xmlTextReaderSetErrorHandler(reader->xml, keep_silent, NULL);
  while (!reader->full && (step = xmlTextReaderRead(reader->xml)) == 1)
    take_step(reader);
  if (reader->full)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "more than %d points – cut out your town with osmium extract",
                OSM_NODES_MAX);
  else if (step != 0)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "line %d: this is no XML, or it is cut off – load it anew",
                xmlTextReaderGetParserLineNumber(reader->xml));
  return step == 0 && !reader->full;
}

static void
reader_clear(Reader *reader)
{
  xmlFreeTextReader(reader->xml);
  clear_tags(reader);
  osm_border_free(reader->border);
  osm_borders_free(reader->borders);
  g_array_unref(reader->nodes);
  g_array_unref(reader->refs);
}

void
place_osm_free(PlaceOsm *osm)
{
  if (osm == NULL)
    return;
  geo_table_free(osm->table);
  g_clear_pointer(&osm->areas, g_ptr_array_unref);
  g_free(osm);
}

PlaceOsm *
place_osm_read(GBytes *bytes, const char *file, const char *ags,
               Problems *notes, GError **error)
{
  static const char *const headings[] = {[COLUMN_STREET] = "addr:street",
                                         [COLUMN_NUMBER] = "addr:housenumber",
                                         [COLUMN_QUARTER] = "addr:suburb",
                                         [COLUMN_X] = GEO_TABLE_X,
                                         [COLUMN_Y] = GEO_TABLE_Y};
  OsmTown town = {file, ags};
  g_autoptr(PlaceOsm) osm = g_new0(PlaceOsm, 1);
  osm->table = geo_table_new();
  Reader reader = {.sorted = true, .table = osm->table};
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
    (void)geo_table_add_heading(osm->table, headings[i], strlen(headings[i]));
  reader.at = g_bytes_get_data(bytes, &reader.left);
  reader.nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  reader.refs = g_array_new(FALSE, FALSE, sizeof(int64_t));
  reader.borders = osm_borders_new();
  reader.xml = xmlReaderForIO(read_bytes, NULL, &reader, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_COMPACT);
  bool ok = reader.xml != NULL && read_stream(&reader, error);
  if (ok)
    osm->areas =
        osm_borders_finish(reader.borders, &town, find_point, &reader, notes);
  reader_clear(&reader);
  return ok ? g_steal_pointer(&osm) : NULL;
}
