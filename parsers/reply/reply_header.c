/* SPDX-License-Identifier: Apache-2.0
 *
 * The header of a mail within the text of a reply: "Von: … Gesendet: …".
 * Three labels may be chance in a letter, so a block must show as well that a
 * program wrote it.
 */
#include <string.h>

#include "parsers/reply/reply_label.h"
#include "parsers/reply/reply_private.h"

enum {
  REPLY_HEADER_FIELDS_MIN = 3, /* of a block; two may be chance */
  REPLY_HEADER_GAP_MAX = 2,    /* folded lines of many recipients */
  REPLY_HEADER_RULER_MIN = 3,
  REPLY_HEADER_LINES_MAX = 40, /* of a block with very many of them */
};

/* What a run of lines that begins with a label holds. */
typedef struct Block {
  unsigned labels; /* ReplyLabel bits */
  unsigned count;  /* of distinct labels, the others not counted */
  guint end;       /* behind its last labelled line */
  bool address, time;
} Block;

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

bool
reply_line_is_header(const ReplyLine *line)
{
  ReplyLabel label = reply_label(line->folded);
  /* Words like "a:" and "do:" are labels only in the company of others. */
  size_t size = strcspn(line->folded, ":");
  return label != REPLY_LABEL_NONE &&
         (size > 2 || g_str_has_prefix(line->folded, "an:") ||
          g_str_has_prefix(line->folded, "to:") ||
          g_str_has_prefix(line->folded, "cc:") ||
          g_str_has_prefix(line->folded, "de:"));
}

static void
add_line(Block *block, const ReplyLine *line, guint i)
{
  ReplyLabel label = reply_label(line->folded);
  block->address |= strchr(line->folded, '@') != NULL;
  if (label == REPLY_LABEL_NONE)
    return;
  block->end = i + 1;
  if (label & (REPLY_LABEL_DATE | REPLY_LABEL_SENT))
    block->time |= reply_holds_time(line->folded);
  if (label != REPLY_LABEL_OTHER && !(block->labels & label))
    block->count++;
  block->labels |= label;
}

/* The lines from `first` on that may be one header. */
static Block
read_block(const GArray *lines, guint first)
{
  Block block = {.end = first};
  guint gap = 0, max = MIN(lines->len, first + REPLY_HEADER_LINES_MAX);
  for (guint i = first; i < max && gap <= REPLY_HEADER_GAP_MAX; i++) {
    const ReplyLine *line = line_at(lines, i);
    bool enough = block.count >= REPLY_HEADER_FIELDS_MIN;
    if ((line->kind != REPLY_TEXT && line->kind != REPLY_EMPTY) ||
        (line->kind == REPLY_EMPTY && enough))
      break;
    add_line(&block, line, i);
    gap = block.end == i + 1 ? 0 : gap + 1;
  }
  return block;
}

/* "====", "---": above a header, though not elsewhere, these are rulers. */
static bool
is_short_ruler(const ReplyLine *line)
{
  return !line->plain && line->length >= REPLY_HEADER_RULER_MIN &&
         strspn(line->folded, "-_=*~ ") == line->length;
}

/* Does a line stand alone above that only belongs to a header? */
static bool
is_ruled(const GArray *lines, guint first)
{
  guint i = first;
  while (i > 0 && line_at(lines, i - 1)->kind == REPLY_EMPTY)
    i--;
  return i > 0 && (line_at(lines, i - 1)->kind == REPLY_MARK ||
                   line_at(lines, i - 1)->kind == REPLY_FORWARD ||
                   is_short_ruler(line_at(lines, i - 1)));
}

/* Did a program write it?  The writer must be named, and, unless a mark stands
 * above, the date; then either enough fields and a sign that no person adds, or
 * few fields and several such signs.
 */
static bool
is_written_by_program(const Block *block, bool ruled)
{
  bool sent = block->labels & REPLY_LABEL_SENT;
  bool dated = block->labels & (REPLY_LABEL_SENT | REPLY_LABEL_DATE);
  if (!(block->labels & REPLY_LABEL_FROM) || !(dated || ruled))
    return false;
  if (block->count >= REPLY_HEADER_FIELDS_MIN)
    return ruled || sent || block->address || block->time;
  return block->count == REPLY_HEADER_FIELDS_MIN - 1 &&
         (ruled || (block->address && block->time));
}

static guint
header_lines(const GArray *lines, guint first)
{
  const ReplyLine *line = line_at(lines, first);
  if (line->kind != REPLY_TEXT || !line->colon ||
      reply_label(line->folded) == REPLY_LABEL_NONE)
    return 0;
  Block block = read_block(lines, first);
  bool ours = is_written_by_program(&block, is_ruled(lines, first));
  return ours ? block.end - first : 0;
}

void
reply_mark_headers(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    guint count = header_lines(lines, i);
    for (guint n = 0; n < count; n++)
      if (line_at(lines, i + n)->kind != REPLY_EMPTY)
        g_array_index(lines, ReplyLine, i + n).kind = REPLY_HEADER;
    i += count > 0 ? count - 1 : 0;
  }
  /* The ruler above a block belongs to it (Outlook). */
  bool below = false; /* is the next filled line a header? */
  for (guint i = lines->len; i-- > 0;) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_EMPTY)
      continue;
    if (below && line->kind == REPLY_TEXT && is_short_ruler(line))
      line->kind = REPLY_HEADER;
    below = line->kind == REPLY_HEADER;
  }
}
