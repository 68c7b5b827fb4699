/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of a table as places: names, houses, points.
 */
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place/gazetteer.h"
#include "parsers/place/place_words.h"
#include "parsers/place_import/place_private.h"

enum {
  NAME_MAX_BYTES = 200, /* as the gazetteer reads it */
  NOTES_MAX = 10,       /* rows of a kind that are named; the rest is counted */
};

typedef struct Reader {
  PlaceGather *gather;
  const PlaceList *list;
  Problems *notes;
  PlaceWords *words;
  GeoFrame frame;
  size_t row;
} Reader;

static const char *
cell(const PlaceList *list, size_t row, PlaceColumn column)
{
  int index = list->columns.index[column];
  return index < 0 ? "" : geo_table_cell(list->table, row, (size_t)index);
}

/* Say why a row is left out, unless that was said often. */
static void
leave_out(const Reader *reader, size_t *count, const char *why)
{
  uint32_t line =
      g_array_index(reader->list->table->lines, uint32_t, reader->row);
  bool lines = reader->list->is_csv;
  FilePosition place = {reader->list->file, lines ? (int)line : 0, lines};
  (*count)++;
  if (*count > NOTES_MAX)
    return;
  if (lines)
    problems_add(reader->notes, place, "%s – left out", why);
  else
    problems_add(reader->notes, place, "feature %u: %s – left out", line, why);
}

static bool
read_xy(const PlaceList *list, size_t row, GeoXy *out)
{
  return place_figure_read(cell(list, row, PLACE_COLUMN_X), &out->x) &&
         place_figure_read(cell(list, row, PLACE_COLUMN_Y), &out->y);
}

static GArray *
all_points(const PlaceList *list)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(GeoXy));
  for (size_t row = 0; row < geo_table_rows(list->table); row++) {
    GeoXy xy;
    if (read_xy(list, row, &xy))
      g_array_append_val(points, xy);
  }
  return points;
}

/* ---------- names ---------- */

/* The key of a name, the same for all its spellings; NULL: no name. */
static const char *
key_of(Reader *reader, const char *name)
{
  PlaceGather *gather = reader->gather;
  gpointer known = NULL;
  if (g_hash_table_lookup_extended(gather->keys, name, NULL, &known))
    return known;
  const char *key = NULL;
  GazetteerSpelling spelling;
  place_words_read(reader->words, name, strlen(name));
  size_t count = place_words_count(reader->words);
  if (count > 0 && strlen(name) <= NAME_MAX_BYTES) {
    gazetteer_spell(reader->words, 0, count - 1, &spelling);
    key = spelling.key_size == 0
              ? NULL
              : g_string_chunk_insert_const(gather->texts, spelling.key);
  }
  g_hash_table_insert(gather->keys, (gpointer)name, (gpointer)key);
  return key;
}

/* "Lange Straße 12 a" -> "Lange Straße", "12 a": the last word that begins with
 * a digit, and what stands behind it. */
static void
split_address(const char *address, char **name, char **number)
{
  const char *at = address, *found = NULL;
  while ((at = strchr(at, ' ')) != NULL) {
    at++;
    if (g_ascii_isdigit(*at))
      found = at;
  }
  *name = found == NULL ? g_strdup(address)
                        : g_strndup(address, (gsize)(found - address));
  *number = g_strdup(found == NULL ? "" : found);
  (void)g_strchomp(*name);
}

/* "Marienstr. (Widdersdorf)" -> "Marienstr.", "Widdersdorf": so offices tell
 * streets of one name apart.  Owned by the caller; NULL: no such quarter. */
static char *
cut_quarter(char *name)
{
  size_t size = strlen(name);
  char *open = strrchr(name, '(');
  if (open == NULL || open == name || name[size - 1] != ')')
    return NULL;
  char *quarter = g_strndup(open + 1, size - 2 - (size_t)(open - name));
  *open = '\0';
  (void)g_strchomp(name);
  return g_strstrip(quarter);
}

static const char *
intern(Reader *reader, const char *text)
{
  return *text == '\0'
             ? ""
             : g_string_chunk_insert_const(reader->gather->texts, text);
}

static void
read_names(Reader *reader, PlaceRow *row)
{
  const PlaceList *list = reader->list;
  const char *street = cell(list, reader->row, PLACE_COLUMN_STREET);
  const char *house = cell(list, reader->row, PLACE_COLUMN_NUMBER);
  const char *suffix = cell(list, reader->row, PLACE_COLUMN_SUFFIX);
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;
  if (list->columns.has_address && *house == '\0') {
    split_address(street, &name, &number);
  } else {
    /* A column of both kinds: OpenStreetMap's name, or its address. */
    name = g_strdup(street);
    number = g_strconcat(house, suffix, NULL);
  }
  (void)g_strstrip(name);
  g_autofree char *in_name = cut_quarter(name);
  const char *quarter = cell(list, reader->row, PLACE_COLUMN_QUARTER);
  row->name = intern(reader, name);
  row->number = intern(reader, g_strstrip(number));
  row->quarter =
      intern(reader, *quarter == '\0' && in_name != NULL ? in_name : quarter);
  row->key = key_of(reader, row->name);
}

/* A row of ours for some houses of a street is taken over as it is. */
static bool
take_part(Reader *reader, const PlaceRow *row)
{
  const char *numbers = cell(reader->list, reader->row, PLACE_COLUMN_NUMBERS);
  if (*numbers == '\0')
    return false;
  PlaceBefore *before = g_new0(PlaceBefore, 1);
  before->key = row->key;
  before->street =
      place_street_new(row->name, row->quarter, numbers, row->point);
  g_ptr_array_add(reader->gather->before, before);
  return true;
}

static void
read_row(Reader *reader)
{
  PlaceFound *found = reader->gather->found;
  PlaceRow row = {.piece = 0};
  GeoXy xy;
  read_names(reader, &row);
  if (row.key == NULL)
    leave_out(reader, &found->without_name,
              *row.name == '\0' ? "it has no name"
                                : "the name is too long, or "
                                  "holds no letter");
  else if (!read_xy(reader->list, reader->row, &xy))
    leave_out(reader, &found->without_point, "its coordinates are no numbers");
  else if (!geo_frame_place(&reader->frame, xy, &row.point))
    leave_out(reader, &found->without_point,
              "its coordinates do not fit those of the others");
  else if (!take_part(reader, &row))
    g_array_append_val(reader->gather->rows, row);
}

static void
tell_frame(const Reader *reader)
{
  FilePosition place = {reader->list->file, 0, 0};
  const GeoFrame *frame = &reader->frame;
  if (frame->swapped)
    problems_add(reader->notes, place,
                 "x and y are the wrong way round – turned them");
  if (frame->zone != 0)
    problems_add(reader->notes, place, "UTM (EPSG:258%d%s) – converted",
                 frame->zone,
                 frame->zone_is_ours ? ", as usual in this state" : "");
}

bool
place_gather_add(PlaceGather *gather, const PlaceList *list, Problems *notes,
                 GError **error)
{
  g_autoptr(PlaceWords) words = place_words_new();
  g_autoptr(GArray) points = all_points(list);
  Reader reader = {
      .gather = gather, .list = list, .notes = notes, .words = words};
  if (points->len == 0 && geo_table_rows(list->table) > 0) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "no row has coordinates – check --column x=NAME, y=NAME");
    return false;
  }
  if (!geo_frame_guess(points, list->hints, &reader.frame, error))
    return false;
  tell_frame(&reader);
  for (; reader.row < geo_table_rows(list->table); reader.row++)
    read_row(&reader);
  gather->found->rows += geo_table_rows(list->table);
  return true;
}
