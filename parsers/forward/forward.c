/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the mail that was passed on begins, and its lines.
 */
#include "parsers/forward/forward.h"

#include <string.h>

#include "parsers/forward/forward_attribution.h"
#include "parsers/forward/forward_private.h"
#include "parsers/reply/reply_private.h"

enum {
  FORWARD_BLOCK_FIELDS_MIN = 3, /* of a header without a mark above it */
  FORWARD_GAP_LINES_MAX = 3,    /* empty ones between mark and header */
  FORWARD_HEADER_LINES_MAX = 60,
};

static GPtrArray *
plain_lines(const GArray *lines, guint first, guint max, bool quoted)
{
  GPtrArray *plain = g_ptr_array_new_with_free_func(g_free);
  for (guint i = first; i < lines->len && i - first < max; i++)
    g_ptr_array_add(plain,
                    forward_line_plain(forward_line_at(lines, i), quoted));
  return plain;
}

/* Read the header at a line; sets `text`, `quoted` and `header`. */
static bool
read_header(ForwardFinder *finder, guint at)
{
  if (at >= finder->lines->len)
    return false;
  bool quoted = forward_line_is_quoted(forward_line_at(finder->lines, at));
  g_autoptr(GPtrArray) plain =
      plain_lines(finder->lines, at, FORWARD_HEADER_LINES_MAX, quoted);
  ForwardHeader header = {0};
  if (!forward_header_read(plain, 0, &header))
    return false;
  forward_header_clear(&finder->header);
  finder->header = header;
  finder->text = at + header.end;
  finder->quoted = quoted;
  return true;
}

/* Where an attribution that begins at `at` ends. */
static guint
attribution_end(const GArray *lines, guint at)
{
  guint end = at + 1;
  while (end < lines->len &&
         forward_line_at(lines, end)->kind == REPLY_ATTRIBUTION)
    end++;
  return end;
}

/* "21.05.2026, 08:14, Erika <e@example.org>:" below a mark (Yandex). */
static bool
read_attribution(ForwardFinder *finder, guint at)
{
  if (at >= finder->lines->len)
    return false;
  guint end = attribution_end(finder->lines, at);
  g_autoptr(GPtrArray) plain =
      plain_lines(finder->lines, at, end - at,
                  forward_line_is_quoted(forward_line_at(finder->lines, at)));
  g_ptr_array_add(plain, NULL);
  g_autofree char *joined = g_strjoinv(" ", (char **)plain->pdata);
  char *writer = forward_attribution_writer(joined);
  if (writer == NULL)
    return false;
  g_free(finder->writer);
  g_free(finder->date);
  finder->writer = writer;
  finder->date = g_strdup(joined);
  guint next = forward_line_next(finder->lines, end);
  finder->text = end;
  finder->quoted = next < finder->lines->len &&
                   forward_line_is_quoted(forward_line_at(finder->lines, next));
  return true;
}

/* A mark at `at`: the header follows, or an attribution, or the text. */
static bool
take_mark(ForwardFinder *finder, guint at)
{
  const GArray *lines = finder->lines;
  guint next = forward_line_next(lines, at + 1);
  const char *mark = forward_line_bare(forward_line_at(lines, at)->folded);
  bool near = next <= at + 1 + FORWARD_GAP_LINES_MAX;
  finder->begin = at;
  if (near && (read_header(finder, next) || read_attribution(finder, next))) {
    if (finder->header.from == NULL && finder->writer == NULL)
      finder->writer = forward_attribution_in_mark(
          forward_line_at(lines, at)->begin, forward_line_at(lines, at)->size);
    return true;
  }
  if (strchr("-_*#=~<(", *mark) == NULL)
    return false; /* a sentence of his own that ends with a colon */
  finder->text = at + 1;
  finder->quoted =
      next < lines->len && forward_line_is_quoted(forward_line_at(lines, next));
  finder->writer = forward_attribution_in_mark(
      forward_line_at(lines, at)->begin, forward_line_at(lines, at)->size);
  return true;
}

/* Does nothing of his own stand above what was found? */
static bool
is_bare(const ForwardFinder *finder)
{
  for (guint i = 0; i < finder->begin; i++) {
    const ReplyLine *line = forward_line_at(finder->lines, i);
    if (*line->folded != '\0' && !forward_line_is_ruler(line) &&
        !reply_line_is_banner(line))
      return false;
  }
  return true;
}

/* Is what could be a reply's quote the forward of a mail? */
static bool
means_forward(const ForwardFinder *finder)
{
  return finder->prefix == SUBJECT_PREFIX_FORWARD ||
         (finder->prefix == SUBJECT_PREFIX_NONE &&
          forward_header_is_whole(&finder->header) && is_bare(finder));
}

/* What looking at one line ended with. */
typedef enum Look { LOOK_GO_ON, LOOK_FOUND, LOOK_NOTHING } Look;

/* A mark or header as replies and forwards have it. */
static Look
look_at_header(ForwardFinder *finder, guint i, bool marked)
{
  guint at = marked ? forward_line_next(finder->lines, i + 1) : i;
  if (!read_header(finder, at) ||
      (!marked &&
       forward_header_count(&finder->header) < FORWARD_BLOCK_FIELDS_MIN)) {
    forward_header_clear(&finder->header);
    return marked ? LOOK_NOTHING : LOOK_GO_ON;
  }
  finder->begin = i;
  return means_forward(finder) ? LOOK_FOUND : LOOK_NOTHING;
}

static Look
look_at_attribution(ForwardFinder *finder, guint i)
{
  const GArray *lines = finder->lines;
  guint next = forward_line_next(lines, attribution_end(lines, i));
  bool quote =
      next < lines->len && forward_line_is_quoted(forward_line_at(lines, next));
  if (!quote && !forward_line_at(lines, i)->sure)
    return LOOK_GO_ON;
  finder->begin = i;
  return finder->prefix == SUBJECT_PREFIX_FORWARD && read_attribution(finder, i)
             ? LOOK_FOUND
             : LOOK_NOTHING;
}

/* The field of a line, which is looked at once. */
static ForwardField
field_at(ForwardFinder *finder, guint i)
{
  const ReplyLine *line = forward_line_at(finder->lines, i);
  if (finder->fields[i] == 0)
    finder->fields[i] =
        (guint8)(forward_header_field(line->begin, line->size) + 1);
  return finder->fields[i] - 1;
}

/* Do enough different fields begin at a line?  Cheap, for a text may begin each
 * of its lines with "An:". */
static bool
may_be_header(ForwardFinder *finder, guint first)
{
  unsigned seen = 1u << FORWARD_FIELD_NONE, count = 0;
  if (!forward_line_at(finder->lines, first)->colon ||
      field_at(finder, first) == FORWARD_FIELD_NONE)
    return false;
  for (guint i = first;
       i < finder->lines->len && i - first < FORWARD_HEADER_LINES_MAX; i++) {
    unsigned field = 1u << field_at(finder, i);
    count += (seen & field) == 0 ? 1 : 0;
    seen |= field;
  }
  return count >= FORWARD_BLOCK_FIELDS_MIN;
}

static Look
look_at_line(ForwardFinder *finder, guint i)
{
  const ReplyLine *line = forward_line_at(finder->lines, i);
  switch (forward_line_mark(line)) {
  case FORWARD_MARK_FORWARD:
    if (take_mark(finder, i))
      return LOOK_FOUND;
    break;
  case FORWARD_MARK_ORIGINAL:
    return look_at_header(finder, i, true);
  case FORWARD_MARK_NONE:
  case FORWARD_MARK_END:
    break;
  }
  if (line->kind == REPLY_ATTRIBUTION) {
    Look look = look_at_attribution(finder, i);
    if (look != LOOK_GO_ON)
      return look;
  }
  if (may_be_header(finder, i)) {
    Look look = look_at_header(finder, i, false);
    if (look != LOOK_GO_ON)
      return look;
  }
  if (forward_line_is_quoted(line))
    return LOOK_NOTHING; /* marks further down are the other's */
  return LOOK_GO_ON;
}

static bool
find_begin(ForwardFinder *finder)
{
  for (guint i = 0; i < finder->lines->len; i++) {
    if (*forward_line_at(finder->lines, i)->folded == '\0')
      continue;
    Look look = look_at_line(finder, i);
    if (look != LOOK_GO_ON)
      return look == LOOK_FOUND;
  }
  return false;
}

Forward *
forward_find(const ReplyLines *lines, const char *subject)
{
  g_autofree guint8 *fields = g_malloc0(lines->lines->len + 1);
  ForwardFinder finder = {.lines = lines->lines, .fields = fields};
  g_free(subject_base(subject, &finder.prefix));
  Forward *forward = find_begin(&finder) ? forward_cut(&finder) : NULL;
  forward_header_clear(&finder.header);
  g_free(finder.writer);
  g_free(finder.date);
  return forward;
}

void
forward_free(Forward *forward)
{
  if (forward == NULL)
    return;
  g_free(forward->own);
  g_free(forward->writer);
  g_free(forward->to);
  g_free(forward->date);
  g_free(forward->subject);
  g_free(forward->text);
  g_free(forward);
}
