/* SPDX-License-Identifier: Apache-2.0
 *
 * Expressions of questionnaires: what is true of which answers, and where a
 * mistake is told.
 */
#include "parsers/survey/expression.h"

#include <string.h>

#include "parsers/parse_error.h"

/* age 17, paths "gravel tar", day 2026-05-21, name O'Neil; nothing else. */
static const char *
answer(const char *name, void *data)
{
  static const char *const rows[][2] = {
      {"age", "17"},         {"half", "2.50"},   {"paths", "gravel tar"},
      {"day", "2026-05-21"}, {"name", "O'Neil"}, {"yes-no", "ja"}};
  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i][0], name) == 0)
      return rows[i][1];
  return NULL;
}

static void
test_expression_is_true(void)
{
  static const struct {
    const char *text;
    bool is;
  } rows[] = {
      {"${age} = 17", true},
      {"${age}=17", true},
      {"${age} = '17'", true},
      {"${age} = '17.0'", false}, /* two texts */
      {"${age} = 17.0", true},
      {"${age} != 17", false},
      {"${half} = 2.5", true},
      {"${half} < 10", true}, /* as numbers, not as texts */
      {"${age} >= 16 and ${age} < 18", true},
      {"${age} < 16 or ${age} > 65", false},
      {"${age} > 16 or ${age} < 10 and ${half} > 100", true}, /* and first */
      {"(${age} > 16 or ${age} < 10) and ${half} > 100", false},
      {"not(${age} = 17)", false},
      {"not ( selected( ${paths} , 'tar' ) )", false},
      {"selected(${paths}, 'gravel')", true},
      {"selected(${paths}, \"tar\")", true},
      {"selected(${paths}, 'grav')", false},
      {"selected(${nothing}, 'tar')", false},
      {"selected(${paths}, '')", false},
      {"${yes-no} = 'ja'", true},
      {"${name} = \"O'Neil\"", true},
      {"${day} >= '2026-05-01' and ${day} < '2026-06-01'", true},
      {"${day} > '2026-05-21'", false},
      {"${nothing} = ''", true},
      {"${nothing} != ''", false},
      {"${nothing} = 0", false}, /* nobody said nought */
      {"${nothing} < 5", false},
      {"${nothing}", false},
      {"${age}", true},
      {"0", false},
      {". >= -5 and . <= .5", true}, /* it is 0.25 */
      {". = 0.25", true},
      {"1 < 2 = 2 > 1", true}, /* order before equality */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    int column;
    g_autoptr(Expression) read =
        expression_parse(rows[i].text, &column, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(expression_text(read), ==, rows[i].text);
    if (expression_is_true(read, answer, NULL, "0.25") != rows[i].is)
      g_test_fail_printf("%s", rows[i].text);
  }
}

static void
test_expression_tells_mistakes(void)
{
  static const struct {
    const char *text;
    int column;
    const char *says;
  } rows[] = {
      {"", 1, "a value is missing at the end"},
      {"${age} =", 9, "a value is missing at the end"},
      {"${age} == 17", 9, "'=' is not supported"},
      {"${age} + 1 = 18", 8, "'+' is not expected here"},
      {"${age} = 17)", 12, "')' is not expected here"},
      {"(${age} = 17", 13, "')' is expected here"},
      {"${age = 17", 7, "'}' is expected here"},
      {"${} = 17", 3, "the name of a question is expected"},
      {"${age} = 'a", 10, "this text has no second '"},
      {"regex(., '[0-9]+')", 1, "'regex' is not supported; supported are"},
      {"${name} = 'ä' and count(x)", 19, "'count' is not supported"},
      {"selected(paths, 'tar')", 10, "selected() begins with ${name} or ."},
      {"selected(${paths}, tar)", 20, "in quotes"},
      {"${age} = 17 ${age}", 13, "'$' is not expected here"},
      {"notable", 1, "'notable' is not supported"},
      {"${age} andere 1", 8, "'andere' is not expected here"},
      {"äh", 1, "'ä' is not supported"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    int column = 0;
    g_autoptr(Expression) read =
        expression_parse(rows[i].text, &column, &error);
    g_assert_null(read);
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
    g_assert_cmpint(column, ==, rows[i].column);
    if (strstr(error->message, rows[i].says) == NULL)
      g_test_fail_printf("%s: %s", rows[i].text, error->message);
  }
}

static void
test_expression_has_limits(void)
{
  g_autoptr(GString) deep = g_string_new(NULL);
  for (int i = 0; i < EXPRESSION_DEPTH; i++)
    g_string_append_c(deep, '(');
  g_autoptr(GString) longest = g_string_new("1");
  while (longest->len <= EXPRESSION_MAX)
    g_string_append(longest, " or 1");
  const char *const texts[] = {deep->str, longest->str};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;
    int column;
    g_assert_null(expression_parse(texts[i], &column, &error));
    g_assert_nonnull(strstr(error->message, "than"));
  }
}

static void
test_expression_names_questions(void)
{
  g_autoptr(GError) error = NULL;
  int column;
  g_autoptr(Expression) read = expression_parse(
      "${b} = 1 and selected(${a}, 'x') or not(${b} > 2)", &column, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) names = expression_names(read);
  g_assert_cmpuint(names->len, ==, 2);
  g_assert_cmpstr(names->pdata[0], ==, "b");
  g_assert_cmpstr(names->pdata[1], ==, "a");
}

static void
note_compared(const char *name, const char *text, void *data)
{
  g_string_append_printf(data, "%s=%s;", name, text);
}

static void
test_expression_tells_what_it_asks(void)
{
  static const struct {
    const char *text, *compared;
    bool self;
  } rows[] = {
      {"${a} = 'x' and not('y' != ${b})", "a=x;b=y;", false},
      {"selected(${a}, 'x') or . = 'z'", "a=x;", true},
      {"${a} = 1 or ${a} = ${b}", "", false},
      {"not(selected(., 'x'))", "", true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Expression) expression =
        expression_parse(rows[i].text, &(int){0}, NULL);
    g_autoptr(GString) compared = g_string_new(NULL);
    g_assert_nonnull(expression);
    expression_each_compared(expression, note_compared, compared);
    g_assert_cmpstr(compared->str, ==, rows[i].compared);
    g_assert_cmpint(expression_asks_self(expression), ==, rows[i].self);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/expression/is-true", test_expression_is_true);
  g_test_add_func("/expression/mistakes", test_expression_tells_mistakes);
  g_test_add_func("/expression/limits", test_expression_has_limits);
  g_test_add_func("/expression/names", test_expression_names_questions);
  g_test_add_func("/expression/asks", test_expression_tells_what_it_asks);
  return g_test_run();
}
