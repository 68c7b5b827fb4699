/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading of a citizen's reply, and format=flowed.
 */
#include "parsers/reply/reply.h"

#include <string.h>

#include "parsers/reply/reply_private.h"

enum {
  /* Longer than any signature: then "--" was a ruler of the writer. */
  REPLY_SIGNATURE_LINES_MAX = 25,
  /* The same for what only looks like the mark of RFC 3676 4.3. */
  REPLY_LIKELY_LINES_MAX = 12,
  REPLY_LIKELY_PROSE = 160, /* bytes; a paragraph, but not of a signature */
  REPLY_SENTENCE_WORDS = 5,
  REPLY_CITED_LINES_MAX = 12, /* kept of a quote above an answer */
  REPLY_DEVICE_TAIL = 60,     /* bytes of a device line right below a text */
};

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

/* Where the lines of text end that stand one behind the other from `i` on. */
static guint
run_end(const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  guint end = i + 1;
  for (; end < lines->len; end++, line++)
    if (line[1].kind != REPLY_TEXT || line[1].foreign ||
        line[1].begin != line->begin + line->size + 1)
      break;
  return end;
}

static void
append_line(GString *out, const ReplyLine *line)
{
  size_t size = line->kind == REPLY_EMPTY ? 0 : line->size; /* of blanks */
  bool ended = size > 0 && line->begin[size] == '\n';
  if (size > 0)
    g_string_append_len(out, line->begin, (gssize)(size + (ended ? 1 : 0)));
  if (!ended)
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

/* Where the foreign lines that begin at `i` end. */
static guint
foreign_end(const GArray *lines, guint i)
{
  while (i < lines->len && line_at(lines, i)->foreign)
    i++;
  return i;
}

/* How many words a line has. */
static unsigned
count_words(const char *text)
{
  unsigned words = 0;
  for (; *text != '\0'; text++)
    words += *text != ' ' && (text[1] == ' ' || text[1] == '\0') ? 1 : 0;
  return words;
}

/* May a line stand in a signature of which only a likely mark was seen?  Not a
 * sentence, nor a paragraph.
 */
static bool
is_likely(const ReplyLine *line)
{
  size_t size = strlen(line->folded);
  bool sentence = size > 0 && strchr(".!?", line->folded[size - 1]) != NULL &&
                  count_words(line->folded) >= REPLY_SENTENCE_WORDS;
  return line->kind != REPLY_TEXT || strstr(line->folded, "://") != NULL ||
         (size <= REPLY_LIKELY_PROSE && !sentence);
}

/* Where a signature that begins at `i` ends; `i` when it is none. */
static guint
signature_end(const GArray *lines, guint i)
{
  bool sure = line_at(lines, i)->sure;
  guint most = sure ? REPLY_SIGNATURE_LINES_MAX : REPLY_LIKELY_LINES_MAX;
  guint max = MIN(lines->len, i + most + 1), end = i + 1;
  for (; end < max; end++) {
    const ReplyLine *line = line_at(lines, end);
    if (line->kind == REPLY_QUOTE || line->kind == REPLY_ATTRIBUTION ||
        line->foreign || reply_begins_rest(lines, end))
      break;
    if (!sure && !is_likely(line))
      return i;
  }
  return end - i > most ? i : end;
}

static bool
is_text_at(const GArray *lines, guint i)
{
  return i < lines->len && line_at(lines, i)->kind == REPLY_TEXT;
}

/* A line "Gesendet von …" within a paragraph is a sentence of the writer's; so
 * may be one below a paragraph, unless it is as short as programs write it.
 */
static bool
is_device(const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  if (is_text_at(lines, i + 1))
    return false;
  if (i == 0 || !is_text_at(lines, i - 1))
    return true;
  size_t size = strlen(line->folded);
  return line->sure && size <= REPLY_DEVICE_TAIL &&
         line->folded[size - 1] != '.';
}

/* The parts under construction. */
typedef struct Split {
  GString *text, *quoted, *signature;
  ReplyCiting citing;
  guint cite_begin, cite_end; /* the quote above; empty when none waits */
  bool certain;               /* a mark or attribution was seen, not only ">" */
  bool doubtful; /* ">" or a signature was cut, which may be his own style */
  bool marked;   /* the HTML marked what was cut as signature */
  bool cut;      /* something was left out since the last line of text */
  guint rest;    /* where the rest begins; lines->len when nowhere */
} Split;

static bool
is_blank_quote(const ReplyLine *line)
{
  return line->folded[strspn(line->folded, "> |")] == '\0';
}

/* Write the quote that is answered below. */
static void
cite(Split *split, const GArray *lines)
{
  guint begin = split->cite_begin, end = split->cite_end;
  while (end > begin && is_blank_quote(line_at(lines, end - 1)))
    end--;
  bool whole = split->citing == REPLY_CITING_WHOLE &&
               end - begin <= REPLY_CITED_LINES_MAX;
  guint first = whole ? begin : end;
  while (first > begin && end - first < REPLY_CITED_LINES_MAX &&
         !is_blank_quote(line_at(lines, first - 1)))
    first--;
  for (guint i = first; i < end; i++)
    append_line(split->text, line_at(lines, i));
}

/* Take the line at `i`, and the lines of text right behind it; returns the next
 * one to sort. */
static guint
take_text(Split *split, const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  if (split->cut && line->kind == REPLY_EMPTY)
    return i + 1;
  if (split->cut && split->text->len > 0) {
    GString *text = split->text;
    while (text->len > 0 && text->str[text->len - 1] == '\n')
      g_string_truncate(text, text->len - 1);
    g_string_append(text, "\n\n"); /* one empty line where it was cut */
  }
  if (split->cut && split->citing != REPLY_CITING_NOTHING &&
      !reply_line_is_closing(line))
    cite(split, lines);
  guint end = line->kind == REPLY_TEXT ? run_end(lines, i) : i + 1;
  const ReplyLine *last = line_at(lines, end - 1);
  split->cut = false;
  split->cite_begin = split->cite_end = end - 1;
  g_string_append_len(split->text, line->begin, last->begin - line->begin);
  append_line(split->text, last);
  return end;
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

static guint
take_quote(Split *split, const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  if (line->kind == REPLY_ATTRIBUTION) {
    split->certain = true;
    split->cite_begin = split->cite_end = i + 1;
  } else {
    split->doubtful = true;
    split->certain |= reply_line_holds_attribution(line);
    if (split->cite_begin == split->cite_end)
      split->cite_begin = i;
    split->cite_end = i + 1;
  }
  return take_cut(split, split->quoted, lines, i, i + 1);
}

/* Somebody else's from `i` to `end`. */
static guint
take_foreign(Split *split, const GArray *lines, guint i, guint end)
{
  split->certain = true;
  split->rest = MIN(split->rest, i);
  split->cite_begin = split->cite_end = end;
  return take_cut(split, split->quoted, lines, i, end);
}

/* Sort the line at `i`; returns the next one to sort. */
static guint
take_line(Split *split, const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i);
  guint end = i;
  if (line->foreign && line->kind != REPLY_EMPTY)
    return take_foreign(split, lines, i, foreign_end(lines, i));
  if (reply_begins_rest(lines, i))
    return take_foreign(split, lines, i, lines->len);
  if (reply_line_is_quote(line))
    return take_quote(split, lines, i);
  if (line->kind == REPLY_PICTURE)
    return i + 1;
  if (line->kind == REPLY_SIGNATURE)
    end = signature_end(lines, i);
  if (line->kind == REPLY_FOOTER)
    end = i + 1;
  split->doubtful |= end > i && (line->kind == REPLY_SIGNATURE || line->marked);
  split->marked |= line->marked && line->kind == REPLY_FOOTER;
  if (line->kind == REPLY_DEVICE && (line->marked || is_device(lines, i)))
    end = i + 1;
  if (end > i)
    return take_cut(split, split->signature, lines, i, end);
  return take_text(split, lines, i);
}

/* A mark and no word of his own above it: he answers below without quoting,
 * or what he forwards is what he wants to say.
 */
static void
keep_rest(Split *split, const GArray *lines)
{
  guint i = split->rest;
  while (i < lines->len && ((line_at(lines, i)->kind != REPLY_TEXT &&
                             line_at(lines, i)->kind != REPLY_FOREIGN) ||
                            reply_line_is_header(line_at(lines, i))))
    i++;
  split->cut = false;
  for (; i < lines->len; i++)
    append_line(split->text, line_at(lines, i));
}

/* Some programs leave a person to write within the element of his signature. */
static void
keep_signature(Split *split, const GArray *lines)
{
  for (guint i = 0; i < MIN(split->rest, lines->len); i++)
    if (line_at(lines, i)->marked && line_at(lines, i)->kind == REPLY_FOOTER)
      append_line(split->text, line_at(lines, i));
}

/* What to do when no word of his own was found. */
static void
keep_something(Split *split, const GArray *lines)
{
  if (split->marked)
    keep_signature(split, lines);
  else if (split->rest < lines->len)
    keep_rest(split, lines);
  else if (!split->certain && split->doubtful)
    for (guint i = 0; i < lines->len; i++)
      append_line(split->text, line_at(lines, i));
}

Reply *
reply_split(const ReplyLines *source)
{
  const GArray *lines = source->lines;
  g_autoptr(GString) kept = g_string_sized_new(strlen(source->text));
  g_autoptr(GString) quoted = g_string_new(NULL);
  g_autoptr(GString) signature = g_string_new(NULL);
  Split split = {.text = kept,
                 .quoted = quoted,
                 .signature = signature,
                 .citing = reply_find_citing(lines),
                 .rest = lines->len};
  for (guint i = 0; i < lines->len;)
    i = take_line(&split, lines, i);
  Reply *reply = g_new0(Reply, 1);
  if (is_blank_text(kept))
    keep_something(&split, lines);
  reply->text = trimmed(kept);
  reply->quoted = trimmed(quoted);
  reply->signature = trimmed(signature);
  return reply;
}

bool
reply_lines_hold_quote(const ReplyLines *source)
{
  for (guint i = 0; i < source->lines->len; i++) {
    const ReplyLine *line = line_at(source->lines, i);
    if (line->kind == REPLY_QUOTE || line->foreign ||
        reply_begins_rest(source->lines, i))
      return true;
  }
  return false;
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
