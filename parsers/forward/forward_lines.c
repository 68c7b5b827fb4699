/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions about single lines of a mail that may pass another on.
 */
#include <string.h>

#include "parsers/begins.h"
#include "parsers/forward/forward_private.h"
#include "parsers/reply/reply_private.h"

enum {
  FORWARD_MARK_BYTES_MAX = 200, /* mutt writes the sender's name into it */
  FORWARD_COLON_BYTES_MAX = 80, /* "Anfang der weitergeleiteten Nachricht:" */
};

const ReplyLine *
forward_line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

bool
forward_line_is_quoted(const ReplyLine *line)
{
  return *line->folded == '>';
}

bool
forward_line_is_ruler(const ReplyLine *line)
{
  return !line->plain && line->length >= 3 &&
         strspn(line->folded, "-_=*~ ") == line->length;
}

/* Behind quote marks. */
const char *
forward_line_bare(const char *folded)
{
  return folded + strspn(folded, "> ");
}

guint
forward_line_next(const GArray *lines, guint i)
{
  while (i < lines->len &&
         *forward_line_bare(forward_line_at(lines, i)->folded) == '\0')
    i++;
  return i;
}

/* A line without its end; `quoted`: and without one quote mark. */
char *
forward_line_plain(const ReplyLine *line, bool quoted)
{
  const char *at = line->begin, *end = at + line->size;
  if (quoted && forward_line_is_quoted(line)) {
    at += strspn(at, " \t") + 1;
    if (at < end && *at == ' ')
      at++;
  }
  return g_strndup(at, (gsize)(end - at));
}

/* Does a line stand out as a mark does, between dashes or before a colon? */
static bool
is_framed(const char *text, size_t size)
{
  static const char *const openings[] = {
      "this is a forwarded", "dies ist eine weitergeleitete",
      "ceci est un message transféré", "это пересылаемое"}; /* The Bat! */
  if (!g_ascii_isalnum(text[0]) && strchr("-_*#=~<(", text[0]) != NULL)
    return size <= FORWARD_MARK_BYTES_MAX;
  for (size_t i = 0; i < G_N_ELEMENTS(openings); i++)
    if (text_begins(text, openings[i]))
      return true;
  return text[size - 1] == ':' && size <= FORWARD_COLON_BYTES_MAX;
}

ForwardMark
forward_line_mark(const ReplyLine *line)
{
  const char *text =
      line->plain ? line->folded : forward_line_bare(line->folded);
  size_t size = line->length - (size_t)(text - line->folded);
  if (size == 0 || size > FORWARD_MARK_BYTES_MAX || !is_framed(text, size))
    return FORWARD_MARK_NONE;
  return forward_words_mark(text);
}
