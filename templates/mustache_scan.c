/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding the tags of a mustache template.  What they mean is the matter of
 * mustache_parse.c.
 */
#include "templates/mustache_scan_private.h"

#include <string.h>

#include "templates/template_error.h"

/* Tags that open with one of these may take their whole line. */
#define STANDALONE_SIGILS "#^/>!="

void
scanner_mark(Scanner *scan, size_t offset)
{
  for (; scan->mark < offset; scan->mark++) {
    unsigned char c = (unsigned char)scan->text[scan->mark];
    if (c == '\n') {
      scan->line++;
      scan->column = 1;
    } else if ((c & 0xC0) != 0x80) {
      scan->column++;
    }
  }
}

bool
scanner_fail(Scanner *scan, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX, "%s:%u:%u: %s",
              scan->name, scan->line, scan->column, what);
  return false;
}

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t';
}

const char *
scanner_find(const Scanner *scan, size_t from, const char *needle)
{
  return memmem(scan->text + from, scan->len - from, needle, strlen(needle));
}

bool
scanner_read_tag(Scanner *scan, size_t begin, Tag *tag, GError **error)
{
  size_t body = begin + strlen(scan->open);
  char sigil = body < scan->len ? scan->text[body] : '\0';
  if (sigil == '\0' || strchr("#^/>!={&", sigil) == NULL)
    sigil = '\0';
  else
    body++;
  g_autofree char *close = g_strconcat(sigil == '{'   ? "}"
                                       : sigil == '=' ? "="
                                                      : "",
                                       scan->close, NULL);
  const char *found = scanner_find(scan, body, close);
  if (found == NULL)
    return scanner_fail(
        scan, error, "this tag is never closed – write '%s' behind it", close);
  size_t body_end = (size_t)(found - scan->text);
  tag->end = body_end + strlen(close);
  while (body < body_end && g_ascii_isspace(scan->text[body]))
    body++;
  while (body < body_end && g_ascii_isspace(scan->text[body_end - 1]))
    body_end--;
  tag->sigil = sigil;
  tag->begin = begin;
  tag->body = body;
  tag->body_end = body_end;
  return true;
}

/* Only blanks before `offset` on its line?  Then where the line begins. */
static bool
blank_before(const Scanner *scan, size_t offset, size_t *out_line)
{
  while (offset > 0 && is_blank(scan->text[offset - 1]))
    offset--;
  *out_line = offset;
  return offset == 0 || scan->text[offset - 1] == '\n';
}

/* Only blanks behind `offset` on its line?  Then where the next line begins. */
static bool
blank_behind(const Scanner *scan, size_t offset, size_t *out_next)
{
  while (offset < scan->len && is_blank(scan->text[offset]))
    offset++;
  if (offset + 1 < scan->len && scan->text[offset] == '\r')
    offset++;
  *out_next = offset < scan->len ? offset + 1 : offset;
  return offset == scan->len || scan->text[offset] == '\n';
}

bool
scanner_is_standalone(const Scanner *scan, const Tag *tag, size_t *out_line,
                      size_t *out_next)
{
  size_t line, next;
  if (tag->sigil == '\0' || strchr(STANDALONE_SIGILS, tag->sigil) == NULL ||
      !blank_before(scan, tag->begin, &line) ||
      !blank_behind(scan, tag->end, &next))
    return false;
  *out_line = line;
  *out_next = next;
  return true;
}

bool
scanner_check_name(Scanner *scan, const Tag *tag, GError **error)
{
  if (tag->body == tag->body_end)
    return scanner_fail(scan, error, "this tag has no name – write one");
  for (size_t i = tag->body; i < tag->body_end; i++)
    if (g_ascii_isspace(scan->text[i]))
      return scanner_fail(
          scan, error, "'%.*s' is no name – names have no blanks",
          (int)(tag->body_end - tag->body), scan->text + tag->body);
  return true;
}

bool
scanner_set_delimiters(Scanner *scan, const Tag *tag, GError **error)
{
  g_autofree char *body =
      g_strndup(scan->text + tag->body, tag->body_end - tag->body);
  char *open_end = body + strcspn(body, " \t\r\n");
  char *close = open_end + strspn(open_end, " \t\r\n");
  if (*body == '\0' || *close == '\0' || strchr(body, '=') != NULL ||
      close[strcspn(close, " \t\r\n")] != '\0')
    return scanner_fail(scan, error,
                        "wrong delimiters – write two words without '=', as in "
                        "{{=<%% %%>=}}");
  g_free(scan->open);
  g_free(scan->close);
  scan->open = g_strndup(body, (size_t)(open_end - body));
  scan->close = g_strdup(close);
  return true;
}
