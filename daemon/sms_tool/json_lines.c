/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounded lines and their answers.
 */
#include "daemon/sms_tool/json_lines.h"

#include <sysexits.h>

#include "parsers/json_mend.h"

/* U+FEFF, which Windows editors write before the first line. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef enum LineEnd {
  LINE_READ,
  LINE_TOO_LONG, /* its rest was dropped */
  LINE_NONE,     /* the stream is at its end */
} LineEnd;

/* Read up to the next LF; a last line may lack it. */
static LineEnd
read_line(FILE *in, GString *line)
{
  bool is_long = false, any = false;
  int c = 0;

  g_string_truncate(line, 0);
  while ((c = getc_unlocked(in)) != EOF && c != '\n') {
    any = true;
    if (line->len < JSON_LINES_MAX)
      g_string_append_c(line, (char)c);
    else
      is_long = true;
  }
  if (c == EOF && !any)
    return LINE_NONE;
  return is_long ? LINE_TOO_LONG : LINE_READ;
}

/* A new reference; NULL: it is no JSON.  A text cut in the middle of an emoji
 * ends with half a surrogate pair, which a strict reader refuses. */
static json_t *
read_json(const GString *line)
{
  enum { FLAGS = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES };
  g_autofree char *valid = g_utf8_make_valid(line->str, (gssize)line->len);
  json_t *root = json_loads(valid, FLAGS, NULL);

  if (root != NULL)
    return root;
  g_autoptr(GString) mended = json_mend(line->str, line->len);
  return json_loads(mended->str, FLAGS, NULL);
}

/* Why the line cannot be answered; NULL: `answer` holds it. */
static const char *
answer_line(const GString *line, json_t *answer, JsonLinesAnswer ask,
            const void *user)
{
  json_auto_t *object = read_json(line);

  if (object == NULL)
    return "not JSON";
  if (!json_is_object(object))
    return "not a JSON object";
  return ask(object, answer, user);
}

static void
print_line(FILE *out, const json_t *object)
{
  (void)json_dumpf(object, out, JSON_COMPACT); /* main() looks at stdout */
  (void)fputc('\n', out);
}

int
json_lines_run(FILE *in, FILE *out, JsonLinesAnswer answer, const void *user)
{
  g_autoptr(GString) line = g_string_new(NULL);
  bool first = true, wrong = false;

  for (;;) {
    LineEnd end = read_line(in, line);
    if (end == LINE_NONE)
      break;
    if (first && g_str_has_prefix(line->str, BYTE_ORDER_MARK))
      g_string_erase(line, 0, sizeof BYTE_ORDER_MARK - 1);
    first = false;
    json_auto_t *object = json_object();
    const char *why = end == LINE_TOO_LONG
                          ? "the line is too long"
                          : answer_line(line, object, answer, user);
    if (why != NULL) {
      wrong = true;
      (void)json_object_clear(object); /* it is an object */
      json_object_set_new(object, "error", json_string(why));
    }
    print_line(out, object);
  }
  if (ferror(in))
    return EX_IOERR;
  return wrong ? EX_DATAERR : EX_OK;
}

char *
json_lines_text(const json_t *line, const char *member)
{
  const json_t *value = json_object_get(line, member);

  if (!json_is_string(value))
    return NULL;
  return g_utf8_make_valid(json_string_value(value),
                           (gssize)json_string_length(value));
}
