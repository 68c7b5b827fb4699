/* SPDX-License-Identifier: Apache-2.0
 *
 * What a single line of a reply is, by its form and the words in it.
 */
#include <string.h>

#include "parsers/fold.h"
#include "parsers/reply_private.h"
#include "parsers/reply_words.h"

enum {
  REPLY_ATTRIBUTION_LINES_MAX = 4,   /* folded at 72 columns */
  REPLY_ATTRIBUTION_BYTES_MAX = 400, /* two names and two addresses */
  REPLY_HEADER_LINES_MIN = 3,        /* of a block; two may be chance */
  REPLY_HEADER_GAP_MAX = 2,          /* folded lines of many recipients */
  REPLY_DEVICE_BYTES_MAX = 120,
  REPLY_RULER_MIN = 5,
};

bool
reply_line_is_header(const ReplyLine *line)
{
  if (strchr(line->folded, ':') == NULL)
    return false; /* each of the words has it */
  g_autofree char *bare = g_strdup(line->folded);
  char *to = bare;
  for (const char *from = line->folded; *from != '\0'; from++)
    if (*from != '*') /* bold in text made from HTML */
      *to++ = *from;
  *to = '\0';
  g_strchug(bare);
  return reply_words_begin(REPLY_WORDS_HEADER, bare);
}

/* Nothing but a ruler: "-----", "_____". */
static bool
is_ruler(const char *folded)
{
  size_t size = strlen(folded);
  return size >= REPLY_RULER_MIN && strspn(folded, "-_=*~ ") == size;
}

bool
reply_line_is_closing(const ReplyLine *line)
{
  return is_ruler(line->folded) || reply_words_close(line->folded);
}

bool
reply_line_is_banner(const ReplyLine *line)
{
  return reply_words_hold(REPLY_WORDS_BANNER, line->folded);
}

static bool
is_device(const char *folded)
{
  return strlen(folded) <= REPLY_DEVICE_BYTES_MAX && reply_words_device(folded);
}

/* A mark stands alone on its line, between dashes or before a colon. */
static bool
is_mark(const char *folded, ReplyWords words)
{
  size_t size = strlen(folded);
  if (size == 0 || size > REPLY_DEVICE_BYTES_MAX)
    return false;
  bool framed = folded[0] == '-' || folded[0] == '_' || folded[0] == '*' ||
                folded[0] == '#' || folded[size - 1] == ':';
  return framed && reply_words_hold(words, folded);
}

static bool
is_signature(const ReplyLine *line)
{
  return (line->size == 2 && memcmp(line->begin, "--", 2) == 0) ||
         (line->size == 3 && memcmp(line->begin, "-- ", 3) == 0) ||
         (line->size == 4 && memcmp(line->begin, "--\302\240", 4) == 0);
}

static ReplyKind
kind_alone(const ReplyLine *line)
{
  if (*line->folded == '\0')
    return REPLY_EMPTY;
  if (*line->folded == '>')
    return REPLY_QUOTE;
  if (is_signature(line))
    return REPLY_SIGNATURE;
  if (is_mark(line->folded, REPLY_WORDS_FORWARD))
    return REPLY_FORWARD;
  if (is_mark(line->folded, REPLY_WORDS_MARK))
    return REPLY_MARK;
  return is_device(line->folded) ? REPLY_DEVICE : REPLY_TEXT;
}

/* "11:53" or "11.53" */
static bool
holds_time(const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit(at[0]) && (at[1] == ':' || at[1] == '.') &&
        g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) &&
        !g_ascii_isdigit(at[4]))
      return true;
  return false;
}

/* "2026-05-21 15:36 GMT+02:00 Name <address>:" has no verb (Gmail). */
static bool
begins_with_date(const char *text)
{
  return strspn(text, "0123456789") == 4 &&
         (text[4] == '-' || text[4] == '/') && g_ascii_isdigit(text[5]);
}

static bool
is_dashed(const char *folded)
{
  return g_str_has_prefix(folded, "----"); /* Zoho: "---- Am … ----" */
}

static bool
ends_with_colon(const char *folded)
{
  size_t size = strlen(folded);
  return (size > 0 && folded[size - 1] == ':') ||
         g_str_has_suffix(folded, "：");
}

static bool
is_attribution(const char *joined, bool *out_sure)
{
  g_autofree char *bare = g_strdup(joined);
  size_t size = strlen(bare);
  bool dashed = is_dashed(bare);
  while (dashed && size > 0 && strchr("- ", bare[size - 1]) != NULL)
    bare[--size] = '\0';
  bool ends = dashed || ends_with_colon(bare);
  bool address = strchr(bare, '@') != NULL;
  bool verb = reply_words_hold(REPLY_WORDS_VERB, bare) ||
              (begins_with_date(bare) && address);
  if (size > REPLY_ATTRIBUTION_BYTES_MAX || !ends || !verb)
    return false;
  bool digit = strpbrk(bare, "0123456789") != NULL;
  *out_sure = digit && (address || holds_time(bare));
  return digit || address;
}

/* Can an attribution begin with this line?  A line of the writer's own in
 * front of one must not be taken for its beginning.
 */
static bool
can_open(const ReplyLine *line)
{
  const char *text = line->folded;
  return reply_words_begin(REPLY_WORDS_OPENER, text) ||
         begins_with_date(text) || strchr(text, '<') != NULL ||
         is_dashed(text) || reply_words_hold(REPLY_WORDS_VERB, text);
}

/* Does a line, within what seems one attribution, begin the real one? */
static bool
opens_anew(const ReplyLine *line)
{
  return reply_words_begin(REPLY_WORDS_OPENER, line->folded) &&
         strpbrk(line->folded, "0123456789") != NULL;
}

/* How many lines from `first` make an attribution; 0 when they do not. */
static guint
attribution_lines(const GArray *lines, guint first, bool *out_sure)
{
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint n = 0; n < REPLY_ATTRIBUTION_LINES_MAX && first + n < lines->len;
       n++) {
    const ReplyLine *line = &g_array_index(lines, ReplyLine, first + n);
    /* A wrapped line may begin with the ">" of an address. */
    bool wrapped = n > 0 && line->kind == REPLY_QUOTE &&
                   g_str_has_suffix(line->folded, ":") &&
                   !g_str_has_prefix(line->folded, "> >");
    bool fits = n == 0 ? can_open(line) : !opens_anew(line);
    if ((line->kind != REPLY_TEXT && !wrapped) || !fits)
      return 0;
    if (n > 0)
      g_string_append_c(joined, ' ');
    g_string_append(joined, line->folded);
    if (is_attribution(joined->str, out_sure))
      return n + 1;
  }
  return 0;
}

/* The first line from `i` on that can end an attribution; lines->len when none
 * does.
 */
static guint
next_end(const GArray *lines, guint i)
{
  while (i < lines->len &&
         !ends_with_colon(g_array_index(lines, ReplyLine, i).folded))
    i++;
  return i;
}

static void
mark_attributions(GArray *lines)
{
  guint end = 0; /* looked for first: hardly a line of a letter is one */
  for (guint i = 0; i < lines->len; i++) {
    bool sure = false;
    end = i > 0 && end >= i ? end : next_end(lines, i);
    if (end - i >= REPLY_ATTRIBUTION_LINES_MAX &&
        !is_dashed(g_array_index(lines, ReplyLine, i).folded))
      continue;
    guint count = attribution_lines(lines, i, &sure);
    for (guint n = 0; n < count; n++) {
      ReplyLine *line = &g_array_index(lines, ReplyLine, i + n);
      line->kind = REPLY_ATTRIBUTION;
      line->sure = sure;
    }
    i += count > 0 ? count - 1 : 0;
  }
}

/* The number of lines of a header block at `first`; 0 when there is none. */
static guint
header_lines(const GArray *lines, guint first)
{
  guint found = 0, end = first, gap = 0;
  for (guint i = first; i < lines->len && gap <= REPLY_HEADER_GAP_MAX; i++) {
    const ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_EMPTY && found >= REPLY_HEADER_LINES_MIN)
      break;
    bool header = line->kind == REPLY_TEXT && reply_line_is_header(line);
    gap = header ? 0 : gap + 1;
    found += header ? 1 : 0;
    end = header ? i + 1 : end;
    if (found == 0)
      break;
  }
  return found >= REPLY_HEADER_LINES_MIN ? end - first : 0;
}

static void
mark_headers(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    guint count = header_lines(lines, i);
    for (guint n = 0; n < count; n++)
      g_array_index(lines, ReplyLine, i + n).kind = REPLY_HEADER;
    i += count > 0 ? count - 1 : 0;
  }
  /* The ruler above a block belongs to it (Outlook). */
  for (guint i = 0; i + 1 < lines->len; i++) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (g_array_index(lines, ReplyLine, i + 1).kind == REPLY_HEADER &&
        line->kind == REPLY_TEXT && is_ruler(line->folded))
      line->kind = REPLY_HEADER;
  }
}

static void
clear_line(void *line)
{
  g_free(((ReplyLine *)line)->folded);
}

/* The line at `at`, trimmed and folded. */
static ReplyLine
read_line(const char *at)
{
  ReplyLine line = {.begin = at, .size = strcspn(at, "\n")};
  const char *begin = at, *end = at + line.size;
  while (begin < end && g_ascii_isspace(*begin))
    begin++;
  while (end > begin && g_ascii_isspace(end[-1]))
    end--;
  line.folded = fold_case(begin, (size_t)(end - begin));
  line.kind = kind_alone(&line);
  return line;
}

ReplyLines *
reply_lines_new(const char *text)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(ReplyLine));
  g_array_set_clear_func(lines, clear_line);
  for (const char *at = text; *at != '\0';) {
    ReplyLine line = read_line(at);
    g_array_append_val(lines, line);
    at += line.size;
    at += *at == '\n' ? 1 : 0;
  }
  mark_attributions(lines);
  mark_headers(lines);
  ReplyLines *result = g_new0(ReplyLines, 1);
  *result = (ReplyLines){text, lines};
  return result;
}

void
reply_lines_free(ReplyLines *lines)
{
  if (lines == NULL)
    return;
  g_array_unref(lines->lines);
  g_free(lines);
}
