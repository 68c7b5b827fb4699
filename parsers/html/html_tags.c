/* SPDX-License-Identifier: Apache-2.0
 *
 * Cutting overlong tags in one pass.
 */
#include "parsers/html/html_tags.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/html/html_text.h"

enum { HTML_TAGS_CONDITION_MAX = 256 }; /* bytes; "<![if gte mso 9]>" */

/* One tag, seen as libxml2 sees it: quotes count only behind "=". */
typedef struct Tag {
  size_t end; /* behind ">" or where it must be cut */
  char quote; /* open quote at `end`, or NUL */
  bool cut;
} Tag;

static Tag
tag_read(const char *html, size_t size, size_t begin)
{
  Tag tag = {.end = begin + 1};
  unsigned words = 0;
  char before = 0; /* last byte that is no blank */
  for (; tag.end < size; tag.end++) {
    char c = html[tag.end];
    bool blank = g_ascii_isspace(c);
    words += blank && tag.quote == 0 ? 1 : 0;
    tag.cut =
        tag.end - begin > HTML_TEXT_TAG_MAX || words > HTML_TAGS_WORDS_MAX;
    if (tag.cut)
      return tag;
    if (tag.quote != 0)
      tag.quote = c == tag.quote ? 0 : tag.quote;
    else if ((c == '"' || c == '\'') && before == '=')
      tag.quote = c;
    else if (c == '>')
      break;
    before = blank ? before : c;
  }
  tag.end = MIN(tag.end + 1, size);
  return tag;
}

static bool
begins_tag(const char *at, const char *end)
{
  return at + 1 < end && (g_ascii_isalpha(at[1]) || at[1] == '/');
}

/* The bytes of a condition of Word, "<![if !mso]>", which libxml2 takes for
 * text; 0 when there is none, or it ends a comment.
 */
static size_t
condition_size(const char *at, const char *end)
{
  if (end - at < 4 || at[1] != '!' || at[2] != '[')
    return 0;
  const char *close =
      memchr(at, '>', MIN((size_t)(end - at), HTML_TAGS_CONDITION_MAX));
  return close == NULL || close[-1] == '-' ? 0 : (size_t)(close - at) + 1;
}

GString *
html_tags_cut(const char *html, size_t size)
{
  GString *out = g_string_sized_new(size + 1);
  size_t at = 0;
  while (at < size) {
    const char *next = memchr(html + at, '<', size - at);
    size_t begin = next == NULL ? size : (size_t)(next - html);
    g_string_append_len(out, html + at, (gssize)(begin - at));
    if (next == NULL)
      break;
    size_t condition = condition_size(next, html + size);
    if (condition > 0) {
      at = begin + condition;
      continue;
    }
    if (!begins_tag(next, html + size)) {
      g_string_append_c(out, '<');
      at = begin + 1;
      continue;
    }
    Tag tag = tag_read(html, size, begin);
    g_string_append_len(out, next, (gssize)(tag.end - begin));
    at = tag.end;
    if (!tag.cut)
      continue;
    if (tag.quote != 0)
      g_string_append_c(out, tag.quote);
    g_string_append_c(out, '>');
    const char *close = memchr(html + at, '>', size - at);
    at = close == NULL ? size : (size_t)(close - html) + 1;
  }
  return out;
}
