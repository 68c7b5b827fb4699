/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests as files, whole and broken.
 */
#include "parsers/http_text.h"

#include <string.h>

#include "parsers/parse_error.h"

static HttpText *
parse(const char *text, size_t size, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, size);

  return http_text_parse(bytes, error);
}

static char *
body_of(const HttpText *request)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data(request->body, &size);

  return g_strndup(bytes, size);
}

static void
test_http_text_reads(void)
{
  static const struct {
    const char *text, *target, *type, *body;
  } rows[] = {
      {"POST /a?b=%20c HTTP/1.1\r\nContent-Type: a/b\r\n\r\nx\r\n", "/a?b=%20c",
       "a/b", "x\r\n"},
      {"GET https://example.org/ HTTP/1.0\nX: \n\n", "https://example.org/",
       NULL, ""},
      {"\r\n\nPOST / HTTP/2\ncontent-TYPE:\t a/b \t\n\nx\ny", "/", "a/b",
       "x\ny"},
      {"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nxy\r\n", "/", NULL, "xy"},
      {"POST / HTTP/1.1\nContent-Length: 1\ncontent-length: 1\n\nx", "/", NULL,
       "x"},
      {"POST / HTTP/1.1\r\nX: a\xe4\r\n\r\n", "/", NULL, ""},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HttpText) request =
        parse(rows[i].text, strlen(rows[i].text), &error);
    g_autofree char *body = NULL;
    g_assert_no_error(error);
    g_assert_nonnull(request);
    if (request == NULL)
      continue;
    body = body_of(request);
    g_assert_cmpstr(request->target, ==, rows[i].target);
    g_assert_cmpstr(http_text_header(request, "Content-Type"), ==,
                    rows[i].type);
    g_assert_cmpstr(body, ==, rows[i].body);
  }
}

static void
test_http_text_keeps_order_and_doubles(void)
{
  static const char text[] = "POST / HTTP/1.1\nA: 1\nb: 2\na: 3\n\n";
  g_autoptr(HttpText) request = parse(text, sizeof text - 1, NULL);

  g_assert_nonnull(request);
  g_assert_cmpstr(request->headers[1].name, ==, "b");
  g_assert_cmpstr(request->headers[2].value, ==, "3");
  g_assert_null(request->headers[3].name);
  g_assert_cmpstr(http_text_header(request, "A"), ==, "1");
}

static void
test_http_text_refuses(void)
{
  static const struct {
    const char *text;
    ParseError code;
  } rows[] = {
      {"", PARSE_ERROR_SYNTAX},
      {"\r\n\r\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\r\nA: b\r\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1", PARSE_ERROR_SYNTAX},
      {"POST /\n\n", PARSE_ERROR_SYNTAX},
      {"POST  / HTTP/1.1\n\n", PARSE_ERROR_SYNTAX},
      {"POST / x HTTP/1.1\n\n", PARSE_ERROR_SYNTAX},
      {"PÖST / HTTP/1.1\n\n", PARSE_ERROR_SYNTAX},
      {"POST /ä HTTP/1.1\n\n", PARSE_ERROR_SYNTAX},
      {"POST / FTP/1.1\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nA\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nA : b\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\n: b\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nA: b\n c\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nA: b\rc\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nA: \x1b[2J\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length: 3\n\nxy", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length: 1\n\nxy", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length: -1\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length:\n\n", PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length: 99999999999999999999\n\nx",
       PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nContent-Length: 1\nContent-Length: 2\n\nxy",
       PARSE_ERROR_SYNTAX},
      {"POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\r\n\r\n",
       PARSE_ERROR_UNSUPPORTED},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HttpText) request =
        parse(rows[i].text, strlen(rows[i].text), &error);
    g_test_message("%zu", i);
    g_assert_null(request);
    g_assert_error(error, PARSE_ERROR, (int)rows[i].code);
  }
}

static void
test_http_text_refuses_nul(void)
{
  static const char text[] = "POST / HTTP/1.1\nA: b\0c\n\n";
  g_autoptr(GError) error = NULL;

  g_assert_null(parse(text, sizeof text - 1, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
}

static void
test_http_text_bounds_head(void)
{
  g_autoptr(GString) text = g_string_new("POST / HTTP/1.1\n");
  g_autoptr(GError) many = NULL, large = NULL;

  for (int i = 0; i <= HTTP_TEXT_FIELDS_MAX; i++)
    g_string_append(text, "A: b\n");
  g_string_append_c(text, '\n');
  g_assert_null(parse(text->str, text->len, &many));
  g_assert_error(many, PARSE_ERROR, PARSE_ERROR_LIMIT);
  while (text->len < 2 * HTTP_TEXT_HEAD_MAX)
    g_string_insert(text, 16, "A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n");
  g_assert_null(parse(text->str, text->len, &large));
  g_assert_error(large, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

static void
test_http_text_keeps_bytes_of_body(void)
{
  static const char text[] = "POST / HTTP/1.1\r\n\r\n\0\xff\r\n\r\n";
  g_autoptr(HttpText) request = parse(text, sizeof text - 1, NULL);

  g_assert_nonnull(request);
  g_assert_cmpuint(g_bytes_get_size(request->body), ==, 6);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/http_text/reads", test_http_text_reads);
  g_test_add_func("/parsers/http_text/keeps-order-and-doubles",
                  test_http_text_keeps_order_and_doubles);
  g_test_add_func("/parsers/http_text/refuses", test_http_text_refuses);
  g_test_add_func("/parsers/http_text/refuses-nul", test_http_text_refuses_nul);
  g_test_add_func("/parsers/http_text/bounds-head", test_http_text_bounds_head);
  g_test_add_func("/parsers/http_text/keeps-bytes-of-body",
                  test_http_text_keeps_bytes_of_body);
  return g_test_run();
}
