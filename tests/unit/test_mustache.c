/* SPDX-License-Identifier: Apache-2.0
 *
 * The mustache engine beyond the official specification: what our texts rely
 * on, errors with their places, and data that mean harm.
 */
#include "templates/mustache.h"

#include <string.h>

#include "templates/template_error.h"

typedef struct Case {
  const char *template, *data, *expected;
  MustacheEscape escape;
} Case;

static const Case cases[] = {
    {"Größe: {{a}}", "{\"a\":\"5 µm\"}", "Größe: 5 µm", MUSTACHE_ESCAPE_HTML},
    {"{{a}}", "{\"a\":\"<&>\\\"'\"}", "<&>\"'", MUSTACHE_ESCAPE_NONE},
    {"{{a}}", "{\"a\":\"<&>\\\"'\"}", "&lt;&amp;&gt;&quot;&#39;",
     MUSTACHE_ESCAPE_HTML},
    {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":\"\"}", "y", MUSTACHE_ESCAPE_NONE},
    {"{{#a}}x{{/a}}", "{\"a\":0}", "x", MUSTACHE_ESCAPE_NONE},
    {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":{}}", "x", MUSTACHE_ESCAPE_NONE},
    {"{{a}} {{b}}", "{\"a\":true,\"b\":false}", "true false",
     MUSTACHE_ESCAPE_NONE},
    {"{{a}} {{b}} {{c}}", "{\"a\":-7,\"b\":0.1,\"c\":1e3}", "-7 0.1 1000",
     MUSTACHE_ESCAPE_NONE},
    {"{{#m}}{{#lines}}\n{{.}}\n{{/lines}}{{/m}}",
     "{\"m\":{\"lines\":[\"a\",\"b\"]}}", "\na\n\nb\n", MUSTACHE_ESCAPE_NONE},
    {"{{#m}}\n{{#lines}}\n> {{.}}\n{{/lines}}\n{{/m}}\n",
     "{\"m\":{\"lines\":[\"a\",\"b\"]}}", "> a\n> b\n", MUSTACHE_ESCAPE_NONE},
    {"{{a}}", "{\"a\":\"x\\r\\n#y\\u2028\\u0085<\"}", "x  #y  <",
     MUSTACHE_ESCAPE_LINE},
    {"{{{a}}}", "{\"a\":\"x\\ny\"}", "x\ny", MUSTACHE_ESCAPE_LINE},
    {"{{a}}", "{\"a\":\"x\\ny\"}", "x\ny", MUSTACHE_ESCAPE_NONE},
    {"{{{a}}}{{&a}}", "{\"a\":\"<b>\"}", "<b><b>", MUSTACHE_ESCAPE_HTML},
    {"a { b } }} {", "{}", "a { b } }} {", MUSTACHE_ESCAPE_NONE},
    {"", "{}", "", MUSTACHE_ESCAPE_NONE},
};

static Mustache *
parse(const char *text)
{
  g_autoptr(GError) error = NULL;
  Mustache *mustache = mustache_parse("t", text, strlen(text), &error);
  g_assert_no_error(error);
  return mustache;
}

static void
test_mustache_render_cases(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Mustache) mustache = parse(cases[i].template);
    json_t *data = json_loads(cases[i].data, 0, NULL);
    MustacheStyle style = {.escape = cases[i].escape};
    g_autofree char *result = mustache_render(mustache, data, &style, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(result, ==, cases[i].expected);
    json_decref(data);
  }
}

typedef struct Mistake {
  const char *template, *message;
} Mistake;

static const Mistake mistakes[] = {
    {"a\n {{#photo}}\n b", "t:2:2: section 'photo', which opens here, is never "
                           "closed – write '{{/photo}}' behind it"},
    {"äö{{/b}}", "t:1:3: '/b' closes a section that is not open – remove it "
                 "or open it with '#b'"},
    {"{{#a}}\n{{#b}}\n{{/a}}\n",
     "t:3:1: '/a' does not fit section 'b', which was opened in line 2, "
     "column 1 – close that one first"},
    {"x\ny {{name", "t:2:3: this tag is never closed – write '}}' behind it"},
    {"{{{name}}", "t:1:1: this tag is never closed – write '}}}' behind it"},
    {"{{  }}", "t:1:1: this tag has no name – write one"},
    {"{{#}}{{/}}", "t:1:1: this tag has no name – write one"},
    {"{{>}}", "t:1:1: this tag has no name – write one"},
    {"{{first name}}", "t:1:1: 'first name' is no name – names have no blanks"},
    {"{{=<%=}}", "t:1:1: wrong delimiters – write two words without '=', as "
                 "in {{=<% %>=}}"},
    {"{{=a b c=}}", "t:1:1: wrong delimiters – write two words without '=', "
                    "as in {{=<% %>=}}"},
    {"gut\nschlecht: \xfc", "t:2:11: no UTF-8 text – save the file as UTF-8"},
};

static void
test_mustache_errors_name_their_place(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
    g_autoptr(GError) error = NULL;
    const char *text = mistakes[i].template;
    g_autoptr(Mustache) mustache =
        mustache_parse("t", text, strlen(text), &error);
    g_assert_null(mustache);
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
    if (error != NULL)
      g_assert_cmpstr(error->message, ==, mistakes[i].message);
  }
}

static void
test_mustache_limits_sections_in_each_other(void)
{
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 33; i++)
    g_string_append(text, "{{#a}}");
  for (int i = 0; i < 33; i++)
    g_string_append(text, "{{/a}}");
  g_autoptr(GError) error = NULL;
  g_autoptr(Mustache) mustache =
      mustache_parse("t", text->str, text->len, &error);
  g_assert_null(mustache);
  g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
  g_assert_nonnull(strstr(error->message, "t:1:193: "));
  g_string_free(text, TRUE);
}

static void
test_mustache_refuses_huge_text(void)
{
  g_autofree char *text = g_strnfill(1024 * 1024 + 1, 'x');
  g_autoptr(GError) error = NULL;
  g_autoptr(Mustache) mustache =
      mustache_parse("t", text, 1024 * 1024 + 1, &error);
  g_assert_null(mustache);
  g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_LIMIT);
}

static const Mustache *
always_this(const char *name, void *user)
{
  (void)name;
  return user;
}

/* Render `text`, which calls itself by any partial tag, and expect a failure
 * of this kind. */
static void
expect_failure(const char *text, json_t *data, TemplateError code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Mustache) mustache = parse(text);
  MustacheStyle style = {MUSTACHE_ESCAPE_HTML, always_this, mustache};
  g_autofree char *result = mustache_render(mustache, data, &style, &error);
  g_assert_null(result);
  g_assert_error(error, TEMPLATE_ERROR, (int)code);
  if (error != NULL)
    g_assert_true(g_str_has_prefix(error->message, "t:1:"));
}

static void
test_mustache_survives_endless_recursion(void)
{
  json_t *data = json_object();
  expect_failure("x{{> me}}", data, TEMPLATE_ERROR_LIMIT);
  json_decref(data);
}

/* Data nested 2000 levels deep, walked by a partial that calls itself. */
static void
test_mustache_survives_deep_data(void)
{
  json_t *data = json_object();
  for (int i = 0; i < 2000; i++)
    data = json_pack("{s:[o]}", "n", data);
  expect_failure("{{#n}}{{> me}}{{/n}}", data, TEMPLATE_ERROR_LIMIT);
  json_decref(data);
}

/* The deepest the renderer's own stack can get: every partial as deep in
 * sections as it may be. */
static void
test_mustache_survives_deep_sections_in_partials(void)
{
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 32; i++)
    g_string_append(text, "{{#n}}");
  g_string_append(text, "{{> me}}");
  for (int i = 0; i < 32; i++)
    g_string_append(text, "{{/n}}");
  json_t *data = json_pack("{s:b}", "n", 1);
  expect_failure(text->str, data, TEMPLATE_ERROR_LIMIT);
  json_decref(data);
  g_string_free(text, TRUE);
}

static void
test_mustache_survives_loops_without_output(void)
{
  json_t *list = json_array();
  for (int i = 0; i < 200; i++)
    json_array_append_new(list, json_true());
  json_t *data = json_pack("{s:o}", "l", list);
  expect_failure("{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}", data,
                 TEMPLATE_ERROR_LIMIT);
  json_decref(data);
}

static void
test_mustache_survives_huge_output(void)
{
  g_autofree char *value = g_strnfill(100000, '<');
  json_t *list = json_array();
  for (int i = 0; i < 100; i++)
    json_array_append_new(list, json_string(value));
  json_t *data = json_pack("{s:o}", "l", list);
  expect_failure("{{#l}}{{.}}{{/l}}", data, TEMPLATE_ERROR_LIMIT);
  json_decref(data);
}

static void
test_mustache_refuses_structures_as_values(void)
{
  json_t *data = json_loads("{\"o\":{},\"l\":[1]}", 0, NULL);
  expect_failure("{{o}}", data, TEMPLATE_ERROR_DATA);
  expect_failure("{{l}}", data, TEMPLATE_ERROR_DATA);
  json_decref(data);
}

static void
test_mustache_lists_names(void)
{
  g_autoptr(Mustache) mustache =
      parse("{{a}}\n ü{{#b.c}}{{{.}}}{{/b.c}}{{^d}}{{/d}}{{> e}}{{> *f}}");
  g_autoptr(GArray) names = mustache_names(mustache);
  static const MustacheName expected[] = {
      {"a", MUSTACHE_NAME_VARIABLE, 1, 1},
      {"b.c", MUSTACHE_NAME_SECTION, 2, 3},
      {".", MUSTACHE_NAME_VARIABLE, 2, 11},
      {"d", MUSTACHE_NAME_SECTION, 2, 26},
      {"e", MUSTACHE_NAME_PARTIAL, 2, 38},
      {"*f", MUSTACHE_NAME_PARTIAL, 2, 45},
  };
  g_assert_cmpuint(names->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < names->len && i < G_N_ELEMENTS(expected); i++) {
    const MustacheName *name = &g_array_index(names, MustacheName, i);
    g_assert_cmpstr(name->name, ==, expected[i].name);
    g_assert_cmpint(name->kind, ==, expected[i].kind);
    g_assert_cmpuint(name->line, ==, expected[i].line);
    g_assert_cmpuint(name->column, ==, expected[i].column);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/mustache/render/cases", test_mustache_render_cases);
  g_test_add_func("/mustache/parse/errors-name-their-place",
                  test_mustache_errors_name_their_place);
  g_test_add_func("/mustache/parse/limits-sections-in-each-other",
                  test_mustache_limits_sections_in_each_other);
  g_test_add_func("/mustache/parse/refuses-huge-text",
                  test_mustache_refuses_huge_text);
  g_test_add_func("/mustache/render/survives-endless-recursion",
                  test_mustache_survives_endless_recursion);
  g_test_add_func("/mustache/render/survives-deep-data",
                  test_mustache_survives_deep_data);
  g_test_add_func("/mustache/render/survives-deep-sections-in-partials",
                  test_mustache_survives_deep_sections_in_partials);
  g_test_add_func("/mustache/render/survives-loops-without-output",
                  test_mustache_survives_loops_without_output);
  g_test_add_func("/mustache/render/survives-huge-output",
                  test_mustache_survives_huge_output);
  g_test_add_func("/mustache/render/refuses-structures-as-values",
                  test_mustache_refuses_structures_as_values);
  g_test_add_func("/mustache/names/lists-all-with-places",
                  test_mustache_lists_names);
  return g_test_run();
}
