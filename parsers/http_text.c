/* SPDX-License-Identifier: Apache-2.0
 *
 * Head to lines, lines to fields, and how long the body is.
 */
#include "parsers/http_text.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/parse_error.h"

/* RFC 9110 5.6.2. */
#define TOKEN                                                                  \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"             \
  "!#$%&'*+-.^_`|~"

/* Longer bodies are no webhook's; the sum of lengths stays far from overflow.
 */
#define LENGTH_DIGITS_MAX 9

static bool
refuse(GError **error, ParseError code, const char *why)
{
  g_set_error_literal(error, PARSE_ERROR, (gint)code, why);
  return false;
}

static bool
is_token(const char *text)
{
  return *text && text[strspn(text, TOKEN)] == '\0';
}

/* Where the body begins; 0 when there is no empty line. */
static size_t
find_body(const char *text, size_t size)
{
  for (size_t i = 0; i + 1 < size; i++) {
    if (text[i] != '\n')
      continue;
    if (text[i + 1] == '\n')
      return i + 2;
    if (i + 2 < size && text[i + 1] == '\r' && text[i + 2] == '\n')
      return i + 3;
  }
  return 0;
}

/* Anything but visible ASCII, blanks between words and obs-text has no place
 * in a head; a NUL or a lone CR would be read differently by others. */
static bool
is_clean(const char *line)
{
  for (const char *p = line; *p; p++) {
    unsigned char c = (unsigned char)*p;
    if ((c < ' ' && c != '\t') || c == 0x7F)
      return false;
  }
  return true;
}

static bool
read_request_line(HttpText *request, const char *line, GError **error)
{
  g_auto(GStrv) words = g_strsplit(line, " ", 4);

  if (g_strv_length(words) != 3 || !is_token(words[0]) || !*words[1] ||
      !g_str_has_prefix(words[2], "HTTP/") || !g_str_is_ascii(words[1]))
    return refuse(error, PARSE_ERROR_SYNTAX,
                  "the first line is no request line");
  request->method = g_strdup(words[0]);
  request->target = g_strdup(words[1]);
  return true;
}

/* `line` is changed: the value is stripped where it stands. */
static bool
read_field(char *line, SignatureField *out, GError **error)
{
  char *colon = strchr(line, ':');

  if (!colon)
    return refuse(error, PARSE_ERROR_SYNTAX, "a field has no colon");
  *colon = '\0';
  /* Blanks before the colon or a folded line: RFC 9112 5.1 and 5.2 refuse. */
  if (!is_token(line))
    return refuse(error, PARSE_ERROR_SYNTAX, "a field's name is no token");
  *out = (SignatureField){line, g_strstrip(colon + 1)};
  return true;
}

static bool
read_lines(HttpText *request, GError **error)
{
  char *line = request->lines, *next = NULL;
  size_t count = 0;
  bool first = true;

  request->headers = g_new0(SignatureField, HTTP_TEXT_FIELDS_MAX + 1);
  for (; *line; line = next) {
    size_t length = strcspn(line, "\n");
    next = line + length + (line[length] == '\n');
    line[length] = '\0';
    if (length > 0 && line[length - 1] == '\r')
      line[length - 1] = '\0';
    if (!*line) /* the empty line; before the first one RFC 9112 2.2 allows it
                 */
      continue;
    if (!is_clean(line))
      return refuse(error, PARSE_ERROR_SYNTAX,
                    "the head holds control characters");
    if (count >= HTTP_TEXT_FIELDS_MAX)
      return refuse(error, PARSE_ERROR_LIMIT, "too many fields");
    if (first ? !read_request_line(request, line, error)
              : !read_field(line, &request->headers[count++], error))
      return false;
    first = false;
  }
  return !first || refuse(error, PARSE_ERROR_SYNTAX, "there is no request");
}

/* The length that Content-Length states; `rest` without one.  Two that differ
 * are how requests are smuggled (RFC 9112 6.3). */
static bool
body_length(const HttpText *request, size_t rest, size_t *out, GError **error)
{
  const char *given = NULL;

  for (const SignatureField *h = request->headers; h->name; h++) {
    if (g_ascii_strcasecmp(h->name, "Transfer-Encoding") == 0)
      return refuse(error, PARSE_ERROR_UNSUPPORTED,
                    "Transfer-Encoding is not read");
    if (g_ascii_strcasecmp(h->name, "Content-Length") != 0)
      continue;
    if (given && strcmp(given, h->value) != 0)
      return refuse(error, PARSE_ERROR_SYNTAX, "two Content-Length differ");
    given = h->value;
  }
  *out = rest;
  if (!given)
    return true;
  if (!*given || given[strspn(given, "0123456789")] ||
      strlen(given) > LENGTH_DIGITS_MAX)
    return refuse(error, PARSE_ERROR_SYNTAX, "Content-Length is no length");
  *out = (size_t)g_ascii_strtoull(given, NULL, 10);
  return *out <= rest || refuse(error, PARSE_ERROR_SYNTAX,
                                "the body is shorter than Content-Length");
}

/* An editor's line break after the announced body is nothing; more would be
 * another request, or a length that is wrong. */
static bool
only_breaks(const char *text, size_t size)
{
  for (size_t i = 0; i < size; i++) {
    if (text[i] != '\r' && text[i] != '\n')
      return false;
  }
  return true;
}

static bool
read_body(HttpText *request, GBytes *bytes, size_t start, GError **error)
{
  size_t size = 0, length = 0;
  const char *text = g_bytes_get_data(bytes, &size);

  if (!body_length(request, size - start, &length, error))
    return false;
  if (!only_breaks(text + start + length, size - start - length))
    return refuse(error, PARSE_ERROR_SYNTAX,
                  "the body is longer than Content-Length");
  request->body = g_bytes_new_from_bytes(bytes, start, length);
  return true;
}

HttpText *
http_text_parse(GBytes *bytes, GError **error)
{
  size_t size = 0, skipped = 0, head = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  g_autoptr(HttpText) request = g_new0(HttpText, 1);
  bool ok = false;

  while (skipped < size && (text[skipped] == '\r' || text[skipped] == '\n'))
    skipped++;
  if (skipped < size)
    head = find_body(text + skipped, MIN(size - skipped, HTTP_TEXT_HEAD_MAX));
  if (head == 0)
    ok = size - skipped > HTTP_TEXT_HEAD_MAX
             ? refuse(error, PARSE_ERROR_LIMIT, "the head is too long")
             : refuse(error, PARSE_ERROR_SYNTAX, "no empty line ends the head");
  else if (memchr(text + skipped, '\0', head))
    ok = refuse(error, PARSE_ERROR_SYNTAX, "the head holds a NUL");
  else {
    request->lines = g_strndup(text + skipped, head);
    ok = read_lines(request, error) &&
         read_body(request, bytes, skipped + head, error);
  }
  return ok ? g_steal_pointer(&request) : NULL;
}

void
http_text_free(HttpText *request)
{
  if (!request)
    return;
  g_free(request->method);
  g_free(request->target);
  g_free(request->headers);
  g_free(request->lines);
  g_clear_pointer(&request->body, g_bytes_unref);
  g_free(request);
}

const char *
http_text_header(const HttpText *request, const char *name)
{
  for (const SignatureField *h = request->headers; h->name; h++) {
    if (g_ascii_strcasecmp(h->name, name) == 0)
      return h->value;
  }
  return NULL;
}
