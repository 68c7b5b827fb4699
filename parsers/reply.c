/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading of a citizen's reply, and format=flowed.
 */
#include "parsers/reply.h"

#include <string.h>

#include "parsers/reply_private.h"

enum {
  /* Longer than any signature: then "--" was a ruler of the writer. */
  REPLY_SIGNATURE_LINES_MAX = 25,
};

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

static void
append_line(GString *out, const ReplyLine *line)
{
  g_string_append_len(out, line->begin, (gssize)line->size);
  g_string_append_c(out, '\n');
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

static bool
is_blank_text(const GString *text)
{
  return text->str[strspn(text->str, " \t\r\n")] == '\0';
}

/* The first line from `i` on that is not empty; lines->len when none. */
static guint
next_filled(const GArray *lines, guint i)
{
  while (i < lines->len && line_at(lines, i)->kind == REPLY_EMPTY)
    i++;
  return i;
}

/* Where an attribution that begins at `i` ends. */
static guint
attribution_end(const GArray *lines, guint i)
{
  while (i < lines->len && line_at(lines, i)->kind == REPLY_ATTRIBUTION)
    i++;
  return i;
}

/* Does everything from `i` on come from somebody else? */
static bool
begins_rest(const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  switch (line->kind) {
  case REPLY_HEADER:
  case REPLY_MARK:
  case REPLY_FORWARD:
    return true;
  case REPLY_ATTRIBUTION: {
    guint next = next_filled(lines, attribution_end(lines, i));
    bool quoted =
        next < lines->len && line_at(lines, next)->kind == REPLY_QUOTE;
    return line->sure && !quoted;
  }
  case REPLY_TEXT:
  case REPLY_EMPTY:
  case REPLY_QUOTE:
  case REPLY_SIGNATURE:
  case REPLY_DEVICE:
    return false;
  }
  g_assert_not_reached();
}

/* Does an attribution at `i` stand in front of a quote? */
static bool
introduces_quote(const GArray *lines, guint i)
{
  guint next = next_filled(lines, attribution_end(lines, i));
  return next < lines->len && line_at(lines, next)->kind == REPLY_QUOTE;
}

/* Where a signature that begins at `i` ends; `i` when it is too long. */
static guint
signature_end(const GArray *lines, guint i)
{
  guint max = MIN(lines->len, i + REPLY_SIGNATURE_LINES_MAX + 1);
  guint end = i + 1;
  while (end < max && line_at(lines, end)->kind != REPLY_QUOTE &&
         line_at(lines, end)->kind != REPLY_ATTRIBUTION &&
         !begins_rest(lines, end))
    end++;
  return end - i > REPLY_SIGNATURE_LINES_MAX ? i : end;
}

/* A line "Gesendet von …" within a paragraph is a sentence of the writer's. */
static bool
stands_alone(const GArray *lines, guint i)
{
  return (i == 0 || line_at(lines, i - 1)->kind != REPLY_TEXT) &&
         (i + 1 == lines->len || line_at(lines, i + 1)->kind != REPLY_TEXT);
}

/* The parts under construction. */
typedef struct Split {
  GString *text, *quoted, *signature;
  bool certain;  /* a mark or attribution was seen, not only ">" */
  bool doubtful; /* ">" or a signature was cut, which may be his own style */
  bool cut;      /* something was left out since the last line of text */
  guint rest;    /* where the rest begins; lines->len when nowhere */
} Split;

static void
take_text(Split *split, const ReplyLine *line)
{
  if (split->cut && line->kind == REPLY_EMPTY)
    return;
  if (split->cut && split->text->len > 0) {
    while (g_str_has_suffix(split->text->str, "\n"))
      g_string_truncate(split->text, split->text->len - 1);
    g_string_append(split->text, "\n\n"); /* one empty line where it was cut */
  }
  split->cut = false;
  append_line(split->text, line);
}

/* Sort the lines [begin, end) into one of the cut parts. */
static guint
take_cut(Split *split, GString *part, const GArray *lines, guint begin,
         guint end)
{
  for (guint i = begin; i < end; i++)
    append_line(part, line_at(lines, i));
  split->cut = true;
  return end;
}

/* Sort the line at `i`; returns the next one to sort. */
static guint
take_line(Split *split, const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  guint end = i;
  if (begins_rest(lines, i)) {
    split->certain = true;
    split->rest = i;
    return take_cut(split, split->quoted, lines, i, lines->len);
  }
  if (line->kind == REPLY_QUOTE) {
    split->doubtful = true;
    return take_cut(split, split->quoted, lines, i, i + 1);
  }
  if (line->kind == REPLY_ATTRIBUTION && introduces_quote(lines, i)) {
    split->certain = true;
    end = attribution_end(lines, i);
    return take_cut(split, split->quoted, lines, i, end);
  }
  if (line->kind == REPLY_SIGNATURE)
    end = signature_end(lines, i);
  split->doubtful |= end > i;
  if (line->kind == REPLY_DEVICE && stands_alone(lines, i))
    end = i + 1;
  if (end > i)
    return take_cut(split, split->signature, lines, i, end);
  take_text(split, line);
  return i + 1;
}

/* A mark and no word of his own above it: he answers below without quoting,
 * or what he forwards is what he wants to say.
 */
static void
keep_rest(Split *split, const GArray *lines)
{
  guint i = split->rest;
  while (i < lines->len && (line_at(lines, i)->kind != REPLY_TEXT ||
                            reply_line_is_header(line_at(lines, i))))
    i++;
  split->cut = false;
  for (; i < lines->len; i++)
    append_line(split->text, line_at(lines, i));
}

Reply *
reply_split(const ReplyLines *source)
{
  const GArray *lines = source->lines;
  g_autoptr(GString) kept = g_string_new(NULL);
  g_autoptr(GString) quoted = g_string_new(NULL);
  g_autoptr(GString) signature = g_string_new(NULL);
  Split split = {.text = kept,
                 .quoted = quoted,
                 .signature = signature,
                 .rest = lines->len};
  for (guint i = 0; i < lines->len;)
    i = take_line(&split, lines, i);
  Reply *reply = g_new0(Reply, 1);
  if (is_blank_text(kept) && split.rest < lines->len)
    keep_rest(&split, lines);
  else if (is_blank_text(kept) && !split.certain && split.doubtful)
    g_string_assign(kept, source->text);
  reply->text = trimmed(kept);
  reply->quoted = trimmed(quoted);
  reply->signature = trimmed(signature);
  return reply;
}

void
reply_free(Reply *reply)
{
  if (reply == NULL)
    return;
  g_free(reply->text);
  g_free(reply->quoted);
  g_free(reply->signature);
  g_free(reply);
}

/* One line of format=flowed. */
typedef struct FlowedLine {
  const char *content; /* behind quote marks and space stuffing */
  size_t size;
  unsigned depth;
  bool soft;
} FlowedLine;

static FlowedLine
flowed_line(const char *at, size_t size)
{
  FlowedLine line = {.content = at, .size = size};
  if (size > 0 && at[size - 1] == '\r')
    line.size--;
  while (line.size > 0 && *line.content == '>') {
    line.content++;
    line.size--;
    line.depth++;
  }
  if (line.size > 0 && *line.content == ' ') {
    line.content++;
    line.size--;
  }
  bool signature = line.size == 3 && memcmp(line.content, "-- ", 3) == 0;
  line.soft = !signature && line.size > 0 && line.content[line.size - 1] == ' ';
  return line;
}

char *
reply_unfold_flowed(const char *text, bool delete_space)
{
  GString *out = g_string_sized_new(strlen(text));
  bool joined = false;
  unsigned depth = 0;
  for (const char *at = text; *at != '\0';) {
    size_t size = strcspn(at, "\n");
    FlowedLine line = flowed_line(at, size);
    if (joined && line.depth != depth)
      g_string_append_c(out, '\n'); /* RFC 3676 4.5: depth ends a paragraph */
    if (!joined || line.depth != depth)
      for (unsigned i = 0; i < line.depth; i++)
        g_string_append(out, i + 1 < line.depth ? ">" : "> ");
    size_t keep = line.size - (line.soft && delete_space ? 1 : 0);
    g_string_append_len(out, line.content, (gssize)keep);
    joined = line.soft;
    depth = line.depth;
    at += size;
    if (*at == '\n') {
      at++;
      if (!joined)
        g_string_append_c(out, '\n');
    }
  }
  return g_string_free(out, FALSE);
}
