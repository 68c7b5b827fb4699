/* SPDX-License-Identifier: Apache-2.0
 *
 * Once it is known where a mail was passed on: the lines of each of the two.
 */
#include <string.h>

#include "parsers/forward/forward.h"
#include "parsers/forward/forward_private.h"
#include "parsers/reply/reply_private.h"

enum { FORWARD_TAIL_LINES_MAX = 40 }; /* of the forwarder below the mail */

/* Does another mail that was passed on follow the end of one? */
static bool
goes_on(const GArray *lines, guint end)
{
  guint next = forward_line_next(lines, end + 1);
  ForwardMark mark = next < lines->len
                         ? forward_line_mark(forward_line_at(lines, next))
                         : FORWARD_MARK_NONE;
  return mark == FORWARD_MARK_FORWARD || mark == FORWARD_MARK_END;
}

/* The line behind the mail's last, and where the forwarder goes on. */
static guint
find_end(const ForwardFinder *finder, guint *out_tail)
{
  const GArray *lines = finder->lines;
  guint quote = finder->text;
  for (guint i = finder->text; i < lines->len; i++) {
    if (forward_line_mark(forward_line_at(lines, i)) == FORWARD_MARK_END &&
        !goes_on(lines, i)) {
      *out_tail = i + 1;
      return i;
    }
    if (forward_line_is_quoted(forward_line_at(lines, i)))
      quote = i + 1;
  }
  bool tail = finder->quoted && lines->len - quote <= FORWARD_TAIL_LINES_MAX;
  *out_tail = tail ? quote : lines->len;
  return *out_tail;
}

/* Text that is quoted as a whole, below a header that is not (Evolution). */
static bool
is_all_quoted(const GArray *lines, guint first, guint end)
{
  bool any = false;
  for (guint i = first; i < end; i++) {
    if (*forward_line_at(lines, i)->folded == '\0')
      continue;
    if (!forward_line_is_quoted(forward_line_at(lines, i)))
      return false;
    any = true;
  }
  return any;
}

/* The lines [begin, end) as text. */
static char *
join_lines(const GArray *lines, guint begin, guint end, bool quoted)
{
  GString *out = g_string_new(NULL);
  for (guint i = begin; i < end; i++) {
    g_autofree char *plain =
        forward_line_plain(forward_line_at(lines, i), quoted);
    g_string_append(out, plain);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

/* Yahoo and Zimbra indent the whole mail. */
static void
take_indent(char *text, size_t indent)
{
  char *to = text;
  for (const char *at = text; *at != '\0';) {
    size_t size = strcspn(at, "\n") + 1;
    size_t blank = MIN(strspn(at, " "), indent);
    size = at[size - 1] == '\0' ? size - 1 : size;
    memmove(to, at + blank, size - blank);
    to += size - blank;
    at += size;
  }
  *to = '\0';
}

/* Over rulers, and marks that only repeat the one above the header. */
static guint
text_begin(const ForwardFinder *finder)
{
  const GArray *lines = finder->lines;
  guint at = forward_line_next(lines, finder->text);
  while (at < lines->len) {
    guint next = forward_line_next(lines, at + 1);
    bool mark =
        forward_line_mark(forward_line_at(lines, at)) != FORWARD_MARK_NONE &&
        next < lines->len &&
        forward_header_field(forward_line_at(lines, next)->begin,
                             forward_line_at(lines, next)->size) ==
            FORWARD_FIELD_NONE;
    if (!mark && !forward_line_is_ruler(forward_line_at(lines, at)))
      break;
    at = next;
  }
  return at;
}

/* The line behind the last in front of `end` that holds something. */
static guint
trim_end(const GArray *lines, guint begin, guint end)
{
  for (; end > begin; end--) {
    const ReplyLine *line = forward_line_at(lines, end - 1);
    bool empty = *forward_line_bare(line->folded) == '\0';
    if (!empty && !forward_line_is_ruler(line) &&
        forward_line_mark(line) != FORWARD_MARK_END)
      break; /* others Outlook draws, and KMail below */
  }
  return end;
}

/* Does the end mark of another one stand in front of it? */
static bool
is_behind_end(const ForwardFinder *finder)
{
  for (guint i = finder->begin; i > 0; i--) {
    const ReplyLine *line = forward_line_at(finder->lines, i - 1);
    if (*forward_line_bare(line->folded) != '\0')
      return forward_line_mark(line) == FORWARD_MARK_END;
  }
  return false;
}

Forward *
forward_cut(ForwardFinder *finder)
{
  const GArray *lines = finder->lines;
  guint tail = 0;
  guint end = find_end(finder, &tail);
  guint begin = MIN(text_begin(finder), end);
  bool quoted = finder->quoted || is_all_quoted(lines, begin, end);
  g_autofree char *above =
      join_lines(lines, 0, trim_end(lines, 0, finder->begin), false);
  g_autofree char *below =
      join_lines(lines, forward_line_next(lines, tail), lines->len, false);
  Forward *forward = g_new0(Forward, 1);
  forward->own = *below == '\0' ? g_steal_pointer(&above)
                                : g_strconcat(above, "\n", below, NULL);
  forward->text = join_lines(lines, begin, trim_end(lines, begin, end), quoted);
  take_indent(forward->text,
              strspn(forward_line_at(lines, finder->begin)->begin, " "));
  forward->subject = g_steal_pointer(&finder->header.subject);
  forward->to = g_steal_pointer(&finder->header.to);
  forward->date = finder->header.date != NULL
                      ? g_steal_pointer(&finder->header.date)
                      : g_steal_pointer(&finder->date);
  forward->is_beside = is_behind_end(finder);
  forward->writer = finder->header.from != NULL
                        ? g_steal_pointer(&finder->header.from)
                        : g_steal_pointer(&finder->writer);
  return forward;
}
