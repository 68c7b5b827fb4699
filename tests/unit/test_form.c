/* SPDX-License-Identifier: Apache-2.0
 *
 * Form pairs and JSON paths: the two ways in which webhooks name fields.
 */
#include "parsers/form.h"

#include <string.h>

#include "parsers/json_path.h"
#include "parsers/parse_error.h"

static const struct {
  const char *text, *name, *want;
} forms[] = {
    {"a=1&b=2", "b", "2"},
    {"a=1&a=2", "a", "1"},
    {"text=JA+Stra%C3%9Fe%26", "text", "JA Straße&"},
    {"data%5Bid%5D=7", "data[id]", "7"},
    {"flag&x=", "flag", ""},
    {"flag&x=", "x", ""},
    {"a=1%", "a", "1%"},
    {"a=%zz%4", "a", "%zz%4"},
    {"a==b", "a", "=b"},
    {"&&&a=1&&", "a", "1"},
    {"", "a", NULL},
    {"=x", "", "x"},
};

static void
test_form_parse(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autoptr(GPtrArray) pairs =
        form_parse(forms[i].text, strlen(forms[i].text), NULL);
    g_test_message("%s", forms[i].text);
    g_assert_nonnull(pairs);
    g_assert_cmpstr(form_get(pairs, forms[i].name), ==, forms[i].want);
  }
}

/* The words are read without it, a signature covers it. */
static void
test_form_keeps_nul_apart(void)
{
  static const char form[] = "t=a%00b&u=c\0d&v=e";
  g_autoptr(GPtrArray) pairs = form_parse(form, sizeof form - 1, NULL);
  const FormPair *pair = pairs->pdata[0];

  g_assert_cmpstr(form_get(pairs, "t"), ==, "ab");
  g_assert_cmpmem(g_bytes_get_data(pair->raw, NULL),
                  g_bytes_get_size(pair->raw), "a\0b", 3);
  g_assert_cmpstr(form_get(pairs, "u"), ==, "cd");
  pair = pairs->pdata[2];
  g_assert_null(pair->raw);
}

static void
test_form_refuses_floods(void)
{
  g_autoptr(GError) flood = NULL;
  g_autofree char *many = g_strnfill(4 * FORM_PAIRS_MAX, '&');

  for (size_t i = 0; many[i]; i += 2)
    many[i] = 'a';
  g_assert_null(form_parse(many, strlen(many), &flood));
  g_assert_error(flood, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

static void
test_form_append_round_trip(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GPtrArray) pairs = NULL;

  form_append(out, "a b", "ß&=+%~");
  form_append(out, "c", "");
  g_assert_cmpstr(out->str, ==, "a%20b=%C3%9F%26%3D%2B%25~&c=");
  pairs = form_parse(out->str, out->len, NULL);
  g_assert_cmpstr(form_get(pairs, "a b"), ==, "ß&=+%~");
}

static const struct {
  const char *path;
  size_t index;
  const char *want;
} paths[] = {
    {"a.b", 0, "x"},          {"list[1].id", 0, "2"},
    {"list[].id", 0, "1"},    {"list[].id", 1, "2"},
    {"list[].id", 2, NULL},   {"flag", 0, "true"},
    {"price", 0, "0.5"},      {"a", 0, NULL},
    {"none", 0, NULL},        {"a.b.c", 0, NULL},
    {"list[", 0, NULL},       {"list[9999999999999999999].id", 0, NULL},
    {"nested[0][1]", 0, "y"}, {"a[0]", 0, NULL},
};

static void
test_json_path_text(void)
{
  static const char json[] =
      "{\"a\":{\"b\":\"x\"},\"list\":[{\"id\":1},{\"id\":2}],\"flag\":true,"
      "\"price\":0.5,\"nested\":[[\"x\",\"y\"]]}";
  json_t *root = json_parse_untrusted(json, strlen(json), NULL);

  g_assert_nonnull(root);
  for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autofree char *got = json_path_text(root, paths[i].path, paths[i].index);
    g_test_message("%s", paths[i].path);
    g_assert_cmpstr(got, ==, paths[i].want);
  }
  g_assert_cmpuint(json_path_count(root, "list[].id"), ==, 2);
  g_assert_cmpuint(json_path_count(root, "a.b"), ==, 1);
  g_assert_cmpuint(json_path_count(root, "none[].id"), ==, 0);
  json_decref(root);
}

static void
test_json_refuses_hostile(void)
{
  static const struct {
    const char *json;
    int code;
  } rows[] = {
      {"", PARSE_ERROR_SYNTAX},
      {"{\"a\":1,\"a\":2}", PARSE_ERROR_SYNTAX},
      {"\"a\\u0000b\"", PARSE_ERROR_SYNTAX},
      {"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", PARSE_ERROR_LIMIT},
      {"{\"a\":\xff}", PARSE_ERROR_SYNTAX},
      {"{\"a\":\"\\u12\"}", PARSE_ERROR_SYNTAX},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_test_message("row %zu", i);
    g_assert_null(
        json_parse_untrusted(rows[i].json, strlen(rows[i].json), &error));
    g_assert_error(error, PARSE_ERROR, rows[i].code);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/form/parse", test_form_parse);
  g_test_add_func("/parsers/form/keeps-nul-apart", test_form_keeps_nul_apart);
  g_test_add_func("/parsers/form/refuses-floods", test_form_refuses_floods);
  g_test_add_func("/parsers/form/append-round-trip",
                  test_form_append_round_trip);
  g_test_add_func("/parsers/json-path/text", test_json_path_text);
  g_test_add_func("/parsers/json-path/refuses-hostile",
                  test_json_refuses_hostile);
  return g_test_run();
}
