/* SPDX-License-Identifier: Apache-2.0
 *
 * The strict reading of what staff wrote: what may go to a citizen.  In doubt
 * a line is left out.
 */
#include "parsers/reply.h"

#include "parsers/reply_private.h"

/* A staff answer longer than this without any mark most likely holds our own
   mail, unmarked. */
enum { REPLY_STAFF_LINES_MAX = 12 };

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

/* Is this the place where what staff wrote ends? */
static bool
ends_staff_text(const ReplyLine *line)
{
  if (line->kind != REPLY_TEXT && line->kind != REPLY_EMPTY)
    return true;
  /* Mails of ours mark foreign text so. */
  return g_str_has_prefix(line->folded, "│") || reply_line_is_closing(line) ||
         reply_line_is_banner(line);
}

/* A gateway's banner above everything is stepped over with its paragraph. */
static guint
skip_banner(const GArray *lines)
{
  guint i = 0;
  while (i < lines->len && line_at(lines, i)->kind == REPLY_EMPTY)
    i++;
  if (i == lines->len || !reply_line_is_banner(line_at(lines, i)))
    return 0;
  while (i < lines->len && line_at(lines, i)->kind != REPLY_EMPTY)
    i++;
  return i;
}

/* Empty lines go at both ends; the indentation of the first line stays. */
static char *
trimmed(const GString *text)
{
  const char *begin = text->str;
  const char *line = begin;
  for (; g_ascii_isspace(*line); line++)
    if (*line == '\n')
      begin = line + 1;
  return g_strchomp(g_strdup(begin));
}

char *
reply_staff(const ReplyLines *source, bool cites_ours, bool *out_doubtful)
{
  const GArray *lines = source->lines;
  g_autoptr(GString) kept = g_string_new(NULL);
  guint i = skip_banner(lines), filled = 0;
  bool header_within = false;
  while (i < lines->len && !ends_staff_text(line_at(lines, i)) &&
         !header_within) {
    const ReplyLine *line = line_at(lines, i++);
    header_within = reply_line_is_header(line);
    filled += line->kind == REPLY_TEXT ? 1 : 0;
    if (header_within)
      break;
    g_string_append_len(kept, line->begin, (gssize)line->size);
    g_string_append_c(kept, '\n');
  }
  bool marked = i < lines->len && !header_within;
  *out_doubtful = header_within ||
                  (cites_ours && !marked && filled > REPLY_STAFF_LINES_MAX);
  return trimmed(kept);
}
