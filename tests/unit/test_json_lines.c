/* SPDX-License-Identifier: Apache-2.0
 *
 * One answer a line, whatever the line is.
 */
#include "daemon/sms_tool/json_lines.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

/* Tells the member "text" and its length. */
static const char *
answer(const json_t *line, json_t *out, const void *user)
{
  g_autofree char *text = json_lines_text(line, "text");

  (void)user;
  json_object_set_new(out, "half", json_true());
  if (text == NULL)
    return "no text";
  (void)json_object_clear(out);
  json_object_set_new(out, "size", json_integer((json_int_t)strlen(text)));
  return NULL;
}

/* What comes out for these bytes; the code in `*code`. */
static char *
run(const void *bytes, size_t size, int *code)
{
  char *text = NULL;
  size_t length = 0;
  FILE *in = fmemopen((void *)bytes, size, "r");
  FILE *out = open_memstream(&text, &length);

  g_assert_nonnull(in);
  g_assert_nonnull(out);
  *code = json_lines_run(in, out, answer, NULL);
  g_assert_cmpint(fclose(in), ==, 0);
  g_assert_cmpint(fclose(out), ==, 0);
  return text;
}

static void
check(const char *in, const char *want, int want_code)
{
  int code = -1;
  char *got = run(in, strlen(in), &code);

  g_assert_cmpstr(got, ==, want);
  g_assert_cmpint(code, ==, want_code);
  free(got);
}

static void
test_json_lines_answers(void)
{
  check("{\"text\":\"ab\"}\r\n{\"text\":\"\"}", "{\"size\":2}\n{\"size\":0}\n",
        EX_OK);
  check("\xEF\xBB\xBF{\"text\":\"ä\"}\n", "{\"size\":2}\n", EX_OK);
}

static void
test_json_lines_keeps_positions(void)
{
  check("x\n\n[1]\n{\"a\":1}\n{\"text\":1}\n{\"text\":\"a\"}\n",
        "{\"error\":\"not JSON\"}\n{\"error\":\"not JSON\"}\n"
        "{\"error\":\"not a JSON object\"}\n{\"error\":\"no text\"}\n"
        "{\"error\":\"no text\"}\n{\"size\":1}\n",
        EX_DATAERR);
}

static void
test_json_lines_mends_bytes(void)
{
  /* Each becomes U+FFFD, three bytes. */
  check("{\"text\":\"\xff\"}\n{\"text\":\"a\\u0000b\"}\n",
        "{\"size\":3}\n{\"size\":5}\n", EX_OK);
  check("{\"text\":\"a\\ud83d\"}\n{\"text\":\"\\udc00b\\ud83d\\ude00\"}\n",
        "{\"size\":4}\n{\"size\":8}\n", EX_OK);
}

/* A MiB of text, however it is escaped. */
static void
test_json_lines_takes_a_long_text(void)
{
  g_autoptr(GString) in = g_string_new("{\"text\":\"");
  int code = 0;
  char *got = NULL;

  for (int i = 0; i < 512 * 1024; i++)
    g_string_append(in, "\\u00e4");
  g_string_append(in, "\"}\n");
  got = run(in->str, in->len, &code);
  g_assert_cmpstr(got, ==, "{\"size\":1048576}\n");
  g_assert_cmpint(code, ==, EX_OK);
  free(got);
}

static void
test_json_lines_bounds_a_line(void)
{
  g_autoptr(GString) in = g_string_new("{\"text\":\"");
  int code = 0;
  char *got = NULL;

  g_string_set_size(in, 3 * JSON_LINES_MAX);
  memset(in->str + 9, 'a', in->len - 9);
  g_string_append(in, "\"}\n{\"text\":\"b\"}\n");
  got = run(in->str, in->len, &code);
  g_assert_cmpstr(got, ==,
                  "{\"error\":\"the line is too long\"}\n{\"size\":1}\n");
  g_assert_cmpint(code, ==, EX_DATAERR);
  free(got);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/json_lines/answers", test_json_lines_answers);
  g_test_add_func("/daemon/json_lines/keeps-positions",
                  test_json_lines_keeps_positions);
  g_test_add_func("/daemon/json_lines/mends-bytes",
                  test_json_lines_mends_bytes);
  g_test_add_func("/daemon/json_lines/takes-a-long-text",
                  test_json_lines_takes_a_long_text);
  g_test_add_func("/daemon/json_lines/bounds-a-line",
                  test_json_lines_bounds_a_line);
  return g_test_run();
}
