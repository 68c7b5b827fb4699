/* SPDX-License-Identifier: Apache-2.0
 *
 * One table with every kind of key, and the nearest names.
 */
#include "parsers/config/schema.h"

#include <string.h>

#include <jansson.h>

#include "parsers/nearest.h"

typedef struct Inner {
  char *name;
  int number;
} Inner;

typedef struct Outer {
  char *text, *path;
  int number;
  bool flag;
  int colour;
  Inner inner;
  GPtrArray *list, *named, *texts, *words;
  GHashTable *map;
  json_t *json;
} Outer;

static const char *
check_short(const char *text)
{
  return strlen(text) < 10 ? NULL : "short";
}

static const char *
refuse_bad(const char *key)
{
  return strcmp(key, "bad") == 0 ? "it is bad" : NULL;
}

static const char *const colours[] = {"red", "green", "blue", NULL};
static const SchemaKey inner_keys[] = {
    {"name", SCHEMA_TEXT, offsetof(Inner, name), .check = check_short},
    {"number", SCHEMA_INTEGER, offsetof(Inner, number), .min = -5, .max = 5,
     .fallback = 4},
    {0}};
static const Schema inner_schema = {sizeof(Inner), inner_keys};
static const SchemaKey outer_keys[] = {
    {"text", SCHEMA_TEXT, offsetof(Outer, text), .required = true,
     .check = check_short, .doc = "a text"},
    {"path", SCHEMA_PATH, offsetof(Outer, path), .text = "x"},
    {"number", SCHEMA_INTEGER, offsetof(Outer, number), .min = 1, .max = 9,
     .fallback = 7},
    {"flag", SCHEMA_BOOLEAN, offsetof(Outer, flag), .fallback = 1},
    {"colour", SCHEMA_ENUM, offsetof(Outer, colour), .words = colours,
     .fallback = 2},
    {"inner", SCHEMA_OBJECT, offsetof(Outer, inner), .object = &inner_schema},
    {"list", SCHEMA_LIST, offsetof(Outer, list), .object = &inner_schema},
    {"named", SCHEMA_NAMED, offsetof(Outer, named), .object = &inner_schema},
    {"texts", SCHEMA_TEXTS, offsetof(Outer, texts), .text = "default"},
    {"words", SCHEMA_WORDS, offsetof(Outer, words), .doc = ""},
    {"map", SCHEMA_MAP, offsetof(Outer, map), .doc = ""},
    {"json", SCHEMA_JSON, offsetof(Outer, json), .doc = ""},
    {0}};
static const Schema outer_schema = {sizeof(Outer), outer_keys};

static void
free_outer(Outer *outer)
{
  schema_free(&outer_schema, outer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outer, free_outer)

static Outer *
read_outer(const char *text, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "t", problems);
  SchemaContext context = {problems, "/base", refuse_bad, false};
  return schema_read(&outer_schema, yaml_tree_root(tree), &context);
}

static void
test_schema_defaults(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Outer) outer = read_outer("text: a\nlist:\nmap: {}\n", problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpstr(outer->text, ==, "a");
  g_assert_cmpstr(outer->path, ==, "/base/x");
  g_assert_cmpint(outer->number, ==, 7);
  g_assert_true(outer->flag);
  g_assert_cmpint(outer->colour, ==, 2);
  g_assert_null(outer->inner.name);
  g_assert_cmpint(outer->inner.number, ==, 4);
  g_assert_cmpuint(outer->list->len, ==, 0);
  g_assert_cmpstr(outer->texts->pdata[0], ==, "default");
  g_assert_cmpuint(g_hash_table_size(outer->map), ==, 0);
  g_assert_true(json_is_object(outer->json));
}

static void
test_schema_fills(void)
{
  static const char text[] = "text: a\npath: /abs\nnumber: 9\nflag: no\n"
                             "colour: green\ninner: {name: i, number: -5}\n"
                             "list: [{name: l}]\nnamed: {n: {number: 1}}\n"
                             "texts: [x, y]\nwords: {de: [u, v], en: [w]}\n"
                             "map: {k: v}\njson: {a: [1, {b: no}]}\n";
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Outer) outer = read_outer(text, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpstr(outer->path, ==, "/abs");
  g_assert_cmpint(outer->number, ==, 9);
  g_assert_false(outer->flag);
  g_assert_cmpint(outer->colour, ==, 1);
  g_assert_cmpint(outer->inner.number, ==, -5);
  g_assert_cmpstr(((Inner *)outer->list->pdata[0])->name, ==, "l");
  g_assert_cmpstr(((Inner *)outer->named->pdata[0])->name, ==, "n");
  g_assert_cmpint(((Inner *)outer->named->pdata[0])->number, ==, 1);
  g_assert_cmpuint(outer->texts->len, ==, 2);
  g_assert_cmpuint(outer->words->len, ==, 3);
  g_assert_cmpstr(g_hash_table_lookup(outer->map, "k"), ==, "v");
  g_autofree char *json = json_dumps(outer->json, JSON_COMPACT);
  g_assert_cmpstr(json, ==, "{\"a\":[\"1\",{\"b\":\"no\"}]}");
}

/* Each line makes exactly this problem. */
static void
test_schema_refuses(void)
{
  static const struct {
    const char *yaml, *problem;
  } rows[] = {
      {"number: 1", "t:1:1: key 'text' is missing: a text"},
      {"text:", "t:1:1: key 'text' is missing: a text"},
      {"text: [a]", "t:1:7: 'text' must be a text, not a list"},
      {"text: 0123456789", "t:1:7: 'text' must be short, not '0123456789'"},
      {"text: a\ntxet: b", "t:2:1: unknown key 'txet' – did you mean 'text'?"},
      {"text: a\nbad: b", "t:2:1: 'bad' must not stand here: it is bad"},
      {"text: a\njson: {bad: b}",
       "t:2:8: 'bad' must not stand here: it is bad"},
      {"text: a\nnumber: 10",
       "t:2:9: 'number' must be a whole number from 1 to 9, not '10'"},
      {"text: a\nnumber: 0x5",
       "t:2:9: 'number' must be a whole number from 1 to 9, not '0x5'"},
      {"text: a\nflag: nein",
       "t:2:7: 'flag' must be true or false, not 'nein'"},
      {"text: a\ncolour: gren",
       "t:2:9: 'colour' must be one of red, green, blue, not 'gren' – did you "
       "mean 'green'?"},
      {"text: a\nlist: x",
       "t:2:7: 'list' must be a list, not a text – begin each line of it with "
       "'- '"},
      {"text: a\nlist: [x]",
       "t:2:8: here must be a map (lines of 'key: value'), not a text"},
      {"text: a\nnamed: [x]", "t:2:8: 'named' must be a map, not a list"},
      {"text: a\nnamed: {0123456789: {number: 1}}",
       "t:2:9: 'name' must be short, not '0123456789'"},
      {"text: a\nmap: {k: [v]}", "t:2:10: 'map' must be a text, not a list"},
      {"text: a\ninner: {number: six}",
       "t:2:17: 'number' must be a whole number from -5 to 5, not 'six'"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Outer) outer = read_outer(rows[i].yaml, problems);
    g_autofree char *text = problems_to_string(problems);
    g_assert_cmpstr(g_strchomp(text), ==, rows[i].problem);
  }
}

static void
test_schema_nearest(void)
{
  static const char *const names[] = {"mail", "host", NULL, "adresse", "größe"};
  static const struct {
    const char *wrong, *nearest;
  } rows[] = {
      {"mial", "mail"},        {"Mail", "mail"},  {"adrese", "adresse"},
      {"addresse", "adresse"}, {"groesse", NULL}, {"grösse", "größe"},
      {"xyz", NULL},           {"", NULL},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpstr(nearest_name(rows[i].wrong, names, G_N_ELEMENTS(names)), ==,
                    rows[i].nearest);
  g_assert_cmpint(nearest_distance("kitten", "sitting"), ==, 3);
  g_autofree char *huge = g_strnfill(100000, 'a');
  g_assert_cmpint(nearest_distance(huge, ""), ==, 64);
}

static void
test_schema_problems_are_sorted_and_bounded(void)
{
  g_autoptr(Problems) problems = problems_new();
  problems_add(problems, (FilePosition){"b", 2, 1}, "second\nline");
  problems_add(problems, (FilePosition){"a", 1, 1}, "third");
  problems_add(problems, (FilePosition){"b", 1, 9}, "first");
  problems_sort(problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, "b:1:9: first\nb:2:1: second line\na:1:1: third\n");
  for (int i = 0; i < 5000; i++)
    problems_add(problems, (FilePosition){"a", i, 1}, "more");
  g_assert_cmpuint(problems_count(problems), ==, 5003);
  g_assert_null(problems_get(problems, 1000));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/schema/defaults", test_schema_defaults);
  g_test_add_func("/parsers/schema/fills", test_schema_fills);
  g_test_add_func("/parsers/schema/refuses", test_schema_refuses);
  g_test_add_func("/parsers/schema/nearest-name", test_schema_nearest);
  g_test_add_func("/parsers/schema/problems-sorted-and-bounded",
                  test_schema_problems_are_sorted_and_bounded);
  return g_test_run();
}
