/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the mail that was passed on begins, and its lines.
 */
#include "parsers/forward.h"

#include <string.h>

#include "parsers/forward_attribution.h"
#include "parsers/forward_header.h"
#include "parsers/forward_words.h"
#include "parsers/reply_private.h"
#include "parsers/subject.h"

enum {
  FORWARD_MARK_BYTES_MAX = 200, /* mutt writes the sender's name into it */
  FORWARD_COLON_BYTES_MAX = 80, /* "Anfang der weitergeleiteten Nachricht:" */
  FORWARD_BLOCK_FIELDS_MIN = 3, /* of a header without a mark above it */
  FORWARD_GAP_LINES_MAX = 3,    /* empty ones between mark and header */
  FORWARD_HEADER_LINES_MAX = 60,
  FORWARD_TAIL_LINES_MAX = 40, /* of the forwarder below the mail */
};

/* What is found while looking. */
typedef struct Finder {
  const GArray *lines;
  SubjectPrefix prefix;
  bool bare;    /* nothing of his own was seen yet */
  guint begin;  /* first line of mark or header */
  guint text;   /* first line of the mail's text */
  bool quoted;  /* the mail stands behind ">" */
  char *writer; /* may have been found already */
  ForwardHeader header;
} Finder;

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

static bool
is_quoted(const ReplyLine *line)
{
  return *line->folded == '>';
}

static bool
is_ruler(const ReplyLine *line)
{
  size_t size = strlen(line->folded);
  return size >= 3 && strspn(line->folded, "-_=*~ ") == size;
}

static guint
next_filled(const GArray *lines, guint i)
{
  while (i < lines->len && *line_at(lines, i)->folded == '\0')
    i++;
  return i;
}

/* A line without its end; `quoted`: and without one quote mark. */
static char *
plain_line(const ReplyLine *line, bool quoted)
{
  const char *at = line->begin, *end = at + line->size;
  if (quoted && is_quoted(line)) {
    at += strspn(at, " \t") + 1;
    if (at < end && *at == ' ')
      at++;
  }
  return g_strndup(at, (gsize)(end - at));
}

static GPtrArray *
plain_lines(const GArray *lines, guint first, guint max, bool quoted)
{
  GPtrArray *plain = g_ptr_array_new_with_free_func(g_free);
  for (guint i = first; i < lines->len && i - first < max; i++)
    g_ptr_array_add(plain, plain_line(line_at(lines, i), quoted));
  return plain;
}

/* Behind quote marks. */
static const char *
unquoted(const char *folded)
{
  return folded + strspn(folded, "> ");
}

/* Does a line stand out as a mark does, between dashes or before a colon? */
static bool
is_framed(const char *text, size_t size)
{
  static const char *const openings[] = {
      "this is a forwarded", "dies ist eine weitergeleitete",
      "ceci est un message transféré", "это пересылаемое"}; /* The Bat! */
  if (strchr("-_*#=~<(", text[0]) != NULL)
    return size <= FORWARD_MARK_BYTES_MAX;
  for (size_t i = 0; i < G_N_ELEMENTS(openings); i++)
    if (g_str_has_prefix(text, openings[i]))
      return true;
  return text[size - 1] == ':' && size <= FORWARD_COLON_BYTES_MAX;
}

static ForwardMark
mark_of(const ReplyLine *line)
{
  const char *text = unquoted(line->folded);
  size_t size = strlen(text);
  if (size == 0 || size > FORWARD_MARK_BYTES_MAX || !is_framed(text, size))
    return FORWARD_MARK_NONE;
  return forward_words_mark(text);
}

/* Read the header at a line; sets `text`, `quoted` and `header`. */
static bool
read_header(Finder *finder, guint at)
{
  if (at >= finder->lines->len)
    return false;
  bool quoted = is_quoted(line_at(finder->lines, at));
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
  while (end < lines->len && line_at(lines, end)->kind == REPLY_ATTRIBUTION)
    end++;
  return end;
}

/* "21.05.2026, 08:14, Erika <e@example.org>:" below a mark (Yandex). */
static bool
read_attribution(Finder *finder, guint at)
{
  if (at >= finder->lines->len)
    return false;
  guint end = attribution_end(finder->lines, at);
  g_autoptr(GPtrArray) plain = plain_lines(
      finder->lines, at, end - at, is_quoted(line_at(finder->lines, at)));
  g_ptr_array_add(plain, NULL);
  g_autofree char *joined = g_strjoinv(" ", (char **)plain->pdata);
  char *writer = forward_attribution_writer(joined);
  if (writer == NULL)
    return false;
  g_free(finder->writer);
  finder->writer = writer;
  guint next = next_filled(finder->lines, end);
  finder->text = end;
  finder->quoted =
      next < finder->lines->len && is_quoted(line_at(finder->lines, next));
  return true;
}

/* A mark at `at`: the header follows, or an attribution, or the text. */
static bool
take_mark(Finder *finder, guint at)
{
  const GArray *lines = finder->lines;
  guint next = next_filled(lines, at + 1);
  const char *mark = unquoted(line_at(lines, at)->folded);
  bool near = next <= at + 1 + FORWARD_GAP_LINES_MAX;
  finder->begin = at;
  if (near && (read_header(finder, next) || read_attribution(finder, next))) {
    if (finder->header.from == NULL && finder->writer == NULL)
      finder->writer = forward_attribution_in_mark(line_at(lines, at)->begin,
                                                   line_at(lines, at)->size);
    return true;
  }
  if (strchr("-_*#=~<(", *mark) == NULL)
    return false; /* a sentence of his own that ends with a colon */
  finder->text = at + 1;
  finder->quoted = next < lines->len && is_quoted(line_at(lines, next));
  finder->writer = forward_attribution_in_mark(line_at(lines, at)->begin,
                                               line_at(lines, at)->size);
  return true;
}

/* Is what could be a reply's quote the forward of a mail? */
static bool
means_forward(const Finder *finder)
{
  return finder->prefix == SUBJECT_PREFIX_FORWARD ||
         (finder->bare && finder->prefix == SUBJECT_PREFIX_NONE &&
          forward_header_is_whole(&finder->header));
}

/* What looking at one line ended with. */
typedef enum Look { LOOK_GO_ON, LOOK_FOUND, LOOK_NOTHING } Look;

/* A mark or header as replies and forwards have it. */
static Look
look_at_header(Finder *finder, guint i, bool marked)
{
  guint at = marked ? next_filled(finder->lines, i + 1) : i;
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
look_at_attribution(Finder *finder, guint i)
{
  const GArray *lines = finder->lines;
  guint next = next_filled(lines, attribution_end(lines, i));
  bool quote = next < lines->len && is_quoted(line_at(lines, next));
  if (!quote && !line_at(lines, i)->sure)
    return LOOK_GO_ON;
  finder->begin = i;
  return finder->prefix == SUBJECT_PREFIX_FORWARD && read_attribution(finder, i)
             ? LOOK_FOUND
             : LOOK_NOTHING;
}

static Look
look_at_line(Finder *finder, guint i)
{
  const ReplyLine *line = line_at(finder->lines, i);
  switch (mark_of(line)) {
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
  if (forward_header_begins(line->begin, line->size)) {
    Look look = look_at_header(finder, i, false);
    if (look != LOOK_GO_ON)
      return look;
  }
  if (is_quoted(line))
    return LOOK_NOTHING; /* marks further down are the other's */
  if (!is_ruler(line) && !reply_line_is_banner(line))
    finder->bare = false;
  return LOOK_GO_ON;
}

static bool
find_begin(Finder *finder)
{
  for (guint i = 0; i < finder->lines->len; i++) {
    if (*line_at(finder->lines, i)->folded == '\0')
      continue;
    Look look = look_at_line(finder, i);
    if (look != LOOK_GO_ON)
      return look == LOOK_FOUND;
  }
  return false;
}

static void
append_line(GString *out, const ReplyLine *line, bool quoted)
{
  g_autofree char *plain = plain_line(line, quoted);
  g_string_append(out, plain);
  g_string_append_c(out, '\n');
}

/* The line behind the mail's last, and where the forwarder goes on. */
static guint
find_end(const Finder *finder, guint *out_tail)
{
  const GArray *lines = finder->lines;
  guint quote = finder->text;
  for (guint i = finder->text; i < lines->len; i++) {
    if (mark_of(line_at(lines, i)) == FORWARD_MARK_END) {
      *out_tail = i + 1;
      return i;
    }
    if (is_quoted(line_at(lines, i)))
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
    if (*line_at(lines, i)->folded == '\0')
      continue;
    if (!is_quoted(line_at(lines, i)))
      return false;
    any = true;
  }
  return any;
}

static Forward *
forward_new(Finder *finder)
{
  const GArray *lines = finder->lines;
  g_autoptr(GString) own = g_string_new(NULL), text = g_string_new(NULL);
  guint begin = finder->begin, tail = 0;
  guint end = find_end(finder, &tail);
  while (begin > 0 && (is_ruler(line_at(lines, begin - 1)) ||
                       *line_at(lines, begin - 1)->folded == '\0'))
    begin--; /* the line that Outlook draws above */
  for (guint i = 0; i < begin; i++)
    append_line(own, line_at(lines, i), false);
  for (guint i = next_filled(lines, tail); i < lines->len; i++)
    append_line(own, line_at(lines, i), false);
  bool quoted = finder->quoted || is_all_quoted(lines, finder->text, end);
  while (end > finder->text && (is_ruler(line_at(lines, end - 1)) ||
                                *line_at(lines, end - 1)->folded == '\0'))
    end--;
  for (guint i = next_filled(lines, finder->text); i < end; i++)
    append_line(text, line_at(lines, i), quoted);
  Forward *forward = g_new0(Forward, 1);
  forward->own = g_strdup(own->str);
  forward->text = g_strdup(text->str);
  forward->subject = g_steal_pointer(&finder->header.subject);
  forward->writer = finder->header.from != NULL
                        ? g_steal_pointer(&finder->header.from)
                        : g_steal_pointer(&finder->writer);
  return forward;
}

Forward *
forward_find(const ReplyLines *lines, const char *subject)
{
  Finder finder = {.lines = lines->lines, .bare = true};
  g_free(subject_base(subject, &finder.prefix));
  Forward *forward = find_begin(&finder) ? forward_new(&finder) : NULL;
  forward_header_clear(&finder.header);
  g_free(finder.writer);
  return forward;
}

void
forward_free(Forward *forward)
{
  if (forward == NULL)
    return;
  g_free(forward->own);
  g_free(forward->writer);
  g_free(forward->subject);
  g_free(forward->text);
  g_free(forward);
}
