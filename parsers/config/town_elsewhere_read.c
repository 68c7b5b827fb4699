/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading responsible.yaml and neighbours.geojson, and what must hold between
 * them and the town's other files.
 */
#include "parsers/config/town_elsewhere.h"

#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/config/text_check.h"
#include "parsers/config/town_elsewhere_private.h"
#include "parsers/config/town_files.h"
#include "parsers/geo/districts.h"

#define AT(member) offsetof(Responsible, member)

static const SchemaKey responsible_keys[] = {
    {"id", SCHEMA_TEXT, AT(id), .required = true, .check = text_check_id,
     .doc = "a short name, for example bundesstrasse"},
    {"name", SCHEMA_TEXT, AT(name), .required = true, .check = text_check_line,
     .doc = "who is in charge, as people read it"},
    {"contact", SCHEMA_TEXT, AT(contact), .check = text_check_line,
     .doc = "how they are reached: telephone, address, page"},
    {"categories", SCHEMA_TEXTS, AT(categories), .check = text_check_id,
     .doc = "categories for which alone it holds"},
    {"words", SCHEMA_WORDS, AT(words),
     .doc = "words in a text that mean it, whole ones"},
    {"streets", SCHEMA_TEXTS, AT(streets), .check = text_check_line,
     .doc = "streets of places.csv that are theirs"},
    {"areas", SCHEMA_TEXTS, AT(areas), .check = text_check_line,
     .doc = "names of areas in neighbours.geojson"},
    {"ticket", SCHEMA_BOOLEAN, AT(ticket),
     .doc = "true: the town keeps a ticket all the same"},
    {0}};
static const Schema responsible_schema = {sizeof(Responsible),
                                          responsible_keys};

static void
free_responsible(void *row)
{
  schema_free(&responsible_schema, row);
}

static const char *
category_id(const Town *town, guint index)
{
  const Category *category = town->categories->pdata[index];
  return category->id;
}

static bool
is_area(const Town *town, const char *name, GPtrArray *names)
{
  for (size_t i = 0;
       town->neighbours != NULL && i < districts_count(town->neighbours); i++) {
    const GeoArea *area = districts_get(town->neighbours, i);
    if (strcmp(area->name, name) == 0)
      return true;
    g_ptr_array_add(names, area->name);
  }
  return false;
}

static bool
is_category(const Town *town, const char *id, GPtrArray *names)
{
  for (guint i = 0; i < town->categories->len; i++) {
    if (g_strcmp0(category_id(town, i), id) == 0)
      return true;
    g_ptr_array_add(names, (gpointer)category_id(town, i));
  }
  return false;
}

/* Each text of a list is one of those that are there; `missing` has two %s, for
 * it and for the nearest one. */
static void
check_names(const Town *town, const YamlNode *list,
            bool (*is_known)(const Town *, const char *, GPtrArray *),
            const char *what, Problems *problems)
{
  for (guint i = 0; list != NULL && i < list->items->len; i++) {
    const YamlNode *item = list->items->pdata[i];
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (item->kind != YAML_KIND_SCALAR || is_known(town, item->text, names))
      continue;
    g_autofree char *hint =
        schema_hint(item->text, (const char *const *)names->pdata, names->len);
    problems_add(problems, item->place, "there is no %s '%s'%s", what,
                 item->text, hint);
  }
}

static const YamlNode *
list_of(const YamlNode *map, const char *key)
{
  const YamlNode *list = yaml_node_get(map, key);
  return list != NULL && list->kind == YAML_KIND_LIST ? list : NULL;
}

static void
check_row(const Town *town, const Responsible *row, const YamlNode *map,
          bool with_areas, Problems *problems)
{
  if (map->kind != YAML_KIND_MAP)
    return; /* was reported */
  if (row->words->len + row->streets->len + row->areas->len == 0)
    problems_add(problems, map->place,
                 "nothing tells when it holds – give 'words', 'streets' or "
                 "'areas'");
  check_names(town, list_of(map, "categories"), is_category, "category",
              problems);
  if (with_areas)
    check_names(town, list_of(map, "areas"), is_area,
                "area of " NEIGHBOURS_FILE, problems);
}

void
town_elsewhere_read(Town *town, GHashTable *files, bool with_areas,
                    Problems *problems)
{
  GBytes *bytes = g_hash_table_lookup(files, NEIGHBOURS_FILE);
  if (with_areas && bytes != NULL)
    town->neighbours = districts_new(bytes, NEIGHBOURS_FILE, problems);
  town->responsible = g_ptr_array_new_with_free_func(free_responsible);
  if (!g_hash_table_contains(files, RESPONSIBLE_FILE) &&
      !g_hash_table_contains(files, "responsible.csv"))
    return;
  g_autoptr(YamlTree) tree =
      town_file_read_list(files, "responsible", &responsible_schema, problems);
  const YamlNode *list = town_file_list(tree, problems);
  const SchemaContext context = {
      .problems = problems, .directory = "/", .cut = town_file_is_cut(tree)};
  for (guint i = 0; list != NULL && i < list->items->len; i++) {
    const YamlNode *map = list->items->pdata[i];
    Responsible *row = schema_read(&responsible_schema, map, &context);
    g_ptr_array_add(town->responsible, row);
    check_row(town, row, map, with_areas, problems);
  }
}

void
town_elsewhere_clear(Town *town)
{
  g_clear_pointer(&town->responsible, g_ptr_array_unref);
  g_clear_pointer(&town->neighbours, districts_free);
}
