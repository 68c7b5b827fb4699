/* SPDX-License-Identifier: Apache-2.0
 *
 * How quotes and answers follow each other in a reply.
 */
#include <string.h>

#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

bool
reply_begins_rest(const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  switch (line->kind) {
  case REPLY_HEADER:
  case REPLY_MARK:
  case REPLY_FORWARD:
    return true;
  case REPLY_ATTRIBUTION:
    return line->sure && !line->introduces;
  case REPLY_TEXT:
  case REPLY_EMPTY:
  case REPLY_QUOTE:
  case REPLY_FOREIGN:
  case REPLY_SIGNATURE:
  case REPLY_FOOTER:
  case REPLY_DEVICE:
  case REPLY_PICTURE:
    return false;
  }
  g_assert_not_reached();
}

bool
reply_line_is_quote(const ReplyLine *line)
{
  return (line->kind == REPLY_QUOTE && !line->own) ||
         (line->kind == REPLY_ATTRIBUTION && line->introduces);
}

bool
reply_line_holds_attribution(const ReplyLine *line)
{
  return line->kind == REPLY_QUOTE &&
         strpbrk(line->folded, "0123456789") != NULL &&
         reply_words_hold(REPLY_WORDS_VERB, line->folded);
}

/* What was seen of quotes and answers so far. */
typedef struct Quotes {
  bool below;                /* the last filled line was a quote */
  bool answered;             /* an answer stands below the last quote */
  bool attributed;           /* a program made a quote */
  unsigned answers, between; /* quotes behind an answer */
} Quotes;

static void
see_quote(Quotes *quotes, const ReplyLine *line)
{
  quotes->attributed |= line->kind == REPLY_ATTRIBUTION ||
                        (!quotes->below && reply_line_holds_attribution(line));
  quotes->between += quotes->answered ? 1 : 0;
  quotes->answered = false;
  quotes->below = true;
}

static void
see_line(Quotes *quotes, const ReplyLine *line)
{
  if (line->kind == REPLY_EMPTY)
    return;
  if (reply_line_is_quote(line)) {
    see_quote(quotes, line);
    return;
  }
  bool answer =
      quotes->below && line->kind == REPLY_TEXT && !reply_line_is_closing(line);
  quotes->answers += answer ? 1 : 0;
  quotes->answered |= answer;
  quotes->below = false;
}

ReplyCiting
reply_find_citing(const GArray *lines)
{
  Quotes quotes = {0};
  for (guint i = 0; i < lines->len && !reply_begins_rest(lines, i); i++)
    see_line(&quotes, line_at(lines, i));
  if (quotes.answers > 0 && !quotes.attributed)
    return REPLY_CITING_WHOLE;
  return quotes.answers > 1 || quotes.between > 0 ? REPLY_CITING_PARAGRAPH
                                                  : REPLY_CITING_NOTHING;
}
