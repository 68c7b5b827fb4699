/* SPDX-License-Identifier: Apache-2.0
 *
 * What a single line of a reply is, by its form and the words in it.
 */
#include <string.h>

#include "parsers/begins.h"
#include "parsers/fold.h"
#include "parsers/html/html_mark.h"
#include "parsers/reply/banner.h"
#include "parsers/reply/reply_label.h"
#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"

enum {
  REPLY_DEVICE_BYTES_MAX = 120,
  REPLY_MARK_BYTES_MAX = 160, /* "Forwarded by … on …" names who and when */
  REPLY_MARK_DASHES_MIN = 3,  /* two and a text are a point of a list */
  REPLY_RULER_MIN = 5,
  REPLY_LINES_USUAL = 64, /* to make room at once */
};

/* Nothing but a ruler: "-----", "_____". */
bool
reply_is_ruler(const ReplyLine *line)
{
  return !line->plain && line->length >= REPLY_RULER_MIN &&
         strspn(line->folded, "-_=*~ ") == line->length;
}

bool
reply_line_is_closing(const ReplyLine *line)
{
  return reply_is_ruler(line) ||
         reply_words_close(line->folded, line->hints & REPLY_HINT_CLOSING);
}

bool
reply_line_is_banner(const ReplyLine *line)
{
  return reply_words_hold(REPLY_WORDS_BANNER, line->folded);
}

/* A mark stands alone on its line: between dashes, or as the very words in
 * front of a colon. */
static bool
may_be_mark(const ReplyLine *line)
{
  return line->length <= REPLY_MARK_BYTES_MAX &&
         (!line->plain || line->folded[line->length - 1] == ':');
}

static bool
is_mark(const ReplyLine *line, ReplyWords words)
{
  static const char frame[] = "-_*#=~";
  size_t dashes = 0;
  const char *at = line->folded, last = at[line->length - 1];
  for (; *at != '\0' && strchr("-_*#=~ ", *at) != NULL; at++)
    dashes += *at == ' ' ? 0 : 1;
  if (*at == '\0' || (dashes == 0 && last != ':'))
    return false;
  size_t length = reply_words_length(words, at);
  if (length == 0)
    return false;
  const char *rest = at + length;
  bool closed = strchr(frame, last) != NULL;
  if (dashes >= REPLY_MARK_DASHES_MIN || (dashes > 0 && closed))
    return closed || *rest == '\0' || *rest == ' ';
  return strcmp(rest, ":") == 0;
}

/* "-- " (RFC 3676 4.3) and what is left of it when blanks get lost; `*out_sure`
 * for the first only. */
static bool
is_signature(const ReplyLine *line, bool *out_sure)
{
  static const char *const likely[] = {"--",  "—",     "––", "——",
                                       "———", "—————", "―"};
  *out_sure = (line->size == 3 && memcmp(line->begin, "-- ", 3) == 0) ||
              (line->size == 4 && memcmp(line->begin, "--\302\240", 4) == 0);
  for (size_t i = 0; i < G_N_ELEMENTS(likely) && !*out_sure; i++)
    if (strcmp(line->folded, likely[i]) == 0)
      return true;
  return *out_sure;
}

/* "[image: IMG_1.jpg]", "[cid:…]", "<IMG_1.jpeg>": where a program leaves a
 * picture out of the plain text.  It says nothing.
 */
static bool
is_placeholder(const char *folded)
{
  static const char *const begins[] = {
      "[image:", "[cid:", "[bild:", "[inline image", "[inline-bild"};
  static const char *const ends[] = {".jpg>",  ".jpeg>", ".png>",
                                     ".heic>", ".gif>",  ".mov>"};
  if (*folded != '[' && *folded != '<')
    return false;
  bool closed = strchr(folded, ']') == folded + strlen(folded) - 1;
  for (size_t i = 0; i < G_N_ELEMENTS(begins) && closed; i++)
    if (g_str_has_prefix(folded, begins[i]))
      return true;
  bool name = *folded == '<' && strpbrk(folded, "@:/") == NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(ends) && name; i++)
    if (g_str_has_suffix(folded, ends[i]))
      return true;
  return false;
}

/* "Inactive hide details for Max ---21.05.2026 08:14:11---Guten Tag", the line
 * by which Lotus Notes sums up what it quotes; only the date between the dashes
 * is the same in all its languages.
 */
static bool
is_notes_summary(const ReplyLine *line)
{
  const char *date = memchr(line->folded, '-', line->length);
  date = date == NULL ? NULL : strstr(date, "---");
  if (date == NULL || !g_ascii_isdigit(date[3]))
    return false;
  date += strlen("---");
  size_t size = strspn(date, "0123456789./:- apmuhr");
  return g_str_has_prefix(date + size - MIN(size, 3), "---") &&
         reply_holds_time(date);
}

/* ">>> Max <max@example.org> 21.05.2026 08:14 >>>", above all that GroupWise
 * cites without a mark.
 */
static bool
is_groupwise_mark(const char *folded)
{
  return g_str_has_prefix(folded, ">>> ") && g_str_has_suffix(folded, " >>>") &&
         reply_holds_time(folded);
}

/* What only a line is that begins with a mark; REPLY_TEXT for none of it. */
static ReplyKind
kind_by_begin(ReplyLine *line)
{
  if (*line->folded == '>')
    return is_groupwise_mark(line->folded) ? REPLY_MARK : REPLY_QUOTE;
  if (is_signature(line, &line->sure))
    return REPLY_SIGNATURE;
  return is_placeholder(line->folded) ? REPLY_PICTURE : REPLY_TEXT;
}

static ReplyKind
kind_alone(ReplyLine *line)
{
  if (line->length == 0)
    return REPLY_EMPTY;
  ReplyKind kind = line->plain ? REPLY_TEXT : kind_by_begin(line);
  if (kind != REPLY_TEXT)
    return kind;
  bool mark = may_be_mark(line);
  if (mark && is_mark(line, REPLY_WORDS_FORWARD))
    return REPLY_FORWARD;
  if ((mark && is_mark(line, REPLY_WORDS_MARK)) || is_notes_summary(line))
    return REPLY_MARK;
  if (line->length > REPLY_DEVICE_BYTES_MAX)
    return REPLY_TEXT;
  ReplyDevice device = reply_words_device(line->folded, line->length,
                                          line->hints & REPLY_HINT_DEVICE);
  line->sure = device == REPLY_DEVICE_SURE;
  return device == REPLY_DEVICE_NONE ? REPLY_TEXT : REPLY_DEVICE;
}

/* The kind that the structure of the HTML gives a line.  What phones advertise
 * stays what it is: nobody wrote that into his signature by mistake.
 */
static void
apply_mark(ReplyLine *line, HtmlMark mark)
{
  line->foreign = mark == HTML_MARK_FOREIGN;
  line->marked = mark == HTML_MARK_SIGNATURE;
  if (line->kind != REPLY_TEXT)
    return;
  if (mark == HTML_MARK_ATTRIBUTION &&
      reply_label(line->folded) == REPLY_LABEL_NONE) {
    line->kind = REPLY_ATTRIBUTION;
    line->sure = true;
  } else if (mark == HTML_MARK_SIGNATURE) {
    line->kind = REPLY_FOOTER;
  }
}

/* The bytes of a blank at either end, no-break space included. */
static const char *
skip_blanks(const char *begin, const char *end)
{
  for (;;) {
    if (begin < end && g_ascii_isspace(*begin))
      begin++;
    else if (end - begin >= 2 && memcmp(begin, "\302\240", 2) == 0)
      begin += 2;
    else
      return begin;
  }
}

static const char *
trim_blanks(const char *begin, const char *end)
{
  for (;;) {
    if (end > begin && g_ascii_isspace(end[-1]))
      end--;
    else if (end - begin >= 2 && memcmp(end - 2, "\302\240", 2) == 0)
      end -= 2;
    else
      return end;
  }
}

static bool
is_plain(const char *folded)
{
  unsigned char c = (unsigned char)*folded;
  return c < 0x80 ? g_ascii_isalnum(c)
                  : g_unichar_isalnum(g_utf8_get_char(folded));
}

/* Cut `size` bytes out of the copy of the text, which is folded but where it
 * would grow. */
static void
fold_line(const ReplyLines *lines, ReplyLine *line, const char *begin,
          size_t size)
{
  char *copy = lines->folded + (begin - lines->text);
  line->folded = copy;
  line->length = size;
  copy[size] = '\0'; /* the line feed, or a blank in front of it */
  if (lines->is_folded || fold_in_place(copy, size))
    return;
  char *folded = fold_case(begin, size);
  g_ptr_array_add(lines->grown, folded);
  line->folded = folded;
  line->length = strlen(folded);
}

static void
set_hints(ReplyLine *line, const WordSieve *sieve)
{
  line->plain = is_plain(line->folded);
  line->colon = !line->plain || (unsigned char)*line->folded >= 0x80 ||
                memchr(line->folded, ':', line->length) != NULL;
  if (!line->plain)
    line->hints = REPLY_HINT_ALL; /* the words may stand behind marks */
  else if (line->length >= WORD_HEAD_BYTES)
    line->hints = word_sieve_ask(sieve, line->folded);
}

/* The line at `at`, trimmed and folded; `*out_next` is the next one. */
static ReplyLine
read_line(const ReplyLines *lines, const WordSieve *sieve, const char *at,
          const char **out_next)
{
  HtmlMark mark = html_mark_read(&at);
  const char *feed = strchrnul(at, '\n');
  ReplyLine line = {.begin = at, .size = (size_t)(feed - at)};
  const char *begin = skip_blanks(at, feed);
  fold_line(lines, &line, begin, (size_t)(trim_blanks(begin, feed) - begin));
  set_hints(&line, sieve);
  line.kind = kind_alone(&line);
  apply_mark(&line, mark);
  *out_next = feed + (*feed == '\n' ? 1 : 0);
  return line;
}

/* The address of an advertisement may stand on a line of its own. */
static void
mark_links(GArray *lines)
{
  for (guint i = 1; i < lines->len; i++) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind != REPLY_TEXT || line[-1].kind != REPLY_DEVICE)
      continue;
    const char *text = line->folded + strspn(line->folded, "<([");
    if (text_begins(text, "http") && strchr(text, ' ') == NULL) {
      line->kind = REPLY_DEVICE;
      line->sure = line[-1].sure;
    }
  }
}

/* What stands within a foreign part is foreign, empty lines too. */
static void
mark_foreign(GArray *lines)
{
  bool foreign = false; /* is the next filled line so? */
  for (guint i = lines->len; i-- > 0;) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_EMPTY)
      line->foreign = foreign;
    foreign = line->foreign;
    if (foreign && (line->kind == REPLY_TEXT || line->kind == REPLY_DEVICE))
      line->kind = REPLY_FOREIGN;
  }
}

/* Find the attributions that stand in front of a quote, from below. */
static void
mark_introductions(GArray *lines)
{
  bool quote = false, introduces = false, joined = false;
  for (guint i = lines->len; i-- > 0;) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    bool attribution = line->kind == REPLY_ATTRIBUTION;
    if (attribution)
      introduces = joined ? introduces : quote;
    line->introduces = attribution && introduces;
    joined = attribution;
    if (line->kind != REPLY_EMPTY)
      quote = line->kind == REPLY_QUOTE || line->foreign;
  }
}

/* Cut the text into lines, each looked at alone. */
static void
read_lines(ReplyLines *lines)
{
  WordSieve sieve = {{0}};
  reply_words_device_fill(&sieve, REPLY_HINT_DEVICE);
  reply_words_close_fill(&sieve, REPLY_HINT_CLOSING);
  banner_fill(&sieve);
  lines->plain = true;
  for (const char *at = lines->text; *at != '\0';) {
    ReplyLine line = read_line(lines, &sieve, at, &at);
    lines->plain &= line.plain || line.length == 0;
    lines->hints |= line.length == 0 ? 0 : line.hints;
    g_array_append_val(lines->lines, line);
  }
}

ReplyLines *
reply_lines_new(const char *text)
{
  GArray *lines =
      g_array_sized_new(FALSE, FALSE, sizeof(ReplyLine), REPLY_LINES_USUAL);
  ReplyLines *result = g_new0(ReplyLines, 1);
  size_t size = strlen(text);
  result->text = text;
  result->lines = lines;
  result->folded = g_memdup2(text, size + 1);
  result->is_folded = fold_in_place(result->folded, size);
  result->grown = g_ptr_array_new_with_free_func(g_free);
  read_lines(result);
  mark_links(lines);
  reply_mark_attributions(lines);
  if (!result->plain) {
    reply_mark_bars(lines);
    reply_mark_own_quotes(lines);
    reply_mark_broken_quotes(lines);
  }
  reply_mark_headers(lines);
  mark_foreign(lines);
  mark_introductions(lines);
  if ((result->hints & REPLY_HINT_BANNER) != 0)
    banner_mark(lines);
  reply_mark_footers(lines);
  return result;
}

void
reply_lines_free(ReplyLines *lines)
{
  if (lines == NULL)
    return;
  g_array_unref(lines->lines);
  g_ptr_array_unref(lines->grown);
  g_free(lines->folded);
  g_free(lines);
}
