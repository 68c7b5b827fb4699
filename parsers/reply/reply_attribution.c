/* SPDX-License-Identifier: Apache-2.0
 *
 * The line above a quote: "Am 21.05.2026 um 08:14 schrieb Bote <…>:", folded
 * over several lines, in any language.  It is known by its verb, or by a date
 * together with an address.  Sentences of the writer's own may look the same;
 * therefore only what a program alone writes is `sure`, all others need a
 * quote behind them.
 */
#include <string.h>

#include "parsers/begins.h"
#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"

enum {
  REPLY_ATTRIBUTION_LINES_MAX = 4,   /* folded at 72 columns */
  REPLY_ATTRIBUTION_LOOSE_MAX = 6,   /* with empty lines between */
  REPLY_ATTRIBUTION_BYTES_MAX = 400, /* two names and two addresses */
  REPLY_NAME_BYTES_MAX = 80,         /* "Max Muster schrieb:" */
  REPLY_BROKEN_BYTES_MIN = 66,       /* of a quoted line that was broken */
  REPLY_WEEKDAY_BYTES_MAX = 26, /* "чт, ", "pe ", "воскресенье, " */
};

bool
reply_holds_time(const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit(at[0]) && (at[1] == ':' || at[1] == '.') &&
        g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) &&
        !g_ascii_isdigit(at[4]) && at[4] != '.')
      return true;
  return strstr(text, "时") != NULL || strstr(text, " uhr") != NULL;
}

/* "2026" or, as "21.05.26", with two digits */
static bool
holds_year(const char *text)
{
  for (const char *at = text; *at != '\0'; at++) {
    size_t digits = strspn(at, "0123456789");
    if (digits == 4 && (memcmp(at, "19", 2) == 0 || memcmp(at, "20", 2) == 0))
      return true;
    if (digits == 2 && at > text && strchr("./-", at[-1]) != NULL &&
        !g_ascii_isdigit(at[2]) && at[2] != '.' && at[2] != ':')
      return true;
    at += digits > 0 ? digits - 1 : 0;
  }
  return false;
}

/* An address between brackets, as programs write it. */
static bool
holds_mailbox(const char *text)
{
  const char *sign = strchr(text, '@');
  return sign != NULL && strpbrk(text, "<([\"") != NULL;
}

/* "2026-05-21 15:36 GMT+02:00 …", "чт, 21 мая 2026 г. в …", "30 серп. …" */
static bool
begins_with_date(const char *text)
{
  size_t word = strcspn(text, " 0123456789");
  const char *at = text;
  if (word > 0 && word <= REPLY_WEEKDAY_BYTES_MAX && text[word] == ' ')
    at = text + word + strspn(text + word, " ");
  return g_ascii_isdigit(*at) && (holds_year(at) || reply_holds_time(at));
}

static bool
is_dashed(const char *folded)
{
  return text_begins(folded, "----"); /* Zoho: "---- Am … ----" */
}

static bool
ends_with_colon(const char *folded, size_t size)
{
  static const char wide[] = "：";
  size_t length = strlen(wide);
  return size > 0 && (folded[size - 1] == ':' ||
                      (folded[size - 1] == wide[length - 1] && size >= length &&
                       memcmp(folded + size - length, wide, length) == 0));
}

bool
reply_line_ends_with_colon(const ReplyLine *line)
{
  return ends_with_colon(line->folded, line->length);
}

/* "On … Bote <…> wrote" without a colon (Zoho), which only counts when all of
 * it is there.
 */
static bool
ends_with_verb(const char *text)
{
  return reply_words_end(REPLY_WORDS_VERB, text) && holds_mailbox(text) &&
         holds_year(text) && reply_holds_time(text) &&
         (reply_words_begin(REPLY_WORDS_OPENER, text) ||
          begins_with_date(text));
}

/* A date, an address and nothing else (Gmail in Russian, Yandex, Mail.ru). */
static bool
is_bare(const char *text)
{
  const char *last = strrchr(text, ' ');
  return begins_with_date(text) && last != NULL &&
         (strchr(last, '@') != NULL || strchr(text, '<') != NULL);
}

/* "Max Muster schrieb:", which only counts in front of a quote. */
static bool
is_name_and_verb(const char *text)
{
  return strlen(text) <= REPLY_NAME_BYTES_MAX && strpbrk(text, ".;!?,") == NULL;
}

/* A line between dashes without these: "---- Am … schrieb … ----". */
static char *
without_dashes(const char *joined)
{
  g_autofree char *bare = g_strdup(joined);
  size_t size = strlen(bare);
  while (size > 0 && strchr("- ", bare[size - 1]) != NULL)
    bare[--size] = '\0';
  return g_steal_pointer(&bare);
}

/* Would no person write so much of it above words of his own?  A date and a
 * verb are not enough: "Am … hat jemand an die Wand geschrieben:".
 */
static bool
is_sure(const char *text, bool dashed)
{
  if (strpbrk(text, "0123456789") == NULL)
    return false;
  return dashed ||
         (holds_mailbox(text) && (reply_holds_time(text) || holds_year(text)));
}

/* The words that are looked for in many lines. */
typedef struct Words {
  ReplyIndex verbs, own;
} Words;

static void
words_init(Words *words)
{
  reply_index_init(&words->verbs, REPLY_WORDS_VERB);
  reply_index_init(&words->own, REPLY_WORDS_OWN);
}

/* `joined`: the folded lines with blanks between. */
static bool
is_attribution(const char *joined, const Words *words, bool *out_sure)
{
  bool dashed = is_dashed(joined);
  g_autofree char *bare = dashed ? without_dashes(joined) : g_strdup(joined);
  size_t size = strlen(bare);
  if (size > REPLY_ATTRIBUTION_BYTES_MAX ||
      !(dashed || ends_with_colon(bare, size) || ends_with_verb(bare)) ||
      reply_index_hold(&words->own, bare, size))
    return false;
  bool verb = reply_index_hold(&words->verbs, bare, size);
  if (!verb && !is_bare(bare))
    return false;
  *out_sure = is_sure(bare, dashed);
  return strpbrk(bare, "0123456789@") != NULL || is_name_and_verb(bare);
}

/* Can an attribution begin with this line?  A line of the writer's own in
 * front of one must not be taken for its beginning.
 */
static bool
can_open(const ReplyLine *line, const Words *words)
{
  const char *text = line->folded;
  return reply_words_begin(REPLY_WORDS_OPENER, text) ||
         begins_with_date(text) || strchr(text, '<') != NULL ||
         is_dashed(text) || reply_index_hold(&words->verbs, text, line->length);
}

/* Does a line, within what seems one attribution, begin the real one?  A date
 * alone may as well be what was wrapped.
 */
static bool
opens_anew(const ReplyLine *line, const Words *words)
{
  const char *text = line->folded;
  if (begins_with_date(text))
    return strchr(text, '@') != NULL ||
           reply_index_hold(&words->verbs, text, line->length);
  return reply_words_begin(REPLY_WORDS_OPENER, text) &&
         strpbrk(text, "0123456789") != NULL;
}

/* A sentence of the writer's ends here, so nothing below continues it. */
static bool
ends_sentence(const ReplyLine *line)
{
  return line->length > 0 &&
         strchr("!?", line->folded[line->length - 1]) != NULL;
}

/* A wrapped line may begin with the ">" of an address. */
static bool
is_wrapped_end(const ReplyLine *line)
{
  return line->kind == REPLY_QUOTE && reply_line_ends_with_colon(line) &&
         !g_str_has_prefix(line->folded, "> >");
}

/* May empty lines stand within (text made from HTML)?  Only where the first
 * line is clearly the begin of an attribution.
 */
static bool
may_be_loose(const ReplyLine *first)
{
  return (begins_with_date(first->folded) ||
          reply_words_begin(REPLY_WORDS_OPENER, first->folded)) &&
         reply_holds_time(first->folded) && !reply_line_ends_with_colon(first);
}

/* Can a line be the `n`th of an attribution? */
static bool
fits(const ReplyLine *line, guint n, const Words *words)
{
  if (n == 0)
    return line->kind == REPLY_TEXT && can_open(line, words);
  return (line->kind == REPLY_TEXT || is_wrapped_end(line)) &&
         !opens_anew(line, words);
}

/* How many lines from `first` make an attribution; 0 when they do not. */
static guint
attribution_lines(const GArray *lines, guint first, const Words *words,
                  bool *out_sure)
{
  bool loose = may_be_loose(&g_array_index(lines, ReplyLine, first));
  guint max = loose ? REPLY_ATTRIBUTION_LOOSE_MAX : REPLY_ATTRIBUTION_LINES_MAX;
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint n = 0; n < max && first + n < lines->len; n++) {
    const ReplyLine *line = &g_array_index(lines, ReplyLine, first + n);
    if (line->kind == REPLY_EMPTY && n > 0 && loose)
      continue;
    if (!fits(line, n, words))
      return 0;
    if (n > 0)
      g_string_append_c(joined, ' ');
    g_string_append(joined, line->folded);
    if (is_attribution(joined->str, words, out_sure))
      return n + 1;
    if (ends_sentence(line) || joined->len > REPLY_ATTRIBUTION_BYTES_MAX)
      return 0;
  }
  return 0;
}

/* Can this line end an attribution? */
static bool
can_close(const ReplyLine *line)
{
  return reply_line_ends_with_colon(line) || is_dashed(line->folded) ||
         (memchr(line->folded, '@', line->length) != NULL && /* hardly ever */
          reply_words_end(REPLY_WORDS_VERB, line->folded));
}

/* The first line from `i` on that can end one; lines->len when none can. */
static guint
find_close(const GArray *lines, guint i)
{
  while (i < lines->len && !can_close(&g_array_index(lines, ReplyLine, i)))
    i++;
  return i;
}

void
reply_mark_attributions(GArray *lines)
{
  guint end = find_close(lines, 0); /* hardly a line of a letter is one */
  if (end == lines->len)
    return;
  Words words;
  words_init(&words);
  for (guint i = 0; i < lines->len; i++) {
    bool sure = false;
    end = end < i ? find_close(lines, i) : end;
    if (end - i >= REPLY_ATTRIBUTION_LOOSE_MAX)
      continue;
    guint count = attribution_lines(lines, i, &words, &sure);
    for (guint n = 0; n < count; n++) {
      ReplyLine *line = &g_array_index(lines, ReplyLine, i + n);
      line->kind = REPLY_ATTRIBUTION;
      line->sure = sure;
    }
    i += count > 0 ? count - 1 : 0;
  }
}

void
reply_mark_own_quotes(GArray *lines)
{
  bool own = false; /* does the last filled line introduce so? */
  for (guint i = 0; i < lines->len; i++) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_EMPTY)
      continue;
    line->own = own && line->kind == REPLY_QUOTE;
    own = line->own ||
          (line->kind == REPLY_TEXT && reply_line_ends_with_colon(line) &&
           reply_words_hold(REPLY_WORDS_OWN, line->folded));
  }
}

/* "> A long line that a program broke\nhere\n> and went on": the middle is
 * quoted, too.  Above it no sentence ends, and it does not begin like one.
 */
static bool
is_broken_off(const ReplyLine *above, const ReplyLine *line)
{
  return above->kind == REPLY_QUOTE && line->kind == REPLY_TEXT &&
         above->length >= REPLY_BROKEN_BYTES_MIN &&
         strchr(".:;?!>", above->folded[above->length - 1]) == NULL &&
         g_unichar_islower(g_utf8_get_char(line->begin));
}

void
reply_mark_broken_quotes(GArray *lines)
{
  for (guint i = 1; i + 1 < lines->len; i++) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line[1].kind == REPLY_QUOTE && is_broken_off(line - 1, line))
      line->kind = REPLY_QUOTE;
  }
}

/* "| …" and "» …" are quotes of few programs and bullets of many people. */
static bool
has_bar(const ReplyLine *line)
{
  return line->kind == REPLY_TEXT && !line->plain &&
         (text_begins(line->folded, "|") || text_begins(line->folded, "»") ||
          text_begins(line->folded, ": "));
}

/* Is the line above `i` an attribution?  Some have no colon there. */
static bool
follows_attribution(GArray *lines, guint i)
{
  while (i > 0 && g_array_index(lines, ReplyLine, i - 1).kind == REPLY_EMPTY)
    i--;
  if (i == 0)
    return false;
  ReplyLine *line = &g_array_index(lines, ReplyLine, i - 1);
  if (line->kind == REPLY_ATTRIBUTION)
    return true;
  if (line->kind != REPLY_TEXT)
    return false;
  g_autofree char *closed = g_strconcat(line->folded, ":", NULL);
  Words words;
  words_init(&words);
  bool sure = false;
  if (!is_attribution(closed, &words, &sure))
    return false;
  line->kind = REPLY_ATTRIBUTION;
  return true;
}

void
reply_mark_bars(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    guint end = i;
    while (end < lines->len && has_bar(&g_array_index(lines, ReplyLine, end)))
      end++;
    if (end > i && follows_attribution(lines, i))
      for (guint n = i; n < end; n++)
        g_array_index(lines, ReplyLine, n).kind = REPLY_QUOTE;
    i = MAX(i, end);
  }
}
